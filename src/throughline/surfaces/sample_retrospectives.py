"""The sample's two retrospectives: what cost Noor's team time while the labels were built, one cause of it twice.

All invented. The second says again what the first had said, so that the open PRD shows what came back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from throughline.core.contracts import Actor
from throughline.core.undo.dating import happened_on
from throughline.rhythm.retrospecting.services import (
    add_friction,
    add_remedy,
    begin_retrospective,
    describe_retrospective,
    finish_remedy,
)
from throughline.surfaces.sample_people import NOOR, TOMASZ


@dataclass(frozen=True, slots=True)
class Told:
    """One retrospective as it was written: lines about the PRD's story, others, and the one action."""

    held: date
    name: str
    went_well: str
    of_story: tuple[str, ...]
    others: tuple[str, ...]
    action: str
    owner: str
    due: date
    done: bool


TOLD = (
    Told(
        held=date(2026, 8, 14),
        name="Sprint 16",
        went_well="The three criteria for two clerks at once were built as written, without a question.",
        of_story=(
            "Nobody had said what the page shows when a printer reports nothing at all, 2 days /state",
            "How soon a missing label is named was built as five seconds and meant as one, 4 h /criterion",
        ),
        others=("Waited for the vendor's notes on the older printers, 3 days /dependency",),
        action="Go through each story once with an empty batch and a printer that fails",
        owner=TOMASZ,
        due=date(2026, 8, 28),
        done=True,
    ),
    Told(
        held=date(2026, 10, 16),
        name="Sprint 20",
        went_well="The launch went out on its day, and the review was booked before it.",
        of_story=(
            "A batch without a single label gave a blank page, found the day before the launch, 1 day /state",
            "Whose labels a second clerk sees had to be asked three times /rounds",
        ),
        others=(),
        action="Have the prototype show each story empty, failing and not allowed before anything is built",
        owner=NOOR,
        due=date(2026, 12, 11),
        done=False,
    ),
)


def retrospect_sample(noor: Actor, *, prd: str, story: str) -> None:
    """Both retrospectives, about the PRD and its story (`<prd>/<block>`)."""
    for told in TOLD:
        with happened_on(noor.workspace, datetime.combine(told.held, time(15), tzinfo=UTC)):
            _tell(noor, told, prd, story)


def _tell(noor: Actor, told: Told, prd: str, story: str) -> None:
    key = begin_retrospective(noor, held=told.held, name=told.name, prds=[prd]).key
    described = {"held": told.held, "name": told.name, "went_well": told.went_well}
    describe_retrospective(noor, retrospective=key, **described)
    for line in told.of_story:
        add_friction(noor, retrospective=key, line=line, story=story)
    for line in told.others:
        add_friction(noor, retrospective=key, line=line)
    agreed = add_remedy(noor, retrospective=key, words=told.action, owner=told.owner, due=told.due)
    if told.done:
        finish_remedy(noor, retrospective=key, remedy=agreed.pk, done=True)
