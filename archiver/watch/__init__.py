"""Stage 1: who is live."""
