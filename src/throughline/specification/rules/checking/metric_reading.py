"""A metric read: whether it says from what, to what, by when, and counted where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.checking.contracts import Document, Unit, UnitKind
from throughline.specification.rules.checking.matching import written_pattern
from throughline.specification.rules.checking.measures import has_date, list_values
from throughline.specification.rules.checking.metric_values import has_deadline, read_values

_BOUND = re.compile(
    r"\bno worse than\b|\bat most\b|\bno (?:more|less|fewer) than\b|\bmust not\b|\bdo(?:es)? not (?:rise|fall"
    r"|drop|increase|decrease|worsen)|\bstays?\b"
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
    r"\bbaseline (?:is |will be |to be )?(?:measured|set|taken|established)\b[^,;|]*|\bnew\b[^|;]*\bbaseline\b[^,;|]*"
    r"|\b(?:unknown|not (?:yet )?(?:measured|known|counted)|no (?:figure|number|data|baseline))\b[^,;|]*"
    r"(?:, )?(?:(?:first |to be |will be |is |being )?(?:measured|counted|taken)[^,;|]*)?"
    r"|\b(?:first |to be |will be )(?:measured|counted|taken) (?:in|by|from|during|on|before)\b[^,;|]*",
    re.IGNORECASE,
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
    target = cells.get("target", "")
    return Metric(
        unit=unit,
        name=name,
        rest=" | ".join(text for key, text in cells.items() if key not in {"metric", "id"}),
        values=tuple(value for key in ("baseline", "target") for value in list_values(cells.get(key, ""))),
        baseline=_is_told(cells["baseline"])
        if "baseline" in cells
        else any(value.today for value in read_values(f"{name}: {target}")),
        target=_is_aim(target) or (guardrail and bool(_BOUND.search(f"{name} {target}")))
        if "target" in cells
        else any(not value.today for value in read_values(name)),
        date=_is_dated(cells, name, target)
        or ("date" not in cells and _dates_columns(unit))
        or unit.section.line in dated,
        source=_has_source(cells) if cells.keys() & {"source", "owner"} else _names_source(f"{target} {name}"),
        guardrail=guardrail,
    )


def _dates_columns(unit: Unit) -> bool:
    """Whether the name of a column, but that of today's value, says by when."""
    named = zip(unit.cells, unit.columns, strict=False)
    return any(has_date(title) for name, title in named if name != "baseline")


def _has_source(cells: dict[str, str]) -> bool:
    """Whether the columns for it say where the number comes from, or at least who counts it."""
    return any(cells.get(name, "").strip(" -–—?") for name in ("source", "owner"))


def _is_dated(cells: dict[str, str], name: str, target: str) -> bool:
    if "date" in cells:
        return bool(cells["date"].strip(" -–—?")) and not _UNKNOWN.match(cells["date"])
    return has_date(f"{name} {target}")


def _is_told(cell: str) -> bool:
    """Whether a cell holds a value, if only in words ("none today")."""
    if re.match(r"^\W*\?", cell):
        return False
    return bool(re.search(r"\d", cell)) or not _UNKNOWN.match(cell)


_NONE_TODAY = re.compile(
    r"\b(?:none|zero|nobody|no one|nothing|never)\b(?=[^,;]{0,25}(?:\btoday|\bnow\b|\bso far|\bcurrently"
    r"|\bin (?:[A-Z]\w+ )?(?:19|20)\d\d|\())",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\b(?:no|none|zero|all|every|each|never|always|half|twice|double|triple|same|unchanged|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|yes"
    r"|done|passed|pass|full)\b",
    re.IGNORECASE,
)


def _is_aim(cell: str) -> bool:
    """Whether a target's cell says which value is to be reached: "far below that" does not."""
    return bool(list_values(cell) or re.search(r"\d", cell) or _WORDED.search(cell)) and not _UNKNOWN.match(cell)


def _read_line(unit: Unit, dated: set[int]) -> Metric:
    text = re.sub(r"\[\^?[\w, -]+\]", "", unit.text)
    guardrail = is_guardrail(text)
    held = guardrail and bool(_BOUND.search(text))
    values = read_values(text)
    promised = _PROMISED.search(text)
    first = re.search(r"\d|:\s|;\s|\bfrom\b|\brises?\b|\bfalls?\b", text)
    name = text[: first.start()] if first else text
    return Metric(
        unit=unit,
        name=name.strip(" :;,–—-"),
        rest=text[len(name) :],
        values=tuple(value.words for value in values),
        baseline=any(value.today for value in values) or bool(promised or _NONE_TODAY.search(text)) or held,
        target=any(not value.today for value in values) or held,
        date=has_deadline(_PROMISED.sub(lambda m: " " * len(m[0]), text), values) or unit.section.line in dated,
        source=_names_source(_PROMISED.sub(" ", text[len(name) :])),
        guardrail=guardrail,
    )


_LAST_WORDS = re.compile(r"(?:[,;(·]|\s[–—-])\s*(?P<words>(?:the |our |a )?[A-Za-z][A-Za-z’'/ -]*)[).]*\s*$")
_NO_SOURCE = re.compile(
    r"\b(?:guardrail|worse|better|more|less|rise|fall|median|mean|average|weekly|monthly|yearly|daily|per|each"
    r"|every|at least"
    r"|at most|year|quarter|month|launch|release|end|which|that|so|and|but|if|when|while|upwards?|downwards?"
    r"|higher|lower)\b",
    re.IGNORECASE,
)
_MOST_SOURCE = 6


def _names_source(text: str) -> bool:
    """Whether something behind the metric's own name says where the number comes from."""
    if written_pattern("check_words", "measurement").search(text):
        return True
    last = _LAST_WORDS.search(text)
    return bool(last and len(last["words"].split()) <= _MOST_SOURCE and not _NO_SOURCE.search(last["words"]))


def is_guardrail(text: str) -> bool:
    return bool(written_pattern("check_words", "guardrail").search(text))


def is_measured(unit: Unit) -> bool:
    """Whether a goal is told as a metric: with a value and a date, or with today's value."""
    return bool(list_values(unit.text)) and (
        has_date(unit.text) or any(value.today for value in read_values(unit.text))
    )


def is_nearly_measured(unit: Unit) -> bool:
    """Whether a goal among metrics misses only a part of one: it has a date, a value or a source."""
    return has_date(unit.text) or bool(list_values(unit.text)) or _names_source(unit.text)
