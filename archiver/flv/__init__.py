"""FLV without I/O: bytes to tags, what is in them, and where a recording has to begin a new part."""
