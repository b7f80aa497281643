"""Who and what a claim names: customers, segments, products and roles that must occur in what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from throughline.grounding.citing import Library
from throughline.grounding.contracts import Citable
from throughline.grounding.customers import find_others
from throughline.grounding.dates import MONTHS
from throughline.grounding.supporting import Support, context_of, describing_words, likeness
from throughline.grounding.words import (
    FRAME,
    STOPWORDS,
    Token,
    content_words,
    name_key,
    split_sentences,
    stem,
    tokenise,
    word_set,
)

_ROLES = word_set(
    """officer manager director analyst engineer developer administrator accountant nurse doctor teacher student
    founder ceo cto cfo coo ciso vp specialist consultant designer marketer recruiter auditor lawyer attorney
    clerk technician freelancer parent mother father retiree buyer chef coordinator scientist researcher
    journalist photographer architect tester programmer librarian professor pharmacist trader banker investor
    landlord tenant volunteer intern secretary supervisor controller treasurer physician surgeon dentist paramedic
    pensioner teenager grandmother grandfather mum mom dad entrepreneur shopkeeper merchant reseller contractor
    electrician plumber mechanic farmer soldier veteran commuter tourist traveller traveler gamer blogger
    influencer streamer sysadmin dispatcher receptionist bookkeeper paralegal underwriter actuary broker
    caseworker counsellor principal superintendent"""
)
_WEAK_ROLES = word_set(
    """lead head owner agent assistant driver operator planner editor executive president representative rep admin
    user customer person member partner expert beginner newcomer professional worker employee maintainer
    contributor host guest seller writer author chief"""
)
_ANYBODY = word_set(
    """user customer person member human individual someone reader visitor client team subscriber guest viewer caller
    requester voice family household colleague"""
)
_IDIOMS = word_set(
    """result consequence workaround rule whole matter reminder step fallback start bonus resort side example minimum
    default first replacement substitute test way file csv pdf link"""
)
_AS_A = re.compile(r"(?:^|[.!?:;“\"]\s*)as an? ([^,.;:!?]{2,60}?)(?:,|\s+(?:i|we)\b)", re.IGNORECASE)
_WHO = re.compile(r"\b(?:an?|the|our|one)\s+((?:[\w-]+\s+){0,3}?[\w-]+)\s+(?:who|whose)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"\b([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?),\s+(?:an?|the|our|their|head|\d+)\s?([^,.;:!?]{2,60}?)(?:,|\s(?:at|from|in|who|for|of)\s|$)"
)
_NAMED = re.compile(r"(?:^|[.!?:;,]\s+|named\s)([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?),\s+who\b")
_SUBJECT = re.compile(
    r"^[\"“'‘]?(?:(?:An?|The|One|Our|Some|Many|Most|Busy|New|Young|Older)\s+)?((?:[\w’'-]+\s){0,3}?[\w’'-]+)\s+(?:who\s[^,]{3,40}?\s)?"
    r"(?:needs?|wants?|says?|writes?|said|told|tells?|struggles?|feels?|complains?|asks?|asked|wrote|explains?|explained|"
    r"loves?|hates?|expects?|hopes?|prefers?|would like|wishes|is (?:frustrated|annoyed|happy|unhappy|angry)|"
    r"are (?:frustrated|annoyed|happy|unhappy|angry))\b"
)
_MEMBERS = r"(?:customers?|accounts?|segment|teams?|companies|clients?|users?|respondents?|organi[sz]ations?)"
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_NUMERALS = word_set("two three four five six seven eight nine ten eleven twelve dozen half")
_GIVEN_NAMES = word_set(
    """aaron abdul abigail adam adriana ahmed aisha alan albert alejandro alex alexander alice alina amanda amber
    amina amit amy ana anders andrea andrew angela anil anita anna anne anthony antonio arjun arthur ashley astrid
    barbara beatriz benjamin beth betty birgit bob boris brandon brenda brian bruno camila carl carla carlos
    carmen carol caroline catherine charles charlotte chen chloe chris christina christine christopher claire
    clara claudia colin craig cynthia daniel daniela darius david deborah declan deepak denise dennis derek diana
    diego dimitri dmitri donald donna doris dorothy edith eduardo edward eleanor elena elias elif elisabeth
    elizabeth ellen emily emma enrique eric erik ethan eva evelyn fatima felipe felix fernando fiona francesca
    francisco frederick gabriel gareth george gerald giulia gloria greg gregory greta gustav hannah harold harriet
    hassan heather hector helen helena henrik henry hiroshi hugo ian ibrahim ines ingrid irina isaac isabel
    isabella ivan jacob jake james jamie jane janet jason javier jeff jennifer jenny jeremy jessica jesus joan
    joanna joe joel johan johanna john jonas jonathan jorge jose joseph joshua joyce juan judith julia julian
    julie karen karin karl katarina kate katherine kathleen katie keiko keith kelly kenji kenneth kevin khalid
    kimberly kofi kumar kwame lars laura lauren layla leila lena leo leonard leon linda lisa lucas lucia lucy luis
    luisa lukas lydia magda mahmoud malik manuel marco marcus margaret maria marie marina mario markus marta
    martha martin mary mateo matthew maya megan mehmet mei melissa michael michelle miguel mohamed mohammed monica
    monika muhammad nadia nancy naomi natalia natalie natasha nathan nicholas nicole nikhil nina noah nora norbert
    olga oliver olivia omar oscar pamela patricia patrick paul paula pedro peter petra philip phoebe pierre priya
    rachel rafael rahul rajesh ralph ramon rebecca ricardo richard rita robert roberto rodrigo roger roland rosa
    rosie ruben ruth ryan samantha samir samuel sandra sanjay sara sarah sebastian sergei sharon shirley silvia
    simon sofia sonia sophia sophie stefan stella stephanie stephen steve steven stuart susan svetlana sven tamara
    tanja tanya tariq tatiana teresa theo theresa thomas tim timothy tobias tom tomas tony tracy ursula valentina
    valerie vanessa vera veronica vicky victor victoria vijay vikram vincent virginia vladimir walter wei wendy
    werner william xavier yasmin yolanda yuki yusuf zainab zoe"""
)
"""Common given names of many languages, without those that are common words as well (mark, grace, will)."""
_COMMON_SHARE = 0.05


def find_invented_persona(text: str, pieces: Sequence[Citable]) -> str | None:
    """A role or a named person set up in `text` ("As a compliance officer", "Maria, a finance lead") that the pieces
    do not show, or None."""
    known = _Known(pieces)
    for match in _AS_A.finditer(text):
        if not _is_shown(match.group(1), known):
            return f"“{match.group(1).strip()}”"
    for match in _TITLED.finditer(text):
        names_nobody = any(part.lower() not in known.words for part in match.group(1).split())
        if names_nobody and (_has_role(match.group(2)) or not _is_shown(match.group(2), known)):
            return f"“{match.group(1)}, {match.group(2).strip()}”"
    for token in tokenise(text):
        if (
            token.text[0].isupper()
            and token.low.removesuffix("'s") in _GIVEN_NAMES
            and not _is_shown_name(token, known)
        ):
            return f"“{token.text}”"
    for match in _NAMED.finditer(text):
        if any(part.lower() not in known.words for part in match.group(1).split()):
            return f"“{match.group(1)}”"
    return next(
        (f"“{m.group(1)}”" for m in _WHO.finditer(text) if _has_role(m.group(1)) and not _is_shown(m.group(1), known)),
        None,
    )


def find_invented_role(text: str, pieces: Sequence[Citable]) -> str | None:
    """A role ("auditors", "nurses") in `text` that nothing in the pieces shows, or None.

    Whoever needs, wants or says something in the claim must be shown, whether or not the word is known as a role.
    """
    known = _Known(pieces)
    for start, end in split_sentences(text):
        if (match := _SUBJECT.match(text[start:end])) and not _is_shown_subject(match.group(1), known):
            return f"“{match.group(1)}”"
    for token in tokenise(text):
        role = token.low.removesuffix("'s")
        singular = role.removesuffix("s")
        if {role, singular} & _ROLES and not likeness(stem(role), known.stems):
            return f"“{token.text}”"
    return None


def find_unknown_name(text: str, pieces: Sequence[Citable], library: Library, support: Support) -> str | None:
    """A customer, segment, product or other name in `text` that does not occur in what it cites, or None."""
    if other := find_others(text, tuple(pieces), library):
        return f"“{other}”, who is not among the cited"
    if segment := _find_other_segment(text, pieces, library):
        return f"the segment “{segment}”, which is not among the cited"
    known = _Known(pieces)
    for token in _names(text):
        if not _is_known(token, known) and not _is_common(token, support):
            return f"“{token.text}”, which does not occur there"
    return None


class _Known:
    """Every word the cited pieces show: what was said, who said it, and what surrounds it."""

    def __init__(self, pieces: Sequence[Citable]) -> None:
        texts = [text for p in pieces for text in (p.text, context_of(p), p.source)]
        described = frozenset(word for piece in pieces for word in describing_words(piece))
        self.words = described | frozenset(t.low for text in texts for t in tokenise(text) if t.is_word)
        self.stems = frozenset(map(stem, self.words))


def _is_shown(role: str, known: _Known) -> bool:
    """Whether a role is anybody ("user"), an idiom ("As a result"), or shown, its last word at least."""
    words = [stem(word) for word in content_words(role)] or [stem(t.low) for t in tokenise(role) if t.is_word]
    if not words or words[-1] in {stem(w) for w in _ANYBODY | _IDIOMS} or role.split()[-1].lower() in _ANYBODY:
        return True
    missing = [word for word in words if not likeness(word, known.stems)]
    return len(missing) * 2 < len(words) and words[-1] not in missing


def _is_shown_subject(subject: str, known: _Known) -> bool:
    """Whether the one who wants or says something is somebody general, or stands in the evidence."""
    words = [t.low.partition("'")[0] for t in tokenise(subject) if t.is_word]
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    if any(word in STOPWORDS and word != "of" for word in words[1:]):
        return True
    general = head in STOPWORDS or head in FRAME or stem(head) in {stem(w) for w in _ANYBODY} or head.isdigit()
    return general or not head or likeness(stem(head), known.stems) > 0 or head in _NUMERALS


def _is_shown_name(token: Token, known: _Known) -> bool:
    """Whether a given name stands in the evidence, or is part of a word or address there."""
    name = token.low.removesuffix("'s")
    return name in known.words or any(name in word for word in known.words if len(name) > 3)


def _has_role(phrase: str) -> bool:
    words = {t.low for t in tokenise(phrase)}
    return bool((words | {w.removesuffix("s") for w in words}) & (_ROLES | _WEAK_ROLES)) or "year-old" in phrase


def _find_other_segment(text: str, pieces: Sequence[Citable], library: Library) -> str | None:
    """A segment of the ground written as a name in `text` that none of the pieces belongs to."""
    own = {name_key(piece.segment) for piece in pieces if piece.segment}
    shown = frozenset(word for piece in pieces for word in name_key(piece.text))
    for segment in library.segments:
        key = name_key(segment)
        if key not in own and not set(key) <= shown and _names_segment(segment, text):
            return segment
    return None


def _names_segment(segment: str, text: str) -> bool:
    """Whether the segment stands in the text as a name: capitalised inside a sentence, or before "customers"."""
    pattern = rf"(?<!\w){re.escape(segment)}(?!\w)(\s+{_MEMBERS})?"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        inside = match.start() > 0 and not re.search(r"[.!?:“\"]\s*$", text[: match.start()])
        if match.group(1) or (inside and match.group()[0].isupper() and segment[0].isupper() and len(segment) > 2):
            return True
    return False


def _names(text: str) -> Iterator[Token]:
    """The words written as names: capitalised inside a sentence, or first in it where a person's verb follows."""
    for start, end in split_sentences(text):
        tokens = [t for t in tokenise(text[start:end]) if t.is_word]
        capitals = [t for t in tokens if t.text[0].isupper()]
        if len(tokens) > 3 and len(capitals) > 0.7 * len(tokens):
            continue
        first = tokens[:1] if tokens and _is_marked(tokens[0]) else []
        yield from (
            t for t in (*first, *capitals) if (t not in tokens[:1] or t in first) and _is_name(t, text[start:end])
        )


