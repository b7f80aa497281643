"""Edge cases: which catalogued ones a story leaves open, asked as questions, and answers made into criteria.

No Django here.
"""

from throughline.specification.rules.edge_cases.catalogue import EdgeCase, load_catalogue
from throughline.specification.rules.edge_cases.matching import Match, match_cases, share_out

__all__ = ["EdgeCase", "Match", "load_catalogue", "match_cases", "share_out"]
