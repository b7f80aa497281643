"""Writes of retrospectives: one line an act, so that each can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughline.core.kernel.ids import Ref, fresh_id
from throughline.core.services import link_objects
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.core.undo.typing import join_typing
from throughline.rhythm.models import Friction, Remedy, Retrospective
from throughline.rhythm.retrospecting.errors import EnoughRemedies, TooLong, UnknownPrd, UnknownStory, WithoutWords
from throughline.rhythm.retrospecting.naming import name_retrospective
from throughline.rhythm.retrospecting.queries import (
    STORY,
    get_friction,
    get_remedy,
    get_retrospective,
    links_of,
    list_friction,
    list_prd_keys,
    list_remedies,
)
from throughline.rhythm.rules.retrospecting.contracts import Cause
from throughline.rhythm.rules.retrospecting.reading import read_line
from throughline.specification.recounting.queries import describe_stories, name_prds

LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT = 300, 120, 4000
MOST_REMEDIES = 2


@service("write a retrospective")
def begin_retrospective(act: Act, *, held: date, name: str = "", prds: Sequence[str] = ()) -> Retrospective:
    """One of a day, about a sprint by its name, PRDs by their keys, or neither. Raises `UnknownPrd`."""
    made = {"key": fresh_id("rt"), "held": held, "name": _read_name(name)}
    row = act.create(Retrospective(workspace=act.workspace, **made, member=act.member, made=act.now))
    act.name_subject(name_retrospective(row))
    for prd in prds:
        _link(act, row, prd)
    return row


@service("describe the retrospective")
def describe_retrospective(
    act: Act, *, retrospective: str, held: date, name: str, went_well: str, typed: bool = False
) -> Retrospective:
    """Its day, its sprint, and what went well. `typed` joins what is saved while somebody types into one change."""
    row = _get(act, retrospective)
    told = {"held": held, "name": _read_name(name), "went_well": went_well.replace("\r\n", "\n").strip()[:LONGEST_TEXT]}
    changed = {field: value for field, value in told.items() if getattr(row, field) != value}
    if changed:
        act.update(row, **changed)
        act.name_subject(name_retrospective(row))
    if changed and typed:
        join_typing(act)
    return row


@service("say which PRD it was about")
def link_prd(act: Act, *, retrospective: str, prd: str) -> None:
    """Raises `RetrospectiveNotFound`, `UnknownPrd`."""
    _link(act, _get(act, retrospective), prd)


@service("take a PRD out of the retrospective")
def unlink_prd(act: Act, *, retrospective: str, prd: str) -> None:
    """What was said of its stories stays. Raises `RetrospectiveNotFound`."""
    for link in links_of(_get(act, retrospective)).filter(lower_id=prd):
        act.delete(link)


@service("write down what cost time")
def add_friction(act: Act, *, retrospective: str, line: str, story: str = "") -> Friction:
    """`line` is the words, what it cost and the cause, as far as they are said; `story` is `<prd>/<block>`.

    Raises `RetrospectiveNotFound`, `WithoutWords`, `TooLong`, `UnknownStory`.
    """
    row = get_retrospective(act.workspace, retrospective)
    written = read_line(line)
    words = _read_words(written.words, "a line")
    act.name_subject(words)
    told = {"cause": written.cause.value if written.cause else "", "minutes": written.minutes}
    return act.create(Friction(retrospective=row, words=words, **told, story=_read_story(row, story)))


@service("word what cost time")
def reword_friction(act: Act, *, retrospective: str, friction: int, line: str) -> Friction:
    """The whole line anew. Raises `ItemNotFound`, `WithoutWords`, `TooLong`."""
    row, written = _get_friction(act, retrospective, friction), read_line(line)
    told = {"cause": written.cause.value if written.cause else "", "minutes": written.minutes}
    return act.update(row, words=_read_words(written.words, "a line"), **told)


@service("say why it cost time")
def sort_friction(act: Act, *, retrospective: str, friction: int, cause: Cause) -> Friction:
    """Raises `ItemNotFound`."""
    return act.update(_get_friction(act, retrospective, friction), cause=cause.value)


@service("say which story it was about")
def place_friction(act: Act, *, retrospective: str, friction: int, story: str) -> Friction:
    """`story` is `<prd>/<block>`, or empty for none. Raises `ItemNotFound`, `UnknownStory`."""
    row = _get_friction(act, retrospective, friction)
    return act.update(row, story=_read_story(row.retrospective, story))


@service("take out what cost time")
def remove_friction(act: Act, *, retrospective: str, friction: int) -> None:
    """Raises `ItemNotFound`."""
    act.delete(_get_friction(act, retrospective, friction))


@service("agree on an action")
def add_remedy(act: Act, *, retrospective: str, words: str, owner: str = "", due: date | None = None) -> Remedy:
    """Raises `RetrospectiveNotFound`, `WithoutWords`, `TooLong`, `EnoughRemedies`."""
    row = get_retrospective(act.workspace, retrospective)
    said = _read_words(words, "an action")
    if len(list_remedies(row)) >= MOST_REMEDIES:
        raise EnoughRemedies(MOST_REMEDIES)
    act.name_subject(said)
    return act.create(Remedy(retrospective=row, words=said, owner=_read_name(owner), due=due))


@service("tick an action")
def finish_remedy(act: Act, *, retrospective: str, remedy: int, done: bool) -> Remedy:
    """Say that it is done, or that it is not after all. Raises `ItemNotFound`."""
    row = get_remedy(get_retrospective(act.workspace, retrospective), remedy)
    act.name_subject(row.words)
    return act.update(row, done=act.now if done else None)


@service("take out an action")
def remove_remedy(act: Act, *, retrospective: str, remedy: int) -> None:
    """Raises `ItemNotFound`."""
    row = get_remedy(get_retrospective(act.workspace, retrospective), remedy)
    act.name_subject(row.words)
    act.delete(row)


@service("take away a retrospective")
def forget_retrospective(act: Act, *, retrospective: str) -> None:
    """With everything that was written in it; it comes back by undo. Raises `RetrospectiveNotFound`."""
    row = _get(act, retrospective)
    for below in (*list_friction(row), *list_remedies(row), *links_of(row)):
        act.delete(below)
    act.delete(row)


def _get(act: Act, key: str) -> Retrospective:
    row = get_retrospective(act.workspace, key)
    act.name_subject(name_retrospective(row))
    return row


def _get_friction(act: Act, retrospective: str, friction: int) -> Friction:
    row = get_friction(get_retrospective(act.workspace, retrospective), friction)
    act.name_subject(row.words)
    return row


def _link(act: Act, row: Retrospective, prd: str) -> None:
    if not name_prds(act.workspace, [prd]):
        raise UnknownPrd
    link_objects(act, upper=Ref("retrospective", row.key), lowers=[Ref("prd", prd)])


def _read_story(row: Retrospective, story: str) -> str:
    """A story of one of its PRDs, as a typed reference. Raises `UnknownStory`."""
    if not story:
        return ""
    prd, _, block = story.partition("/")
    known = describe_stories(row.workspace, [prd]) if prd in list_prd_keys(row) else []
    if not any(one.block == block for one in known):
        raise UnknownStory
    return str(Ref(STORY, story))


def _read_words(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise WithoutWords(what)
    if len(words) > LONGEST_LINE:
        raise TooLong(LONGEST_LINE)
    return words


def _read_name(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME]
