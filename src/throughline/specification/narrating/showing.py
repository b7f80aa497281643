"""What the page of a narrative shows: the draft or one that was kept, and the same as text to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.core.addresses import find_public_address
from throughline.core.models import Workspace
from throughline.discovery.feedback.queries import read_disguise
from throughline.grounding.telling.pasting import LOOKS, Text, paste
from throughline.grounding.telling.wording import name_day
from throughline.specification.contracts import Audience
from throughline.specification.exports.names import make_name
from throughline.specification.models import KeptNarrative, Prd
from throughline.specification.narrating.queries import Draft, list_kept, load_draft
from throughline.specification.rules.narrating.arranging import TITLES
from throughline.specification.rules.narrating.contracts import Narrative

AUDIENCES = tuple((one.value, one.value.capitalize()) for one in Audience)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The narrative as one kind of text: what the kind is called, and the words."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """The page of the draft. `empty` are the parts that hold nothing, to which a person may add."""

    draft: Draft
    pasted: tuple[Pasted, ...]
    kept: Sequence[KeptNarrative]
    empty: tuple[tuple[str, str], ...]


def show_narrative(row: Prd, audience: Audience, *, address: str) -> NarrativePage:
    """The draft for an audience as it stands, in every form; `address` is where the page was asked for."""
    draft = load_draft(row, audience)
    held = {section.key for section in draft.narrative.sections}
    empty = tuple((key, title) for key, title in TITLES.items() if key not in held)
    return NarrativePage(
        draft, write_all(row.workspace, draft.narrative, address=address), list_kept(row, audience), empty
    )


def write_all(workspace: Workspace, narrative: Narrative, *, address: str) -> tuple[Pasted, ...]:
    """The narrative in each of the three kinds, as it may leave the workspace."""
    show, base = read_disguise(workspace).show, find_public_address(address)
    text = lay_out(narrative)
    return tuple(Pasted(kind, look.name, paste(text, kind, base=base, show=show)) for kind, look in LOOKS.items())


def write_as(workspace: Workspace, narrative: Narrative, kind: str, *, address: str = "") -> str:
    """The narrative in one kind, as it may leave the workspace."""
    base, show = find_public_address(address), read_disguise(workspace).show
    return paste(lay_out(narrative), kind, base=base, show=show)


def lay_out(narrative: Narrative) -> Text:
    """Its title, whom it is for and of which day it is, and its parts as prose."""
    return Text(narrative.title, f"{name_first(narrative)}.", narrative.sections, prose=True)


def name_first(narrative: Narrative) -> str:
    """`For leadership, drafted from what is on record on 30 November 2026`"""
    return f"For {narrative.audience.value}, drafted from what is on record on {name_day(narrative.on)}"


def name_file(narrative: Narrative, ending: str) -> str:
    """`narrative-files-sales-2026-11-30.md`"""
    name = make_name(narrative.title, "prd")
    return f"narrative-{name}-{narrative.audience.value}-{narrative.on.isoformat()}.{ending}"
