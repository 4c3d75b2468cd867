"""Replay to file, pure: generators of text, one module per format."""
