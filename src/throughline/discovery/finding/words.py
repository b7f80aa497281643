"""Search by words in the database's own index: the best pieces for all of the words, then for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from throughline.core.models import Workspace
from throughline.discovery.finding.indexing import INDEX, TABLE, WORDS
from throughline.discovery.models import EvidenceRow
from throughline.language.retrieval.asking import choose_words, find_words

MOST_WORDS = 12
ENOUGH = 50
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

    Pieces with all the words come first, then those with two of them, then with any; once there are `ENOUGH`, fewer
    words together are not asked for. With `begun` the last word may still be in the typing.
    """
    words = choose_words(query)[:MOST_WORDS]
    if not words:
        return {}
    found: dict[int, float] = {}
    for together in dict.fromkeys((len(words), min(2, len(words)), 1)):
        if len(found) < min(limit, ENOUGH):
            more = _ask(workspace, words, together=together, begun=begun, limit=limit)
            found |= {row: score for row, score in more.items() if row not in found}
    return dict(list(found.items())[:limit])


def match_all(workspace: Workspace, text: str, *, limit: int) -> list[int]:
    """The rows that hold every word of `text` (any form of it), best first: a filter, so no word is left out."""
    words = find_words(text)[:MOST_WORDS]
    return list(_ask(workspace, words, together=len(words), begun=True, limit=limit)) if words else []


def keep_matching(rows: QuerySet[EvidenceRow], text: str, *, few: int = 2000) -> QuerySet[EvidenceRow]:
    """`rows` that hold every word of `text`, all of them and in no order: a filter of a list, nothing is ranked.

    Up to `few` matches are looked up by their ids; for more, the index is asked while the list is gone through.
    """
    words = find_words(text)[:MOST_WORDS]
    if not words:
        return rows.none()
    asked = _phrase(words, every=True, begun=True)
    if connection.vendor == "postgresql":
        where = f"{TABLE}.words @@ to_tsquery('{WORDS}', %s)"
        return rows.filter(RawSQL(where, [asked], output_field=BooleanField()))  # noqa: S611 - constants and a value
    matches = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{matches} LIMIT %s", [asked, few + 1])
        found = [row for (row,) in cursor.fetchall()]
    return rows.filter(pk__in=found if len(found) <= few else RawSQL(matches, [asked]))  # noqa: S611


def _phrase(words: Sequence[str], *, every: bool, begun: bool) -> str:
    """The words in the language of the database's index."""
    if connection.vendor == "postgresql":
        terms = [f"'{word}'" for word in words]
        terms[-1] += ":*" if begun else ""
        return (" & " if every else " | ").join(terms)
    terms = [f'"{word}"' for word in words]
    terms[-1] += "*" if begun else ""
    return (" AND " if every else " OR ").join(terms)


def _ask(workspace: Workspace, words: Sequence[str], *, together: int, begun: bool, limit: int) -> dict[int, float]:
    """The best pieces with `together` of the words, or more."""
    if connection.vendor == "postgresql":
        asked = _join([f"'{word}'" for word in words], together, ends=":*" if begun else "", both=" & ", either=" | ")
        return _fetch(_POSTGRESQL, [asked, workspace.pk, limit])
    asked = _join([f'"{word}"' for word in words], together, ends="*" if begun else "", both=" AND ", either=" OR ")
    found = _fetch(_SQLITE, [asked, limit * WIDE, workspace.pk, limit])
    if len(found) >= limit or _count_at_most(asked, limit * WIDE) < limit * WIDE:
        return found
    return _fetch(_SQLITE, [asked, -1, workspace.pk, limit])


def _join(terms: list[str], together: int, *, ends: str, both: str, either: str) -> str:
    terms = [*terms[:-1], terms[-1] + ends]
    return either.join(f"({both.join(some)})" for some in combinations(terms, together))


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
