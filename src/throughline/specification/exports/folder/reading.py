"""What somebody did to a folder since it was written, change by change; what is no line of the PRD is kept and shown.

The pages are compared with the pages that were written, not with the PRD: so only what a person or their agent changed
is a change, whatever the writing did to the words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import derive_id
from throughline.specification.contracts import Prd, Role
from throughline.specification.exports.folder.comparing import Comparison, Spot, compare, find_spot
from throughline.specification.exports.folder.contracts import (
    SETTLE,
    Added,
    Change,
    FolderEdit,
    Moved,
    Place,
    Removed,
    Renamed,
    StoryAdded,
    Unread,
)
from throughline.specification.exports.folder.ordering import find_moved
from throughline.specification.exports.folder.pieces import Shape
from throughline.specification.exports.folder.saying import Said
from throughline.specification.exports.folder.stories import tell_order, tell_removed
from throughline.specification.exports.folder.unread import list_unread
from throughline.specification.exports.folder.wording import compare_line, read_new
from throughline.specification.exports.folder.writing import BASE, FRONT_PAGE, read_base
from throughline.specification.exports.markdown import is_listed
from throughline.specification.exports.page import flatten
from throughline.specification.rules.sections import BY_KEY

_ROLES = {"C": Role.CRITERION, "R": Role.REQUIREMENT, "Q": Role.QUESTION}


def read_folder(files: Mapping[str, str]) -> FolderEdit:
    """What was changed in the folder whose files these are, by their paths. Raises `BadInput` where it is none of ours.

    Files that are no Markdown, and pages that belong nowhere, are listed as unread with all they hold.
    """
    if BASE not in files:
        mend = "give the folder that `throughline export` wrote, with the hidden folder in it"
        on_page = "give the folder that was downloaded, with the hidden folder in it"
        raise BadInput("there is no snapshot of what was exported", where=BASE, mend=mend, on_page=on_page)
    base, pages, cited = read_base(files[BASE])
    theirs = {path: text for path, text in files.items() if path.endswith(".md")}
    edit = compare_pages(base, written=pages, theirs=theirs, cited=cited)
    strange = [path for path in sorted(files) if path not in theirs and not path.startswith(".")]
    unread = [Unread(path, 1, files[path], "this file is no page of the PRD") for path in strange]
    return FolderEdit(base, edit.changes, (*edit.unread, *unread))


def compare_pages(
    base: Prd, *, written: Mapping[str, str], theirs: Mapping[str, str], cited: Mapping[str, Sequence[str]]
) -> FolderEdit:
    """What differs between the pages as they were written and as they are; `cited` are footnotes and their evidence."""
    if written == theirs:
        return FolderEdit(base)
    found = compare(base, written=written, theirs=theirs, cited=cited)
    changes: list[Change] = [*_tell_front(found), *_tell_titles(found)]
    for n, id_ in found.matched.items():
        changes += compare_line(found.said[n], found.known[id_])
    changes += _tell_order(found)
    kept = set(found.matched.values())
    changes += [Removed(id_, one.line.claim.text) for id_, one in found.known.items() if id_ not in kept]
    gone = list(tell_removed(found))
    changes += [*gone, *tell_order(found, gone)]
    return FolderEdit(base, tuple(changes), tuple(list_unread(found)))


def _tell_front(found: Comparison) -> Iterator[Renamed]:
    """Another title or owner in the front matter; a title that the heading says too is told once."""
    headed = any(isinstance(change, Renamed) and not change.place.section for change in found.titles.changes)
    for name, value in read_front(found.said).items():
        was = {"title": found.base.title, "owner": found.base.owner}.get(name)
        if was is not None and flatten(value) != flatten(was) and not (name == "title" and headed):
            yield Renamed(Place(""), name, was, flatten(value))


def read_front(said: Sequence[Said]) -> dict[str, str]:
    """The fields of the front page's front matter, as text."""
    rows = [one.text.partition(":") for one in said if one.shape is Shape.FRONT and one.path == FRONT_PAGE]
    return {name.strip(): _read_scalar(value.strip()) for name, colon, value in rows if colon}


def _read_scalar(value: str) -> str:
    """A value in quotation marks without them, as JSON and YAML write it."""
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip("'\"")


def _tell_titles(found: Comparison) -> Iterator[Renamed | StoryAdded]:
    """Other titles and new stories, and another priority where a story's page says one."""
    told = {find_spot(found, n): value for n, value in found.priorities.items()}
    for change in found.titles.changes:
        if isinstance(change, StoryAdded):
            yield replace(change, priority=told.pop((change.section, change.block), ""))
        else:
            yield change
    for spot, value in told.items():
        was = found.blocks[spot].priority if spot in found.blocks else ""
        if value != was:
            yield Renamed(Place(*spot), "priority", was, value)


def _tell_order(found: Comparison) -> Iterator[Added | Moved]:
    """Block by block from the top: every line that was not there, and every line that stood elsewhere."""
    new = set(found.new)
    for spot, order in found.order.items():
        moved, after = _find_moved(found, spot), ""
        for n in order:
            place = Place(*spot, after)
            if n in new:
                after = derive_id("cl", "folder", *spot, after, found.said[n].text)
                yield _read_added(found, n, after, place)
            else:
                after = found.matched[n]
                if n in moved:
                    yield Moved(after, found.known[after].place, place)


def _find_moved(found: Comparison, spot: Spot) -> set[int]:
    """Which lines of a block stood in another, or elsewhere in it."""
    places = {id_: n for n, id_ in enumerate(found.known)}
    there = [n for n in found.order[spot] if n in found.matched]
    stayed = [n for n in there if _own_spot(found, n) == spot]
    shifted = find_moved([places[found.matched[n]] for n in stayed])
    return {*(stayed[place] for place in shifted), *(n for n in there if _own_spot(found, n) != spot)}


def _read_added(found: Comparison, n: int, id_: str, place: Place) -> Added:
    one = found.said[n]
    block = found.blocks.get((place.section, place.block))
    words = read_new(one, block)
    cites = [evidence for note in one.notes for evidence in found.cited.get(note, ())]
    role = _choose_role(found, n, words.label)
    return Added(id_, place, words.text, role, words.label, words.cells, words.owner, tuple(dict.fromkeys(cites)))


def _choose_role(found: Comparison, n: int, label: str) -> Role:
    """What a new line does: what its label says, or what its neighbours in the list or table do."""
    one, (section, _) = found.said[n], found.spots[n]
    if section == SETTLE:
        return Role.SETTLE
    if label[:1] in _ROLES and label[1:].isdigit():
        return _ROLES[label[:1]]
    if one.shape is Shape.PARAGRAPH:
        return Role.SENTENCE
    near = [found.known[found.matched[m]].line for m in found.order[found.spots[n]] if m in found.matched]
    alike = [line.role for line in near if one.shape is Shape.ROW or is_listed(line)]
    if section in BY_KEY and BY_KEY[section].role is not Role.SENTENCE:
        return BY_KEY[section].role
    return alike[-1] if alike else Role.ROW if one.shape is Shape.ROW else Role.SENTENCE


def _own_spot(found: Comparison, n: int) -> Spot:
    place = found.known[found.matched[n]].place
    return (place.section, place.block)
