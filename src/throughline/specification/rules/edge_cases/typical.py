"""Which cases belong to a story, told by the typical stories that are most like it.

A weighted vote of nearest neighbours, as in recommending: a typical story is near where it is worded alike, does the
same kind of thing with the same verb, and holds the cases that the story has settled already (collaborative filtering
by items, Sarwar et al. 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from throughline.specification.rules.edge_cases.catalogue import load_catalogue, load_typical
from throughline.specification.rules.edge_cases.likeness import Alike, Matrix
from throughline.specification.rules.edge_cases.stories import Reading, find_kinds
from throughline.specification.rules.stories.contracts import Kind, StoryParts
from throughline.specification.rules.stories.reading import read_story

SAME_KIND = 0.2
SAME_VERB = 0.2
SETTLED = 1.2
"""What a typical story gains, beside a likeness of at most 1, by its kind, its verb and the cases it shares."""
_ENOUGH_SETTLED = 4.0
_FEW_SETTLED = 3.0
_NEIGHBOURS = 14
_POWER = 8
"""How much more the nearest count than the rest."""
_STEP = 0.06
"""What each place further down a typical story's list costs."""


@lru_cache(maxsize=1)
def place_cases() -> Mapping[str, int]:
    """The place of each case in the catalogue, which is its column wherever cases are columns."""
    return {case.id: place for place, case in enumerate(load_catalogue())}


@lru_cache(maxsize=1)
def _tabulate() -> Matrix:
    """How likely each case (columns) is for each typical story (rows): 1 for the first of its list, then less."""
    table = np.zeros((len(load_typical()), len(load_catalogue())))
    for row, typical in zip(table, load_typical(), strict=True):
        for rank, case in enumerate(typical.cases):
            row[place_cases()[case]] = 1 - _STEP * rank
    return table


@lru_cache(maxsize=1)
def _read_typical() -> tuple[tuple[StoryParts, Mapping[Kind, float]], ...]:
    parts = [read_story(_as_story(typical.text)) for typical in load_typical()]
    return tuple((part, find_kinds(part) if part.kind else {}) for part in parts)


def _as_story(text: str) -> str:
    return f"As a person, I want {text}." if text.startswith(("a ", "an ")) else f"As a person, I want to {text}."


def find_near(readings: Sequence[Reading], alike: Alike) -> Matrix:
    """How near each story (rows) is to each typical one (columns), from 0 to 1."""
    if not readings:
        return np.zeros((0, len(load_typical())))
    worded = alike([reading.means for reading in readings], [typical.text for typical in load_typical()])
    deeds = np.array([[_match_deed(reading, parts, kinds) for parts, kinds in _read_typical()] for reading in readings])
    return np.clip((worded + deeds) / (1 + SAME_KIND + SAME_VERB), 0.0, 1.0)


def _match_deed(reading: Reading, parts: StoryParts, kinds: Mapping[Kind, float]) -> float:
    shared = 0.0
    if reading.parts.kind and parts.kind:
        shared = max((min(share, kinds.get(kind, 0.0)) for kind, share in reading.kinds.items()), default=0.0)
    return SAME_KIND * shared + SAME_VERB * (reading.parts.verb == parts.verb != "")


def vote(near: Matrix, settled: Matrix) -> Matrix:
    """How likely each case is for one story, from 0 to 1.

    `near` is its row of `find_near`; `settled` says of each case how surely the story answers it already.
    """
    table = _tabulate()
    shared = np.minimum((table > 0) @ settled, _ENOUGH_SETTLED) / _ENOUGH_SETTLED
    nearness = near + SETTLED * shared * min(1.0, float(settled.sum()) / _FEW_SETTLED)
    nearest = np.argsort(-nearness, kind="stable")[:_NEIGHBOURS]
    weights = (nearness[nearest] / (1 + SETTLED)) ** _POWER
    return (weights[:, None] * table[nearest]).sum(axis=0) / max(float(weights.sum()), 1e-12)


def name_nearest(near: Matrix) -> str:
    """The typical story that a story is most like, or nothing where none is much like it."""
    best = int(np.argmax(near))
    return load_typical()[best].text if near[best] > _MUCH else ""


_MUCH = 0.5
