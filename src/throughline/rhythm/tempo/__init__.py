"""The tempo of a workspace: its lines gathered from the slices below, and the page."""
