"""Prototypes: stories made into screens in states, drawn as one HTML file, with the gaps named. No Django, no model.

`build_prototype` makes one of an outline, `render_prototype` its page, `describe_coverage` and `find_gaps` its reports.
"""

from throughline.specification.rules.prototyping.answering import (
    Answer,
    Drafted,
    add_drafted,
    draft_answer,
    draft_answers,
    read_answers,
)
from throughline.specification.rules.prototyping.building import build_prototype
from throughline.specification.rules.prototyping.contracts import Change, Coverage, CoverageRow, Gap, Prototype
from throughline.specification.rules.prototyping.coverage import describe_coverage
from throughline.specification.rules.prototyping.describing import describe_prototype, pack_prototype, read_prototype
from throughline.specification.rules.prototyping.gaps import find_gaps
from throughline.specification.rules.prototyping.merging import merge_model
from throughline.specification.rules.prototyping.page.render import render_prototype
from throughline.specification.rules.prototyping.renaming import apply_renames, list_names

__all__ = [
    "Answer",
    "Change",
    "Coverage",
    "CoverageRow",
    "Drafted",
    "Gap",
    "Prototype",
    "add_drafted",
    "apply_renames",
    "build_prototype",
    "describe_coverage",
    "describe_prototype",
    "draft_answer",
    "draft_answers",
    "find_gaps",
    "list_names",
    "merge_model",
    "pack_prototype",
    "read_answers",
    "read_prototype",
    "render_prototype",
]
