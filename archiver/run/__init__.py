"""The stages together: one session, many sessions, start and stop."""
