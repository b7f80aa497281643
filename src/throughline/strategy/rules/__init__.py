"""Pure decisions of strategy."""
