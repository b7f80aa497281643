"""Every door, and only doors: settings, root URLs, the CLI entry, and the one mapping of errors."""
