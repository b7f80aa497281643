"""Tables -> aggregates -> statistics. Pure: no Django, no clock, randomness only by a seed that is passed in."""
