"""The meetings with their questions, and how well a ranking answers them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(os.environ.get("THROUGHLINE_DATA") or Path(__file__).parents[3] / "shared" / "data")


@dataclass(frozen=True)
class Question:
    """One question of a meeting; `gold` marks the turns that answer it."""

    text: str
    gold: NDArray[np.bool_]


@dataclass(frozen=True)
class Meeting:
    """Turns as (speaker, text), the words in each, and the questions."""

    id: str
    domain: str
    turns: Sequence[tuple[str, str]]
    lengths: NDArray[np.intp]
    questions: Sequence[Question]

    @property
    def series(self) -> str:
        """Meetings of one series share people and subject: they are never split between choosing and measuring."""
        return re.sub(r"(?<=\d)[a-d]$", "", self.id) if self.domain == "Product" else self.id


def load_meetings(*, short: bool) -> Iterator[Meeting]:
    """The meetings of `meetings/qmsum_val.jsonl`, every third one if `short`."""
    path = DATA / "meetings" / "qmsum_val.jsonl"
    if not path.is_file():
        raise SystemExit(f"no meetings at {path}: set THROUGHLINE_DATA")
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines[:: 3 if short else 1]:
        yield _read_meeting(json.loads(line))


def _read_meeting(record: dict) -> Meeting:
    turns = [(turn["speaker"], turn["text"]) for turn in record["turns"]]
    lengths = np.array([len(text.split()) for _, text in turns])
    questions = [Question(query["q"], _mark(query["spans"], len(turns))) for query in record["queries"]]
    return Meeting(record["id"], record["domain"], turns, lengths, [q for q in questions if q.gold.any()])


def _mark(spans: Sequence[Sequence[int]], size: int) -> NDArray[np.bool_]:
    gold = np.zeros(size, bool)
    for first, last in spans:
        gold[first : last + 1] = True
    return gold


def find_first(order: Sequence[int], gold: NDArray[np.bool_]) -> int:
    """The place (from 0) of the first turn in `order` that answers."""
    return next((rank for rank, turn in enumerate(order) if gold[turn]), len(gold))


def share_in_sixth(order: Sequence[int], gold: NDArray[np.bool_], lengths: NDArray[np.intp]) -> float:
    """The share of the answering turns among those read first, until a sixth of all words is used up."""
    taken = max(1, int(np.searchsorted(np.cumsum(lengths[list(order)]), lengths.sum() / 6, side="right")))
    return float(gold[list(order[:taken])].sum() / gold.sum())
