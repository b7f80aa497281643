"""Reads of statuses: the draft as it stands for an audience, those that were sent, and the usual time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import derive_id
from throughline.core.models import Member, Workspace
from throughline.grounding.telling.contracts import Sentence
from throughline.grounding.telling.editing import Deed, Edit, list_left_out
from throughline.rhythm.models import StatusHabit, StatusLine, StatusReport
from throughline.rhythm.reporting.errors import StatusNotFound, UnknownAudience
from throughline.rhythm.reporting.gathering import gather_facts
from throughline.rhythm.reporting.records import read_status
from throughline.rhythm.rules.reporting.arranging import arrange
from throughline.rhythm.rules.reporting.contracts import Status
from throughline.rhythm.rules.reporting.editing import lay_over
from throughline.specification.contracts import Audience

FIRST = timedelta(days=7)
"""How far the first status looks back."""
PAGE = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """The status as it would be sent now, what people left out of it, and the one that was sent before."""

    status: Status
    drafted: Status
    left_out: tuple[Sentence, ...]
    lines: tuple[StatusLine, ...]
    last: StatusReport | None
    since: datetime

    @property
    def digest(self) -> str:
        """The same as long as it says the same."""
        told = [(one.key, one.text, one.by) for one in self.status.sentences]
        return derive_id("sd", self.status.first, *told)


def read_audience(name: str) -> Audience:
    """Raises `UnknownAudience`."""
    try:
        return Audience(name)
    except ValueError:
        raise UnknownAudience(name) from None


def load_draft(workspace: Workspace, audience: Audience, *, now: datetime) -> Draft:
    """What has happened since the last status that was sent to this audience, and what people did to the draft."""
    last = find_last(workspace, audience)
    since = (last.sent if last and last.sent else None) or now - FIRST
    facts = gather_facts(workspace, since=since, until=now)
    already = frozenset(one.key for one in read_status(last).sentences) if last else frozenset[str]()
    span = {"since": since.date(), "until": now.date()}
    drafted = arrange(facts, audience=audience, workspace=workspace.name, **span, already=already)
    lines = list_lines(workspace, audience)
    edits = [describe_line(line) for line in lines]
    return Draft(lay_over(drafted, edits), drafted, list_left_out(drafted.sentences, edits), tuple(lines), last, since)


def find_last(workspace: Workspace, audience: Audience) -> StatusReport | None:
    """The status that was sent last to this audience."""
    sent = StatusReport.objects.filter(workspace=workspace, audience=audience, sent__isnull=False)
    return sent.order_by("-sent", "-pk").first()


def find_open(workspace: Workspace, audience: Audience) -> StatusReport | None:
    """The one that is being written, once somebody has done anything to the draft."""
    return StatusReport.objects.filter(workspace=workspace, audience=audience, sent=None).first()


def list_lines(workspace: Workspace, audience: Audience) -> list[StatusLine]:
    """What people did to the open draft, in the order they did it."""
    rows = StatusLine.objects.filter(
        report__workspace=workspace, report__audience=audience, report__sent=None
    ).select_related("member")
    return list(rows.order_by("pk"))


def describe_line(row: StatusLine) -> Edit:
    """The row as rules read it."""
    return Edit(row.key, row.section, Deed(row.deed), row.text, row.was, row.member.name)


def list_sent(workspace: Workspace, audience: Audience) -> list[StatusReport]:
    """Those that were sent to this audience, the latest first."""
    rows = StatusReport.objects.filter(workspace=workspace, audience=audience, sent__isnull=False)
    return list(rows.select_related("member").defer("document").order_by("-sent", "-pk")[:PAGE])


def get_sent(workspace: Workspace, key: str) -> StatusReport:
    """Raises `StatusNotFound`."""
    rows = StatusReport.objects.filter(workspace=workspace, key=key, sent__isnull=False).select_related("member")
    row = rows.first()
    if row is None:
        raise StatusNotFound(key)
    return row


def find_usual(actor: Actor) -> int | None:
    """How many minutes a status usually takes this member, by their own word."""
    habit = find_habit(actor.member)
    return habit.minutes if habit else None


def find_habit(member: Member) -> StatusHabit | None:
    return StatusHabit.objects.filter(member=member).first()
