"""What is found out about a piece while it is imported: personal data in its words, and the language they are in."""

from __future__ import annotations

from collections.abc import Iterable

from throughline.discovery.models import EvidenceRow
from throughline.discovery.rules.language import detect_language
from throughline.discovery.rules.personal import find_personal


def enrich(rows: Iterable[EvidenceRow]) -> None:
    """Set `personal` and `language` of unsaved rows; their words are not touched."""
    for row in rows:
        row.personal = [[span.start, span.end, str(span.kind)] for span in find_personal(row.text)]
        row.language = detect_language(row.text)
