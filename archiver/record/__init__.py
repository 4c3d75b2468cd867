"""Stage 2a: pictures and sound."""
