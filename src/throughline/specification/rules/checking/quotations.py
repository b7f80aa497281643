"""EV002, EV003 and EV005: quotations that nobody said so, that somebody else said, or that only promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from throughline.grounding.contracts import Ground
from throughline.grounding.quotes import Place, find_quote
from throughline.grounding.words import split_sentences
from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.claims import (
    Piece,
    Quotation,
    find_cited,
    gather_pieces,
    list_claiming,
    list_quotations,
    name_evidence,
    read_citations,
    read_next_citations,
)
from throughline.specification.rules.checking.contracts import Document, Finding, Severity, Unit, UnitKind
from throughline.specification.rules.checking.rewriting import quote
from throughline.specification.rules.checking.speakers import find_other_speaker, list_people

MOST_LISTED = 3
MOST_BETWEEN = 160
"""Characters between a quotation and what is cited for it."""
ALTERED = 85
NEAR = 60
_QUOTE_MARK = re.compile(r"\[Q(?:[,\s][^\]]*)?\]")
_HYPOTHETICAL = re.compile(
    r"\b(?:i|we|they|people|everyone|everybody|users|customers|my team|our team)(?:[’']d| would| might| could"
    r"|[’']ll| will)\s+(?:all |both |probably |definitely |certainly |totally |really |happily |gladly |absolutely "
    r"|surely |love to |be happy to |be willing to |like to |also )?"
    r"(?:use|pay|buy|love|like|recommend|switch|upgrade|subscribe|try|be happy|want|need|appreciate|welcome"
    r"|sign up|adopt|purchase|spend|consider|be interested|find (?:it|that|this))\b"
    r"|\bsounds? (?:really |very |so )?(?:great|good|amazing|interesting|useful|awesome|perfect|cool|nice"
    r"|promising|helpful)\b|\bdefinitely (?:buy|use|pay|want|need)\b|\b(?:great|nice|cool|good|brilliant"
    r"|lovely|fantastic|amazing|wonderful) idea\b"
    r"|\b(?:would|could|might|[’']d) be (?:so |very |really |super )?(?:great|nice|useful|helpful|awesome|cool"
    r"|handy|amazing|good|perfect|lovely|interested|happy|a game[- ]changer)\b|\bcan[’']?t wait\b"
    r"|\bi think (?:people|users|customers|it|that|this) (?:would|will|might)\b"
    r"|\bif (?:you|they|it|there|we) (?:built|had|made|offered|existed|were|could)\b[^.]{0,60}\b(?:would|[’']d"
    r"|might|will)\b|\bi (?:might|may|could see myself)\b|\bwould (?:totally|definitely|certainly|probably"
    r"|absolutely) \w+|\bi[’']d (?:pay|buy|use|love)\b"
    r"|\b(?:i|we)(?: would|[’']d| might)\s+(?:\w+ly\s+)?(?!have\b|had\b|rather\b|always\b|often\b|usually\b"
    r"|sometimes\b|never\b"
    r"|say\b|call\b|been\b|better\b|not\b|just\b|then\b|\w+ed\b)[a-z]{3,}\b(?![^.]*\b(?:whenever|every time|each time"
    r"|used to|(?:each|every) (?:day|week|month|morning|evening|night))\b)",
    re.IGNORECASE,
)


def find_wrong_quotations(document: Document, ground: Ground | None) -> Iterator[Finding]:
    """EV002 and EV003."""
    whole = gather_pieces(document, ground)
    pieces = [piece for piece in whole if piece.verbatim]
    if not pieces:
        return
    names, people = name_evidence(document), list_people(document)
    for unit in list_claiming(document, given=ground is not None):
        quotations = list(list_quotations(unit))
        for said, following in zip(quotations, [*quotations[1:], None], strict=False):
            cites = _read_cites(unit, said, following.start if following else len(unit.text), names)
            cited = find_cited(pieces, cites) or find_cited(whole, cites)
            yield from _judge(unit, said, cited, pieces, people, given=ground is not None)


def _read_cites(unit: Unit, said: Quotation, following: int, names: frozenset[str]) -> tuple[str, ...]:
    """What is cited for a quotation: next behind it, before another one; else in front of it, in its own sentence."""
    behind = read_next_citations(unit.text[said.end : min(following, said.end + MOST_BETWEEN)], names)
    if behind:
        return behind
    start = next((start for start, end in split_sentences(unit.text) if start <= said.start < end), 0)
    return read_citations(unit.text[start : said.start], names)


def _judge(
    unit: Unit,
    said: Quotation,
    cited: Sequence[Piece],
    pieces: Sequence[Piece],
    people: frozenset[str],
    *,
    given: bool,
) -> Iterator[Finding]:
    holding = [piece for piece in pieces if _holds(piece, said.words)]
    if holding:
        if cited and not any(piece in cited for piece in holding):
            yield _tell_misplaced(unit, said, cited, holding[0])
        elif (other := find_other_speaker(unit, said, holding, people)) is not None:
            yield _tell_misspoken(unit, said, holding[0], other)
        return
    if _is_label(unit, said):
        return
    ratio, nearest = max(((_liken(said.words, p.text), p) for p in cited or pieces), key=lambda pair: pair[0])
    if not cited and ratio < NEAR and not (_is_said(unit, said, pieces) or (given and _is_quoted_claim(unit))):
        return
    if cited and not given and ratio < NEAR and not any("“" in p.text or '"' in p.text for p in cited):
        return
    yield _tell_altered(unit, said, nearest, ratio)


def _holds(piece: Piece, words: str) -> bool:
    """Whether the words stand there, their first letter small or large, as the sentence around them has it.

    The longest of them is looked for first, since most pieces have it not.
    """
    longest = max(re.findall(r"[a-z]+", words.lower()), key=len, default="")
    return longest in piece.text.lower() and any(
        isinstance(find_quote(form, piece.text), Place) for form in (words, words[:1].swapcase() + words[1:])
    )


def _liken(words: str, text: str) -> float:
    """How like the words are to some part of the text, from 0 to 100; a text that is shorter is no part."""
    like = fuzz.partial_ratio if len(text) >= len(words) else fuzz.ratio
    return like(words.lower(), text.lower())


def _is_label(unit: Unit, said: Quotation) -> bool:
    """Whether it only looks like a quotation: a list of single words, or the name of the section it stands in."""
    parts = [part.strip() for part in said.words.split(",")]
    if len(parts) >= MOST_LISTED and all(len(part.split()) <= MOST_LISTED for part in parts):
        return True
    section = unit.section
    return any(said.words.lower().strip(" .?!") in title.lower() for title in (section.title, *section.parents))


_SAID = re.compile(
    r"\b(?:said|says|say|told|tells|put it|puts it|wrote|writes|asked|complained|explained|reported|described|admitted"
    r"|in the words of|in (?:his|her|their) words|according to|quote|quoted)\b|[”\"»]\s*(?:[-–—(]\s*)\w",
    re.IGNORECASE,
)


def _is_said(unit: Unit, said: Quotation, pieces: Sequence[Piece]) -> bool:
    """Whether somebody is said to have said it, in a problem whose evidence holds other people's words."""
    around = unit.text[max(0, said.start - 60) : said.end + 40]
    return (
        unit.kind is UnitKind.PROBLEM
        and _SAID.search(around) is not None
        and any("“" in piece.text or '"' in piece.text for piece in pieces)
    )


