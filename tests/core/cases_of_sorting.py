"""Every service of sorting themes, once, for the tests of undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from throughline.core.contracts import Actor
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Theme, Themes
from throughline.discovery.feedback.services import add_item
from throughline.discovery.models import EvidenceRow, Opportunity
from throughline.discovery.sorting import services as sorting

SAID = "It waits for ever"
LOOSE = ("Nothing else is like it", "Nor like this one")


def prepare(actor: Actor) -> None:
    """One theme with one item, two without anything, one of these dismissed, and two items in no theme."""
    for text in LOOSE:
        add_item(actor, text=text, account="Acme")
    said = (add_item(actor, text=SAID, account="Birch").key,)
    themes = (("breaks", said), ("waits", ()), ("odd", ()))
    found = (Theme(f"t-{name}", "b1", name, members, (), None) for name, members in themes)
    discovery.keep_themes(actor, themes=Themes(tuple(found)))
    sorting.dismiss_theme(actor, theme="t-odd")


def take_piece(actor: Actor, text: str = SAID) -> list[str]:
    return [EvidenceRow.objects.filter(workspace=actor.workspace, text=text)[0].key]


def take_opportunity(actor: Actor) -> str:
    return Opportunity.objects.filter(workspace=actor.workspace, state="open").order_by("pk")[0].key


DO: dict[str, Callable[[Actor, Path], object]] = {
    f"throughline.discovery.sorting.services.{name}": case
    for name, case in {
        "rename_theme": lambda a, _: sorting.rename_theme(a, theme="t-breaks", label="It falls apart"),
        "accept_theme": lambda a, _: sorting.accept_theme(a, theme="t-breaks"),
        "accept_into": lambda a, _: sorting.accept_into(a, theme="t-breaks", opportunity=take_opportunity(a)),
        "dismiss_theme": lambda a, _: sorting.dismiss_theme(a, theme="t-breaks"),
        "restore_theme": lambda a, _: sorting.restore_theme(a, theme="t-odd"),
        "merge_themes": lambda a, _: sorting.merge_themes(a, theme="t-breaks", into="t-waits"),
        "split_theme": lambda a, _: sorting.split_theme(a, theme="t-breaks", pieces=take_piece(a), label="It splits"),
        "move_pieces": lambda a, _: sorting.move_pieces(a, theme="t-breaks", pieces=take_piece(a), into="t-waits"),
        "take_out": lambda a, _: sorting.take_out(a, theme="t-breaks", pieces=take_piece(a)),
        "sort_pieces": lambda a, _: sorting.sort_pieces(a, pieces=take_piece(a, LOOSE[0]), into="t-waits"),
        "make_theme": lambda a, _: sorting.make_theme(a, pieces=take_piece(a, LOOSE[1]), label="By hand"),
    }.items()
}
