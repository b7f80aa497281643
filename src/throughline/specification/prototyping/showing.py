"""What the pages of prototypes show: coverage, open questions, pins, names, what came of it. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import NotFound
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.specification.models import NamedState, Pin, Prototype, PrototypeAnswer, PrototypeKind, ReviewLink
from throughline.specification.prototyping import building
from throughline.specification.prototyping.answering import Asked
from throughline.specification.prototyping.outlines import Difference, compare, name_size, read_outline
from throughline.specification.prototyping.queries import Added, list_added
from throughline.specification.records import read_prd
from throughline.specification.rules.edge_cases import Asked as Question
from throughline.specification.rules.edge_cases import ask
from throughline.specification.rules.stories.contracts import Outline
from throughline.specification.rules.stories.outlining import outline_prd

if TYPE_CHECKING:
    from throughline.specification.rules.prototyping import Prototype as Built

MOST_CASES = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row meets a state: `mark` is "shown", "open", "left" (dismissed), or empty; `screen` leads there."""

    mark: str = ""
    screen: str = ""
    state: str = ""
    title: str = ""
    named: int = 0


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A criterion or an edge case across the states. `ref` names it in a form."""

    ref: str
    label: str
    text: str
    is_case: bool
    cells: tuple[Cell, ...]

    @property
    def covered(self) -> bool:
        return any(cell.mark == "shown" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The coverage matrix: what its columns are called, its rows, and a sentence of what it comes to."""

    columns: tuple[str, ...]
    rows: tuple[CoverRow, ...]
    sentence: str
    by_hand: bool = False

    @property
    def criteria(self) -> int:
        return sum(not row.is_case for row in self.rows)

    @property
    def covered(self) -> int:
        return sum(row.covered for row in self.rows if not row.is_case)


@dataclass(frozen=True, slots=True)
class Place:
    """A screen in a state, for a person to choose: the names a pin keeps, and what is read."""

    screen: str
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Name:
    """A word of the prototype that can be renamed: its key, the word, and whether a person chose it."""

    key: str
    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class ShownPin:
    """A pin with its number, and what its screen and state are called."""

    pin: Pin
    number: int
    place: str

    @property
    def by(self) -> str:
        return f"outside, said to be {self.pin.name}" if self.pin.member is None else self.pin.member.name


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A review link: whether it still opens anything, and what was pinned by it."""

    link: ReviewLink
    open: bool
    pins: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of a prototype."""

    row: Prototype
    size: str
    matrix: Matrix
    open: tuple[Asked, ...]
    answers: tuple[PrototypeAnswer, ...]
    pins: tuple[ShownPin, ...]
    settled: tuple[ShownPin, ...]
    places: tuple[Place, ...]
    named: tuple[NamedState, ...]
    names: tuple[Name, ...]
    gaps: tuple[str, ...]
    added: tuple[Added, ...]
    change: Difference | None
    reviews: tuple[ShownReview, ...]

    @property
    def made(self) -> bool:
        return self.row.kind == PrototypeKind.MADE

    @property
    def framed(self) -> bool:
        return self.row.kind != PrototypeKind.LINK


def show(row: Prototype) -> Shown:
    """The page of one prototype, whichever kind it is."""
    answers = tuple(row.answers.select_related("member"))  # type: ignore[attr-defined]
    drawn = _draw_made(row, answers) if row.kind == PrototypeKind.MADE else _draw_brought(row, answers)
    titles = {(place.screen, place.state): place.title for place in drawn.places}
    pins = _show_pins(row.pins.select_related("member", "review", "resolved_by"), titles)  # type: ignore[attr-defined]
    return Shown(
        row=row,
        size=name_size(read_outline(row.source)) if row.kind == PrototypeKind.MADE else "",
        matrix=drawn.matrix,
        open=drawn.open,
        answers=answers,
        pins=tuple(pin for pin in pins if pin.pin.resolved is None),
        settled=tuple(pin for pin in pins if pin.pin.resolved is not None),
        places=drawn.places,
        named=drawn.named,
        names=drawn.names,
        gaps=drawn.gaps,
        added=tuple(list_added(row.prd, prototype=row)) if row.prd else (),
        change=_find_change(row),
        reviews=_show_reviews(row),
    )


