"""Sorting: what theme finding proposed and what people decided about it."""
