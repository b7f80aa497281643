"""`throughline experiment`: a file of units, one row each, compared by variant."""
