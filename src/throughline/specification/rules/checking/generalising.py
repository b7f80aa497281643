"""EV004: "most customers", from two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.grounding.contracts import Ground
from throughline.specification.rules.checking.catalogue import report
from throughline.specification.rules.checking.claims import Piece, Sentence, find_cited, gather_pieces, list_sentences
from throughline.specification.rules.checking.contracts import Document, Finding, Severity
from throughline.specification.rules.checking.measures import blank_days
from throughline.specification.rules.checking.rewriting import put_blank, quote

ENOUGH = 5
_PEOPLE = (
    r"(?:[\w-]+\s+){0,2}?(?:users?|customers?|people|clients?|accounts?|teams?|companies|respondents?"
    r"|interviewees?|participants?|patients?|students?|teachers?|parents?|buyers?|sellers?|drivers?"
    r"|managers?|admins?|administrators?|members?|nurses?|doctors?|cooks?|players?|engineers?"
    r"|developers?|staff|receptionists?|visitors?|shoppers?|merchants?|agents?|employees?|recipients?"
    r"|couriers?|organi[sz]ations?|schools?|practices?|businesses|citizens?|applicants?|\w+(?:ers|ors"
    r"|ists|ants|ents|ians|ees))"
)
_ALL = re.compile(
    rf"\b(?:all|every|each|virtually all|nearly all|almost all|practically all)\b(?:\s+(?:of\s+)?(?:our|the"
    rf"|these|those))?\s+{_PEOPLE}\b|\b(?:everyone|everybody|nobody|no one|always|universally)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:most|the (?:vast |overwhelming |large )?majority|a (?:vast |large |clear )?majority|many|a lot|lots"
    rf"|plenty)\b(?:\s+(?:of\s+)?(?:our|the|these|those))?\s+(?:of\s+)?(?:our\s+|the\s+)?{_PEOPLE}\b"
    rf"|\bmost\b(?=\s+(?:say|said|want|report|complain|find|do|use|have|cannot|can[’']t|walk|never|still)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^|[,:;]\s|\b(?:that|because|so|but|and|while|as)\s)\s*(?P<words>(?P<all>all|virtually all|nearly all"
    r"|almost all|none)|most|many|the (?:vast |large )?majority)\b(?:\s+of)?(?:\s+(?:our|the|these|those))?\s+"
    r"(?:(?!(?:the|of|a|an|our|one|two|three|four|five|six|seven|eight|nine|ten|\d)\b)[\w-]+\s+){0,2}?"
    r"(?!(?:days|weeks|months|mornings|evenings|nights|hours|minutes|times|this|his|less)\b)[a-z-]{2,}s\b"
    r"(?=\s+(?:[a-z]+ly\s+)?[a-z’']+)",
    re.IGNORECASE,
)
"""A quantity of things or of people nobody listed, where it is what the sentence is about."""
_WIDE = re.compile(
    r"\b[a-z-]{2,}[^\Ws]s\s+(?:(?P<all>everywhere|across the board|all over|the world over|throughout)"
    r"|in general|as a rule|generally)\b"
    r"|\b(?:in general|generally|by and large|on the whole),?\s+(?:the |our )?[a-z-]{2,}[^\Ws]s\b",
    re.IGNORECASE,
)
"""People of a sort, without saying how many of them: "owners everywhere", "by and large, owners …"."""
_PLURAL = re.compile(r"^\W*(?:Users|Customers|People|Clients|Our users|Our customers)\s+\w+")
_COUNT = re.compile(
    r"\d+\s+(?:of|out of|in|/)\s+\d+|\d\s?%|per ?cent|\bhalf\b|\b(?:a|one|two|three)[ -](?:third|quarter|fifth)s?\b"
    r"|\b\d+\s+(?:\w+\s+){0,2}?(?:users|customers|people|accounts|teams|interviewees|respondents)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(\d[\d,]*)\s+(?:of|out of|in|/)\s+(?:the |our |all )?(?:\w+ )?(\d[\d,]*)")


def find_overgeneralised(document: Document, ground: Ground | None) -> Iterator[Finding]:
    """EV004: cited sentences that say all or most, where what they cite does not."""
    pieces = gather_pieces(document, ground)
    for sentence in list_sentences(document, given=ground is not None):
        if not sentence.cites or _COUNT.search(sentence.bare):
            continue
        yield from _judge(sentence, find_cited(pieces, sentence.cites))


def _counts_twice(sentence: Sentence) -> bool:
    """ "Of the 64 breakdowns, 21 had been noted": a part and its whole are counts enough."""
    return len(re.findall(r"(?<![\w.,-])\d[\d,]*(?![\w-])", blank_days(sentence.bare))) > 1


def _judge(sentence: Sentence, cited: Sequence[Piece]) -> Iterator[Finding]:
    whole, most, subject = _ALL.search(sentence.bare), _MOST.search(sentence.bare), _SUBJECT.search(sentence.bare)
    if whole and not most and _counts_twice(sentence) and len(whole[0].split()) <= 2:
        return
    wide = _WIDE.search(sentence.bare)
    counted = whole or most or subject or wide
    match = counted or _PLURAL.search(sentence.bare)
    if whole and re.search(
        r"\b(?:that|which|who|whom|reached|reach|saw|asked|tells?"
        r"|told)\s+$",
        sentence.bare[: whole.start()],
    ):
        return
    everybody = whole is not None or bool(not most and (subject or wide) and (subject or wide or {})["all"])
    if match is None or _bears_out(cited, everybody=everybody, named=len(sentence.cites)):
        return
    if not counted and len(sentence.cites) > 1:
        return
    first = match.start("words") if match is subject else match.end() - len(match[0].lstrip())
    start, end = sentence.start + first, sentence.start + match.end()
    better = put_blank(sentence.unit, start, end, f"[how many of how many, who: {_offer(cited)}]")
    yield report(
        "EV004", sentence.unit, start, end, suggestion=quote(better), severity=None if counted else Severity.INFO
    )


def _bears_out(cited: Sequence[Piece], *, everybody: bool, named: int) -> bool:
    """Whether what is cited counts as many as the sentence says, or enough pieces are cited."""
    shares = [
        (float(a.replace(",", "")), float(b.replace(",", ""))) for piece in cited for a, b in _SHARE.findall(piece.text)
    ]
    shares = [(part, whole) for part, whole in shares if 0 < part <= whole]
    if shares:
        return any(whole >= ENOUGH and (part == whole if everybody else part * 2 > whole) for part, whole in shares)
    if any(re.search(r"\d\s?%|per ?cent", piece.text) for piece in cited):
        return not everybody
    return named >= ENOUGH


def _offer(cited: Sequence[Piece]) -> str:
    found = next((match[0] for piece in cited if (match := _SHARE.search(piece.text))), "")
    return found or "as the evidence says"
