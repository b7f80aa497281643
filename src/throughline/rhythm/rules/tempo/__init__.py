"""Tempo: days from signal to decision to ship to learning. Pure."""
