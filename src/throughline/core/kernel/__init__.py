"""Ids, clock, errors and progress: free of Django, importable from anywhere."""
