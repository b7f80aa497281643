"""A prototype: roles, things with their fields, screens in states, the ways between them, and what each rests on.

The values of the enums are those of `catalogues/prototype_model.schema.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Value = str | float | bool | None
"""A value in a row of sample data. For a date: days from the day on which the prototype is opened."""


class OriginKind(StrEnum):
    """What brought something into a prototype."""

    STORY = "story"
    AC = "ac"
    EDGE_CASE = "edge_case"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Origin:
    """What it came from, with the id of the story, criterion or edge case; empty where nobody said it."""

    kind: OriginKind = OriginKind.INFERRED
    ref: str = ""


INFERRED = Origin()


class FieldType(StrEnum):
    """What a field holds; it decides the control in a form and the look in a table."""

    TEXT = "text"
    LONGTEXT = "longtext"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    BOOL = "bool"
    FILE = "file"
    PERSON = "person"
    STATUS = "status"


class ScreenKind(StrEnum):
    """What a screen is for."""

    LIST = "list"
    DETAIL = "detail"
    FORM = "form"
    WIZARD = "wizard"
    DASHBOARD = "dashboard"
    CONFIRM = "confirm"
    AUTH = "auth"
    SETTINGS = "settings"
    MESSAGE = "message"
    CHAT = "chat"
    UPLOAD = "upload"


class StateName(StrEnum):
    """The states in which a screen can stand: Hurff's five, and those of the catalogue of edge cases."""

    IDEAL = "ideal"
    EMPTY = "empty"
    LOADING = "loading"
    PARTIAL = "partial"
    ERROR = "error"
    DENIED = "denied"
    OFFLINE = "offline"
    CONFLICT = "conflict"
    LIMIT = "limit"
    STALE = "stale"
    PENDING = "pending"
    EXPIRED = "expired"
    LONG_CONTENT = "long_content"
    UNDO = "undo"
    CONFIRM = "confirm"
    SUCCESS_ASYNC = "success_async"
    DEGRADED = "degraded"
    DUPLICATE = "duplicate"


class BlockType(StrEnum):
    """A piece of a screen."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CARDS = "cards"
    FORM = "form"
    DETAIL = "detail"
    FILTER = "filter"
    STAT = "stat"
    TIMELINE = "timeline"
    STEPS = "steps"
    BANNER = "banner"
    DIALOG = "dialog"
    ACTIONS = "actions"
    NOTE = "note"


class Emphasis(StrEnum):
    """What matters most about a thing, and so how a list of it is drawn."""

    TABLE = "table"
    CARDS = "cards"
    CALENDAR = "calendar"
    QUEUE = "queue"
    MONEY = "money"
    PEOPLE = "people"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who uses the product: "returning_guest", called "returning guest"."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a thing. One that no story names has an inferred origin and is drawn dashed."""

    id: str
    label: str
    type: FieldType
    required: bool = False
    options: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    origin: Origin = INFERRED


Row = tuple[tuple[str, Value], ...]
"""One row of sample data: pairs of a field's id and its value; a field may be missing."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the stories are about: "booking", many "bookings", with its fields and at most twelve rows."""

    id: str
    label: str
    many: str
    fields: tuple[Field, ...] = ()
    sample: tuple[Row, ...] = ()
    emphasis: Emphasis = Emphasis.TABLE


@dataclass(frozen=True, slots=True)
class Action:
    """A button: the event it sends, its words, and the roles that see it (none named: all)."""

    event: str
    label: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a screen in one state."""

    type: BlockType
    text: str = ""
    entity: str = ""
    fields: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An edge case that nobody answered: its catalogued id (or a lesson's reference), its story, and the question."""

    case: str
    story: str
    question: str


