"""The room of the check: files and settings in, findings out in the forms that people and other tools read."""
