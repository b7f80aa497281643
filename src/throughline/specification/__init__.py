"""Specification: the PRD, its sentences with their origins, and what it is exported to."""
