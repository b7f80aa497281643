"""The sections of a PRD, in order: which sizes have them, what an empty one says, what is written into it, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from throughline.specification.contracts import Craft, Role, Size

LONGER = (Size.STANDARD, Size.FULL)
EVERY = tuple(Size)


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its key, number and title; the sizes that have it; what it says while it is empty.

    A person adds lines of `role` to it, called `noun` and labelled with `prefix` and a number; prose has neither.
    `craft` are those whose section it is: nobody else writes in it.
    """

    key: str
    number: int
    title: str
    sizes: tuple[Size, ...] = EVERY
    invitation: str = ""
    role: Role = Role.SENTENCE
    noun: str = "sentence"
    prefix: str = ""
    craft: Craft | None = None


PARTS = (
    Part("status", 0, "Status", LONGER),
    Part("problem", 1, "Problem"),
    Part("evidence", 2, "Evidence and counter-evidence", LONGER),
    Part("why-now", 3, "Why now", LONGER, "Nobody names a date or a duty. Yours to say, or to leave out."),
    Part("goals", 4, "Goals and metrics", role=Role.METRIC, noun="success metric", prefix="M"),
    Part(
        "non-goals",
        5,
        "Asked for, not assumed: in or out?",
        invitation="Nobody asked for a particular solution.",
        role=Role.NON_GOAL,
        noun="non-goal",
        prefix="N",
    ),
    Part("audience", 6, "Audience", LONGER, "The evidence does not say who these people are."),
    Part("approach", 7, "Approach", LONGER, "Yours and design's to write, once the stories are accepted."),
    Part(
        "stories",
        8,
        "Stories",
        invitation="No failure was told in words the patterns know: start with the questions.",
        role=Role.CRITERION,
        noun="criterion",
        prefix="C",
    ),
    Part("flows", 9, "Flows and prototype", (Size.FULL,), "Design's to draw."),
    Part("requirements", 10, "Requirements", LONGER, role=Role.REQUIREMENT, noun="requirement", prefix="R"),
    Part("edges", 11, "Edge, error, empty and permission states", LONGER),
    Part(
        "technical",
        12,
        "Technical constraints and architecture",
        LONGER,
        "Engineering's to write.",
        craft=Craft.ENGINEERING,
    ),
    Part("risks", 13, "Dependencies and risks", LONGER, role=Role.RISK, noun="risk", prefix="K"),
    Part("questions", 14, "Open questions", role=Role.QUESTION, noun="question", prefix="Q"),
    Part(
        "rollout", 15, "Rollout, launch checklist, instrumentation", (Size.FULL,), "To be agreed with who launches it."
    ),
    Part("review", 16, "Outcome review", LONGER),
)
BY_KEY = {part.key: part for part in PARTS}
KEPT_EMPTY = frozenset({"why-now", "audience", "approach", "stories", "flows", "technical", "rollout"})
"""Sections that stand even while they are empty, and invite somebody to write them."""
