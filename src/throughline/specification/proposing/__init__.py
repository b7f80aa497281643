"""Drafting with a model: questions, an estimate, then proposals per section, which a person decides about."""
