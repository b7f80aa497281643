"""Decisions: what was chosen, against what, what it costs, what it should bring, and when to look again."""
