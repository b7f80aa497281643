"""A PRD in the formats others read."""
