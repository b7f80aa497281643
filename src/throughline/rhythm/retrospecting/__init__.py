"""Retrospectives: written as they are held; what keeps coming back is raised in the next PRD."""
