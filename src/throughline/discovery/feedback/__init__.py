"""Feedback: one intake, the table of items, adding by hand, repeats, personal data."""
