"""Cases of undo for prototypes: one for each of their services."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.core.services import find_last_change, undo_change
from throughline.grounding.contracts import Claim, Origin
from throughline.specification import contracts
from throughline.specification.asking.services import answer_case
from throughline.specification.models import (
    NamedState,
    Pin,
    Prd,
    Prototype,
    PrototypeAnswer,
    PrototypeKind,
    ReviewLink,
)
from throughline.specification.prototyping import answering, building, copying, naming, pinning, services, sharing
from throughline.specification.prototyping.answering import Asked
from throughline.specification.prototyping.pinning import Spot
from throughline.specification.prototyping.showing import show
from throughline.specification.rules.prototyping import describe_prototype
from throughline.specification.services import keep_prd

PRD = "prd-7"
IDEA = "Guests book a table and see their bookings. Hosts confirm or decline a booking."


def make_prd() -> contracts.Prd:
    """A PRD with one story in template form and one criterion."""
    lines = (
        contracts.Line(Claim("s7", Origin.JUDGEMENT, "As a guest, I want to see bookings."), contracts.Role.SENTENCE),
        contracts.Line(Claim("c7", Origin.JUDGEMENT, "Given a booking, it is listed."), contracts.Role.CRITERION, "C1"),
    )
    block = contracts.Block("story-7", lines, title="S1 See my bookings", kind="story")
    return contracts.Prd(
        PRD, "Tables", contracts.Size.ONE_PAGE, (contracts.Section("stories", 8, "Stories", (block,)),)
    )


def prepare(actor: Actor) -> None:
    """Two prototypes made here and one brought, with an answer, pins, a named state and a review link.

    What takes a while to build is built once in a process, and stands here as rows.
    """
    keep_prd(actor, prd=make_prd())
    prd = Prd.objects.get(workspace=actor.workspace, key=PRD)
    mine = {"workspace": actor.workspace, "member": actor.member}
    for name, values in build_once(actor).items():
        Prototype.objects.create(key=f"pt-{name}", kind=PrototypeKind.MADE, **mine, **values)
    made = Prototype.objects.get(key="pt-prd")
    Prototype.objects.filter(pk=made.pk).update(prd=prd)
    Prototype.objects.create(key="pt-file", kind=PrototypeKind.FILE, title="Clicks", prd=prd, file="0" * 64, **mine)
    Prototype.objects.create(key="pt-away", kind=PrototypeKind.LINK, title="Gone", away=utc_now(), **mine)
    naming.name_state(actor, prototype="pt-file", screen="Bookings")
    pinning.add_pin(actor, prototype="pt-prd", spot=Spot("Bookings", "empty", 200, 300), text="And when there is none?")
    Pin.objects.create(prototype=made, text="It is slow", member=actor.member, resolved=utc_now())
    sharing.make_review(actor, prototype="pt-prd", token="a secret", label="Pilots")
    asked = find_open("pt-prd")[1]
    line = answer_case(actor, prd=PRD, story="story-7", case=asked.case, answer="A sentence says so.")
    said = {"text": "A sentence says so.", "claim": line.claim_id, "member": actor.member}
    PrototypeAnswer.objects.create(prototype=made, **asked.values, **said)


BUILT: dict[str, dict[str, Any]] = {}


def build_once(actor: Actor) -> dict[str, dict[str, Any]]:
    """What the two prototypes made here hold."""
    if not BUILT:
        for name, given in {"idea": {"idea": IDEA}, "prd": {"prd": PRD}}.items():
            row = services.make_prototype(actor, **given)
            BUILT[name] = {field: getattr(row, field) for field in ("title", "about", "source", "model")}
            undo_change(actor, change_id=find_last_change(actor).pk)
        row = Prototype(workspace=actor.workspace, member=actor.member, **BUILT["idea"])
        BUILT["idea"]["offered"] = offer(row)
    return BUILT


def find_open(key: str) -> list[Asked]:
    """The open states of a prototype that a catalogued case asks about."""
    return [one for one in show(Prototype.objects.get(key=key)).open if one.case]


def offer(row: Prototype) -> str:
    """What a model might say: one thing under another name."""
    model = describe_prototype(building.read(row))
    model["entities"][0]["label"] = "reservation"
    return json.dumps(model)


def waiting() -> int:
    return Pin.objects.filter(resolved=None).order_by("pk")[0].pk


def named() -> int:
    return NamedState.objects.order_by("pk")[0].pk


ROOM = "throughline.specification.prototyping"
DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{ROOM}.services.make_prototype": lambda a, _: services.make_prototype(a, prd=PRD, title="Another"),
    f"{ROOM}.services.bring_prototype": lambda a, _: services.bring_prototype(a, url="https://example.org/a"),
    f"{ROOM}.services.rename_prototype": lambda a, _: services.rename_prototype(
        a, prototype="pt-prd", title="Evenings"
    ),
    f"{ROOM}.services.rename_in": lambda a, _: services.rename_in(
        a, prototype="pt-prd", names={"title": "Evenings at the table"}
    ),
    f"{ROOM}.services.rebuild": lambda a, _: services.rebuild(a, prototype="pt-prd"),
    f"{ROOM}.services.put_away": lambda a, _: services.put_away(a, prototype="pt-idea"),
    f"{ROOM}.services.take_out": lambda a, _: services.take_out(a, prototype="pt-away"),
    f"{ROOM}.services.give_to_prd": lambda a, _: services.give_to_prd(a, prototype="pt-idea", prd=PRD),
    f"{ROOM}.answering.answer_state": lambda a, _: answering.answer_state(
        a, prototype="pt-prd", asked=find_open("pt-prd")[0], text="It says that there is none."
    ),
    f"{ROOM}.answering.dismiss_state": lambda a, _: answering.dismiss_state(
        a, prototype="pt-prd", asked=find_open("pt-prd")[-1], reason="nobody has two"
    ),
    f"{ROOM}.answering.ask_again": lambda a, _: answering.ask_again(
        a, prototype="pt-prd", answer=PrototypeAnswer.objects.exclude(claim="").order_by("pk")[0].pk
    ),
    f"{ROOM}.naming.name_state": lambda a, _: naming.name_state(a, prototype="pt-file", screen="One", state="empty"),
    f"{ROOM}.naming.rename_state": lambda a, _: naming.rename_state(
        a, prototype="pt-file", named=named(), screen="All"
    ),
    f"{ROOM}.naming.remove_state": lambda a, _: naming.remove_state(a, prototype="pt-file", named=named()),
    f"{ROOM}.naming.tick_state": lambda a, _: naming.tick_state(
        a, prototype="pt-file", named=named(), shown="c7", on=True
    ),
    f"{ROOM}.pinning.add_pin": lambda a, _: pinning.add_pin(a, prototype="pt-idea", spot=Spot("Tables"), text="Why?"),
    f"{ROOM}.pinning.resolve_pin": lambda a, _: pinning.resolve_pin(
        a, prototype="pt-prd", pin=waiting(), outcome="seen"
    ),
    f"{ROOM}.pinning.reopen_pin": lambda a, _: pinning.reopen_pin(
        a, prototype="pt-prd", pin=Pin.objects.exclude(resolved=None).order_by("pk")[0].pk
    ),
    f"{ROOM}.pinning.make_criterion": lambda a, _: pinning.make_criterion(
        a, prototype="pt-prd", pin=waiting(), story="story-7", text="Given no booking, a sentence says so."
    ),
    f"{ROOM}.pinning.make_question": lambda a, _: pinning.make_question(
        a, prototype="pt-prd", pin=waiting(), text="And when there is none?"
    ),
    f"{ROOM}.sharing.make_review": lambda a, _: sharing.make_review(a, prototype="pt-idea", token="another secret"),
    f"{ROOM}.sharing.revoke_review": lambda a, _: sharing.revoke_review(
        a, prototype="pt-prd", review=ReviewLink.objects.order_by("pk")[0].pk
    ),
    f"{ROOM}.copying.keep_offer": lambda a, _: copying.keep_offer(a, prototype="pt-idea", text="{}"),
    f"{ROOM}.copying.take_offer": lambda a, _: copying.take_offer(a, prototype="pt-idea"),
    f"{ROOM}.copying.leave_offer": lambda a, _: copying.leave_offer(a, prototype="pt-idea"),
}
