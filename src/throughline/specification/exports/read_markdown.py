"""Reading a PRD back from its Markdown: the page is compared with what was written, as the comment at its end says."""

from __future__ import annotations

import json
from dataclasses import replace

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd
from throughline.specification.exports.folder.contracts import FolderEdit
from throughline.specification.exports.folder.merging import apply_edit
from throughline.specification.exports.folder.reading import compare_pages
from throughline.specification.exports.folder.writing import FRONT_PAGE
from throughline.specification.exports.json import read_json
from throughline.specification.exports.markdown import COMMENT, write_markdown

_MEND = "give the Markdown that `throughline prd` wrote, with the comment at its end"


def read_markdown(text: str) -> Prd:
    """The PRD. A claim whose words were changed on the page becomes a person's judgement; one taken out is gone.

    Raises `BadInput` where the page is none of ours.
    """
    return apply_edit(read_page(text))


def read_page(text: str) -> FolderEdit:
    """What was changed on the page since it was written, and what of it is no line. Raises `BadInput`.

    Footnotes are not read back: the evidence they show is changed nowhere.
    """
    base = _read_trace(text)
    written = write_markdown(base, Corpus())
    pages = ({FRONT_PAGE: page[: page.rfind(COMMENT)]} for page in (written, text))
    edit = compare_pages(base, written=next(pages), theirs=next(pages), cited={})
    return replace(edit, unread=tuple(one for one in edit.unread if not one.text.startswith("[^")))


def _read_trace(text: str) -> Prd:
    start = text.rfind(COMMENT)
    end = text.find(" -->", start)
    if start < 0 or end < 0:
        raise BadInput("what is not shown on the page is missing", where="the Markdown", mend=_MEND)
    try:
        return read_json(json.loads(text[start + len(COMMENT) : end]))
    except ValueError as error:
        raise BadInput("the comment at the end cannot be read", where="the Markdown", mend=_MEND) from error
