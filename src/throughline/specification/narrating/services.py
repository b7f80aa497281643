"""Writes of narratives: a person's words for a sentence, what is left out or added, and that it is kept."""

from __future__ import annotations

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.grounding.telling.editing import Deed
from throughline.specification.contracts import Audience
from throughline.specification.models import KeptNarrative, NarrativeLine, Prd
from throughline.specification.narrating.errors import (
    EmptySentence,
    NarrativeMoved,
    SentenceNotFound,
    SentenceTooLong,
)
from throughline.specification.narrating.queries import Draft, load_draft
from throughline.specification.narrating.records import write_narrative
from throughline.specification.queries import get_row
from throughline.specification.rules.narrating.arranging import TITLES

LONGEST = 1000


@service("reword a sentence of the narrative")
def edit_sentence(act: Act, *, prd: str, audience: Audience, key: str, text: str) -> NarrativeLine:
    """A person's words for a drafted sentence, or for one that was added.

    Raises `PrdNotFound`, `SentenceNotFound`, `EmptySentence`, `SentenceTooLong`.
    """
    words, (row, draft) = _read_words(text), _load(act, prd, audience)
    added = _find_added(draft, key)
    if added is not None:
        return act.update(added, text=words, member=act.member, at=act.now)
    return _do(act, row, audience, draft, key, Deed.EDITED, words)


@service("leave a sentence out of the narrative")
def leave_out(act: Act, *, prd: str, audience: Audience, key: str) -> NarrativeLine | None:
    """A drafted sentence is not told; one that was added is taken away. Raises `PrdNotFound`, `SentenceNotFound`."""
    row, draft = _load(act, prd, audience)
    added = _find_added(draft, key)
    if added is not None:
        act.delete(added)
        return None
    return _do(act, row, audience, draft, key, Deed.LEFT_OUT, "")


@service("add a sentence to the narrative")
def add_sentence(act: Act, *, prd: str, audience: Audience, section: str, text: str) -> NarrativeLine:
    """At the end of a part. Raises `PrdNotFound`, `EmptySentence`, and `SentenceNotFound` for a part nobody knows."""
    words, row = _read_words(text), _open(act, prd, audience)
    if section not in TITLES:
        raise SentenceNotFound
    told = {"section": section, "deed": Deed.ADDED, "text": words, "member": act.member, "at": act.now}
    return act.create(NarrativeLine(prd=row, audience=audience, key=fresh_id("nl"), **told))


@service("take a sentence of the narrative as it was drafted")
def restore_sentence(act: Act, *, prd: str, audience: Audience, key: str) -> None:
    """Forget a rewording, or that it was left out. Raises `PrdNotFound`, `SentenceNotFound`."""
    rows = NarrativeLine.objects.filter(prd=_open(act, prd, audience), audience=audience, key=key)
    line = rows.exclude(deed=Deed.ADDED).first()
    if line is None:
        raise SentenceNotFound
    act.delete(line)


@service("keep the narrative")
def keep_narrative(act: Act, *, prd: str, audience: Audience, digest: str) -> KeptNarrative:
    """Keep it as it stands, for as long as the PRD is there; `digest` is that of the draft the person saw.

    Raises `PrdNotFound`, `NarrativeMoved`.
    """
    row, draft = _load(act, prd, audience)
    if draft.digest != digest:
        raise NarrativeMoved
    kept = {"document": write_narrative(draft.narrative), "member": act.member, "at": act.now}
    return act.create(KeptNarrative(prd=row, key=fresh_id("na"), audience=audience, **kept))


def _open(act: Act, prd: str, audience: Audience) -> Prd:
    row = get_row(act.workspace, prd)
    act.name_subject(f"of “{row.title}” for {audience.value}")
    return row


def _load(act: Act, prd: str, audience: Audience) -> tuple[Prd, Draft]:
    row = _open(act, prd, audience)
    return row, load_draft(row, audience)


def _find_added(draft: Draft, key: str) -> NarrativeLine | None:
    return next((line for line in draft.lines if line.key == key and line.deed == Deed.ADDED), None)


def _do(act: Act, row: Prd, audience: Audience, draft: Draft, key: str, deed: Deed, words: str) -> NarrativeLine:
    """The person's deed on a sentence of the draft, in place of an earlier one."""
    placed = ((part.key, one) for part in draft.drafted.sections for one in part.sentences if one.key == key)
    section, sentence = next(placed, ("", None))
    if sentence is None:
        raise SentenceNotFound
    told = {"section": section, "deed": deed, "text": words, "was": sentence.text, "member": act.member, "at": act.now}
    known = next((line for line in draft.lines if line.key == key), None)
    if known is not None:
        return act.update(known, **told)
    return act.create(NarrativeLine(prd=row, audience=audience, key=key, **told))


def _read_words(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise EmptySentence
    if len(words) > LONGEST:
        raise SentenceTooLong(LONGEST)
    return words
