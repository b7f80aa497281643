"""How discovery's templates write counts, places and dates."""
