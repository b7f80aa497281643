"""What a launch changed: the days after it against the days that would have been, with an honest interval."""
