"""The page of a prototype: one HTML file that needs nothing else and asks for nothing."""
