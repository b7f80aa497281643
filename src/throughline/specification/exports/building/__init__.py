"""What the formats to build from share: stories with their scenarios, how a demand is worded, and the trace of ids."""
