"""Goals: objectives with key results, and the north-star tree of metrics; what hangs under each."""
