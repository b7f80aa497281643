"""This week, and later the rituals, retrospectives and tempo of a product team."""
