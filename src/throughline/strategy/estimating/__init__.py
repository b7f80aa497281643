"""Estimates of ideas, and the page on which ideas are ranked by them."""