@dataclass(frozen=True, slots=True)
class _Drawn:
    matrix: Matrix
    open: tuple[Asked, ...]
    places: tuple[Place, ...]
    named: tuple[NamedState, ...] = ()
    names: tuple[Name, ...] = ()
    gaps: tuple[str, ...] = ()


def _draw_made(row: Prototype, answers: Sequence[PrototypeAnswer]) -> _Drawn:
    """The matrix with every place that is open, and each question once: the same words for two stories are one."""
    from throughline.specification.rules.prototyping import describe_coverage, find_gaps

    built = building.read(row)
    coverage = describe_coverage(built)
    titles = {screen.id: screen.title for screen in built.screens}
    columns = tuple(dict.fromkeys(state.id.value for screen in built.screens for state in screen.states))
    stories = read_outline(row.source).stories
    said = {(one.story, one.case) for one in answers}
    said |= {(story.id, case) for story in stories for point in story.criteria for case in point.rests_on}
    rows, waiting, told = [], [], {one.question for one in answers}
    for one in coverage.rows:
        is_case = one.kind.value != "criterion"
        mark = "shown" if one.covered else "left" if (one.story, one.id) in said else "open"
        here = Cell(mark, one.screen, one.state.value, titles.get(one.screen, one.screen))
        cells = tuple(here if column == one.state.value else Cell() for column in columns)
        rows.append(CoverRow(one.id, one.label, one.text, is_case, cells))
        if mark == "open" and is_case and one.text not in told:
            told.add(one.text)
            waiting.append(Asked(one.id, one.story, one.screen, one.state.value, one.text))
    matrix = Matrix(columns, tuple(rows), coverage.sentence)
    gaps = tuple(gap.text for gap in find_gaps(built))
    return _Drawn(matrix, tuple(waiting), _list_places(built), names=_list_names(row, built), gaps=gaps)


def _list_places(built: Built) -> tuple[Place, ...]:
    return tuple(
        Place(screen.id, state.id.value, f"{screen.title} · {name_state(state.id.value)}")
        for screen in built.screens
        for state in screen.states
    )


def _list_names(row: Prototype, built: Built) -> tuple[Name, ...]:
    """The words a person may want otherwise: roles, things, their fields and screens, by the generator's keys."""
    from throughline.specification.rules.prototyping import list_names

    names = {key: words for key, words in list_names(built).items() if key.startswith(_NAMED)}
    return tuple(Name(key, words, key in row.renames) for key, words in names.items())


_NAMED = ("title", "role:", "entity:", "field:", "screen:")


def name_state(state: str) -> str:
    """`long content`: a state as people call it."""
    return state.replace("_", " ")


def _draw_brought(row: Prototype, answers: Sequence[PrototypeAnswer]) -> _Drawn:
    named = tuple(row.named.all())  # type: ignore[attr-defined]
    outline = outline_prd(read_prd(row.prd)) if row.prd else Outline("", "")
    said = {f"{one.story}/{one.case}" for one in answers}
    rows = [_cover(point.id, point.label, point.text, named) for s in outline.stories for point in s.criteria]
    waiting: list[Asked] = []
    for one in _ask(outline):
        ref = f"{one.stories[0]}/{one.case}"
        cover = _cover(ref, one.case, one.question, named, is_case=True, left=ref in said)
        rows.append(cover)
        if not cover.covered and ref not in said:
            waiting.append(Asked(one.case, one.stories[0], question=one.question))
    places = tuple(Place(one.screen, one.state, str(one)) for one in named)
    matrix = Matrix(tuple(map(str, named)), tuple(rows), _say_by_hand(rows, named), by_hand=True)
    return _Drawn(matrix, tuple(waiting), places, named=named)


