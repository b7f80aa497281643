"""What a person did to a drafted text, laid over what the facts say: their words, what they left out or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from throughline.grounding.recording import find_misquoted, find_unrecorded
from throughline.grounding.telling.contracts import Author, Section, Sentence


class Deed(StrEnum):
    """What was done with one sentence."""

    EDITED = "edited"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Edit:
    """One person's deed on the sentence `key` of a section; `was` is what it said, as drafted, at that moment."""

    key: str
    section: str
    deed: Deed
    text: str = ""
    was: str = ""
    by: str = ""


def edit_sections(
    sections: Sequence[Section], titles: Mapping[str, str], edits: Sequence[Edit], records: Sequence[str]
) -> tuple[Section, ...]:
    """The sections as people have edited them, in the order of `titles` (key to heading); those left empty are gone.

    An edit of a fact that is told no more is left out with the fact. `records` is what a person's words are held
    against.
    """
    by_key = {edit.key: edit for edit in edits if edit.deed is not Deed.ADDED}
    added = [edit for edit in edits if edit.deed is Deed.ADDED]
    kept = {section.key: section for section in sections}
    edited = [
        _edit_section(kept.get(key, Section(key, title, ())), by_key, added, records) for key, title in titles.items()
    ]
    return tuple(one for one in edited if one.sentences or one.more)


def list_left_out(sentences: Iterable[Sentence], edits: Sequence[Edit]) -> tuple[Sentence, ...]:
    """The drafted sentences that somebody left out, in their order."""
    out = {edit.key: edit for edit in edits if edit.deed is Deed.LEFT_OUT}
    return tuple(replace(one, by=out[one.key].by) for one in sentences if one.key in out)


def _edit_section(
    section: Section, by_key: Mapping[str, Edit], added: Sequence[Edit], records: Sequence[str]
) -> Section:
    sentences = [
        _edit(one, by_key.get(one.key), records)
        for one in section.sentences
        if one.key not in by_key or by_key[one.key].deed is not Deed.LEFT_OUT
    ]
    sentences += [_add(edit, records) for edit in added if edit.section == section.key]
    return replace(section, sentences=tuple(sentences))


def _edit(sentence: Sentence, edit: Edit | None, records: Sequence[str]) -> Sentence:
    if edit is None:
        return sentence
    unrecorded = _find_faults(edit.text, records)
    told = {"text": edit.text, "author": Author.EDITED, "by": edit.by, "unrecorded": unrecorded}
    return replace(sentence, **told, drafted=sentence.text, outdated=edit.was != sentence.text)


def _add(edit: Edit, records: Sequence[str]) -> Sentence:
    return Sentence(edit.key, edit.text, author=Author.ADDED, by=edit.by, unrecorded=_find_faults(edit.text, records))


def _find_faults(text: str, records: Sequence[str]) -> tuple[str, ...]:
    """What a person states and no record holds: numbers, and words set as somebody's own."""
    return (*find_unrecorded(text, records), *find_misquoted(text, records))
