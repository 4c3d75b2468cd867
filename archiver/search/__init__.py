"""What a line of chat is found by: pure, versioned, the same for every database."""
