"""The facts of a status that PRDs are on record with: steps, sign-offs, launches, what waits, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from throughline.core.models import Workspace
from throughline.grounding.telling.contracts import Reference
from throughline.grounding.telling.wording import join, name_day
from throughline.rhythm.rules.reporting.contracts import Fact, Kind
from throughline.specification.contracts import Role, Status
from throughline.specification.recounting.queries import (
    Prd,
    list_begun,
    list_booked,
    list_open_lines,
    list_reviews,
    list_signed,
    list_steps,
    list_waits,
    list_without_day,
)
from throughline.specification.recounting.showing import (
    Voice,
    list_changed_criteria,
    list_left_out,
    list_outcomes,
    list_voices,
)

MOVED = {
    Status.DRAFT: "back to a draft",
    Status.IN_REVIEW: "into review",
    Status.APPROVED: "to approved",
    Status.BUILDING: "to being built",
    Status.LAUNCHED: "to launched",
    Status.REVIEWED: "to reviewed",
}
STANDS = {
    Status.DRAFT: "is a draft: it may still change, or be dropped",
    Status.IN_REVIEW: "is in review: it may still change, or be dropped",
    Status.APPROVED: "is approved and has no day yet: no day can be named",
    Status.BUILDING: "is being built and has no day yet: no day can be named",
}
PLANNED = {
    Status.DRAFT: "it is a draft still",
    Status.IN_REVIEW: "it is in review still",
    Status.APPROVED: "it is approved",
    Status.BUILDING: "it is being built",
}
MOST_NAMED, MOST_BOOKED = 3, 20
SOON = 14
"""Days before a 90-day review from which it is told of."""


def gather_prds(workspace: Workspace, *, since: datetime, until: datetime) -> Iterator[Fact]:
    """What happened to PRDs in this time, and what of them stands today."""
    window = {"since": since, "until": until}
    steps = list_steps(workspace, **window)
    for step in steps:
        told = {"prd": step.prd.title, "who": step.member.name, "day": name_day(step.at.date()), "reason": step.reason}
        told["to"] = MOVED[Status(step.status)]
        yield Fact(Kind.STEP, f"step:{step.prd.key}:{step.pk}", told, (refer(step.prd),))
    yield from _tell_launches([step.prd for step in steps if step.status == Status.LAUNCHED])
    yield from _tell_reviews([(step.prd, step.at.date()) for step in steps if step.status == Status.REVIEWED])
    for one in list_signed(workspace, **window):
        prd = one.version.prd
        told = {"prd": prd.title, "who": one.member.name, "craft": one.craft, "day": name_day(one.at.date())}
        told["version"] = f"version {one.version.number}"
        yield Fact(Kind.SIGNED, f"signed:{prd.key}:{one.pk}", told, (refer(prd),))
    for prd in list_begun(workspace, **window):
        told = {"prd": prd.title, "who": prd.owner, "day": name_day(prd.made.date())}
        yield Fact(Kind.BEGUN, f"begun:{prd.key}", told, (refer(prd),))
    yield from _tell_changed(workspace, since, until)
    yield from _tell_standing(workspace, until.date())


def refer(prd: Prd) -> Reference:
    return Reference(f"PRD: {prd.title}", reverse("specification:prd", args=[prd.key]))


def refer_line(key: str, title: str, claim: str) -> Reference:
    return Reference(f"A line of the PRD: {title}", reverse("specification:line", args=[key, claim]))


def _tell_launches(prds: Sequence[Prd]) -> Iterator[Fact]:
    voices, out = list_voices(prds), list_left_out(prds)
    for prd in prds:
        told = {"prd": prd.title, "day": name_day(prd.launch) if prd.launch else "a day that is not recorded"}
        told |= {"review": name_day(prd.review_date) if prd.review_date else ""}
        said, references = _tell_voices(prd, voices.get(prd.pk, []))
        yield Fact(Kind.LAUNCHED, f"launched:{prd.key}", told | said, (refer(prd), *references))
        for claim, words in out.get(prd.pk, []):
            yield _tell_left_out(prd, claim, words)


def _tell_left_out(prd: Prd, claim: str, words: str) -> Fact:
    told = {"prd": prd.title, "text": words.removeprefix("Not part of this: ")}
    return Fact(Kind.LEFT_OUT, f"left-out:{prd.key}:{claim}", told, (refer_line(prd.key, prd.title, claim),))


def _tell_voices(prd: Prd, voices: Sequence[Voice]) -> tuple[dict[str, str], tuple[Reference, ...]]:
    """One customer's words, and who else is quoted in it; the words beside a story come before those of the problem."""
    if not voices:
        return {}, ()
    first = min(voices, key=lambda one: (not one.where.startswith("stories/"), not one.where.startswith("problem/")))
    others = [name for name in dict.fromkeys(one.customer for one in voices) if name != first.customer]
    told = {"quote": first.words, "customer": first.customer, "asked": join(others[:MOST_NAMED])}
    left = len(others) - MOST_NAMED
    if left > 0:
        told |= {"asked": ", ".join(others[:MOST_NAMED]), "more": f"{left} more"}
    return told, (refer_line(prd.key, prd.title, first.claim),)


