"""How strategy's templates draw."""
