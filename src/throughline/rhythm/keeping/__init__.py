"""Rituals: the weeks in which each was kept, weeks off, and the quiet panel under This week."""
