"""Language: embeddings, theme finding and retrieval over plain texts. It knows no word of the domain."""
