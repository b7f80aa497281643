"""Writes in a PRD beyond the draft: lines that are added and moved, its title, its owner."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.contracts import COMMENTERS
from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.core.undo.typing import join_typing
from throughline.specification.contracts import Role
from throughline.specification.editing.finding import demand_craft, get_block, get_line, get_part, get_prd
from throughline.specification.errors import NoSuchPart, NothingToDecide, WithoutWords
from throughline.specification.exports.json import write_line as to_json
from throughline.specification.models import LineState, Prd, PrdLine
from throughline.specification.records import name_place
from throughline.specification.rules import editing
from throughline.specification.rules.sections import Part

LONGEST_TITLE = 300
LONGEST_LINE = 2000


@service("add a line", roles=COMMENTERS)
def add_line(
    act: Act,
    *,
    prd: str,
    section: str,
    text: str,
    block: str = "",
    after: str = "",
    owner: str = "",
    cells: Sequence[str] = (),
) -> PrdLine:
    """A line in the member's words, in a block of a section (by default its own), after another line or last.

    `cells` are the same words as the cells of a table's row. Raises `NoSuchPart`, `NotYours`, `WithoutWords`.
    """
    row = get_prd(act, prd)
    return insert_line(act, row, section=section, text=text, block=block, after=after, owner=owner, cells=cells)


def insert_line(
    act: Act,
    prd: Prd,
    *,
    section: str,
    text: str,
    block: str = "",
    after: str = "",
    owner: str = "",
    cells: Sequence[str] = (),
    rests_on: Sequence[str] = (),
) -> PrdLine:
    """The same, inside an act that is under way; `rests_on` names entries of the catalogue it answers."""
    part = get_part(section)
    demand_craft(act.actor, prd, section)
    words = read_words(text)
    act.name_subject(words)
    place = name_place(section, find_place(act, prd, part, block))
    label = editing.next_label(part.prefix, list_labels(prd))
    line = editing.write_line(part, claim=fresh_id("cl"), text=words, label=label, owner=owner, cells=cells)
    content = to_json(line) | {"rests_on": list(rests_on)}
    there = list_lines(prd, place)
    last = there[-1].position + 1 if there else 0
    made = PrdLine(prd=prd, position=last, place=place, claim_id=line.claim.id, content=content)
    made.decided_by = act.member.name
    act.create(made)
    if after:
        arrange_lines(act, [*there, made], made, before=_find_next(there, after))
    return made


@service("move a line", roles=COMMENTERS)
def move_line(act: Act, *, prd: str, claim: str, before: str = "", block: str = "") -> PrdLine:
    """Put a line before another one (its claim), or last, in its own block or in another of the same section."""
    row = get_prd(act, prd)
    line = get_line(act, row, claim)
    section, _, own = line.place.partition("/")
    target = name_place(section, get_block(row, section, block or own)["id"])
    if target != line.place:
        act.update(line, place=target)
    arrange_lines(act, list_lines(row, target), line, before=before)
    return line


@service("say whether a request is in or out")
def place_request(act: Act, *, prd: str, claim: str, out: bool) -> PrdLine:
    """What somebody asked for is part of this, or a non-goal that names their words. Raises `NothingToDecide`."""
    row = get_prd(act, prd)
    line = get_line(act, row, claim)
    if line.content["role"] != Role.REQUEST or not line.content["options"]:
        raise NothingToDecide(claim)
    said = f"{'out' if out else 'in'}, says {act.member.name}"
    act.update(line, content=line.content | {"options": [], "owner": said}, decided_by=act.member.name)
    if out:
        asked = line.content["quote"] or line.content["text"].strip("“” ")
        insert_line(act, row, section="non-goals", text=f"Not part of this: “{asked}”"[:LONGEST_LINE])
    return line


@service("rename the PRD")
def rename_prd(act: Act, *, prd: str, title: str, typed: bool = False) -> Prd:
    """Raises `WithoutWords`. `typed` joins what is saved while somebody types into one change."""
    row, named = get_prd(act, prd), read_title(title, "a PRD", longest=LONGEST_TITLE)
    act.name_subject(named)
    act.update(row, title=named)
    if typed:
        join_typing(act)
    return row


@service("give the PRD an owner")
def own_prd(act: Act, *, prd: str, owner: str) -> Prd:
    """Who answers for the PRD: a member's name."""
    row = get_prd(act, prd)
    act.name_subject(owner)
    return act.update(row, owner=owner[:120])


def find_place(act: Act, prd: Prd, part: Part, block: str) -> str:
    """The id of the block to write into; a section's own one is made where it has none that fits."""
    if block:
        return get_block(prd, part.key, block)["id"]
    if part.key == "stories":
        raise NoSuchPart("a criterion without a story")
    wanted = "table" if part.key in editing.TABLES else "prose"
    blocks = editing.find_blocks(prd.outline, part.key)
    own = f"{part.key}-own"
    fitting = [one["id"] for one in blocks if one["kind"] == wanted and (wanted == "table" or one["id"] == own)]
    if fitting:
        return fitting[-1]
    outline = editing.add_section(prd.outline, part.key)
    act.update(prd, outline=editing.add_block(outline, part.key, editing.make_block(part, own)))
    return own


def arrange_lines(act: Act, lines: Sequence[PrdLine], moved: PrdLine, *, before: str) -> None:
    """Number the lines of a place anew, with one of them before another; only those that change are touched."""
    by_claim = {line.claim_id: line for line in lines}
    order = editing.arrange(list(by_claim), moved.claim_id, before=before)
    for position, claim in enumerate(order):
        if by_claim[claim].position != position:
            act.update(by_claim[claim], position=position)


def _find_next(lines: Sequence[PrdLine], after: str) -> str:
    claims = [line.claim_id for line in lines]
    at = claims.index(after) + 1 if after in claims else len(claims)
    return claims[at] if at < len(claims) else ""


def list_lines(prd: Prd, place: str) -> list[PrdLine]:
    """The lines that stand in a place, in order."""
    return list(PrdLine.objects.filter(prd=prd, place=place, state=LineState.STANDS).order_by("position", "pk"))


def list_labels(prd: Prd) -> list[str]:
    """Every label that was ever given, so that none means two things."""
    return [
        str(content.get("label", "")) for content in PrdLine.objects.filter(prd=prd).values_list("content", flat=True)
    ]


def read_words(text: str) -> str:
    """The words of a line on one line. Raises `WithoutWords`."""
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_LINE:
        raise WithoutWords("a line", LONGEST_LINE)
    return words


def read_title(title: str, what: str, *, longest: int) -> str:
    """The title of something on one line. Raises `WithoutWords`."""
    words = " ".join(title.split())
    if not words or len(words) > longest:
        raise WithoutWords(what, longest)
    return words