def _ask(outline: Outline) -> tuple[Question, ...]:
    return ask(outline, most=MOST_CASES) if outline.stories else ()


def _cover(
    ref: str, label: str, text: str, named: Sequence[NamedState], *, is_case: bool = False, left: bool = False
) -> CoverRow:
    cells = tuple(
        Cell("shown" if ref in one.shows else "left" if left else "", one.screen, one.state, str(one), one.pk)
        for one in named
    )
    return CoverRow(ref, label, text, is_case, cells)


def _say_by_hand(rows: Sequence[CoverRow], named: Sequence[NamedState]) -> str:
    states = f"{len(named)} {'state' if len(named) == 1 else 'states'} named"
    shown = sum(row.covered for row in rows)
    return f"{states}, {shown} of {len(rows)} criteria and edge cases shown" if rows else states


def _show_pins(pins: Iterable[Pin], titles: dict[tuple[str, str], str]) -> list[ShownPin]:
    return [
        ShownPin(pin, number, titles.get((pin.screen, pin.state)) or " · ".join(filter(None, (pin.screen, pin.state))))
        for number, pin in enumerate(pins, 1)
    ]


def _find_change(row: Prototype) -> Difference | None:
    """What the stories of its PRD say otherwise than when it was built; None where nothing does."""
    if row.kind != PrototypeKind.MADE or row.prd is None:
        return None
    found = compare(read_outline(row.source), outline_prd(read_prd(row.prd)))
    return found or None


def _show_reviews(row: Prototype) -> tuple[ShownReview, ...]:
    from django.db.models import Count

    now = utc_now()
    links = row.reviews.annotate(number=Count("pins"))  # type: ignore[attr-defined]
    return tuple(ShownReview(link, _is_open(link, now), link.number) for link in links)


def _is_open(link: ReviewLink, now: datetime) -> bool:
    return link.revoked is None and link.expires > now


@dataclass(frozen=True, slots=True)
class Source:
    """What a prototype was made from, in words, and the page of it."""

    words: str
    title: str = ""
    kind: str = ""


def name_source(row: Prototype) -> Source:
    """`made from the PRD`, `made from an opportunity`, `made from an idea`, `brought: a file`."""
    if row.kind == PrototypeKind.LINK:
        return Source("lies elsewhere, and cannot be checked here", row.url)
    if row.kind != PrototypeKind.MADE:
        return Source("brought from elsewhere", row.name)
    if row.about:
        return Source("made from an idea", row.about)
    if row.opportunity and not read_outline(row.source).id.startswith("prd"):
        return Source("made from an opportunity", _find_title(row), "opportunity")
    return Source("made from its PRD", row.prd.title if row.prd else "", "prd")


def _find_title(row: Prototype) -> str:
    try:
        return find_opportunity(row.workspace, row.opportunity).title
    except NotFound:
        return ""


@dataclass(frozen=True, slots=True)
class Outside:
    """What somebody without an account sees: the prototype, and what was pinned by the same link."""

    row: Prototype
    pins: tuple[ShownPin, ...]
    places: tuple[Place, ...]

    @property
    def made(self) -> bool:
        return self.row.kind == PrototypeKind.MADE


def show_from_outside(link: ReviewLink) -> Outside:
    """One prototype as a review link shows it: no criterion, no name of a member, nothing of the workspace."""
    row = link.prototype
    if row.kind == PrototypeKind.MADE:
        places = _list_places(building.read(row))
    else:
        places = tuple(Place(one.screen, one.state, str(one)) for one in row.named.all())  # type: ignore[attr-defined]
    titles = {(place.screen, place.state): place.title for place in places}
    return Outside(row, tuple(_show_pins(link.pins.select_related("member"), titles)), places)  # type: ignore[attr-defined]
