"""What the sentences of a kept PRD are checked against: what they cite, and all of it only where a share needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from throughline.core.models import Workspace
from throughline.discovery.contracts import Corpus, Evidence
from throughline.discovery.queries import count_base, list_evidence, load_corpus
from throughline.grounding.contracts import Claim, Counted, Ground, Origin
from throughline.specification.exports.json import read_line
from throughline.specification.pipeline import ground_of
from throughline.specification.rules.marking import mark_edit

SHARES = frozenset({Counted.SHARE_OF_ITEMS, Counted.SHARE_OF_ACCOUNTS})
KEPT = frozenset({Origin.NUMBER, Origin.INFERENCE})
"""What remains what it was while its words still say what it rests on. A quote in other words is no quote."""


def list_cited(claims: Iterable[Claim]) -> list[str]:
    """The ids of the evidence that any of `claims` cites, each once."""
    return list(dict.fromkeys(c.evidence for claim in claims for c in claim.citations if c.evidence))


def lay_ground(workspace: Workspace, claims: Sequence[Claim], pieces: Mapping[str, Evidence]) -> Ground:
    """What edited sentences are checked against; everything only where a share of all is among them."""
    if any(c.counted in SHARES and not c.base for claim in claims for c in claim.computations):
        return ground_of(load_corpus(workspace))
    return replace(ground_of(Corpus(base=count_base(workspace))), evidence=tuple(pieces.values()))


def still_holds(workspace: Workspace, was: Mapping[str, Any], text: str) -> bool:
    """Whether the new words `text` still pass the check of the sentence `was`, as the kind of sentence it was."""
    claim = read_line(was).claim
    if claim.origin not in KEPT:
        return False
    pieces = {piece.id: piece for piece in list_evidence(workspace, list_cited([claim]))}
    mark = mark_edit(claim, text, lay_ground(workspace, [claim], pieces))
    return mark is None or mark.holds
