"""AC006 and AC007 by comparison: what a document asks of its other stories or requirements, and not of this one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Unit, UnitKind
from throughline.specification.rules.checking.criterion_sorts import Sort, tell_sorts
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.edge_cases.catalogue import load_catalogue


@dataclass(frozen=True, slots=True)
class Usual:
    """One case of the catalogue that nearly every act may meet, and the words by which criteria cover it."""

    case_id: str
    words: re.Pattern[str]


USUAL = (
    Usual(
        "FO-07",
        re.compile(
            r"\btwo (?!of\b|or\b|hours|minutes|days|weeks|months|years|seconds)\w+|\bmeanwhile\b|\bin the meantime\b"
            r"|\bsimultaneous|\bconcurren|\bat (?:once|the same (?:time|moment))\b|\bwithin (?:one|the same|1) second\b"
            r"|\b(?:the )?(?:second|first) one\b|\bthe other (?:one )?sees\b|\balready\b|\bconflict|\bjust (?:sold"
            r"|taken|changed)"
            r"|\bha(?:s|ve) (?:been )?(?:\w+ )?(?:changed|taken|replaced|removed|withdrawn)\b|\bsomebody else\b"
            r"|\banother (?:person|\w+er|\w+or|\w+ist) (?:has|takes|changes|edits)|\btwice\b|\bsame \w+ (?:again"
            r"|twice)",
            re.IGNORECASE,
        ),
    ),
    Usual(
        "OF-01",
        re.compile(
            r"\bconnection\b|\bsignal\b|\boffline\b|\bnetwork\b|\bdo(?:es)? not (?:answer|respond|reply|load|arrive"
            r"|accept)"
            r"|\bfail(?:s|ed|ure)?\b|\btime[sd]?[- ]?out|\bunavailable\b|\bunreachable\b|\bcannot be (?:loaded|saved"
            r"|sent|reached"
            r"|read|uploaded|delivered)|\bcould not\b|\bdrops?\b|\bbounce|\binterrupt|\bnot (?:saved|sent|loaded"
            r"|changed)\b"
            r"|\bcrash|\berror\b|\bis down\b|\bretr(?:y|ies)\b|\btry again\b|\bbattery\b|\bstorage\b",
            re.IGNORECASE,
        ),
    ),
)


def list_usual_gaps(mine: str, others: Sequence[str], everywhere: str) -> Iterator[tuple[str, str, str]]:
    """The usual cases that the criteria `mine` leave out, where half of the `others` cover them: id, name, question."""
    for usual in USUAL:
        covering = sum(1 for text in others if usual.words.search(text))
        if covering and covering * 2 >= len(others) and not usual.words.search(f"{mine} ; {everywhere}"):
            case = next((case for case in load_catalogue() if case.id == usual.case_id), None)
            if case is not None:
                yield case.id, case.case, case.question


def find_requirement_gaps(document: Document, settings: Settings) -> Iterator[Finding]:
    """AC006 and AC007 in documents of requirements with scenarios, as stories have them elsewhere."""
    del settings
    if document.stories:
        return
    owned = defaultdict[int, list[Unit]](list)
    for unit in document.of(UnitKind.CRITERION):
        if unit.owner is not None and document.units[unit.owner].kind is UnitKind.REQUIREMENT:
            owned[unit.owner].append(unit)
    said = {number: " ; ".join(unit.text for unit in units) for number, units in owned.items()}
    for number in said if len(said) > 2 else ():
        others = [text for other, text in said.items() if other != number]
        yield from _find_unruled(document.units[number], said[number], others)
        gaps = list(list_usual_gaps(said[number], others, ""))
        if gaps:
            named = "; ".join(f"{case_id}: {case}" for case_id, case, _ in gaps)
            why = f"The other requirements say what happens then, and this one does not ({named})."
            yield report("AC007", document.units[number], why=why, suggestion=" ".join(asked for *_, asked in gaps))


def _find_unruled(unit: Unit, mine: str, others: Sequence[str]) -> Iterator[Finding]:
    ruling = sum(Sort.DENIAL in tell_sorts(text) for text in others)
    if ruling < len(others) or Sort.DENIAL in tell_sorts(mine):
        return
    better = quote(f"A [which other role] cannot: {shorten(unit.text, 80)}; they see [what].")
    why = "Every other requirement says who may not, and this one does not."
    yield report("AC006", unit, why=why, suggestion=f"Add {better}")
