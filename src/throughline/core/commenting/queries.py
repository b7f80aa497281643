"""Reads of comments: the threads beside an object, and the questions nobody has answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from throughline.core.contracts import MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.models import Comment, Workspace


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers. It is `open` while nobody but its writer has answered, and nobody has resolved it."""

    comment: Comment
    answers: tuple[Comment, ...]

    @property
    def open(self) -> bool:
        own = all(answer.member_id == self.comment.member_id for answer in self.answers)  # type: ignore[attr-defined]
        return own and self.comment.resolved is None


def list_threads(workspace: Workspace, on: Ref) -> list[Thread]:
    """The threads beside an object, in the order they were begun; one query."""
    return _thread(Comment.objects.filter(workspace=workspace, on_kind=on.kind, on_id=on.id))


def list_threads_within(workspace: Workspace, *, kind: str, prefix: str) -> dict[str, list[Thread]]:
    """The threads of every object of a kind whose id begins so, by its id: `prd-1/` finds those of its lines."""
    rows = Comment.objects.filter(workspace=workspace, on_kind=kind, on_id__startswith=prefix)
    threads: dict[str, list[Thread]] = defaultdict(list)
    for thread in _thread(rows):
        threads[thread.comment.on_id].append(thread)
    return threads


def _thread(found: QuerySet[Comment]) -> list[Thread]:
    rows = found.select_related("member", "resolved_by")
    answers: dict[int, list[Comment]] = defaultdict(list)
    heads: list[Comment] = []
    for row in rows.order_by("at", "pk"):
        parent: int | None = row.answers_id  # type: ignore[attr-defined]
        heads.append(row) if parent is None else answers[parent].append(row)
    return [Thread(head, tuple(answers[head.pk])) for head in heads]


def list_unanswered(workspace: Workspace, *, on_kind: str = "", limit: int = 20) -> list[Comment]:
    """Comments of contributors that nobody else has answered, the longest waiting first."""
    kind = {"on_kind": on_kind} if on_kind else {}
    return list(_find_unanswered(workspace).filter(**kind).select_related("member").order_by("at", "pk")[:limit])


def _find_unanswered(workspace: Workspace) -> QuerySet[Comment]:
    replied = Comment.objects.filter(answers=OuterRef("pk")).exclude(member=OuterRef("member"))
    asked = Comment.objects.filter(workspace=workspace, answers=None, member__role=MemberRole.CONTRIBUTOR)
    return asked.filter(~Exists(replied), resolved=None)
