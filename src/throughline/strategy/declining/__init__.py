"""Saying no: an idea that is parked or declined, why, what would change that, and who has been told."""
