"""Exports carried out: which files, what they are called, and writing them whole or not at all."""
