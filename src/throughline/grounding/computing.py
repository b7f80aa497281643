"""Counting again: what a claim's computation comes to over the rows it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughline.grounding.citing import Cited, Library
from throughline.grounding.contracts import Citable, Computation, Counted
from throughline.grounding.words import name_key


@dataclass(frozen=True, slots=True)
class Recount:
    """What a computation came to: the value, or why it cannot be computed; `printed` is the value in words."""

    value: float | str | None
    printed: str
    agrees: bool


def recount(computation: Computation, cited: Cited, library: Library) -> Recount:
    """Do the computation again and compare; a share agrees to the digits that are printed."""
    over = pick_pieces(computation.over, cited)
    if over is None or pick_pieces(computation.base, cited) is None:
        return Recount(None, "it counts over a citation the claim does not have", agrees=False)
    found = _compute(computation, over, cited, library)
    if found is None:
        return Recount(None, _unavailable(computation.counted), agrees=False)
    return Recount(found, print_value(computation.counted, found), _agree(computation, found))


def count_accounts(pieces: Sequence[Citable]) -> int:
    """Distinct accounts that spoke; the interviewer's turns are nobody's."""
    return len({name_key(p.account) for p in pieces if p.account and not p.interviewer})


def count_people(pieces: Sequence[Citable]) -> int:
    """Distinct people that spoke; two of the same name at different accounts are two."""
    return len({(name_key(p.account or ""), name_key(p.person)) for p in pieces if p.person and not p.interviewer})


def count_items(pieces: Sequence[Citable]) -> int:
    """Distinct pieces of evidence, the interviewer's turns left out."""
    return len({p.id for p in pieces if not p.interviewer})


def count_sources(pieces: Sequence[Citable]) -> int:
    """Distinct files (interviews, surveys) the pieces come from."""
    return len({piece.source for piece in pieces})


def print_value(counted: Counted, value: float | str) -> str:
    """The value with its unit, as a reason would name it: "3 accounts"."""
    if isinstance(value, str):
        return value
    number = f"{value:,.1f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    unit = _UNITS.get(counted, "")
    return f"{number}{unit[:-1] if value == 1 and unit.endswith('s') else unit}"


_UNITS = {
    Counted.ITEMS: " items",
    Counted.ACCOUNTS: " accounts",
    Counted.PEOPLE: " people",
    Counted.SOURCES: " sources",
    Counted.SHARE_OF_ITEMS: " % of items",
    Counted.SHARE_OF_ACCOUNTS: " % of accounts",
}


def pick_pieces(places: tuple[int, ...], cited: Cited) -> tuple[Citable, ...] | None:
    """The distinct pieces of the named citations (all where none is named), or None for one that is not there."""
    if not places:
        return cited.distinct
    if any(not 0 <= place < len(cited.pieces) for place in places):
        return None
    return tuple({piece.id: piece for place in places for piece in cited.pieces[place]}.values())


def _compute(computation: Computation, over: Sequence[Citable], cited: Cited, library: Library) -> float | str | None:
    base = (pick_pieces(computation.base, cited) if computation.base else library.pieces) or ()
    match computation.counted:
        case Counted.ITEMS:
            return count_items(over)
        case Counted.ACCOUNTS:
            return count_accounts(over) if library.has_accounts else None
        case Counted.PEOPLE:
            return count_people(over) if library.has_people else None
        case Counted.SOURCES:
            return count_sources(over)
        case Counted.SHARE_OF_ITEMS:
            return _share(count_items(over), count_items(base))
        case Counted.SHARE_OF_ACCOUNTS:
            return _share(count_accounts(over), count_accounts(base)) if library.has_accounts else None
        case Counted.FIRST_DATE | Counted.LAST_DATE:
            return _edge_date(over, last=computation.counted is Counted.LAST_DATE)
        case Counted.METRIC:
            return library.ground.metrics.get(computation.metric)
        case Counted.MINIMUM | Counted.MAXIMUM:
            return _extreme(computation, over)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _edge_date(over: Sequence[Citable], *, last: bool) -> str | None:
    dates = sorted(piece.date for piece in over if piece.date)
    return dates[-1 if last else 0].isoformat() if dates else None


def _extreme(computation: Computation, over: Sequence[Citable]) -> float | None:
    """The least or greatest number of the stated unit in the texts.

    The unit is that of the number itself wherever it stands, so that rows are compared with rows only.
    """
    from throughline.grounding.numbers import find_numbers

    numbers = [number for piece in over for number in find_numbers(piece.text)]
    stated = [n for n in numbers if any(_close(value, computation.value) for value in n.values)]
    alike = [n for n in numbers if any(n.kind is s.kind and (not s.unit or set(n.unit) & set(s.unit)) for s in stated)]
    values = [n.values[0] for n in alike]
    if not values:
        return None
    return min(values) if computation.counted is Counted.MINIMUM else max(values)


def _close(value: float, stated: float | str) -> bool:
    try:
        return abs(value - float(stated)) < 1e-9
    except ValueError:
        return False


def _agree(computation: Computation, found: float | str) -> bool:
    if isinstance(found, str):
        return str(computation.value) == found
    try:
        stated = float(computation.value)
    except ValueError:
        return False
    return abs(stated - found) <= _tolerance(computation)


def _tolerance(computation: Computation) -> float:
    """Half a unit of the last printed digit for shares and metrics, nothing for counts."""
    if computation.counted not in {Counted.SHARE_OF_ITEMS, Counted.SHARE_OF_ACCOUNTS, Counted.METRIC}:
        return 1e-9
    decimals = len(f"{float(computation.value):.6f}".rstrip("0").partition(".")[2])
    return 0.5 * 10**-decimals + 1e-9


def _unavailable(counted: Counted) -> str:
    return {
        Counted.ACCOUNTS: "accounts cannot be counted: the evidence names none",
        Counted.SHARE_OF_ACCOUNTS: "accounts cannot be counted: the evidence names none",
        Counted.PEOPLE: "people cannot be counted: the evidence names none",
        Counted.FIRST_DATE: "the cited rows carry no date",
        Counted.LAST_DATE: "the cited rows carry no date",
        Counted.METRIC: "no such metric is connected",
    }.get(counted, "the cited rows hold no such number")