def _tell_reviews(reviewed: Sequence[tuple[Prd, date]]) -> Iterator[Fact]:
    outcomes = list_outcomes([prd for prd, _ in reviewed])
    for prd, day in reviewed:
        said = outcomes.get(prd.pk, [])
        told = {"prd": prd.title, "day": name_day(day), "outcome": " ".join(words for _, words in said)}
        lines = (refer_line(prd.key, prd.title, claim) for claim, _ in said[:1])
        yield Fact(Kind.REVIEWED, f"reviewed:{prd.key}", told, (refer(prd), *lines))


def _tell_changed(workspace: Workspace, since: datetime, until: datetime) -> Iterator[Fact]:
    for one in list_changed_criteria(workspace, since=since, until=until):
        told = {"prd": one.prd.title, "label": one.label, "was": one.was, "now": one.now}
        told["signed_by"] = join(one.signed_by)
        reference = refer_line(one.prd.key, one.prd.title, one.claim) if one.now else refer(one.prd)
        yield Fact(Kind.CHANGED, f"changed:{one.prd.key}:{one.claim}:{one.now}"[:200], told, (reference,))


def _tell_standing(workspace: Workspace, today: date) -> Iterator[Fact]:
    booked = list_booked(workspace, today=today)[:MOST_BOOKED]
    voices, out = list_voices(booked), list_left_out(booked)
    for prd in booked:
        told = {"prd": prd.title, "launch": name_day(prd.launch or today), "stands": PLANNED[Status(prd.status)]}
        said, references = _tell_voices(prd, voices.get(prd.pk, []))
        yield Fact(Kind.BOOKED, f"booked:{prd.key}", told | said, (refer(prd), *references))
        yield from (_tell_left_out(prd, claim, words) for claim, words in out.get(prd.pk, []))
    for prd in list_reviews(workspace, until=date.fromordinal(min(date.max.toordinal(), today.toordinal() + SOON))):
        due = prd.review_date or today
        told = {"prd": prd.title, "review": name_day(due), "when": "was due on" if due < today else "is due on"}
        yield Fact(Kind.TO_REVIEW, f"to-review:{prd.key}", told, (refer(prd),))
    for prd in list_without_day(workspace, today=today):
        told = {"prd": prd.title, "stands": STANDS[Status(prd.status)]}
        yield Fact(Kind.OPEN, f"open:{prd.key}", told, (refer(prd),))
    yield from _tell_waits(workspace)


def _tell_waits(workspace: Workspace) -> Iterator[Fact]:
    for wait in list_waits(workspace):
        told = {"prd": wait.prd.title, "names": join(wait.names), "day": name_day(wait.since.date())}
        yield Fact(Kind.WAIT, f"wait:{wait.prd.key}", told, (refer(wait.prd),))
    for role, kind in ((Role.RISK, Kind.RISK), (Role.QUESTION, Kind.QUESTION)):
        for one in list_open_lines(workspace, role):
            told = {"prd": one.title, "text": one.text, "owner": one.owner}
            yield Fact(kind, f"{kind.value}:{one.prd}:{one.claim}", told, (refer_line(one.prd, one.title, one.claim),))
