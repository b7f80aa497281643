"""A comment that proposes other words becomes a change of the line, in one act."""

from __future__ import annotations

from throughline.core.commenting.services import find_comment, settle_comment
from throughline.core.contracts import COMMENTERS
from throughline.core.kernel.ids import Ref
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.editing.deciding import change_words
from throughline.specification.editing.finding import get_line, get_prd
from throughline.specification.models import PrdLine
from throughline.specification.reviewing.errors import NothingProposed
from throughline.specification.reviewing.queries import COMMENTED


@service("take the words of a comment", roles=COMMENTERS)
def take_words(act: Act, *, prd: str, claim: str, comment: int) -> PrdLine:
    """The line says what the comment proposes, and the comment is resolved. Raises `NothingProposed`."""
    row = find_comment(act, Ref(COMMENTED, f"{prd}/{claim}"), comment)
    if not row.proposes:
        raise NothingProposed
    line = get_line(act, get_prd(act, prd), claim)
    change_words(act, line, text=row.proposes)
    settle_comment(act, row, outcome="became a change")
    return line
