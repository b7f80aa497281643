"""The narrative of a PRD: why this problem, why now, why this answer, why these metrics, for one audience."""
