"""Writes of comments. Whoever may comment may also answer: contributors as well as those who write."""

from __future__ import annotations

from throughline.core.commenting.errors import CommentNotFound, CommentWithoutWords, NotTheirs
from throughline.core.contracts import COMMENTERS
from throughline.core.kernel.ids import Ref
from throughline.core.models import Comment
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service

LONGEST = 4000
LONGEST_OUTCOME = 255


@service("comment", roles=COMMENTERS)
def add_comment(act: Act, *, on: Ref, text: str, proposes: str = "") -> Comment:
    """Write beside the object `on`, perhaps with words that should stand in its place (`proposes`).

    Whether the object exists is for its own slice to say. Raises `CommentWithoutWords`.
    """
    return _write(act, on=on, text=text or proposes, proposes=proposes, answers=None)


@service("answer a comment", roles=COMMENTERS)
def answer_comment(act: Act, *, on: Ref, comment: int, text: str) -> Comment:
    """Answer a comment beside `on`; an answer to an answer joins the same thread. Raises `CommentNotFound`."""
    asked = find_comment(act, on, comment)
    return _write(act, on=on, text=text, proposes="", answers=asked.answers or asked)


@service("resolve a comment", roles=COMMENTERS)
def resolve_comment(act: Act, *, on: Ref, comment: int, outcome: str = "resolved") -> Comment:
    """End a thread, saying what came of it: whoever began it may, and whoever writes here.

    Raises `CommentNotFound`, `NotTheirs`.
    """
    row = find_comment(act, on, comment)
    if row.member_id != act.member.pk and not act.actor.can_write:  # type: ignore[attr-defined]
        raise NotTheirs(row.member.name)
    act.name_subject(row.text)
    return settle_comment(act, row, outcome=outcome)


@service("open a comment again", roles=COMMENTERS)
def reopen_comment(act: Act, *, on: Ref, comment: int) -> Comment:
    """Raises `CommentNotFound`."""
    row = find_comment(act, on, comment)
    act.name_subject(row.text)
    return act.update(row, resolved=None, resolved_by=None, outcome="")


def settle_comment(act: Act, row: Comment, *, outcome: str) -> Comment:
    """End the thread of `row` inside an act that is under way."""
    head = row.answers or row
    return act.update(head, resolved=act.now, resolved_by=act.member, outcome=outcome[:LONGEST_OUTCOME])


def find_comment(act: Act, on: Ref, comment: int) -> Comment:
    """Raises `CommentNotFound`."""
    there = Comment.objects.filter(workspace=act.workspace, on_kind=on.kind, on_id=on.id, pk=comment)
    row = there.select_related("member", "answers").first()
    if row is None:
        raise CommentNotFound(comment)
    return row


def _write(act: Act, *, on: Ref, text: str, proposes: str, answers: Comment | None) -> Comment:
    words, instead = (value.replace("\r\n", "\n").strip() for value in (text, proposes))
    if not words or max(len(words), len(instead)) > LONGEST:
        raise CommentWithoutWords(LONGEST)
    act.name_subject(words)
    where = {"workspace": act.workspace, "on_kind": on.kind, "on_id": on.id, "member": act.member, "at": act.now}
    return act.create(Comment(**where, text=words, proposes=instead, answers=answers))
