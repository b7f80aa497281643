"""The interviewer's questions in a conversation, in order, and why some of it is not judged."""

from __future__ import annotations

import re
from collections import Counter
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
from throughline.discovery.rules.interviewing.stretches import Stretch, gather_stretches
from throughline.discovery.rules.interviewing.talk import has_one_voice

_LONGEST_MIXED = 4_000
_BEFORE = 400
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
    for stretch in gather_stretches(turns):
        piece = stretch.pieces[0]
        if piece.interviewer and has_one_voice(piece):
            found += _ask(stretch, listener)
            continue
        listener.stack.clear()
        if piece.interviewer:
            found += _ask_in_minutes(stretch, listener)
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


def _ask(stretch: Stretch, listener: _Listener) -> Iterator[AskedQuestion]:
    text = stretch.text
    loose = is_unpunctuated(text) and "?" not in text
    spans = cut_by_cues(text) if loose else split_sentences(text)
    yield from _judge_all(stretch, spans, listener, loose=loose)


def _ask_in_minutes(stretch: Stretch, listener: _Listener) -> Iterator[AskedQuestion]:
    """Minutes put a question and its answer into one turn: the questions it opens with were asked."""
    text = stretch.text
    if len(text) > _LONGEST_MIXED:
        return
    opening: list[Span] = []
    for span in split_sentences(text):
        if not _ASKS.search(text[span.start : span.end]):
            break
        opening.append(span)
    yield from _judge_all(stretch, opening, listener, loose=False)


def _judge_all(stretch: Stretch, spans: Sequence[Span], listener: _Listener, *, loose: bool) -> Iterator[AskedQuestion]:
    counted, quoted = Counter[str](), find_quoted(stretch.text)
    for span in spans:
        if span.end - span.start > LONGEST_QUESTION or is_quoted(span, quoted):
            continue
        plain = read_plainly(stretch.text[span.start : span.end])
        again = counted.total() > 0 and _is_vocative(plain, listener.names)
        placed = stretch.place(span)
        if again or placed is None or not (loose or _is_asked(plain, strip_lead(plain, listener.names))):
            continue
        counted[placed[0].id] += 1
        yield _judge(stretch.text, span, placed, counted[placed[0].id], listener, loose=loose)


def _judge(
    text: str, span: Span, placed: tuple[Evidence, Span], ordinal: int, listener: _Listener, *, loose: bool
) -> AskedQuestion:
    """Form and faults of the words at `span`, shown where they are `placed`."""
    piece, part = placed
    said = text[span.start : span.end]
    plain = read_plainly(said)
    core = strip_lead(plain, listener.names)
    passed_on = _is_vocative(plain, listener.names) or bool(_PASSED_ON.search(core))
    form = _tell_form(core, listener, passed_on=passed_on)
    stack = () if loose else tuple(listener.stack)
    context = Context(text[max(0, span.start - _BEFORE) : span.start], stack, listener.names)
    faults = () if passed_on else find_faults(core, form, context)
    if form in {Form.OPEN, Form.CLOSED} and not passed_on:
        listener.stack.append(said)
    words = piece.text[part.start : part.end]
    whole = said if said != words else ""
    return AskedQuestion(piece.id, piece.turn, ordinal, part.start, part.end, words, form, faults, whole)


def _is_vocative(plain: str, names: Set[str]) -> bool:
    """Whether nothing is said but whose turn it is: "And Joel?"."""
    lead = _HAND_OVER.match(plain)
    rest = plain[lead.end() :] if lead else plain
    words = re.findall(r"[\w'-]+", rest)
    return plain.endswith("?") and 0 < len(words) <= 2 and all(word.casefold() in names for word in words)


def _tell_form(core: str, listener: _Listener, *, passed_on: bool) -> Form:
    """The form; whoever is only handed the question is asked in the form of the last one."""
    if passed_on:
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
