"""Comments of members beside any object, and whose question is still open."""