@dataclass(frozen=True, slots=True)
class State:
    """A screen in one state.

    `criteria` are the ids of the criteria that say what happens here: with one it is specified, without it is not.
    `open` are the cases that are still to be answered here.
    """

    id: StateName
    blocks: tuple[Block, ...]
    origin: Origin = INFERRED
    criteria: tuple[str, ...] = ()
    open: tuple[OpenCase, ...] = ()

    @property
    def is_specified(self) -> bool:
        """Whether a criterion says what happens here."""
        return bool(self.criteria)

    @property
    def question(self) -> str:
        """What is asked first of an open state; empty where nothing is."""
        return self.open[0].question if self.open else ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `stories` are the ids of the stories that it serves; a screen that serves none is inferred."""

    id: str
    title: str
    kind: ScreenKind
    states: tuple[State, ...]
    origin: Origin = INFERRED
    roles: tuple[str, ...] = ()
    entity: str = ""
    stories: tuple[str, ...] = ()

    def find_state(self, name: str) -> State | None:
        """The state of a name, or None where the screen does not have it."""
        return next((state for state in self.states if state.id == name), None)


@dataclass(frozen=True, slots=True)
class Transition:
    """One way: on `event` the screen `source` becomes `target`.

    An empty state at the source means in every state; at the target it means ideal. `label` is what the event is
    called, `guard` when it happens.
    """

    source: str
    event: str
    target: str
    source_state: str = ""
    target_state: str = ""
    guard: str = ""
    label: str = ""
    origin: Origin = INFERRED


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story is done: its screen, and the event that does it there (empty: to see the screen is to do it)."""

    story: str
    label: str
    title: str
    screen: str
    event: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A criterion with the screen and the state that show it."""

    criterion: str
    label: str
    text: str
    story: str
    screen: str
    state: StateName


@dataclass(frozen=True, slots=True)
class Prototype:
    """A whole prototype. `seed` chooses colours and sample data; `places` are all stories, `shown` all criteria.

    `renames` are those that were applied: stable keys with the words that stand there now.
    """

    id: str
    title: str
    roles: tuple[Role, ...]
    entities: tuple[Entity, ...]
    screens: tuple[Screen, ...]
    transitions: tuple[Transition, ...]
    places: tuple[Place, ...] = ()
    shown: tuple[Shown, ...] = ()
    seed: str = ""
    summary: str = ""
    renames: tuple[tuple[str, str], ...] = ()

    @property
    def states(self) -> tuple[tuple[Screen, State], ...]:
        """Every state with its screen, in the order of the screens."""
        return tuple((screen, state) for screen in self.screens for state in screen.states)

    def find_screen(self, id_: str) -> Screen | None:
        """The screen of an id, or None."""
        return next((screen for screen in self.screens if screen.id == id_), None)

    def find_entity(self, id_: str) -> Entity | None:
        """The thing of an id, or None."""
        return next((entity for entity in self.entities if entity.id == id_), None)


class RowKind(StrEnum):
    """What a row of the coverage matrix is about."""

    CRITERION = "criterion"
    EDGE_CASE = "edge_case"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One criterion or one edge case, and the screen and state that show it; an edge case stays open until answered.

    `id` is the criterion's id or the case's, `text` the criterion or the question.
    """

    kind: RowKind
    id: str
    label: str
    text: str
    story: str
    screen: str
    state: StateName
    covered: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage matrix: its rows, and how many states there are, specified and open."""

    rows: tuple[CoverageRow, ...]
    states: int
    specified: int

    @property
    def open(self) -> int:
        """States of which no criterion says what happens."""
        return self.states - self.specified

    @property
    def sentence(self) -> str:
        """ "42 states, 17 specified, 25 open"."""
        return (
            f"{self.states} {'state' if self.states == 1 else 'states'}, {self.specified} specified, {self.open} open"
        )


class GapKind(StrEnum):
    """What a static check of the graph finds."""

    UNREACHABLE = "unreachable"
    DEAD_END = "dead_end"
    NO_WAY_BACK = "no_way_back"
    UNHANDLED = "unhandled_event"
    NO_RULE = "role_without_rule"
    NO_EXIT = "no_exit"
    LIFECYCLE = "lifecycle"
    NOT_ENTERED = "state_not_entered"


@dataclass(frozen=True, slots=True)
class Gap:
    """One finding: a sentence, and the screen, state and story it is about (empty where it is about none)."""

    kind: GapKind
    text: str
    screen: str = ""
    state: str = ""
    story: str = ""


class ChangeKind(StrEnum):
    """What became of a piece of a model's answer."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a model's answer: what it is, what became of it, and why."""

    kind: ChangeKind
    what: str
    why: str = ""
