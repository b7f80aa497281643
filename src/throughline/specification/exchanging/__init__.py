"""PRDs going out to other tools as files, and coming back from a folder that somebody edited."""
