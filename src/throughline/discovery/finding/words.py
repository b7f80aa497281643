"""Search by words in the database's own index: the best pieces for all of the words, then for any of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from throughline.core.models import Workspace
from throughline.discovery.finding.indexing import INDEX, TABLE, WORDS
from throughline.language.retrieval.asking import choose_words, find_words

MOST_WORDS = 12
WIDE = 3
"""How many times more than asked for are ranked first, since some belong to other workspaces or are not visible."""

_SQLITE = f"""
    SELECT e.id, found.score FROM (
        SELECT rowid, -rank AS score FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rank LIMIT %s
    ) AS found JOIN {TABLE} e ON e.id = found.rowid
    WHERE e.workspace_id = %s AND e.visible ORDER BY found.score DESC, e.id LIMIT %s
"""  # noqa: S608 - constants of ours
_POSTGRESQL = f"""
    SELECT e.id, ts_rank(e.words, asked) AS score FROM {TABLE} e, to_tsquery('{WORDS}', %s) AS asked
    WHERE e.words @@ asked AND e.workspace_id = %s AND e.visible ORDER BY score DESC, e.id LIMIT %s
"""  # noqa: S608


def search_words(workspace: Workspace, query: str, *, limit: int, begun: bool = False) -> dict[int, float]:
    """Up to `limit` evidence rows with their score (higher is better), best first.

    Pieces with all the words come before pieces with any; with `begun` the last word may still be in the typing.
    """
    words = choose_words(query)[:MOST_WORDS]
    if not words:
        return {}
    found = _ask(workspace, words, every=True, begun=begun, limit=limit)
    if len(found) < limit and len(words) > 1:
        rest = _ask(workspace, words, every=False, begun=begun, limit=limit)
        found |= {row: score for row, score in rest.items() if row not in found}
    return dict(list(found.items())[:limit])


def match_all(workspace: Workspace, text: str, *, limit: int) -> list[int]:
    """The rows that hold every word of `text` (any form of it), best first: a filter, so no word is left out."""
    words = find_words(text)[:MOST_WORDS]
    return list(_ask(workspace, words, every=True, begun=True, limit=limit)) if words else []


def _ask(workspace: Workspace, words: Sequence[str], *, every: bool, begun: bool, limit: int) -> dict[int, float]:
    if connection.vendor == "postgresql":
        terms = [f"'{word}'" for word in words]
        terms[-1] += ":*" if begun else ""
        values: list[str | int] = [(" & " if every else " | ").join(terms), workspace.pk, limit]
        return _fetch(_POSTGRESQL, values)
    terms = [f'"{word}"' for word in words]
    terms[-1] += "*" if begun else ""
    asked = (" AND " if every else " OR ").join(terms)
    found = _fetch(_SQLITE, [asked, limit * WIDE, workspace.pk, limit])
    if len(found) >= limit or _count_at_most(asked, limit * WIDE) < limit * WIDE:
        return found
    return _fetch(_SQLITE, [asked, -1, workspace.pk, limit])


def _count_at_most(asked: str, most: int) -> int:
    """How many pieces of all workspaces match, counted no further than `most`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH %s LIMIT %s)",  # noqa: S608
            [asked, most],
        )
        (found,) = cursor.fetchone() or (0,)
    return found


def _fetch(statement: str, values: Sequence[str | int]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row: float(score) for row, score in cursor.fetchall()}
