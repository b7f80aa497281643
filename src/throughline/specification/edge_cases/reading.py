"""Reading what is asked: a PRD's own JSON, any Markdown, or an idea in a few sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from throughline.core.kernel.errors import BadInput
from throughline.specification.checking.files import name_file, read_document_file
from throughline.specification.exports.json import read_json
from throughline.specification.rules.checking.outlining import outline_text
from throughline.specification.rules.stories.contracts import Outline
from throughline.specification.rules.stories.outlining import outline_prd
from throughline.specification.rules.stories.sketching import outline_sentences


def read_outline(path: Path) -> Outline:
    """The outline of a file or of standard input. Raises `BadInput`, in one sentence, where no story is found."""
    text = read_document_file(path)
    outline = outline_prd(read_json(_parse(text, path))) if text.lstrip().startswith("{") else outline_any(text)
    if not outline.stories:
        raise BadInput(
            "no story was found in it",
            where=name_file(path),
            mend="write stories under a heading such as “Stories”, or sentences that say who does what",
        )
    return outline


def outline_any(text: str) -> Outline:
    """Stories under their headings, or else one for each thing that the sentences say somebody does."""
    outline = outline_text(text)
    return outline if outline.stories else outline_sentences(text, title=outline.title)


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return json.loads(text)
    except ValueError as error:
        mend = "give the JSON that `throughline prd --format json` wrote, or Markdown"
        raise BadInput("this JSON cannot be read", where=name_file(path), mend=mend) from error
