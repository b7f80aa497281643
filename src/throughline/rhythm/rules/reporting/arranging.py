"""Which facts go to which audience, under what heading, in what order, how many of each, and what is only counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.grounding.telling.contracts import Section, Sentence
from throughline.grounding.telling.wording import join, name_count, name_day
from throughline.rhythm.rules.reporting.contracts import HAPPENED, Fact, Kind, Status
from throughline.rhythm.rules.reporting.saying import say
from throughline.specification.contracts import Audience


@dataclass(frozen=True, slots=True)
class Part:
    """One heading: what it tells, in that order, how many sentences at most, and what the rest is counted as."""

    key: str
    title: str
    kinds: tuple[Kind, ...]
    most: int
    nouns: tuple[str, str]
    """One of what is only counted, and several."""


PARTS: Mapping[Audience, tuple[Part, ...]] = {
    Audience.LEADERSHIP: (
        Part("outcome", "What came of it", (Kind.REVIEWED,), 4, ("result", "results")),
        Part("decisions", "Decisions", (Kind.DECIDED,), 5, ("decision", "decisions")),
        Part(
            "launches",
            "Launches",
            (Kind.LAUNCHED, Kind.BOOKED, Kind.TO_REVIEW),
            5,
            ("launch or review", "launches and reviews"),
        ),
        Part(
            "metrics",
            "Metrics against prediction",
            (Kind.PREDICTED, Kind.STANDING_BET, Kind.MEASURED),
            6,
            ("figure", "figures"),
        ),
        Part("risks", "Risks", (Kind.RISK,), 4, ("risk", "risks")),
        Part("asks", "What is needed, and from whom", (Kind.UNDECIDED, Kind.WAIT), 5, ("request", "requests")),
    ),
    Audience.ENGINEERING: (
        Part("approvals", "Approvals", (Kind.STEP, Kind.SIGNED), 8, ("step", "steps")),
        Part("changed", "Changed after it was signed", (Kind.CHANGED,), 8, ("criterion", "criteria")),
        Part(
            "questions", "Questions that wait", (Kind.WAIT, Kind.UNDECIDED, Kind.QUESTION), 8, ("question", "questions")
        ),
        Part("decisions", "Decisions and what they cost", (Kind.DECIDED,), 8, ("decision", "decisions")),
        Part("coming", "Coming up", (Kind.BOOKED, Kind.BEGUN, Kind.TO_REVIEW), 6, ("item", "items")),
    ),
    Audience.SALES: (
        Part("shipped", "Shipped", (Kind.LAUNCHED,), 6, ("launch", "launches")),
        Part("coming", "Coming", (Kind.BOOKED,), 6, ("launch", "launches")),
        Part("no-promise", "Not to be promised", (Kind.OPEN, Kind.LEFT_OUT), 6, ("item", "items")),
    ),
}


def arrange(
    facts: Sequence[Fact], *, audience: Audience, workspace: str, since: date, until: date, already: frozenset[str]
) -> Status:
    """The draft. What happened and was `already` told in the last status is left out; what stands is repeated."""
    fresh = [fact for fact in facts if fact.kind not in HAPPENED or fact.key not in already]
    sections = tuple(found for part in PARTS[audience] if (found := _fill(part, fresh, audience)))
    records = tuple(record for fact in fresh for record in fact.records)
    records += tuple(section.more for section in sections)
    first, counted = _begin(fresh, audience, since)
    return Status(audience, workspace, since, until, first, sections, (*records, *counted, name_day(since), *TERMS))


def _fill(part: Part, facts: Sequence[Fact], audience: Audience) -> Section | None:
    chosen = [fact for kind in part.kinds for fact in facts if fact.kind is kind]
    if not chosen:
        return None
    sentences = tuple(_word(fact, audience) for fact in chosen[: part.most])
    left = len(chosen) - part.most
    one, many = part.nouns
    more = f"And {name_count(left, f'more {one}', f'more {many}')}." if left > 0 else ""
    return Section(part.key, part.title, sentences, more)


def _word(fact: Fact, audience: Audience) -> Sentence:
    """Only sales is told customers' words, and so only there they are referred to."""
    text, quotes = say(fact, audience), fact.kind in {Kind.LAUNCHED, Kind.BOOKED} and audience is not Audience.SALES
    return Sentence(fact.key, text, fact.references[:1] if quotes else fact.references, drafted=text)


TERMS = ("90-day review",)
"""What is no figure but a name."""
_COUNTED = (
    (Kind.LAUNCHED, "launch", "launches"),
    (Kind.REVIEWED, "90-day review", "90-day reviews"),
    (Kind.DECIDED, "decision", "decisions"),
    (Kind.BEGUN, "PRD begun", "PRDs begun"),
    (Kind.STEP, "step of a PRD", "steps of PRDs"),
    (Kind.SIGNED, "sign-off", "sign-offs"),
    (Kind.CHANGED, "criterion changed after sign-off", "criteria changed after sign-off"),
    (Kind.PREDICTED, "prediction", "predictions"),
    (Kind.MEASURED, "new value of a metric", "new values of metrics"),
)


def _begin(facts: Sequence[Fact], audience: Audience, since: date) -> tuple[str, tuple[str, ...]]:
    """The first sentence, and the counts in it."""
    told = {kind for part in PARTS[audience] for kind in part.kinds}
    numbers = {kind: sum(fact.kind is kind for fact in facts) for kind in HAPPENED & told}
    counts = [name_count(numbers[kind], *nouns) for kind, *nouns in _COUNTED if numbers.get(kind)]
    if not counts:
        still = " What follows stood before." if any(fact.kind in told for fact in facts) else ""
        return f"{_say_nothing(facts, told, since)}{still}", ()
    return f"Since {name_day(since)}: {join(counts)}.", tuple(counts)


def _say_nothing(facts: Sequence[Fact], told: Collection[Kind], since: date) -> str:
    """That nothing has changed, unless something did that this audience is not told of."""
    if not any(fact.kind in HAPPENED for fact in facts):
        return f"Nothing has changed since {name_day(since)}."
    return f"No {join([one for kind, one, _ in _COUNTED if kind in told], last='or')} since {name_day(since)}."
