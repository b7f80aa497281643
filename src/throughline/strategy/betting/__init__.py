"""Bets: an idea that was chosen, what it should change by how much and by when, frozen from then on."""
