"""Thirty minutes with engineering: what to talk about, from what the PRD leaves open, with a time for each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.specification.contracts import Line, Prd, Role

MINUTES = 30
MOST = 5
_SIZES = ("Size", "How many at once", "How long", "When")
"""How the rows begin that say what fails, at which size and when."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to talk about: its words, what it is called, and the claim it comes from if there is one."""

    text: str
    label: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One part of the meeting: its title, its minutes, its points, and what should stand at its end."""

    title: str
    minutes: int
    points: tuple[Point, ...]
    ends_with: str


def write_agenda(prd: Prd, *, trade_offs: Sequence[str], cases: Sequence[str]) -> tuple[Topic, ...]:
    """The parts that have something in them; their minutes come to thirty.

    `trade_offs` are questions nobody has decided, `cases` edge cases that were asked and not answered.
    """
    found = [
        ("Questions for engineering", 10, _find_questions(prd), "An answer, or who will know by when"),
        ("What fails, and at which size", 8, _find_sizes(prd), "The sizes that must work, and a constraint for each"),
        (
            "Trade-offs",
            8,
            tuple(Point(text) for text in trade_offs[:MOST]),
            "A decision, written down before the sprint",
        ),
        ("Edge cases nobody has answered", 4, tuple(Point(text) for text in cases[:MOST]), "A criterion, or why not"),
    ]
    talked = [(title, weight, points, ends) for title, weight, points, ends in found if points]
    shares = share_minutes([weight for _, weight, _, _ in talked])
    return tuple(
        Topic(title, share, points, ends) for (title, _, points, ends), share in zip(talked, shares, strict=True)
    )


def share_minutes(weights: Sequence[int]) -> list[int]:
    """Whole minutes in proportion to the weights; they come to thirty, the first part taking what rounding leaves."""
    total = sum(weights)
    shares = [weight * MINUTES // total for weight in weights] if total else []
    return [shares[0] + MINUTES - sum(shares), *shares[1:]] if shares else []


def _find_questions(prd: Prd) -> tuple[Point, ...]:
    asked = [line for line in prd.lines if line.role is Role.QUESTION and line.owner == "engineering"]
    others = [line for line in prd.lines if line.role is Role.QUESTION and not line.owner.strip()]
    return tuple(map(_point, [*asked, *others][:MOST]))


def _find_sizes(prd: Prd) -> tuple[Point, ...]:
    blocks = (block for section in prd.sections for block in section.blocks if block.id == "facts")
    rows = [line for block in blocks for line in block.lines if _tells_size(line)]
    return tuple(
        Point(f"{line.label or line.cells[0]}: {_words_of(line)}", claim=line.claim.id) for line in rows[:MOST]
    )


def _tells_size(line: Line) -> bool:
    head = line.label or (line.cells[0] if line.cells else "")
    return head.startswith(_SIZES)


def _words_of(line: Line) -> str:
    return line.cells[-1] if line.cells else line.claim.text


def _point(line: Line) -> Point:
    return Point(line.claim.text, line.label, line.claim.id)
