"""What stands in an edited folder and is no line of the PRD: each with where it stands, and why it was not read."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.specification.exports.folder.comparing import Comparison
from throughline.specification.exports.folder.contracts import Unread
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said
from throughline.specification.exports.folder.writing import FRONT_PAGE

_WHY = {
    Shape.HEADING: "no section, block or story is called that; what stands below it was read",
    Shape.CODE: "code is no line of a PRD",
    Shape.NOTE: "a footnote says where its evidence stands; it is changed where the evidence is",
    Shape.COMMENT: "a comment is no line of a PRD",
    Shape.HEAD: "the columns of a table stay as they are",
    Shape.FRONT: "only the title and the owner are read from here",
}
_OURS = "this is written anew with every export"
_NOWHERE = "it stands in no section of the PRD"
_MARKED = "where a sentence is from is not changed here; accept or edit it in Throughline"
_TAKEN = ("title", "owner")
_FIELDS = {
    "status": "a status is reached on the PRD's page, where what it asks for stands",
    "version": "a version is kept on the PRD's page",
    "review_date": "the review is booked with the launch, on the PRD's page",
    "outcome": "the outcome comes from the review",
    "id": "a PRD keeps its id",
}
"""Why a field of the front matter is not read."""


def list_unread(found: Comparison) -> Iterator[Unread]:
    """Everything that is neither ours, nor a line, nor a title."""
    strange = {id(heading) for heading in found.titles.strange}
    taken = {*found.ours, *found.matched, *found.new, *found.priorities}
    for n, one in enumerate(found.said):
        if n not in taken and not _is_taken(one, strange):
            why = _OURS if n in found.rewritten else _tell_why(one)
            yield Unread(one.path, one.line, one.text, why)
    for n, id_ in found.matched.items():
        one, was = found.said[n], found.known[id_].written
        if one.mark and was and one.mark != was.mark:
            yield Unread(one.path, one.line, f"[{was.mark}] → [{one.mark}]", _MARKED)


def _tell_why(one: Said) -> str:
    name = one.text.partition(":")[0].strip() if one.shape is Shape.FRONT else ""
    return _FIELDS.get(name) or _WHY.get(one.shape, _NOWHERE)


def _is_taken(one: Said, strange: set[int]) -> bool:
    """Whether it is a heading that was understood, or a field that was read."""
    if one.shape is Shape.HEADING:
        return id(one) not in strange
    return one.shape is Shape.FRONT and one.path == FRONT_PAGE and one.text.partition(":")[0].strip() in _TAKEN
