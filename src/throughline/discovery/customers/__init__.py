"""Customers: accounts and people, their attributes, who has been heard and who has not."""
