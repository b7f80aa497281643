"""What a launch changed, from a file alone."""
