"""Edge cases as a room: what a workspace has learnt, and the command that asks a document."""
