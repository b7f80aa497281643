"""Values of metrics as people write them: one in a field, many in a table."""
