"""What the page of the status shows: the draft or one that was sent, as text to paste, and the time it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.core.addresses import find_public_address
from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.discovery.feedback.queries import read_disguise
from throughline.grounding.telling.pasting import LOOKS
from throughline.rhythm.models import StatusReport
from throughline.rhythm.reporting.queries import Draft, find_usual, list_sent, load_draft
from throughline.rhythm.rules.reporting.arranging import PARTS
from throughline.rhythm.rules.reporting.contracts import Status
from throughline.rhythm.rules.reporting.pasting import paste
from throughline.rhythm.rules.reporting.spending import tell_time
from throughline.specification.contracts import Audience

AUDIENCES = tuple((one.value, one.value.capitalize()) for one in Audience)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The status as one kind of text: what the kind is called, and the words."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One that was sent: its page's key, when and by whom, and what its time came to."""

    key: str
    at: datetime
    by: str
    time: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The page of the draft. `empty` are the sections that hold nothing, to which a person may add."""

    draft: Draft
    pasted: tuple[Pasted, ...]
    usual: int | None
    sent: Sequence[Sent]
    empty: tuple[tuple[str, str], ...]


def show_status(actor: Actor, audience: Audience, *, now: datetime, address: str) -> StatusPage:
    """The draft for an audience as it stands, in every form; `address` is where the page was asked for."""
    draft = load_draft(actor.workspace, audience, now=now)
    held = {section.key for section in draft.status.sections}
    empty = tuple((part.key, part.title) for part in PARTS[audience] if part.key not in held)
    sent = [describe_sent(row) for row in list_sent(actor.workspace, audience)]
    pasted = write_all(actor.workspace, draft.status, address=address)
    return StatusPage(draft, pasted, find_usual(actor), sent, empty)


def write_all(workspace: Workspace, status: Status, *, address: str) -> tuple[Pasted, ...]:
    """The status in each of the three kinds, as it may leave the workspace."""
    show, base = read_disguise(workspace).show, find_public_address(address)
    return tuple(Pasted(kind, look.name, paste(status, kind, base=base, show=show)) for kind, look in LOOKS.items())


def write_as(workspace: Workspace, status: Status, kind: str, *, address: str = "") -> str:
    """The status in one kind, as it may leave the workspace."""
    return paste(status, kind, base=find_public_address(address), show=read_disguise(workspace).show)


def describe_sent(row: StatusReport) -> Sent:
    return Sent(row.key, row.sent or row.begun, row.member.name, tell_time(row.took, row.usual))
