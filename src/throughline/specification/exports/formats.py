"""One door to every format."""

from __future__ import annotations

import json

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.specification.contracts import Prd
from throughline.specification.errors import UnknownFormat
from throughline.specification.exports.masking import disguise_prd

FORMATS = ("md", "html", "docx", "json")


def export(prd: Prd, fmt: str, corpus: Corpus, disguise: Disguise) -> bytes | str:
    """The PRD in one of `FORMATS`; DOCX as bytes, the rest as text. Each format is loaded when it is asked for.

    It leaves the workspace here: whatever the format, it gets the PRD and its evidence masked.
    """
    prd, corpus = disguise_prd(prd, corpus, disguise)
    match fmt:
        case "json":
            from throughline.specification.exports.json import write_json

            return json.dumps(write_json(prd), ensure_ascii=False, indent=2) + "\n"
        case "md":
            from throughline.specification.exports.markdown import write_markdown

            return write_markdown(prd, corpus)
        case "html":
            from throughline.specification.exports.html import write_html

            return write_html(prd, corpus)
        case "docx":
            from throughline.specification.exports.docx import write_docx

            return write_docx(prd, corpus)
        case _:
            raise UnknownFormat(fmt, FORMATS)
