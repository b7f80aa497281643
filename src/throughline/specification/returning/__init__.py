"""Taking over into a PRD of the workspace what somebody changed in a folder that was exported from it."""
