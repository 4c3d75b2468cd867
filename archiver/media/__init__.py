"""Edge, bytes and processes: capture, probe, remux."""
