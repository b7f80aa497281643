"""What ranking speaks of: estimates, ideas, models, and what a simulation says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

REACH, IMPACT, CONFIDENCE, EFFORT, EASE, VALUE = "reach", "impact", "confidence", "effort", "ease", "value"
INPUTS = (REACH, IMPACT, CONFIDENCE, EFFORT, EASE, VALUE)
"""The inputs with a meaning of their own. Any other column can stand in a weighted model under its own name."""
SHARES = frozenset({CONFIDENCE})
"""Inputs that lie between 0 and 1."""
MOSCOW = ("must", "should", "could", "won't")
"""The classes of MoSCoW, the first the strongest."""
LEVEL = 0.9
"""What a range says: the truth lies inside nine times in ten, and is as likely to be below it as above."""


class Kind(StrEnum):
    """How an estimate came about."""

    JUDGED = "judged"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity as a range at `LEVEL`, with what its author thinks likeliest (the median) where that was said.

    `source` says who or what it is from. It is kept and shown, and no rule reads it.
    """

    low: float
    high: float
    best: float | None = None
    source: str = ""
    kind: Kind = Kind.JUDGED

    @property
    def exact(self) -> bool:
        """A single number: taken as it is, without doubt."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Idea:
    """A candidate by its name, with the estimates that are known; an input that is blank is absent."""

    name: str
    estimates: Mapping[str, Estimate]
    moscow: str = ""


class Form(StrEnum):
    """How a model puts its inputs together."""

    PRODUCT = "product"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Model:
    """A way to score: in a product, `terms` are powers (1 or -1); in a sum, signed weights of normalised inputs."""

    name: str
    title: str
    form: Form
    terms: Mapping[str, float]
    formula: str

    @property
    def plain_formula(self) -> str:
        """Without what it says of a spreadsheet's columns."""
        return self.formula.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity at the middle of its estimates, and where it lies nine times in ten."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """One idea in the ranking.

    `place` counts from 1; ideas of one `tie` share the place of the first of them. `chance` is that of belonging to
    the top; `places` are those it takes nine times in ten; `score` is what the model makes of the estimates as stated.
    """

    name: str
    place: int
    places: tuple[int, int]
    chance: float
    score: Span
    tie: int | None


@dataclass(frozen=True, slots=True)
class Hinge:
    """What one input decides: the idea's chance where the truth is in the input's lowest and highest fifth."""

    name: str
    input: str
    chance_low: float
    chance_high: float

    @property
    def swing(self) -> float:
        return abs(self.chance_high - self.chance_low)


@dataclass(frozen=True, slots=True)
class Question:
    """What it is worth to know one input exactly.

    `changes` is the chance that the answer changes what is chosen; `gain` what the chosen score more on average,
    in units of the score; `share` that gain as a part of what they score now.
    """

    name: str
    input: str
    changes: float
    gain: float
    share: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The chance that the first `count` ideas, down to `name`, fit the capacity; `effort` is theirs together."""

    count: int
    name: str
    effort: Span
    chance: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the simulation is run: the same seed gives the same answer."""

    top: int = 10
    draws: int = 10_000
    seed: int = 1
    as_stated: bool = False
    """Take every range as it is, instead of as a measurement among others of its kind (see `believing`)."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ideas in order, best first, with what the order hinges on (most first) and what is worth asking (best first)."""

    model: Model
    drawing: Drawing
    standings: tuple[Standing, ...]
    hinges: tuple[Hinge, ...] = ()
    questions: tuple[Question, ...] = ()
    capacity: tuple[Fit, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a model says of an idea; the `tied` share a place. In MoSCoW the score is the class, and has no chance."""

    place: int
    score: float | str
    chance: float | None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One model beside others: what it says of each idea by name, or why it says nothing."""

    name: str
    title: str
    formula: str
    beside: Mapping[str, Beside]
    missing: tuple[str, ...] = ()
