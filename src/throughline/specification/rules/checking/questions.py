"""DO005: every open question has somebody who answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.owners import names_owner
from throughline.specification.rules.checking.rewriting import quote

_ANSWERED = re.compile(
    r"\b(?:answer(?:ed)?|resolved|decided|decision|closed|settled)\b\s*[:—–-]|^(?:resolved|answered|closed"
    r"|done)\b|✅|\[x\]",
    re.IGNORECASE,
)


def find_unowned_questions(document: Document, settings: Settings) -> Iterator[Finding]:
    """DO005: said once where no question of several has an owner."""
    del settings
    questions = [
        u
        for u in document.of(UnitKind.QUESTION)
        if len(u.text.split()) >= 3 and not u.quoted and not _ANSWERED.search(u.text)
    ]
    questions = [u for u in questions if u.depth <= 1]
    unowned = [unit for unit in questions if not names_owner(unit)]
    if len(unowned) == len(questions) >= 2:
        why = f"None of the {len(unowned)} open questions names who answers it, so whoever codes first will."
        yield report(
            "DO005", unowned[0], why=why, suggestion=_ask(unowned[0]), related=[unit.line for unit in unowned[1:]]
        )
        return
    for unit in unowned:
        yield report("DO005", unit, suggestion=_ask(unit))


def _ask(unit: Unit) -> str:
    return quote(f"{unit.text.split(' | ')[0].rstrip()} ([who answers], [by when])")
