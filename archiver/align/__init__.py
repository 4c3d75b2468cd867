"""Time, pure: sync samples to a timeline."""
