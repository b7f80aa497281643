"""A PRD among people: who contributes, what they sign, which status it has reached, and what changed since."""
