"""Writes about prototypes made elsewhere: a person names their screens and states, and ticks what each shows."""

from __future__ import annotations

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.models import NamedState, Prototype
from throughline.specification.prototyping.errors import NameTaken, NoSuchState, WithoutAnswer
from throughline.specification.prototyping.finding import get_named, get_prototype

LONGEST = 120
MOST = 200
IDEAL = "ideal"


@service("name a screen")
def name_state(act: Act, *, prototype: str, screen: str, state: str = IDEAL) -> NamedState:
    """A screen in a state, the next in order. Raises `WithoutAnswer`, `NameTaken`."""
    row = get_prototype(act.workspace, prototype)
    names = _read_names(row, screen, state)
    act.name_subject(f"{names['screen']} · {names['state']}")
    last = NamedState.objects.filter(prototype=row).order_by("-position").values_list("position", flat=True).first()
    if (last or 0) >= MOST:
        raise NoSuchState
    return act.create(NamedState(prototype=row, position=(last or 0) + 1, **names))


@service("rename a screen")
def rename_state(act: Act, *, prototype: str, named: int, screen: str, state: str = IDEAL) -> NamedState:
    """Raises `WithoutAnswer`, `NameTaken`, `NoSuchState`."""
    row = get_prototype(act.workspace, prototype)
    known = get_named(row, named)
    names = _read_names(row, screen, state, besides=known.pk)
    act.name_subject(f"{names['screen']} · {names['state']}")
    return act.update(known, **names)


@service("take a screen off")
def remove_state(act: Act, *, prototype: str, named: int) -> None:
    """It is named no more; pins on it stay. Raises `NoSuchState`."""
    known = get_named(get_prototype(act.workspace, prototype), named)
    act.name_subject(str(known))
    act.delete(known)


@service("say what a screen shows")
def tick_state(act: Act, *, prototype: str, named: int, shown: str, on: bool) -> NamedState:
    """Whether this state shows a criterion (its id) or an edge case (`story/case`). Raises `NoSuchState`."""
    known = get_named(get_prototype(act.workspace, prototype), named)
    others = [one for one in known.shows if one != shown]
    act.name_subject(str(known))
    return act.update(known, shows=[*others, shown[:160]] if on else others)


def _read_names(row: Prototype, screen: str, state: str, *, besides: int = 0) -> dict[str, str]:
    names = {"screen": " ".join(screen.split())[:LONGEST], "state": " ".join(state.split())[:LONGEST] or IDEAL}
    if not names["screen"]:
        raise WithoutAnswer("a screen")
    if NamedState.objects.filter(prototype=row, **names).exclude(pk=besides).exists():
        raise NameTaken(" · ".join(names.values()))
    return names
