"""Which piece of an edited folder is which line of the PRD: by id, by words, by label, by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from throughline.specification.contracts import Block, Line, Prd
from throughline.specification.exports.folder.contracts import SETTLE, Place
from throughline.specification.exports.folder.saying import Said

_ALIKE_HERE, _ALIKE_ANYWHERE, _ALIKE_LABELLED = 60.0, 85.0, 40.0
"""Least likeness, of 100, for a line whose id is gone: in its own section, elsewhere, and under its own label."""
_LABEL = re.compile(r"^(?:\*\*)?(?P<label>[A-Z]{1,3}\d{1,4})(?:\*\*)?[:.]?(?:\*\*)?\s+")


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the PRD as it was written: where it stands, and what its page said."""

    line: Line
    place: Place
    block: Block | None
    written: Said | None

    @property
    def id(self) -> str:
        return self.line.claim.id


def list_known(base: Prd, written: Iterable[Said]) -> dict[str, Known]:
    """Every line of the PRD by its id, in reading order."""
    pages = {said.id: said for said in written if said.id}
    known: dict[str, Known] = {}

    def add(line: Line, place: Place, block: Block | None) -> None:
        known[line.claim.id] = Known(line, place, block, pages.get(line.claim.id))

    for line in base.settle:
        add(line, Place(SETTLE), None)
    for section in base.sections:
        for block in section.blocks:
            for line in block.lines:
                add(line, Place(section.key, block.id), block)
    return known


def split_label(text: str) -> tuple[str, str]:
    """A label such as C3 before the words, and the words."""
    match = _LABEL.match(text)
    return (match["label"], text[match.end() :]) if match else ("", text)


def match_lines(said: Sequence[Said], known: Mapping[str, Known], *, spare: Collection[int]) -> dict[int, str]:
    """For each piece that is a line of the PRD, by its place in `said`, the line's id; no line twice.

    Those to `spare` are known to be none.
    """
    found = _match_ids(said, known)
    for step in (_match_words, _match_labels, _match_alike):
        taken = set(found.values())
        loose = [n for n, one in enumerate(said) if one.is_words and n not in found and n not in spare]
        left = [one for id_, one in known.items() if id_ not in taken]
        if loose and left:
            found |= step(said, loose, left)
    return found


def _match_ids(said: Sequence[Said], known: Mapping[str, Known]) -> dict[int, str]:
    """By the comment; where two have the same one, the one whose words are nearest to the line's."""
    claimed: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(said):
        if one.id in known:
            claimed[one.id].append(n)
    return {max(places, key=lambda n: (_compare(said[n].text, known[id_]), -n)): id_ for id_, places in claimed.items()}


def _match_words(said: Sequence[Said], loose: Sequence[int], left: Sequence[Known]) -> dict[int, str]:
    """By the very same words, in their own section first."""
    waiting: dict[str, list[Known]] = defaultdict(list)
    for one in left:
        waiting[_words(one)].append(one)
    found: dict[int, str] = {}
    for n in loose:
        same = waiting.get(said[n].text, [])
        if same:
            best = next((one for one in same if one.place.section == said[n].section), same[0])
            same.remove(best)
            found[n] = best.id
    return found


def _match_labels(said: Sequence[Said], loose: Sequence[int], left: Sequence[Known]) -> dict[int, str]:
    """By the label, where the words are not another thing altogether."""
    labels = Counter(one.line.label for one in left if one.line.label)
    by_label = {one.line.label: one for one in left if labels[one.line.label] == 1}
    found: dict[int, str] = {}
    for n in loose:
        one = by_label.get(split_label(said[n].text)[0])
        if one and _compare(said[n].text, one) >= _ALIKE_LABELLED:
            found[n] = by_label.pop(one.line.label).id
    return found


def _match_alike(said: Sequence[Said], loose: Sequence[int], left: Sequence[Known]) -> dict[int, str]:
    """By likeness, the most alike first."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    scores = cdist([said[n].text for n in loose], [_words(one) for one in left], scorer=ratio, score_cutoff=_ALIKE_HERE)
    pairs = [(float(scores[i, j]), i, j) for i in range(len(loose)) for j in range(len(left)) if scores[i, j] > 0]
    found: dict[int, str] = {}
    taken: set[int] = set()
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        near = said[loose[i]].section in ("", left[j].place.section)
        enough = score >= (_ALIKE_HERE if near else _ALIKE_ANYWHERE)
        if enough and loose[i] not in found and j not in taken:
            found[loose[i]] = left[j].id
            taken.add(j)
    return found


def _words(known: Known) -> str:
    return known.written.text if known.written else known.line.claim.text


def _compare(text: str, known: Known) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(text, _words(known))
