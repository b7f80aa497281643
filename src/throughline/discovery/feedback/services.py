"""Writes of feedback: an item written down by hand."""

from __future__ import annotations

from datetime import date

from throughline.core.contracts import OWNERS
from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.contracts import EvidenceKind
from throughline.discovery.customers.resolving import Resolver
from throughline.discovery.feedback.enriching import enrich
from throughline.discovery.feedback.errors import NothingSaid
from throughline.discovery.feedback.hand import find_end, open_drawer
from throughline.discovery.models import EvidenceRow
from throughline.discovery.reading.records import LONGEST_TEXT
from throughline.discovery.rules.second_hand import find_relay


@service("add feedback")
def add_item(
    act: Act,
    *,
    text: str,
    account: str = "",
    person: str = "",
    kind: EvidenceKind = EvidenceKind.SAID,
    day: date | None = None,
    channel: str = "",
    relayed_by: str = "",
) -> EvidenceRow:
    """Keep one piece by the path that every piece takes. What nobody said counts for nobody. Raises `NothingSaid`."""
    words = text.replace("\x00", "").strip()
    if not words or len(words) > LONGEST_TEXT:
        raise NothingSaid(len(words))
    act.name_subject(words[:120])
    said = kind == EvidenceKind.SAID
    row = _make_row(act, words, kind=kind, day=day, channel=channel)
    if said:
        row.account, row.person = account[:255] or None, person[:255] or None
        row.relayed_by = relayed_by[:255] or find_relay(text=words, channel=channel or None, account=account or None)
    elif account or person:
        row.attributes = {"about": ", ".join(filter(None, (account, person)))}
    enrich([row])
    Resolver(act.workspace).resolve([row])
    return act.create(row)


@service("choose how customers are called outside", roles=OWNERS)
def choose_pseudonyms(act: Act, *, wanted: bool) -> None:
    """Let customers leave the workspace under pseudonyms, or under their names. Nothing here is renamed."""
    act.name_subject("under pseudonyms" if wanted else "under their names")
    act.update(act.workspace, pseudonyms=wanted)


def _make_row(act: Act, words: str, *, kind: EvidenceKind, day: date | None, channel: str) -> EvidenceRow:
    file = open_drawer(act.workspace)
    position, number, start = find_end(file)
    return EvidenceRow(
        workspace=act.workspace,
        file=file,
        visible=True,
        key=fresh_id("ev"),
        position=position,
        row=number,
        text=words,
        start=start,
        end=start + len(words),
        kind=kind.value,
        date=day,
        arrived=day or act.now.date(),
        channel=channel[:255] or None,
    )
