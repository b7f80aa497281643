"""A metric read: whether it says from what, to what, by when, and counted where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.checking.contracts import Document, Unit, UnitKind
from throughline.specification.rules.checking.matching import written_pattern
from throughline.specification.rules.checking.measures import has_date, list_values

_N = (
    r"[~≈<>≤≥=]{0,2}\s?[$€£]?\d[\d.,’']*\s?(?:%|per ?cent|k|m|bn|h\b|hours?|days?|min(?:utes)?|s\b"
    r"|sec(?:onds)?|ms\b|a (?:day|week|month|year)|per \w+)?"
)
_ASIDE = r"(?:\s*[(\[][^()\[\]]{1,60}[)\]])?"
_FROM = re.compile(
    rf"\b(?:up |down )?from (?:about |around |roughly |an? (?:average|median) of )?(?P<a>{_N})|\b(?:baseline"
    rf"|today|currently|current(?: value)?|now|present(?:ly)?|was|were|as[- ]is|status quo|last (?:year|quarter"
    rf"|month)|previously|measured at|stands at)\b"
    rf"[^.;|\d]{{0,25}}(?P<b>{_N})|(?P<c>{_N}){_ASIDE}\s*(?:→|->|–>|=>|➜|to\b)\s*{_N}"
    rf"|\(\s*(?:{_N})?[^()]{{0,20}}\b(?:today|now|currently|baseline|was|from|in (?:19|20)\d\d"
    rf"|Q[1-4])\b[^()]*\)"
    rf"|(?P<d>{_N})\s*(?:today|now|currently|at present|in (?:Q[1-4] )?20\d\d"
    rf"|\((?:[A-Z][a-z]{{2,8}}\.? ?)?(?:Q[1-4] ?)?20\d\d[^()]*\)|\((?:median|mean|average"
    rf"|p\d+)[^()]*20\d\d[^()]*\)|\([A-Z][a-z]{{2,8}}\))|\bvs\.? {_N}",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"\b(?:to|reach(?:es)?|target|goal|aim|achieve(?:s)?|hit|towards?|at least|at most|no more than"
    rf"|no less than|not more than|under|below|over|above|less than|more than|fewer than|within|up to"
    rf"|stays? (?:at|under|below|above|or below|at or below)|≥|≤|>=|<=|>|<)"
    rf"\s*(?:or (?:below|above) )?(?:be |of |about |around |under |below |over |above |at least "
    rf"|at most )?[:=]?\s*(?P<v>{_N})|(?:→|->|–>|=>|➜)\s*(?P<w>{_N})",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\bno worse than\b|\bmust not\b|\bdo(?:es)? not (?:rise|fall|drop|increase|decrease|worsen)|\bstays?\b"
    r"|\bnot (?:rise|fall|exceed|drop)|\bunchanged\b|\bremains?\b|\bholds?\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"^[\s\W]*(?:not connected|unknown|n/?a|none|tb[dca]|\?+|-+|–|—|to be (?:measured|set|decided|defined"
    r"|determined)|not (?:measured|known|yet)|missing|open|better|higher|lower|more|less|improve\w*"
    r"|increase\w*|decrease\w*|reduce\w*|fewer|\[[^\]]*\])?[\s\W]*$",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"\bbaseline (?:is |will be |to be )?(?:measured|set|taken|established)|\bnew\b[^|;]*\bbaseline\b", re.IGNORECASE
)
SOURCE_SECTION = re.compile(
    r"^(?:measurement|instrumentation|how we (?:will )?measure|measurement plan|tracking plan"
    r"|analytics(?: plan)?|data sources?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric read: which of its parts it states. `values` are its numbers, `bound` a guardrail's."""

    unit: Unit
    name: str
    rest: str
    values: tuple[str, ...]
    baseline: bool
    target: bool
    date: bool
    source: bool
    guardrail: bool


def read_metrics(document: Document) -> tuple[Metric, ...]:
    """Every metric of the document with what it says and what it leaves out."""
    units = [unit for unit in document.of(UnitKind.METRIC) if len(unit.text.split()) > 1 or unit.cells]
    dated = {unit.section.line for unit in document.units if unit.kind is not UnitKind.METRIC and _dates_all(unit)}
    dated |= {unit.section.line for unit in units if has_date(unit.section.title)}
    return tuple(
        _read_row(u, dated) if u.cells.keys() & {"baseline", "target"} else _read_line(u, dated) for u in units
    )


