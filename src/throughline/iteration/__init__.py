"""Metrics, the weekly half-hour, experiments, 90-day reviews, calibration."""
