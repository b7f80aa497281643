"""Which ideas belong on top: estimates as ranges, models side by side, ranking by simulation."""