def _is_marked(token: Token) -> bool:
    """Whether a word is spelled like a product's name wherever it stands: GitHub, SDK, S3."""
    inner = token.text[1:]
    return any(c.isupper() for c in inner) or (any(c.isdigit() for c in inner) and token.text[0].isalpha())


def _is_name(token: Token, sentence: str) -> bool:
    low = token.low.removesuffix("'s")
    opens = bool(re.search(r"[:“\"‘(]\s*$", sentence[: token.start])) and not _is_marked(token)
    ordinary = low in STOPWORDS or low in FRAME or low in MONTHS or low.removesuffix("s") in _WEEKDAYS
    return not (opens or ordinary or len(low) < 2 or re.fullmatch(r"[A-Z]{1,2}-?\d{1,3}|r\d+", token.text))


def _is_known(token: Token, known: _Known) -> bool:
    low = token.low.removesuffix("'s")
    if low in known.words or stem(low) in known.stems or likeness(stem(low), known.stems) >= 0.8:
        return True
    return len(low) >= 4 and any(low in word or (len(word) >= 0.65 * len(low) and word in low) for word in known.words)


def _is_common(token: Token, support: Support) -> bool:
    """Whether the name is so common in the ground that everybody's evidence is about it (the product itself)."""
    counts, total = support.frequencies
    return total >= 20 and counts[stem(token.low.removesuffix("'s"))] >= max(3, _COMMON_SHARE * total)
