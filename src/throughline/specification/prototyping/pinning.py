"""Writes of pins: a comment on a screen in a state, resolved, or turned into a criterion or a question of the PRD."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.contracts import COMMENTERS
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.editing.services import insert_line
from throughline.specification.models import Pin, Prototype, PrototypeKind
from throughline.specification.prototyping import building
from throughline.specification.prototyping.adopting import name_origin
from throughline.specification.prototyping.errors import NoPrdYet, WithoutAnswer
from throughline.specification.prototyping.finding import get_pin, get_prototype
from throughline.specification.prototyping.services import renew

LONGEST = 2_000
MOST_THOUSANDTHS = 1_000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a pin stands: its screen and state by name, and perhaps a point in thousandths of the frame."""

    screen: str = ""
    state: str = ""
    x: int | None = None
    y: int | None = None

    @property
    def values(self) -> dict[str, str | int | None]:
        """As its row keeps it: a point outside the frame is none."""
        inside = all(part is not None and 0 <= part <= MOST_THOUSANDTHS for part in (self.x, self.y))
        point = {"x": self.x, "y": self.y} if inside else {"x": None, "y": None}
        return {"screen": self.screen[:120], "state": self.state[:120], **point}


@service("pin a comment", roles=COMMENTERS)
def add_pin(act: Act, *, prototype: str, spot: Spot, text: str) -> Pin:
    """Raises `WithoutAnswer`."""
    row, words = get_prototype(act.workspace, prototype), read_text(text)
    act.name_subject(words)
    return act.create(Pin(prototype=row, member=act.member, text=words, at=act.now, **spot.values))


@service("resolve a pin")
def resolve_pin(act: Act, *, prototype: str, pin: int, outcome: str = "") -> Pin:
    """It is settled, with what came of it. Raises `PinNotFound`."""
    found = get_pin(get_prototype(act.workspace, prototype), pin)
    act.name_subject(found.text)
    said = " ".join(outcome.split())[:255] or "resolved"
    return act.update(found, resolved=act.now, resolved_by=act.member, outcome=said)


@service("open a pin again")
def reopen_pin(act: Act, *, prototype: str, pin: int) -> Pin:
    """It waits again; a line that it became stays. Raises `PinNotFound`."""
    found = get_pin(get_prototype(act.workspace, prototype), pin)
    act.name_subject(found.text)
    return act.update(found, resolved=None, resolved_by=None, outcome="")


@service("turn a pin into a criterion")
def make_criterion(act: Act, *, prototype: str, pin: int, story: str, text: str) -> Pin:
    """A criterion of a story (its block's id) in the member's words. Raises `NoPrdYet`, `NoSuchPart`, `PinNotFound`."""
    row = get_prototype(act.workspace, prototype)
    made = _turn(act, row, pin, "criterion", section="stories", block=story, text=text)
    if row.kind == PrototypeKind.MADE and row.prd is not None:
        row.prd.refresh_from_db()
        renew(act, row, building.outline_of_prd(row.prd))
    return made


@service("turn a pin into a question")
def make_question(act: Act, *, prototype: str, pin: int, text: str) -> Pin:
    """An open question of the PRD, which its author owns. Raises `NoPrdYet`, `PinNotFound`."""
    row = get_prototype(act.workspace, prototype)
    return _turn(act, row, pin, "question", section="questions", text=text, owner=act.member.name)


def _turn(
    act: Act, row: Prototype, pin: int, what: str, *, section: str, text: str, block: str = "", owner: str = ""
) -> Pin:
    found, words = get_pin(row, pin), read_text(text)
    if row.prd is None:
        raise NoPrdYet
    place = {"section": section, "block": block, "owner": owner}
    line = insert_line(act, row.prd, text=words, rests_on=(name_origin(row.key),), **place)
    label = f"{what} {line.content['label']}".strip()
    return act.update(found, claim=line.claim_id, resolved=act.now, resolved_by=act.member, outcome=f"became {label}")


def read_text(text: str) -> str:
    """The words of a pin. Raises `WithoutAnswer`."""
    words = text.replace("\r\n", "\n").strip()[:LONGEST]
    if not words:
        raise WithoutAnswer("a pin")
    return words
