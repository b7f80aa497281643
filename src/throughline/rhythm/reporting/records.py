"""A status as JSON, to be kept as it was sent, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.grounding.telling.contracts import Author, Reference, Section, Sentence
from throughline.rhythm.models import StatusReport
from throughline.rhythm.rules.reporting.contracts import Status
from throughline.specification.contracts import Audience


def write_status(status: Status) -> dict[str, Any]:
    """The same keys every time; docs/reference/json.md describes them."""
    return {
        "audience": status.audience.value,
        "workspace": status.workspace,
        "since": status.since.isoformat(),
        "until": status.until.isoformat(),
        "first": status.first,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "sentences": [_write_sentence(sentence) for sentence in section.sentences],
                "more": section.more,
            }
            for section in status.sections
        ],
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


def read_status(report: StatusReport) -> Status:
    """A status that was sent, word for word."""
    told: dict[str, Any] = report.document or {}
    sections = tuple(
        Section(one["key"], one["title"], tuple(map(_read_sentence, one["sentences"])), one["more"])
        for one in told["sections"]
    )
    since, until = date.fromisoformat(told["since"]), date.fromisoformat(told["until"])
    return Status(Audience(told["audience"]), told["workspace"], since, until, told["first"], sections)


def _read_sentence(told: dict[str, Any]) -> Sentence:
    references = tuple(Reference(one["name"], one["path"]) for one in told["references"])
    return Sentence(
        told["key"], told["text"], references, Author(told["author"]), told["by"], tuple(told["unrecorded"])
    )
