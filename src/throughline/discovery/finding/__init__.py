"""Finding: one search over evidence, conversations and opportunities, by words and meaning."""
