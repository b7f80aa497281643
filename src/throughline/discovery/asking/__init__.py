"""Who asked: the customers who were heard for an opportunity, and which of them were told something since."""
