"""Throughline: one line from what customers said to what it changed."""
