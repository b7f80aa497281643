"""The rules as data, and a finding written by one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from throughline.specification.rules.checking.contracts import Finding, Rule, Severity, Unit
from throughline.specification.rules.checking.lexicon import load_list

SHOWN = 90
"""At most so many characters of a line are shown as its words."""


@lru_cache(maxsize=1)
def load_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the catalogue's order."""
    names = ("id", "name", "title", "unit", "family", "why", "guard", "bad", "good", "source")
    return {
        str(entry["id"]): Rule(severity=Severity(str(entry["severity"])), **{name: str(entry[name]) for name in names})
        for entry in load_list("check_rules", "rules")
    }


def report(
    rule: str,
    unit: Unit,
    start: int = 0,
    end: int | None = None,
    *,
    why: str = "",
    suggestion: str = "",
    severity: Severity | None = None,
    related: Iterable[int] = (),
) -> Finding:
    """A finding about the words `start` to `end` of a unit, or about the whole of it.

    `why` is put in the place of the catalogue's, which begins in small letters where it goes on from the words.
    """
    known = load_rules()[rule]
    line, column = unit.plain.place(start)
    words = unit.text[start:end] if end is not None else shorten(unit.text[start:])
    reason = why or known.why
    message = f"“{words}” {reason}." if reason[:1].islower() else reason
    return Finding(
        rule=rule,
        severity=severity or known.severity,
        line=line,
        column=column,
        text=words,
        message=message,
        suggestion=suggestion or f"For example: {known.good}",
        related=tuple(related),
    )


def report_house(rule: str, *, why: str = "", suggestion: str = "") -> Finding:
    """A finding about the whole document: template completeness, at line 1 and as information."""
    known = load_rules()[rule]
    return Finding(
        rule=rule,
        severity=Severity.INFO,
        line=1,
        column=1,
        text="",
        message=why or known.why,
        suggestion=suggestion or f"For example: {known.good}",
        house=True,
    )


def shorten(text: str, most: int = SHOWN) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
