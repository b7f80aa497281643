"""Writes of statuses: a person's words for a sentence, what is left out or added, and that it was sent."""

from __future__ import annotations

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.grounding.telling.editing import Deed
from throughline.rhythm.models import StatusHabit, StatusLine, StatusReport
from throughline.rhythm.reporting.errors import (
    EmptySentence,
    SentenceNotFound,
    SentenceTooLong,
    StatusMoved,
    UnusableMinutes,
)
from throughline.rhythm.reporting.queries import Draft, find_habit, find_open, load_draft
from throughline.rhythm.reporting.records import write_status
from throughline.rhythm.rules.reporting.arranging import PARTS
from throughline.specification.contracts import Audience

LONGEST = 1000
MOST_MINUTES = 600


@service("reword a sentence of the status")
def edit_sentence(act: Act, *, audience: Audience, key: str, text: str) -> StatusLine:
    """A person's words for a drafted sentence, or for one that was added.

    Raises `SentenceNotFound`, `EmptySentence`, `SentenceTooLong`.
    """
    words, draft = _read_words(text), _load(act, audience)
    added = next((line for line in draft.lines if line.key == key and line.deed == Deed.ADDED), None)
    if added is not None:
        return act.update(added, text=words, member=act.member, at=act.now)
    return _do(act, audience, draft, key, Deed.EDITED, words)


@service("leave a sentence out of the status")
def leave_out(act: Act, *, audience: Audience, key: str) -> StatusLine | None:
    """A drafted sentence is not told; one that was added is taken away. Raises `SentenceNotFound`."""
    draft = _load(act, audience)
    added = next((line for line in draft.lines if line.key == key and line.deed == Deed.ADDED), None)
    if added is not None:
        act.delete(added)
        return None
    return _do(act, audience, draft, key, Deed.LEFT_OUT, "")


@service("add a sentence to the status")
def add_sentence(act: Act, *, audience: Audience, section: str, text: str) -> StatusLine:
    """At the end of a section. Raises `SentenceNotFound` for a section nobody knows, `EmptySentence`."""
    words, draft = _read_words(text), _load(act, audience)
    if section not in {part.key for part in PARTS[audience]}:
        raise SentenceNotFound
    told = {"section": section, "deed": Deed.ADDED, "text": words, "member": act.member, "at": act.now}
    return act.create(StatusLine(report=_open(act, audience, draft), key=fresh_id("sl"), **told))


@service("take a sentence of the status as it was drafted")
def restore_sentence(act: Act, *, audience: Audience, key: str) -> None:
    """Forget a rewording, or that it was left out. Raises `SentenceNotFound`."""
    rows = StatusLine.objects.filter(
        report__workspace=act.workspace, report__audience=audience, report__sent=None, key=key
    )
    row = rows.exclude(deed=Deed.ADDED).first()
    if row is None:
        raise SentenceNotFound
    act.delete(row)


@service("send the status")
def send_status(act: Act, *, audience: Audience, digest: str, took: int | None = None, usual: str = "") -> StatusReport:
    """Keep the status as it stands: from now on it is not altered, and the next one begins here.

    `digest` is that of the draft the person saw. `took` are minutes from opening to sending, None where nobody knows;
    `usual` is what they say it takes, empty for what they said before. Raises `StatusMoved`, `UnusableMinutes`.
    """
    draft = _load(act, audience)
    if draft.digest != digest:
        raise StatusMoved
    minutes = _keep_usual(act, usual)
    document = write_status(draft.status)
    sent = {"sent": act.now, "document": document, "took": took, "usual": minutes, "member": act.member}
    return act.update(_open(act, audience, draft), **sent)


def _load(act: Act, audience: Audience) -> Draft:
    act.name_subject(f"for {audience.value}")
    return load_draft(act.workspace, audience, now=act.now)


def _do(act: Act, audience: Audience, draft: Draft, key: str, deed: Deed, words: str) -> StatusLine:
    """The person's deed on a sentence of the draft, in place of an earlier one."""
    placed = ((part.key, one) for part in draft.drafted.sections for one in part.sentences if one.key == key)
    section, sentence = next(placed, ("", None))
    if sentence is None:
        raise SentenceNotFound
    told = {"section": section, "deed": deed, "text": words, "was": sentence.text, "member": act.member, "at": act.now}
    known = next((line for line in draft.lines if line.key == key), None)
    if known is not None:
        return act.update(known, **told)
    return act.create(StatusLine(report=_open(act, audience, draft), key=key, **told))


def _open(act: Act, audience: Audience, draft: Draft) -> StatusReport:
    """The one that is being written; made by the first deed."""
    known = find_open(act.workspace, audience)
    if known is not None:
        return known
    begun = {"since": draft.since, "begun": act.now, "member": act.member}
    return act.create(StatusReport(workspace=act.workspace, key=fresh_id("sr"), audience=audience, **begun))


def _keep_usual(act: Act, usual: str) -> int | None:
    known = find_habit(act.member)
    if not usual.strip():
        return known.minutes if known else None
    if not usual.strip().isdecimal() or not 1 <= int(usual.strip()[:9]) <= MOST_MINUTES:
        raise UnusableMinutes(usual.strip())
    minutes = int(usual)
    if known is None:
        act.create(StatusHabit(workspace=act.workspace, member=act.member, minutes=minutes))
    elif known.minutes != minutes:
        act.update(known, minutes=minutes)
    return minutes


def _read_words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise EmptySentence
    if len(words) > LONGEST:
        raise SentenceTooLong(LONGEST)
    return words
