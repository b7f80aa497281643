"""Writes of decisions. Whoever contributes may raise one; owners and editors decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.core.contracts import COMMENTERS
from throughline.core.kernel.ids import Ref, fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.strategy.deciding.errors import (
    DecidedAlready,
    DecisionNotFound,
    TooFewOptions,
    WithoutChoice,
    WithoutQuestion,
)
from throughline.strategy.models import Decision

LONGEST_LINE = 300
LONGEST_TEXT = 4000
FEWEST_OPTIONS = 2
MOST_PEOPLE = 60


@service("raise a decision", roles=COMMENTERS)
def raise_decision(
    act: Act,
    *,
    question: str,
    options: Sequence[str],
    context: str = "",
    on: Ref | None = None,
    people: Sequence[str] = (),
) -> Decision:
    """A question that somebody must settle, with what could be chosen, and who is asked.

    `people` are names, of members or of others. Raises `WithoutQuestion`, `TooFewOptions`.
    """
    asked = _read_line(question)
    chosen = list(dict.fromkeys(words for option in options if (words := _read_line(option))))
    if not asked:
        raise WithoutQuestion
    if len(chosen) < FEWEST_OPTIONS:
        raise TooFewOptions
    act.name_subject(asked)
    where = {"workspace": act.workspace, "key": fresh_id("de"), "on": str(on) if on else ""}
    told = {"question": asked, "options": chosen, "context": _read_text(context), "people": _read_people(people)}
    return act.create(Decision(**where, **told, raised_by=act.member, raised=act.now))


@service("decide")
def decide(
    act: Act,
    *,
    decision: str,
    choice: str,
    trade_off: str = "",
    expected: str = "",
    revisit: date | None = None,
    people: Sequence[str] | None = None,
) -> Decision:
    """What was chosen, what it costs, what it should bring, when to look again, and who took part (None: as it was).

    Raises `DecisionNotFound`, `DecidedAlready`, `WithoutChoice`.
    """
    row, chosen = _get(act, decision), _read_line(choice)
    if row.decided:
        raise DecidedAlready(row.decided_by.name if row.decided_by else "")
    if not chosen:
        raise WithoutChoice
    told = {"choice": chosen, "trade_off": _read_text(trade_off), "expected": _read_text(expected)}
    there = row.people if people is None else _read_people(people)
    return act.update(row, **told, people=there, revisit=revisit, decided_by=act.member, decided=act.now)


@service("open a decision again")
def reopen_decision(act: Act, *, decision: str) -> Decision:
    """Nobody has chosen any more; what had been chosen stays in the history."""
    return act.update(_get(act, decision), choice="", decided_by=None, decided=None)


@service("say what a decision came to")
def tell_outcome(act: Act, *, decision: str, happened: str) -> Decision:
    """What was seen when it was looked at again."""
    return act.update(_get(act, decision), happened=_read_text(happened))


def _get(act: Act, key: str) -> Decision:
    row = Decision.objects.filter(workspace=act.workspace, key=key).first()
    if row is None:
        raise DecisionNotFound(key)
    act.name_subject(row.question)
    return row


def _read_people(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for one in names if (name := _read_line(one))))[:MOST_PEOPLE]


def _read_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LINE]


def _read_text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()[:LONGEST_TEXT]
