"""Edge cases: which catalogued ones a story leaves open, asked as questions, and answers made into criteria.

No Django here.
"""

from throughline.specification.rules.edge_cases.answering import draft_criterion, draft_taught, find_case
from throughline.specification.rules.edge_cases.asking import EVERYWHERE, ask, ask_each, list_for_story, word_question
from throughline.specification.rules.edge_cases.catalogue import EdgeCase, load_catalogue
from throughline.specification.rules.edge_cases.contracts import Asked, Lesson
from throughline.specification.rules.edge_cases.matching import Match, match_cases, share_out
from throughline.specification.rules.edge_cases.preparing import prepare

__all__ = [
    "EVERYWHERE",
    "Asked",
    "EdgeCase",
    "Lesson",
    "Match",
    "ask",
    "ask_each",
    "draft_criterion",
    "draft_taught",
    "find_case",
    "list_for_story",
    "load_catalogue",
    "match_cases",
    "prepare",
    "share_out",
    "word_question",
]
