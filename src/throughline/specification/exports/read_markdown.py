"""Reading a PRD back from its Markdown: the words from the page, the rest from the comment at its end."""

from __future__ import annotations

import json
import re
from typing import Any

from throughline.core.kernel.errors import BadInput
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Prd
from throughline.specification.exports.json import read_json
from throughline.specification.exports.markdown import COMMENT, unescape

_CLAIM = re.compile(r"^(?P<before>.*?) \[(?:[QNIPJA]|ASSUMPTION)\](?:\[\^[\w-]+\])*<!-- (?P<id>cl-[\w-]+) -->")
_MEND = "give the Markdown that `throughline prd` wrote, with the comment at its end"
_LIST = re.compile(r"^(?:> \d+\. |- )")

Json = dict[str, Any]


def read_markdown(text: str) -> Prd:
    """The PRD. A claim whose words were changed on the page becomes a person's judgement; one taken out is gone.

    Raises `BadInput` where the page is none of ours.
    """
    document = _read_trace(text)
    shown = _read_page(text)
    document["settle"] = _restore(document["settle"], shown)
    for section in document["sections"]:
        for block in section["blocks"]:
            block["lines"] = _restore(block["lines"], shown)
    return read_json(document)


def _read_trace(text: str) -> Json:
    start = text.rfind(COMMENT)
    end = text.find(" -->", start)
    if start < 0 or end < 0:
        raise BadInput("what is not shown on the page is missing", where="the Markdown", mend=_MEND)
    try:
        return json.loads(text[start + len(COMMENT) : end])
    except ValueError as error:
        raise BadInput("the comment at the end cannot be read", where="the Markdown", mend=_MEND) from error


def _read_page(text: str) -> dict[str, str]:
    """For every claim id, the row of the page before its mark."""
    found: dict[str, str] = {}
    for row in text.split("\n"):
        match = _CLAIM.match(row)
        if match:
            found[match["id"]] = match["before"]
    return found


def _restore(lines: list[Json], shown: dict[str, str]) -> list[Json]:
    return [_restore_line(line, shown[line["id"]]) for line in lines if line["id"] in shown]


def _restore_line(line: Json, before: str) -> Json:
    if line["cells"]:
        return line
    words = _words_of(line, before)
    if line.get("quote") is not None and words != f"“{line['quote']}”":
        return {**line, "text": words, "origin": Origin.JUDGEMENT.value, "quote": None, "customer": None}
    return {**line, "text": words}


def _words_of(line: Json, before: str) -> str:
    """The claim's words: the row without its list mark, label, table cell and speaker."""
    row = before.removeprefix("| ").rpartition(" | ")[2] if before.startswith("| ") else _LIST.sub("", before)
    if line["label"] and row.startswith("**") and not before.startswith("| "):
        row = row.partition("** ")[2]
    text = unescape(row)
    if line.get("customer") and text.endswith(f" — {line['customer']}"):
        text = text.removesuffix(f" — {line['customer']}")
    return text
