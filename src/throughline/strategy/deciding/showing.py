"""What pages and records show of a decision: who took part, what it is about, and the line of that."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Stop, registry
from throughline.core.line.steps import Step, draw_steps
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import list_choices, list_members
from throughline.strategy.deciding.stations import KIND
from throughline.strategy.models import Decision
from throughline.strategy.queries import list_ideas
from throughline.strategy.rules.deciding import Record

SUBJECTS = ("opportunity", "idea", "prd")
MOST_CHOICES = 200
NAMED = 3
"""Objects of one station that a record names."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form can be filled with: objects to decide about, and members who took part."""

    subjects: list[tuple[str, str, str]]
    members: list[str]


def find_about(workspace: Workspace, on: str) -> Stop | None:
    """What a decision is about, as its station names it; None where it is about nothing on the line."""
    if not on:
        return None
    ref = Ref.parse(on)
    station = registry.stations.get(ref.kind)
    return next(iter(station.find(workspace, [ref.id])), None) if station else None


def draw_line(workspace: Workspace, row: Decision) -> list[Step]:
    """The line from this decision; nothing where it is about nothing."""
    return draw_steps(walk_line(workspace, Ref(KIND, row.key))) if row.on else []


def read_record(workspace: Workspace, row: Decision, *, origin: str) -> Record:
    """The decision as it leaves: `origin` is the address of this installation, without a stroke at its end."""
    about = find_about(workspace, row.on)
    return Record(
        question=row.question,
        raised_by=row.raised_by.name,
        raised=row.raised.date(),
        context=row.context,
        options=row.options,
        choice=row.choice,
        trade_off=row.trade_off,
        expected=row.expected,
        revisit=row.revisit,
        happened=row.happened,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided=row.decided.date() if row.decided else None,
        people=row.people,
        about=(about.title, f"{origin}{about.url}" if about.url else "") if about else ("", ""),
        line=_list_line(workspace, row),
    )


def _list_line(workspace: Workspace, row: Decision) -> list[tuple[str, str]]:
    """The stations that were reached; evidence and whatever else is many by its number alone."""
    walked = walk_line(workspace, Ref(KIND, row.key)) if row.on else []
    reached = (one for one in walked if one.count and not one.current)
    return [
        (one.station.title, "; ".join(stop.title for stop in one.stops) if one.count <= NAMED else f"{one.count:,}")
        for one in reached
    ]


def offer_choices(workspace: Workspace) -> Choices:
    """Open opportunities and ideas by their titles, and everybody who can take part."""
    subjects = [("opportunity", key, title) for key, title in list_choices(workspace)[:MOST_CHOICES]]
    subjects += [("idea", row.key, row.title) for row in list_ideas(workspace)[:MOST_CHOICES]]
    return Choices(subjects, [member.name for member in list_members(workspace)])
