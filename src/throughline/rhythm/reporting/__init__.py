"""The status: what changed since the last one, drafted from what is on record, edited, copied, and kept once sent."""
