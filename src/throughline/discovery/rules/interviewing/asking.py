"""The interviewer's questions in a conversation, in order, and why some of it is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.clauses import INVITES, find_asking
from throughline.discovery.rules.interviewing.contracts import AskedQuestion, Form
from throughline.discovery.rules.interviewing.faults import Context, find_faults
from throughline.discovery.rules.interviewing.forms import tell_form
from throughline.discovery.rules.interviewing.sentences import (
    LONGEST_QUESTION,
    Span,
    cut_by_cues,
    find_quoted,
    is_quoted,
    is_unpunctuated,
    split_sentences,
)
from throughline.discovery.rules.interviewing.speech import read_plainly, strip_lead
from throughline.discovery.rules.interviewing.talk import has_one_voice

_LONGEST_MIXED = 4_000
_ASKS = re.compile(r"\?[\"”’')\]!?]*$")
_INVERTED = re.compile(
    r"(?:(?:what|how|why|where|when|which|who)(?: [\w']+){0,3}? )?(?:do|did|have|are|were|can|could|would"
    r"|will) (?:you|your)\b"
    r"(?! (?:to|not)\b)",
    re.IGNORECASE,
)
_INTRODUCE = re.compile(r"\b(?:if you (?:would|could|'d)|please)\b.{0,30}\bintroduce yoursel", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:(?:i|they|he|she|people|everyone|everybody|someone|somebody|customers|users|folks)(?:'re|'m|'s| was"
    r"| were| are"
    r"| is)? (?:like|said|say|says|ask|asks|asked|thought|think|thinking|saying|asking|wondering|wondered)"
    r"|(?:told|asked|asks|ask) (?:me|us|them|myself|him|her))(?: like)?[,:] ",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"(?:how|what) about (?:you|yourself)\b.{0,25}$|^same (?:question|here)\b|^(?:and )?you\?$", re.IGNORECASE
)
_HAND_OVER = re.compile(r"(?:\W|\b(?:same question|and|next|then|finally|lastly|or|over to|to)\b)*", re.IGNORECASE)


@dataclass
class _Listener:
    """What has been asked so far: names of who takes part, the last full question, the questions since an answer."""

    names: Set[str]
    last: Form | None = None
    stack: list[str] = field(default_factory=list[str])


def find_questions(turns: Sequence[Evidence]) -> tuple[tuple[AskedQuestion, ...], tuple[str, ...]]:
    """Every question of the interviewer, and what was not judged, in sentences."""
    listener = _Listener(_name_all(turns))
    found: list[AskedQuestion] = []
    for piece in turns:
        if not piece.interviewer:
            listener.stack.clear()
        elif has_one_voice(piece):
            found += _ask(piece, listener)
        else:
            listener.stack.clear()
            found += _ask_in_minutes(piece, listener)
    return tuple(found), _tell_unjudged(turns, {question.evidence for question in found})


def _name_all(turns: Sequence[Evidence]) -> frozenset[str]:
    return frozenset(word.casefold() for piece in turns for word in (piece.person or "").split())


def _tell_unjudged(turns: Sequence[Evidence], judged: Set[str]) -> tuple[str, ...]:
    if not any(piece.interviewer for piece in turns):
        return ("Questions are judged only where the interviewer is known, and here nobody is.",)
    unsure = sum(1 for piece in turns if not has_one_voice(piece) and piece.id not in judged and "?" in piece.text)
    if not unsure:
        return ()
    where = "1 turn with questions is" if unsure == 1 else f"{unsure} turns with questions are"
    return (f"Questions are judged only where the interviewer is known: {where} left out.",)


def _ask(piece: Evidence, listener: _Listener) -> Iterator[AskedQuestion]:
    text = piece.text
    loose = is_unpunctuated(text) and "?" not in text
    spans = cut_by_cues(text) if loose else split_sentences(text)
    yield from _judge_all(piece, spans, listener, loose=loose)


def _ask_in_minutes(piece: Evidence, listener: _Listener) -> Iterator[AskedQuestion]:
    """Minutes put a question and its answer into one turn: the questions it opens with were asked."""
    if len(piece.text) > _LONGEST_MIXED:
        return
    opening: list[Span] = []
    for span in split_sentences(piece.text):
        if not _ASKS.search(piece.text[span.start : span.end]):
            break
        opening.append(span)
    yield from _judge_all(piece, opening, listener, loose=False)


def _judge_all(piece: Evidence, spans: Sequence[Span], listener: _Listener, *, loose: bool) -> Iterator[AskedQuestion]:
    ordinal, asked_before, quoted = 0, False, find_quoted(piece.text)
    for span in spans:
        if span.end - span.start > LONGEST_QUESTION:
            continue
        words = piece.text[span.start : span.end]
        plain = read_plainly(words)
        core = strip_lead(plain, listener.names)
        vocative = _is_vocative(plain, listener.names)
        if is_quoted(span, quoted) or (vocative and asked_before) or not (loose or _is_asked(plain, core)):
            continue
        ordinal, asked_before = ordinal + 1, True
        form = _tell_form(core, vocative, listener)
        context = Context(
            piece.text[max(0, span.start - 400) : span.start], () if loose else tuple(listener.stack), listener.names
        )
        passed_on = vocative or bool(_PASSED_ON.search(core))
        faults = () if passed_on else find_faults(core, form, context)
        if form in {Form.OPEN, Form.CLOSED} and not passed_on:
            listener.stack.append(words)
        yield AskedQuestion(piece.id, piece.turn, ordinal, span.start, span.end, words, form, faults)


def _is_vocative(plain: str, names: Set[str]) -> bool:
    """Whether nothing is said but whose turn it is: "And Joel?"."""
    lead = _HAND_OVER.match(plain)
    rest = plain[lead.end() :] if lead else plain
    words = re.findall(r"[\w'-]+", rest)
    return plain.endswith("?") and 0 < len(words) <= 2 and all(word.casefold() in names for word in words)


def _tell_form(core: str, vocative: bool, listener: _Listener) -> Form:
    """The form; whoever is only handed the question is asked in the form of the last one."""
    if vocative or _PASSED_ON.search(core):
        return listener.last or Form.OPEN
    form = tell_form(core)
    if form in {Form.OPEN, Form.CLOSED}:
        listener.last = form
    return form


def _is_asked(plain: str, core: str) -> bool:
    if _REPORTED.search(plain):
        return False
    if _ASKS.search(plain):
        return True
    return (
        bool(INVITES.match(core) or _INVERTED.match(core) or _INTRODUCE.search(core)) and find_asking(core) is not None
    )
