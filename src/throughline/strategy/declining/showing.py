"""What pages show of noes: what was answered and why, how far what would change it has come, who has been told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.http import urlencode

from throughline.core.kernel.clock import utc_today
from throughline.core.models import Workspace
from throughline.discovery.asking.queries import ToldCount, count_told, list_told
from throughline.strategy.declining.queries import Judged, find_no, judge_noes, list_judged, list_noes
from throughline.strategy.declining.records import read_condition
from throughline.strategy.models import Idea
from throughline.strategy.rules.declining import name_some, say_condition

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Arrived:
    """An account that was heard since the answer, and where what it said stands."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownNo:
    """One no: its parts in words. `back` says what has arrived, empty until it has; `arrived` are the new accounts.

    Of the `customers` who were heard for it `told` have been answered since; `opportunity` is what they spoke of.
    """

    key: str
    title: str
    kind: str
    reason: str
    condition: str
    words: str
    how_far: str
    back: str
    arrived: Sequence[Arrived]
    author: str
    made: date
    told: int
    customers: int
    opportunity: str
    begun: datetime

    @property
    def counted(self) -> bool:
        """Whether something here can tell when it has arrived."""
        return bool(self.condition)


@dataclass(frozen=True, slots=True)
class ShownPast:
    """An answer that is over: what it was, when, by whom, why, and what would have changed it."""

    kind: str
    day: date
    author: str
    reason: str
    condition: str


@dataclass(frozen=True, slots=True)
class ShownTold:
    """A customer who was told, by whom and when."""

    name: str
    day: date
    by: str


def show_noes(workspace: Workspace) -> list[ShownNo]:
    """Every no that stands, those that came back first."""
    return _show_all(workspace, list_judged(workspace, today=utc_today()))


def show_no(row: Idea) -> ShownNo | None:
    """The no that stands for this idea; None where none does."""
    standing = find_no(row)
    if standing is None:
        return None
    return _show_all(row.workspace, judge_noes(row.workspace, [standing], today=utc_today()))[0]


def describe_no(row: Idea) -> dict[str, object]:
    """What the page of an idea needs: the no that stands, who was told of it, and the answers that are over."""
    shown = show_no(row)
    return {"no": shown, "told": show_told(row.workspace, shown) if shown else (), "past": show_past(row)}


def show_past(row: Idea) -> list[ShownPast]:
    """The answers that are over, the latest first."""
    past = [one for one in list_noes(row) if one.ended is not None]
    return [
        ShownPast(one.kind, one.at.date(), one.member.name, one.reason, say_condition(read_condition(one)) or one.words)
        for one in past
    ]


def show_told(workspace: Workspace, shown: ShownNo) -> list[ShownTold]:
    """Who was told since the answer, the latest first."""
    replies = list_told(workspace, shown.opportunity, since=shown.begun)
    return [
        ShownTold(str(one.account or one.person), one.sent.date(), one.sent_by.name if one.sent_by else "")
        for one in replies
        if one.sent
    ]


def _show_all(workspace: Workspace, judged: Sequence[Judged]) -> list[ShownNo]:
    told = count_told(workspace, [(one.opportunity, one.begun) for one in judged]) if judged else {}
    return [_show(one, told[one.opportunity, one.begun]) for one in judged]


def _show(one: Judged, told: ToldCount) -> ShownNo:
    no, standing = one.no, one.standing
    return ShownNo(
        key=no.idea.key,
        title=no.idea.title,
        kind=no.kind,
        reason=no.reason,
        condition=say_condition(one.condition),
        words=no.words,
        how_far=standing.how_far,
        back=f"{standing.back}: {name_some(standing.arrived)}" if standing.back and standing.arrived else standing.back,
        arrived=[Arrived(each.name, _write_url(one, each.token)) for each in standing.arrived[:MOST_NAMED]],
        author=no.member.name,
        made=no.at.date(),
        told=told.told,
        customers=told.customers,
        opportunity=one.opportunity,
        begun=one.begun,
    )


def _write_url(one: Judged, token: str) -> str:
    """What an account said, among the evidence of the opportunity."""
    return f"{reverse('discovery:opportunity-evidence', args=[one.opportunity])}?{urlencode({'customer': token})}"
