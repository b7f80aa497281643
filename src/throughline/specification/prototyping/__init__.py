"""Prototypes as a room: made from stories or brought from elsewhere, answered, pinned and shown to people outside."""
