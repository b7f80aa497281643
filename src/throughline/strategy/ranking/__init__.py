"""Ranking a spreadsheet of ideas, without a workspace."""
