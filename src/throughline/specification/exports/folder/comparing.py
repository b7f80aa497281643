"""One comparison: the pages as they were written, as they are, which piece is which line, and where each stands now."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from throughline.specification.contracts import Block, Prd
from throughline.specification.exports.folder.heading import Titles, read_titles
from throughline.specification.exports.folder.matching import Known, list_known, match_lines
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said, has_places, read_pages

Spot = tuple[str, str]
"""A section's key and a block's id."""
_PRIORITY = re.compile(r"priority:?\s*(.*)$", re.IGNORECASE)
_ALIKE = 65.0
"""Least likeness, of 100, for a paragraph of ours that somebody changed."""
_REPEATED = (Shape.NOTE, Shape.FRONT, Shape.COMMENT, Shape.HEAD)


@dataclass
class Comparison:
    """`said` is everything on the pages. Places in it are numbers: `matched` those of known lines with their ids,
    `ours` those that Throughline wrote itself, `rewritten` those that were ours and are changed, `priorities` those
    that say a story's, `new` those of lines that were not there. `spots` says where each line stands, and `order` which
    stand in one block, from its top. `pages` are the paths there are."""

    base: Prd
    written: Sequence[Said]
    said: Sequence[Said]
    cited: Mapping[str, Sequence[str]]
    known: Mapping[str, Known]
    matched: Mapping[int, str]
    ours: set[int]
    titles: Titles
    pages: frozenset[str]
    rewritten: set[int] = field(default_factory=set[int])
    priorities: dict[int, str] = field(default_factory=dict[int, str])
    spots: dict[int, Spot] = field(default_factory=dict[int, Spot])
    new: list[int] = field(default_factory=list[int])
    order: dict[Spot, list[int]] = field(default_factory=lambda: defaultdict[Spot, list[int]](list))

    @cached_property
    def blocks(self) -> dict[Spot, Block]:
        """Every block of the PRD as it was written, by where it stands."""
        return {(s.key, b.id): b for s in self.base.sections for b in s.blocks}


def compare(
    base: Prd, *, written: Mapping[str, str], theirs: Mapping[str, str], cited: Mapping[str, Sequence[str]]
) -> Comparison:
    """Read both, and find each line and its place."""
    unmarked = [path for path in written if path in theirs and not has_places(theirs[path])]
    was, said = read_pages(written, base, unmarked=unmarked), read_pages(theirs, base)
    known = list_known(base, was)
    ours = _find_ours(said, was)
    matched = match_lines(said, known, spare=ours)
    headings = {one.text for one in was if one.shape is Shape.HEADING}
    titles = read_titles(base, said, matched, known, headings)
    found = Comparison(base, was, said, cited, known, matched, ours, titles, frozenset(theirs))
    _place_known(found)
    _find_priorities(found)
    _find_rewritten(found)
    _place_new(found)
    for n in sorted(found.spots):
        found.order[found.spots[n]].append(n)
    return found


def _find_ours(said: Sequence[Said], written: Sequence[Said]) -> set[int]:
    """What stands there as we wrote it and is no line: each as often as it was written, footnotes and such always."""
    left = Counter(one.key for one in written if not one.id)
    ours: set[int] = set()
    for n, one in enumerate(said):
        if not one.id and left[one.key] > 0:
            ours.add(n)
            left[one.key] -= one.shape not in _REPEATED
    return ours


def _place_known(found: Comparison) -> None:
    """A line stands where it stood, unless its page says another place than it said when it was written."""
    for n, id_ in found.matched.items():
        known = found.known[id_]
        own = (known.place.section, known.place.block)
        was = (known.written.section, known.written.block) if known.written else ("", "")
        now = find_spot(found, n)
        silent = not now[1] and now[0] in ("", own[0])
        found.spots[n] = own if now == was or silent else _complete(found, now)


def _list_loose(found: Comparison) -> list[int]:
    """What might be a line and is nothing yet."""
    taken = {*found.matched, *found.ours, *found.rewritten, *found.priorities}
    return [n for n, one in enumerate(found.said) if one.is_words and n not in taken]


def _find_priorities(found: Comparison) -> None:
    for n in _list_loose(found):
        spot = find_spot(found, n)
        block = found.blocks.get(spot)
        match = _PRIORITY.match(found.said[n].text)
        if match and ((block and block.kind == "story") or spot in found.titles.places.values()):
            found.priorities[n] = match[1].strip()


def _find_rewritten(found: Comparison) -> None:
    """Paragraphs of ours in other words: a note below a table, an invitation, how to change the folder."""
    from rapidfuzz.fuzz import ratio

    there = {found.said[n].key for n in found.ours}
    gone = [one for one in found.written if one.shape is Shape.PARAGRAPH and not one.id and one.key not in there]
    for n in _list_loose(found):
        one = found.said[n]
        same = [other.text for other in gone if other.path == one.path]
        if one.shape is Shape.PARAGRAPH and any(ratio(one.text, text) >= _ALIKE for text in same):
            found.rewritten.add(n)


def _place_new(found: Comparison) -> None:
    """A line that was not there stands in the place its page says, else beside its neighbours."""
    for n in _list_loose(found):
        section, block = find_spot(found, n)
        if not section:
            continue
        near = (section, block) if block else _find_near(found, n, section)
        found.spots[n] = near or _complete(found, (section, block))
        found.new.append(n)


def _find_near(found: Comparison, n: int, section: str) -> Spot | None:
    """Where the nearest line under the same heading stands: the one above, else the one below."""
    own = found.said[n]
    above, below = range(n - 1, -1, -1), range(n + 1, len(found.said))
    for places in (above, below):
        for place in places:
            one = found.said[place]
            if (one.path, one.under) != (own.path, own.under):
                break
            if place in found.spots and found.spots[place][0] == section:
                return found.spots[place]
    return None


def _complete(found: Comparison, spot: Spot) -> Spot:
    """The last block of a section where no block is named; none where the section has none."""
    section, block = spot
    own = [id_ for key, id_ in found.blocks if key == section]
    return (section, block or (own[-1] if own else ""))


def find_spot(found: Comparison, n: int) -> Spot:
    """Where the page says that a piece stands; what it does not say is empty."""
    one = found.said[n]
    return found.titles.places.get((one.path, one.under)) or (one.section, one.block)
