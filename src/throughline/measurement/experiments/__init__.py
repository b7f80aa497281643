"""Experiments: two or more variants compared, from moments alone."""
