"""Anomalies of a metric in a file, without a workspace."""
