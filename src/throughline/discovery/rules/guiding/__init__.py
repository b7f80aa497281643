"""What an interview guide is made from and made of. The guide itself is made by `rules/preparing.py`."""
