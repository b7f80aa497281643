"""Where goals stand: progress of a key result, inputs that come to a metric, a line of values."""
