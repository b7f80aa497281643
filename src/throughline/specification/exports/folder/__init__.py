"""A PRD as a folder of Markdown files: written, edited by hand or by a coding agent, read back, and merged."""
