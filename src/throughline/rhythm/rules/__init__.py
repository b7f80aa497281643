"""Pure decisions about a week and a year."""
