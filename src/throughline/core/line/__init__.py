"""The line: links between stations, walked both ways, and the registry where slices offer their stations."""