def _is_quoted_claim(unit: Unit) -> bool:
    """Whether a quotation stands as somebody's words: in the problem or the evidence, or marked as one."""
    return unit.kind in {UnitKind.PROBLEM, UnitKind.EVIDENCE} or bool(_QUOTE_MARK.search(unit.text))


def _tell_misplaced(unit: Unit, said: Quotation, cited: Sequence[Piece], holding: Piece) -> Finding:
    named = ", ".join(piece.name for piece in cited)
    why = f"These words are not in {named}; they stand in {holding.name or 'other evidence'}."
    return report(
        "EV003", unit, said.start, said.end, why=why, suggestion=f"Cite [{holding.name or 'where they stand'}]."
    )


def _tell_misspoken(unit: Unit, said: Quotation, holding: Piece, other: tuple[str, str]) -> Finding:
    why = f"{holding.name or 'The evidence'} has these words from {other[1]}, not from {other[0]}."
    return report("EV003", unit, said.start, said.end, why=why, suggestion=f"Say that {other[1]} said it.")


def _tell_altered(unit: Unit, said: Quotation, nearest: Piece, ratio: float) -> Finding:
    where = nearest.name or "the evidence"
    if ratio >= NEAR:
        original = _original(said.words, nearest.text)
        why = f"The words are not as they stand in {where}."
        severity = Severity.WARN if ratio >= ALTERED else None
        return report(
            "EV002",
            unit,
            said.start,
            said.end,
            why=why,
            suggestion=f"As it was said: {quote(original)}",
            severity=severity,
        )
    why = "Nothing in the evidence says these words."
    return report(
        "EV002",
        unit,
        said.start,
        said.end,
        why=why,
        suggestion="Quote what was said word for word, or take the quotation marks away.",
    )


