"""A no and what would change it: how far that has come since the answer, and whether it has arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from throughline.grounding.telling.wording import name_day
from throughline.strategy.contracts import MetricValue, Until
from throughline.strategy.rules.aiming.saying import say_with_unit

NAMED = 3
"""Accounts that a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What would change the answer; only what its kind asks for is set. `name` is an account's or a metric's."""

    until: Until
    wanted: int = 0
    segment: str = ""
    name: str = ""
    unit: str = ""
    rises: bool = True
    value: float = 0.0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """An account that is heard for an opportunity. `token` names it in addresses; `aliases` are its other names."""

    name: str
    token: str = ""
    segments: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """What is known now, and what had been heard (names of accounts) on the day of the answer.

    `values` are the metric's since then, oldest first; `latest` is its last of all, None where it has none.
    """

    answered: date
    today: date
    before: Collection[str] = ()
    askers: Sequence[Asker] = ()
    values: Sequence[MetricValue] = ()
    latest: MetricValue | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a condition has come, in words; `back` says what arrived, once it has. `arrived` are the new accounts."""

    met: bool
    how_far: str
    back: str = ""
    arrived: tuple[Asker, ...] = ()


def judge(condition: Condition, since: Since) -> Standing:
    """Whether what would change the answer has arrived since it was given."""
    return _JUDGES[condition.until](condition, since)


def find_new(askers: Iterable[Asker], before: Collection[str], *, segment: str = "") -> tuple[Asker, ...]:
    """Accounts, of a segment where one is named, that go by no name that had been heard before."""
    known = {name.casefold() for name in before}
    new = (one for one in askers if not known.intersection(_list_names(one)))
    return tuple(one for one in new if not segment or segment in one.segments)


def passes(condition: Condition, value: float) -> bool:
    """Whether a metric's value is at or beyond the one that would change the answer."""
    return value >= condition.value if condition.rises else value <= condition.value


def _list_names(one: Asker) -> set[str]:
    return {name.casefold() for name in (one.name, *one.aliases)}


def _judge_accounts(condition: Condition, since: Since) -> Standing:
    new = find_new(since.askers, since.before, segment=condition.segment)
    whose = f" from {condition.segment}" if condition.segment else ""
    how_far = f"{len(new):,} of {count_accounts(condition.wanted)}{whose}"
    back = f"{count_accounts(len(new), more=True)}{whose} {'was' if len(new) == 1 else 'were'} heard since"
    met = len(new) >= condition.wanted
    return Standing(met, how_far, f"{back} {name_day(since.answered)}" if met else "", new)


def _judge_account(condition: Condition, since: Since) -> Standing:
    wanted = condition.name.casefold()
    new = tuple(one for one in find_new(since.askers, since.before) if wanted in _list_names(one))
    if new:
        back = f"{condition.name} was heard since {name_day(since.answered)}"
        return Standing(True, f"{condition.name} was heard", back, new)
    return Standing(False, f"{condition.name} has not been heard since")


def _judge_metric(condition: Condition, since: Since) -> Standing:
    reached = next((one for one in since.values if passes(condition, one.value)), None)
    if reached is not None:
        moved = "rose" if condition.rises else "fell"
        back = f"{condition.name} {moved} to {say_with_unit(reached.value, condition.unit)} on {name_day(reached.on)}"
        return Standing(True, back, back)
    if since.latest is None:
        return Standing(False, f"not known: {condition.name} has no value yet")
    return Standing(False, f"{condition.name} is at {say_with_unit(since.latest.value, condition.unit)}")


def _judge_day(condition: Condition, since: Since) -> Standing:
    day = condition.day or since.today
    left = (day - since.today).days
    if left <= 0:
        return Standing(True, "the day has come", f"{name_day(day)} has come")
    return Standing(False, "tomorrow" if left == 1 else f"in {left:,} days")


def _judge_words(condition: Condition, since: Since) -> Standing:  # noqa: ARG001 - all are judged alike
    return Standing(False, "nothing here can count it")


_JUDGES = {
    Until.ACCOUNTS: _judge_accounts,
    Until.ACCOUNT: _judge_account,
    Until.METRIC: _judge_metric,
    Until.DAY: _judge_day,
    Until.WORDS: _judge_words,
}


def say_condition(condition: Condition) -> str:
    """What would change the answer, for those who gave it; empty where it stands in words alone."""
    whose = f" from {condition.segment}" if condition.segment else ""
    heard = "is" if condition.wanted == 1 else "are"
    moves = "rises" if condition.rises else "falls"
    said = {
        Until.ACCOUNTS: f"{count_accounts(condition.wanted, more=True)}{whose} {heard} heard for it",
        Until.ACCOUNT: f"{condition.name} is heard for it",
        Until.METRIC: f"{condition.name} {moves} to {say_with_unit(condition.value, condition.unit)}",
        Until.DAY: f"{name_day(condition.day)} comes" if condition.day else "",
    }
    return said.get(condition.until, "")


def tell_no(title: str, *, parked: bool) -> str:
    """The answer for somebody who asked, plainly."""
    answer = "It is parked: nobody works on it now." if parked else "The answer is no."
    return f"One way to help has been weighed: “{title}”. {answer}"


def tell_condition(condition: Condition) -> str:
    """The same for somebody who asked: no other customer, no figure and no segment of ours is named."""
    more = "one more customer" if condition.wanted == 1 else f"{condition.wanted:,} more customers"
    who = "more customers" if condition.segment else more
    told = {
        Until.ACCOUNTS: f"What would change that: hearing it from {who}.",
        Until.ACCOUNT: "What would change that: hearing it from customers who have not spoken of it so far.",
        Until.METRIC: "What would change that: a figure that is watched for it, and that is not there yet.",
        Until.DAY: f"The question comes up again on {name_day(condition.day)}." if condition.day else "",
    }
    return told.get(condition.until, "")


def name_some(askers: Sequence[Asker]) -> str:
    """Acme, Birch, Cedar and 4 more."""
    names, more = [one.name for one in askers[:NAMED]], len(askers) - NAMED
    if more > 0:
        return f"{', '.join(names)} and {more:,} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def count_accounts(number: int, *, more: bool = False) -> str:
    """1 account, 3 more accounts."""
    return f"{number:,} {'more ' if more else ''}{'account' if number == 1 else 'accounts'}"
