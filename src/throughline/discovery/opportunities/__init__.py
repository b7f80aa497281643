"""Opportunities: their evidence for and against, their page, the answers customers were given."""
