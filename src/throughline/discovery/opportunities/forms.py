"""What the forms and addresses of opportunities may carry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import MarkKind, MarkState, Stance

MOST_MARKS = 500
Choice = TypeVar("Choice", bound=StrEnum)


def read_marks(request: HttpRequest) -> list[int]:
    """The marks that were ticked. Raises `BadInput`."""
    values = request.POST.getlist("marks")
    if len(values) > MOST_MARKS or not all(value.isdecimal() and len(value) < 18 for value in values):
        raise BadInput("that is no list of evidence", mend="reload the page and choose again")
    return [int(value) for value in dict.fromkeys(values)]


def read_stance(value: str) -> Stance:
    """Raises `BadInput`."""
    return _read(Stance, value, "for or against")


def read_kind(value: str) -> MarkKind | None:
    """None for nothing in particular. Raises `BadInput`."""
    return _read(MarkKind, value, ", ".join(MarkKind)) if value else None


def _read(kind: type[Choice], value: str, choices: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise BadInput(f"“{value[:20]}” is none of these", mend=f"choose {choices}") from None


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """Which of an opportunity's marks a list shows; empty fields let everything through."""

    state: str = MarkState.ACCEPTED.value
    stance: str = ""
    hand: str = ""
    segment: str = ""
    month: str = ""
    kind: str = ""
    customer: str = ""
    without: str = ""
    """A field that is empty: `segment`, for the items of no known segment."""

    @classmethod
    def read(cls, request: HttpRequest) -> EvidenceFilter:
        """Unknown values filter nothing away by accident: they are refused. Raises `BadInput`."""
        return cls.parse(request.GET.urlencode())

    @classmethod
    def parse(cls, query: str) -> EvidenceFilter:
        """The same from a query string."""
        fields = QueryDict(query)
        given = {name: fields.get(name, "").strip()[:255] for name in cls.__dataclass_fields__}
        state = given["state"] or MarkState.ACCEPTED.value
        _read(MarkState, state, ", ".join(MarkState))
        if given["stance"]:
            read_stance(given["stance"])
        read_kind(given["kind"])
        _demand_month(given["month"])
        if given["without"] not in {"", "segment"}:
            raise BadInput(f"“{given['without'][:20]}” is none of these", mend="choose segment")
        return cls(**{**given, "state": state})

    def write(self, **changes: str) -> str:
        """The query string of this filter with some fields changed."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        return urlencode({name: value for name, value in values.items() if value and value != _DEFAULTS.get(name)})


_DEFAULTS = {"state": MarkState.ACCEPTED.value}


def _demand_month(month: str) -> None:
    figures = month[:4] + month[5:]
    if month and not (len(month) == 7 and month[4] == "-" and figures.isdecimal()):
        raise BadInput(f"“{month[:20]}” is no month", mend="write it as 2026-03")
    if month and not (1900 <= int(month[:4]) <= 2200 and 1 <= int(month[5:]) <= 12):
        raise BadInput(f"“{month}” is no month", mend="write it as 2026-03")
