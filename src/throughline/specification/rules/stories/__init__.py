"""Stories and acceptance criteria as people write them, read into their parts. No Django here."""
