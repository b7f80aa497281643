"""A PRD as a folder: a page for the whole, one for each section, one for each story, and what it was, hidden beside.

The names of the pages stay the same from one export to the next. Every line carries its id in a comment, every block
its place, so that whoever edits may move them; what was written is kept in `.throughline/base.json`, against which the
folder is read back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Block, Prd, Section
from throughline.specification.exports.footnotes import Note, Notes, write_notes
from throughline.specification.exports.json import read_json, write_json
from throughline.specification.exports.markdown import (
    escape,
    show_block,
    show_closing,
    show_head,
    show_notes,
    show_priority,
    show_settle,
)
from throughline.specification.exports.names import make_name

FORMAT = "throughline/folder/1"
BASE = ".throughline/base.json"
FRONT_PAGE = "README.md"
HOW = """## To change it

Change the words, add an item to a list, move a line, take one out, or write a page for a new story; the order of the
stories is that of the list above. Leave the comments with the ids where you can: they say which line is which. Nothing
here touches the PRD until somebody reads the folder back (`throughline read-back`, or Download on the PRD's page) and
takes over what changed. A quote whose words are changed is a quote no more."""
_PLAIN = re.compile(r"[\w.-]+$")


def write_folder(prd: Prd, corpus: Corpus) -> dict[str, str]:
    """Every page by its path, and the snapshot."""
    notes = write_notes(prd, corpus)
    pages = write_pages(prd, notes)
    base = {
        "format": FORMAT,
        "prd": write_json(prd),
        "notes": {note.key: list(ids) for note, ids in _list_cited(prd, notes)},
        "pages": pages,
    }
    return {**pages, BASE: json.dumps(base, ensure_ascii=False, indent=1) + "\n"}


def write_pages(prd: Prd, notes: Notes) -> dict[str, str]:
    """The pages alone."""
    pages: dict[str, str] = {}
    for section in prd.sections:
        pages |= _write_section(section, notes)
    front = [show_head(prd), show_settle(prd, notes), _list_pages(prd), HOW, show_closing(prd)]
    settled = [note for line in prd.settle for note in notes.of(line.claim)]
    return {FRONT_PAGE: _join(*front, show_notes(_once(settled))), **pages}


def _list_pages(prd: Prd) -> str:
    rows: list[str] = []
    for section in prd.sections:
        rows.append(f"- [{section.number} {escape(section.title)}]({name_page(section)})")
        rows += [f"  - [{escape(block.title)}]({path})" for block, path in list_story_pages(section)]
    return "\n".join(["## Pages", "", *rows])


def name_page(section: Section) -> str:
    """`08-stories.md`."""
    return f"{section.number:02d}-{make_name(section.key, 'section')}.md"


def list_story_pages(section: Section) -> Iterator[tuple[Block, str]]:
    """Every story of the section and its path, which a new title does not change: `08-stories/story-1.md`."""
    used: set[str] = set()
    for block in section.blocks:
        if block.kind != "story":
            continue
        name = make_name(block.id, "story")
        while name in used:
            name += "-2"
        used.add(name)
        yield block, f"{name_page(section).removesuffix('.md')}/{name}.md"


def _write_section(section: Section, notes: Notes) -> dict[str, str]:
    mark = f"<!-- section {section.key} -->\n" if _PLAIN.match(section.key) else ""
    parts = [f"{mark}# {section.number} {escape(section.title)}"]
    parts += [f"*{escape(section.invitation)}*"] if section.invitation else []
    others = [block for block in section.blocks if block.kind != "story"]
    parts += [_mark(section, block) + show_block(block, notes, level=2, spare=False) for block in others]
    stories = {path: _write_story(section, block, notes) for block, path in list_story_pages(section)}
    return {name_page(section): _join(*parts, _note_pages(others, notes)), **stories}


def _write_story(section: Section, block: Block, notes: Notes) -> str:
    told = _mark(section, block) + show_block(block, notes, level=1)
    return _join(told, show_priority(block), _note_pages([block], notes))


def _mark(section: Section, block: Block) -> str:
    place = f"{section.key}/{block.id}"
    return f"<!-- block {place} -->\n" if all(_PLAIN.match(part) for part in place.split("/")) else ""


def _note_pages(blocks: list[Block], notes: Notes) -> str:
    return show_notes(_once([note for block in blocks for line in block.lines for note in notes.of(line.claim)]))


def _once(notes: list[Note]) -> list[Note]:
    return list({note.key: note for note in notes}.values())


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _list_cited(prd: Prd, notes: Notes) -> Iterator[tuple[Note, list[str]]]:
    """Every footnote of one piece of evidence, with the piece's id."""
    for line in prd.lines:
        own = notes.of(line.claim)
        if len(own) == len(line.claim.citations):
            yield from ((n, [c.evidence]) for n, c in zip(own, line.claim.citations, strict=True) if c.evidence)


def read_base(text: str) -> tuple[Prd, dict[str, str], dict[str, list[str]]]:
    """What was written: the PRD, its pages, and the evidence behind each footnote. Raises `BadInput`."""
    mend = "export the folder anew, and carry your changes over"
    try:
        base = json.loads(text.removeprefix("\ufeff"))
        pages = {str(path): str(page) for path, page in base["pages"].items()}
        cited = {str(key): [str(one) for one in ids] for key, ids in base["notes"].items()}
        return read_json(base["prd"]), pages, cited
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput("what was exported cannot be read any more", where=BASE, mend=mend) from error
