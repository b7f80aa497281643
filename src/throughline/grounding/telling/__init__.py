"""Texts drafted from records for somebody to read: sentences that name what they rest on, edited on top, and pasted."""