def _original(words: str, text: str) -> str:
    """The part of the evidence that is nearest to the words, to its own word borders."""
    found = fuzz.partial_ratio_alignment(words.lower(), text.lower())
    if found is None:
        return shorten(text, 200)
    start, end = found.dest_start, found.dest_end
    while start > 0 and text[start - 1] not in ' “"«':
        start -= 1
    while end < len(text) and text[end] not in ' ”"».':
        end += 1
    return text[start:end].strip()


def find_hypothetical_evidence(document: Document, ground: Ground | None) -> Iterator[Finding]:
    """EV005: what people would do, quoted as if they had done it; in the list of evidence only where that is "
    "all there is."""
    del ground
    for unit, relied in _list_quoting(document):
        for said in list_quotations(unit):
            match = _HYPOTHETICAL.search(said.words)
            if match:
                start = said.start + match.start()
                better = quote("[What they did the last time it came up, and what it cost them]")
                yield report(
                    "EV005",
                    unit,
                    start,
                    said.start + match.end(),
                    suggestion=f"Quote what was done: {better}",
                    severity=Severity.INFO if _is_wish(said.words, match) or not relied else None,
                )
                break


def _list_quoting(document: Document) -> list[tuple[Unit, bool]]:
    """The lines that quote as proof, and whether something rests on them: claims, and evidence that a claim cites."""
    names = name_evidence(document)
    claims = [
        unit
        for unit in document.units
        if unit.kind is UnitKind.PROBLEM or (unit.kind in _CLAIMING_TOO and read_citations(unit.text, names))
    ]
    cited = {name for unit in claims for name in read_citations(unit.text, names)}
    said = " ".join(unit.text for unit in claims)
    register = [unit for unit in document.of(UnitKind.EVIDENCE) if not _is_quoted_in(unit, said)]
    return [*((unit, True) for unit in claims), *((u, not cited or u.label in cited) for u in register)]


_CLAIMING_TOO = frozenset({UnitKind.SUMMARY, UnitKind.OTHER, UnitKind.GOAL, UnitKind.PERSONA})


def _is_quoted_in(unit: Unit, said: str) -> bool:
    """Whether a claim repeats the words: the finding stands there then."""
    return any(said_here.words[:40] in said for said_here in list_quotations(unit))


def _is_wish(words: str, match: re.Match[str]) -> bool:
    """ "More examples would be helpful" asks for something; "that would be helpful" is polite."""
    if " be " not in match[0] or re.match(r"(?:i|we|they|people|everyone|everybody)\b", match[0], re.IGNORECASE):
        return False
    return re.search(r"\b(?:that|it|this|which)\s*$", words[: match.start()], re.IGNORECASE) is None
