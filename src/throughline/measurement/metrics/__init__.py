"""Metrics by definition: one file, one Ibis expression a metric, the same answer on every engine.

An engine only counts, sums whole numbers and picks values; every division is done here, so that no
engine's own arithmetic shows.
"""
