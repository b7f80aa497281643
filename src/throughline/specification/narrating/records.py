"""A narrative as JSON, to be kept as it stood, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.grounding.telling.contracts import Author, Reference, Section, Sentence
from throughline.specification.contracts import Audience
from throughline.specification.models import KeptNarrative
from throughline.specification.rules.narrating.contracts import Narrative


def write_narrative(narrative: Narrative) -> dict[str, Any]:
    """The same keys every time; docs/reference/json.md describes them."""
    return {
        "audience": narrative.audience.value,
        "prd": narrative.title,
        "on": narrative.on.isoformat(),
        "sections": [
            {"key": one.key, "title": one.title, "sentences": [_write_sentence(each) for each in one.sentences]}
            for one in narrative.sections
        ],
        "withheld": list(narrative.withheld),
    }


def _write_sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "key": sentence.key,
        "text": sentence.text,
        "author": sentence.author.value,
        "by": sentence.by,
        "unrecorded": list(sentence.unrecorded),
        "references": [{"name": one.name, "path": one.path} for one in sentence.references],
    }


def read_narrative(row: KeptNarrative) -> Narrative:
    """A narrative that was kept, word for word."""
    told: dict[str, Any] = row.document
    sections = tuple(
        Section(one["key"], one["title"], tuple(map(_read_sentence, one["sentences"]))) for one in told["sections"]
    )
    day = date.fromisoformat(told["on"])
    return Narrative(Audience(told["audience"]), told["prd"], day, sections, tuple(told["withheld"]))


def _read_sentence(told: dict[str, Any]) -> Sentence:
    references = tuple(Reference(one["name"], one["path"]) for one in told["references"])
    return Sentence(
        told["key"], told["text"], references, Author(told["author"]), told["by"], tuple(told["unrecorded"])
    )
