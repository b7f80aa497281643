"""Metrics: what a definitions file comes to over events or ready series."""
