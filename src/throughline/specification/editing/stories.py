"""Writes about the stories of a PRD: each a block with an id, a label and a title, its sentence and its criteria."""

from __future__ import annotations

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.core.undo.typing import join_typing
from throughline.specification.editing.finding import get_block, get_prd
from throughline.specification.editing.services import list_lines, read_title, read_words
from throughline.specification.errors import NoSuchPart
from throughline.specification.exports.json import write_line as to_json
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.records import name_place
from throughline.specification.rules import editing
from throughline.specification.rules.sections import BY_KEY, Part

LONGEST_TITLE = 160
PRIORITIES = ("", "P1", "P2", "P3")


@service("add a story")
def add_story(act: Act, *, prd: str, title: str, text: str = "", after: str = "") -> str:
    """A story, after another one (its block) or last, with its own sentence if there is one; its block's id."""
    return insert_story(act, get_prd(act, prd), title=title, text=text, after=after)


def insert_story(act: Act, prd: Prd, *, title: str, text: str = "", after: str = "") -> str:
    """The same, inside an act that is under way."""
    named = read_title(title, "a story", longest=LONGEST_TITLE)
    outline = editing.add_section(prd.outline, "stories")
    labels = [one["title"].partition(" ")[0] for one in editing.find_blocks(outline, "stories")]
    label = editing.next_label("S", labels)
    block = editing.make_block(BY_KEY["stories"], fresh_id("story"), title=f"{label} {named}", kind="story")
    act.update(prd, outline=editing.add_block(outline, "stories", block, after=after))
    if text.strip():
        _write_sentence(act, prd, block["id"], text)
    act.name_subject(named)
    return block["id"]


@service("rename a block")
def rename_block(act: Act, *, prd: str, section: str, block: str, title: str, typed: bool = False) -> None:
    """A story's title; its label stays. `typed` joins what is saved while somebody types into one change."""
    row = get_prd(act, prd)
    known = get_block(row, section, block)
    named = read_title(title, "a story", longest=LONGEST_TITLE)
    label = known["title"].partition(" ")[0] if known["kind"] == "story" else ""
    act.name_subject(named)
    values = {"title": f"{label} {named}".strip()}
    act.update(row, outline=editing.change_block(row.outline, section, block, values))
    if typed:
        join_typing(act)


@service("set a story's priority")
def prioritise_story(act: Act, *, prd: str, block: str, priority: str) -> None:
    """P1, P2, P3, or none. Raises `NoSuchPart`."""
    row = get_prd(act, prd)
    known = get_block(row, "stories", block)
    if priority not in PRIORITIES:
        raise NoSuchPart(priority)
    act.name_subject(f"{known['title']}: {priority or 'none'}")
    act.update(row, outline=editing.change_block(row.outline, "stories", block, {"priority": priority}))


@service("move a story")
def move_block(act: Act, *, prd: str, section: str, block: str, before: str = "") -> None:
    """Put a block before another one of its section, or last."""
    row = get_prd(act, prd)
    known = get_block(row, section, block)
    act.name_subject(known["title"])
    act.update(row, outline=editing.move_block(row.outline, section, block, before=before))


@service("take out a story")
def remove_story(act: Act, *, prd: str, block: str, reason: str = "") -> None:
    """The story leaves the page; its lines are listed among what was not let through, with the reason."""
    row = get_prd(act, prd)
    known = get_block(row, "stories", block)
    act.name_subject(known["title"])
    why = reason or f"{known['title']} was taken out by {act.member.name}"
    for line in list_lines(row, name_place("stories", block)):
        values = {"state": LineState.REJECTED, "reason": why, "was": line.was or line.content}
        act.update(line, **values, decided_by=act.member.name)
    act.update(row, outline=editing.remove_block(row.outline, "stories", block))


def _write_sentence(act: Act, prd: Prd, block: str, text: str) -> None:
    part = Part("stories", 8, "Stories")
    line = editing.write_line(part, claim=fresh_id("cl"), text=read_words(text), label="", owner="")
    place = name_place("stories", block)
    made = PrdLine(prd=prd, position=0, place=place, claim_id=line.claim.id, content=to_json(line))
    made.decided_by = act.member.name
    act.create(made)
