"""What happened to PRDs in a stretch of time, and what they wait for: told upwards, to the status and the tempo."""
