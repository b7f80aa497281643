"""A member's calendar: read on this machine, sorted, corrected, and set against what they aim for."""
