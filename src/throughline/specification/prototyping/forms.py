"""What the forms of prototypes may hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.specification.prototyping.answering import Asked
from throughline.specification.prototyping.pinning import Spot
from throughline.specification.prototyping.services import LONGEST_IDEA, LONGEST_NAME

MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class MakeForm:
    """What a prototype is to be made from: a PRD, an opportunity, or an idea."""

    idea: str
    opportunity: str
    prd: str
    title: str

    @classmethod
    def read(cls, request: HttpRequest) -> MakeForm:
        """Raises `BadInput` where it names nothing to make one from."""
        idea = request.POST.get("idea", "").strip()
        if len(idea) > LONGEST_IDEA:
            raise BadInput("the idea is too long", mend=f"keep it under {LONGEST_IDEA:,} characters")
        form = cls(idea, *(read_line(request, name) for name in ("opportunity", "prd", "title")))
        if not (form.idea or form.opportunity or form.prd):
            raise BadInput("there is nothing to make one from", mend="write who does what, or choose what it is about")
        return form


def read_asked(request: HttpRequest) -> Asked:
    """The open state that was answered."""
    names = ("case", "story", "screen", "state", "question")
    return Asked(**{name: read_line(request, name, longest=1_000) for name in names})


def read_spot(request: HttpRequest) -> Spot:
    """Where a pin stands: `place` is a screen and a state, parted by a tab, or they are given one by one."""
    screen, _, state = request.POST.get("place", "").partition("\t")
    named = [screen or request.POST.get("screen", ""), state or request.POST.get("state", "")]
    screen, state = (" ".join(words.split()) for words in named)
    return Spot(screen, state, x=_read_point(request, "x"), y=_read_point(request, "y"))


def _read_point(request: HttpRequest, name: str) -> int | None:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 6 else None


def read_names(request: HttpRequest) -> dict[str, str]:
    """The words that were given other names: pairs of `key` and `text`. Raises `BadInput` where there is none."""
    keys, texts = request.POST.getlist("key"), request.POST.getlist("text")
    names = {key[:LONGEST_NAME]: text[:LONGEST_NAME] for key, text in zip(keys, texts, strict=False) if key}
    if not names or len(names) > MOST_NAMES:
        raise BadInput("no name was given", mend="write one")
    return names


def read_days(request: HttpRequest, *, otherwise: int) -> int:
    """For how many days a link holds."""
    value = request.POST.get("days", "")
    return int(value) if value.isdecimal() and len(value) < 4 else otherwise


def read_line(request: HttpRequest, name: str, *, longest: int = 300) -> str:
    """Words on one line."""
    return " ".join(request.POST.get(name, "").split())[:longest]
