"""How we got here: why a PRD was written, who asked, what was decided against, what was expected, what came of it."""
