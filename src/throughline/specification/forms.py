"""What the forms about PRDs may hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.specification.contracts import Size
from throughline.specification.rules.deciding import word_row

LONGEST_LINE = 2000
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class WriteForm:
    """What a PRD is to be written from: an opportunity, a theme or a sentence; its size, its title."""

    about: str
    theme: str
    opportunity: str
    size: Size
    title: str

    @classmethod
    def read(cls, request: HttpRequest) -> WriteForm:
        """Raises `BadInput` where it names nothing to write from."""
        names = ("about", "theme", "opportunity", "size", "title")
        values = {name: " ".join(request.POST.get(name, "").split()) for name in names}
        if not any(values[name] for name in ("about", "theme", "opportunity")):
            raise BadInput("there is nothing to write about", mend="write one sentence, or choose what it is about")
        if len(values["title"]) > LONGEST_TITLE or len(values["about"]) > LONGEST_LINE:
            raise BadInput("that is longer than a sentence", mend=f"keep it under {LONGEST_LINE} characters")
        size = _read_size(values["size"])
        return cls(values["about"], values["theme"], values["opportunity"], size, values["title"])


def _read_size(value: str) -> Size:
    try:
        return Size(value or Size.STANDARD)
    except ValueError:
        sizes = ", ".join(size.value for size in Size)
        raise BadInput(f"there is no size “{value[:20]}”", mend=f"choose one of {sizes}") from None


def read_edit(request: HttpRequest, columns: Sequence[str]) -> tuple[str, list[str]]:
    """The new words of a line, and its cells where it was edited as a row. Raises `BadInput`."""
    cells = [" ".join(cell.split()) for cell in request.POST.getlist("cell")]
    if not cells:
        return _check_words(request.POST.get("text", "")), []
    if len(cells) != len(columns) or not all(cells):
        raise BadInput("a cell is empty", mend="fill it, or reject the line")
    return _check_words(word_row(columns, cells)), cells


def _check_words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise BadInput("a line needs words", mend="write some, or reject the line")
    if len(words) > LONGEST_LINE:
        raise BadInput(f"a line has at most {LONGEST_LINE:,} characters", mend="make two of it")
    return words


def read_number(request: HttpRequest, name: str) -> int | None:
    """A whole number in the address, None where there is none. Raises `BadInput`."""
    value = request.GET.get(name)
    if value is None:
        return None
    if not value.isdecimal() or len(value) > 12:
        raise BadInput(f"“{value[:20]}” is no number", mend="start from the first page")
    return int(value)
