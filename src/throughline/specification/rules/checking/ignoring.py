"""What a document sets aside itself: `<!-- throughline: ignore US001 because "…" -->`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from throughline.specification.rules.checking.blocks import find_comments
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Document, Finding, Ignored

_IGNORE = re.compile(r"^\s*throughline\s*:\s*ignore\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_RULES = re.compile(r"^[\s,:]*(?P<rules>(?:[A-Za-z]{2}\d{3}(?:\s*(?:,|and)\s*|\s+(?=[A-Za-z]{2}\d{3})|))+)")
_BECAUSE = re.compile(
    r"\b(?:because|as|since|reason)\b\s*[:=]?\s*[\"“'‘]?(?P<reason>.*?)[\"”'’]?\s*$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment: the rules it names, the reason, its place, and the lines it speaks for."""

    rules: tuple[str, ...]
    reason: str
    line: int
    column: int
    text: str
    lines: range


def read_ignores(text: str, document: Document) -> tuple[Ignore, ...]:
    """Every comment that asks to ignore something; it speaks for its own line, else for the next unit."""
    return tuple(
        _read(line, column, match["rest"], document)
        for line, column, comment in find_comments(text, document.code_lines)
        if (match := _IGNORE.match(comment))
    )


def _read(line: int, column: int, rest: str, document: Document) -> Ignore:
    named = _RULES.match(rest)
    rules = tuple(rule.upper() for rule in re.findall(r"[A-Za-z]{2}\d{3}", named["rules"])) if named else ()
    because = _BECAUSE.search(rest[named.end() :] if named else rest)
    reason = " ".join(because["reason"].split()) if because else ""
    return Ignore(rules, reason, line, column, f"ignore{rest}".strip(), _find_lines(line, document))


def _find_lines(line: int, document: Document) -> range:
    """The line itself where something stands beside the comment, and the unit after it."""
    written = document.lines[line - 1] if line <= len(document.lines) else ""
    beside = re.sub(r"<!--.*?(?:-->|$)", "", written).strip(" -*+>|#\t")
    if beside:
        own = next((u for u in document.units if u.line <= line <= max(s.line for s in u.plain.spots)), None)
        return range(own.line if own else line, (max(s.line for s in own.plain.spots) if own else line) + 1)
    following = next((unit for unit in document.units if unit.line > line), None)
    if following is None:
        return range(line, line + 2)
    return range(line, max(spot.line for spot in following.plain.spots) + 1)


def set_aside(findings: Sequence[Finding], ignores: Sequence[Ignore]) -> tuple[list[Finding], list[Ignored]]:
    """The findings that stay, and those that a comment with a reason sets aside."""
    kept, aside = list[Finding](), list[Ignored]()
    for finding in findings:
        ignore = next(
            (i for i in ignores if i.reason and finding.rule in i.rules and (finding.house or finding.line in i.lines)),
            None,
        )
        if ignore is None:
            kept.append(finding)
        else:
            aside.append(Ignored(finding, ignore.reason))
    return kept, aside


def judge_ignores(ignores: Sequence[Ignore]) -> Iterator[Finding]:
    """IG001: a comment without a reason, or one that names no rule."""
    known = load_rules()
    for ignore in ignores:
        unknown = [rule for rule in ignore.rules if rule not in known]
        if ignore.reason and ignore.rules and not unknown:
            continue
        yield _tell(ignore, unknown, known)


def _tell(ignore: Ignore, unknown: Sequence[str], known: Mapping[str, object]) -> Finding:
    named = ", ".join(ignore.rules) or "[rule]"
    if unknown:
        why = f"No rule is called {', '.join(unknown)}."
    elif not ignore.rules:
        why = "The comment names no rule, so it ignores nothing."
    else:
        why = "Whoever reads this later cannot tell a decision from an oversight: it ignores nothing without a reason."
    del known
    rule = load_rules()["IG001"]
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        line=ignore.line,
        column=ignore.column,
        text=ignore.text[:90],
        message=why,
        suggestion=f'<!-- throughline: ignore {named} because "[why]" -->',
    )