def _dates_all(unit: Unit) -> bool:
    """Whether a line between the metrics says by when all of them hold."""
    return (
        unit.kind is UnitKind.OTHER
        and bool(re.search(r"\bby\b|\bwithin\b|\bafter\b|\buntil\b|\bmeasured\b", unit.text, re.IGNORECASE))
        and has_date(unit.text)
    )


def _read_row(unit: Unit, dated: set[int]) -> Metric:
    cells = {name: cell.text.strip() for name, cell in unit.cells.items()}
    name = cells.get("metric") or next(
        (text for key, text in cells.items() if key not in {"id", "baseline", "target", "date", "source"}), ""
    )
    guardrail = is_guardrail(unit.text)
    columns = " | ".join(unit.columns)
    target = cells.get("target", "")
    return Metric(
        unit=unit,
        name=name,
        rest=" | ".join(text for key, text in cells.items() if key not in {"metric", "id"}),
        values=tuple(value for key in ("baseline", "target") for value in list_values(cells.get(key, ""))),
        baseline=_is_told(cells["baseline"]) if "baseline" in cells else bool(_FROM.search(f"{name} {target}")),
        target=_is_told(target) or (guardrail and bool(_BOUND.search(f"{name} {target}")))
        if "target" in cells
        else bool(_TO.search(name)),
        date=_is_dated(cells, name, target) or bool(has_date(columns)) or unit.section.line in dated,
        source=_has_source(cells) if cells.keys() & {"source", "owner"} else _names_source(f"{target} {name}"),
        guardrail=guardrail,
    )


def _has_source(cells: dict[str, str]) -> bool:
    """Whether the columns for it say where the number comes from, or at least who counts it."""
    return any(cells.get(name, "").strip(" -–—?") for name in ("source", "owner"))


def _is_dated(cells: dict[str, str], name: str, target: str) -> bool:
    if "date" in cells:
        return bool(cells["date"].strip(" -–—?")) and not _UNKNOWN.match(cells["date"])
    return has_date(f"{name} {target}")


def _is_told(cell: str) -> bool:
    """Whether a cell holds a value, if only in words ("none today")."""
    return bool(re.search(r"\d", cell)) or not _UNKNOWN.match(cell)


def _read_line(unit: Unit, dated: set[int]) -> Metric:
    text = re.sub(r"\[\^?[\w, -]+\]", "", unit.text)
    values = tuple(list_values(text))
    guardrail = is_guardrail(text)
    before = _FROM.search(text)
    apart = re.sub(
        rf"(?:(?<=\d)|(?<=%))\s*{_ASIDE}", "", re.sub(r"[(\[][^()\[\]]*(?:19|20)\d\d[^()\[\]]*[)\]]", "", text)
    )
    first = re.search(r"\d|:\s|;\s|\bfrom\b|\brises?\b|\bfalls?\b", text)
    name = text[: first.start()] if first else text
    return Metric(
        unit=unit,
        name=name.strip(" :;,–—-"),
        rest=text[len(name) :],
        values=values,
        baseline=bool(before) or (guardrail and bool(_BOUND.search(text))),
        target=_has_target(text, before) or (guardrail and bool(_BOUND.search(text))),
        date=_has_deadline(apart) or unit.section.line in dated,
        source=_names_source(text[len(name) :]),
        guardrail=guardrail,
    )


def _has_target(text: str, before: re.Match[str] | None) -> bool:
    """A number to reach: one that something leads to, or one that is not today's."""
    told = [match for match in _TO.finditer(text) if before is None or match.start() >= before.end() or before["c"]]
    if told or (before and before["c"]):
        return True
    rest = text[: before.start()] + " " + text[before.end() :] if before else text
    return bool(list_values(rest)) and not re.search(r"\bfirst \d", rest)


def _has_deadline(text: str) -> bool:
    """A date that is no baseline's: a baseline's stands in brackets, which are gone here."""
    without = re.sub(
        r"\b(?:since|from|in|was|today|currently)\b[^,;.]{0,20}\b(?:19|20)\d\d\b",
        "",
        text,
        count=0,
        flags=re.IGNORECASE,
    )
    return has_date(without)


def _names_source(text: str) -> bool:
    """Whether something behind the metric's own name says where the number comes from."""
    return bool(written_pattern("check_words", "measurement").search(text))


def is_guardrail(text: str) -> bool:
    return bool(written_pattern("check_words", "guardrail").search(text))
