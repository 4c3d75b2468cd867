"""What exists: immutable values, standard library only. No I/O, no clock."""
