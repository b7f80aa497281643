"""Writes of comments. Whoever may comment may also answer: contributors as well as those who write."""

from __future__ import annotations

from throughline.core.commenting.errors import CommentNotFound, CommentWithoutWords
from throughline.core.contracts import COMMENTERS
from throughline.core.kernel.ids import Ref
from throughline.core.models import Comment
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service

LONGEST = 4000


@service("comment", roles=COMMENTERS)
def add_comment(act: Act, *, on: Ref, text: str) -> Comment:
    """Write beside the object `on`; whether it exists is for its own slice to say. Raises `CommentWithoutWords`."""
    return _write(act, on=on, text=text, answers=None)


@service("answer a comment", roles=COMMENTERS)
def answer_comment(act: Act, *, on: Ref, comment: int, text: str) -> Comment:
    """Answer a comment beside `on`; an answer to an answer joins the same thread. Raises `CommentNotFound`."""
    asked = Comment.objects.filter(workspace=act.workspace, on_kind=on.kind, on_id=on.id, pk=comment).first()
    if asked is None:
        raise CommentNotFound(comment)
    return _write(act, on=on, text=text, answers=asked.answers or asked)


def _write(act: Act, *, on: Ref, text: str, answers: Comment | None) -> Comment:
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST:
        raise CommentWithoutWords(LONGEST)
    act.name_subject(words)
    where = {"workspace": act.workspace, "on_kind": on.kind, "on_id": on.id}
    return act.create(Comment(**where, member=act.member, text=words, answers=answers, at=act.now))
