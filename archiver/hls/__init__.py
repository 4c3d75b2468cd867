"""HLS without I/O: what a playlist says about time."""
