"""How a prototype looks: a palette, faces and a frame that follow from its words, so that two products differ."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from throughline.specification.rules.prototyping.contracts import Emphasis, Prototype

_HUES = (12, 32, 52, 88, 128, 150, 172, 200, 228, 255, 282, 308, 336)
_FACES = ("humanist", "geometric", "serif", "oldstyle", "industrial", "plain")
_SHAPES = ("soft", "round", "square")
_TOP_BAR = frozenset({Emphasis.CARDS, Emphasis.PEOPLE, Emphasis.CALENDAR})
"""What is browsed has its navigation above and all the width; what is worked through has it at the side."""


@dataclass(frozen=True, slots=True)
class Look:
    """A hue in degrees of OKLCH, a second one, a family of type faces, a shape of corners, and where navigation is."""

    hue: int
    second: int
    face: str
    shape: str
    frame: str


def choose_look(prototype: Prototype) -> Look:
    """The look of a prototype: by its seed, its title and its things; the same each time."""
    words = "/".join([prototype.seed, prototype.title, *(entity.id for entity in prototype.entities)])
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
    hue = _HUES[digest[0] % len(_HUES)]
    main = prototype.entities[0].emphasis if prototype.entities else Emphasis.TABLE
    top = main in _TOP_BAR and sum(screen.kind.value in {"list", "chat"} for screen in prototype.screens) < 6
    return Look(
        hue=hue,
        second=(hue + (40, 150, 200, 320)[digest[1] % 4]) % 360,
        face=_FACES[digest[2] % len(_FACES)],
        shape=_SHAPES[digest[3] % len(_SHAPES)],
        frame="top" if top else "side",
    )
