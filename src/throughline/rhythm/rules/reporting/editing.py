"""What a person did to a draft, laid over what the facts say: their words, what they left out, what they added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from throughline.grounding.recording import find_unrecorded
from throughline.rhythm.rules.reporting.arranging import PARTS
from throughline.rhythm.rules.reporting.contracts import Author, Section, Sentence, Status


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


def lay_over(status: Status, edits: Sequence[Edit]) -> Status:
    """The draft as people have edited it. An edit of a fact that is told no more is left out with the fact."""
    by_key = {edit.key: edit for edit in edits if edit.deed is not Deed.ADDED}
    added = [edit for edit in edits if edit.deed is Deed.ADDED]
    titles = {part.key: part.title for part in PARTS[status.audience]}
    kept = {section.key: section for section in status.sections}
    sections = [
        _edit_section(kept.get(key, Section(key, title, ())), by_key, added, status.records)
        for key, title in titles.items()
    ]
    return replace(status, sections=tuple(one for one in sections if one.sentences or one.more))


def list_left_out(status: Status, edits: Sequence[Edit]) -> tuple[Sentence, ...]:
    """The drafted sentences that somebody left out, in their order."""
    out = {edit.key: edit for edit in edits if edit.deed is Deed.LEFT_OUT}
    return tuple(replace(one, by=out[one.key].by) for one in status.sentences if one.key in out)


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
    unrecorded = find_unrecorded(edit.text, records)
    told = {"text": edit.text, "author": Author.EDITED, "by": edit.by, "unrecorded": unrecorded}
    return replace(sentence, **told, drafted=sentence.text, outdated=edit.was != sentence.text)


def _add(edit: Edit, records: Sequence[str]) -> Sentence:
    return Sentence(
        edit.key, edit.text, author=Author.ADDED, by=edit.by, unrecorded=find_unrecorded(edit.text, records)
    )
