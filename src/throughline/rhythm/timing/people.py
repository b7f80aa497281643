"""Who is invited to an event, and which of them the calendar belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from icalendar.cal import Component

_MOST_OF = 0.6
_FEWEST = 3
_MAILBOXES = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com"),
        *("yahoo.com", "proton.me", "protonmail.com", "gmx.net", "gmx.de", "web.de"),
    }
)
"""Domains that say nothing about where somebody works."""
_THINGS = ("resource.calendar.google.com", "group.calendar.google.com", "calendar.google.com")


@dataclass(frozen=True, slots=True)
class Seen:
    """Those invited from one person's side: how many, and the domains of those who are not colleagues."""

    people: int
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invited:
    """The answers by address (`ACCEPTED`, `DECLINED` …), and who called the meeting."""

    answers: Mapping[str, str]
    organiser: str = ""

    def as_seen_by(self, own: str) -> Seen:
        """Without an own address, the organiser's domain is taken for one's own."""
        addresses = {*self.answers, *filter(None, [self.organiser])}
        home = _domain(own or self.organiser)
        away = {_domain(one) for one in addresses if one != own} - {home, ""}
        if home in _MAILBOXES:
            away -= _MAILBOXES
        return Seen(len(addresses), tuple(sorted(away)))


def read_invited(part: Component) -> Invited:
    """The people of an event; rooms and other things are none."""
    answers = {
        address: str(one.params.get("PARTSTAT", "")).upper()
        for one in _listed(part.get("ATTENDEE"))
        if (address := _read_address(one)) and _is_person(one, address)
    }
    organiser = next((_read_address(one) for one in _listed(part.get("ORGANIZER"))), "")
    return Invited(answers, "" if organiser.endswith(_THINGS) else organiser)


def find_own_address(invited: Sequence[Invited], *, called: str) -> str:
    """Whose calendar it is: the address it is called by, else the one that most meetings have; empty where unsure."""
    if "@" in called and " " not in called:
        return called.casefold()
    met = [{*one.answers, *filter(None, [one.organiser])} for one in invited if one.answers]
    counted = Counter(address for addresses in met for address in addresses).most_common(2)
    if len(met) < _FEWEST or not counted or counted[0][1] < _MOST_OF * len(met):
        return ""
    level = len(counted) > 1 and counted[1][1] == counted[0][1]
    return "" if level else counted[0][0]


def _is_person(one: Any, address: str) -> bool:
    kind = str(one.params.get("CUTYPE", "")).upper()
    return kind not in {"RESOURCE", "ROOM"} and not address.endswith(_THINGS)


def _read_address(one: Any) -> str:
    text = str(one).strip().casefold().removeprefix("mailto:")
    return text if "@" in text and " " not in text else ""


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
