"""One reader for each kind of message: the payload's bytes to a body that is a row."""
