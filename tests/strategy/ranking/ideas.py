"""Ideas made for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from throughline.strategy.rules.ranking.contracts import Estimate, Idea

INPUTS = ("reach", "impact", "confidence", "effort")


def make_idea(name: str, **inputs: float | tuple[float, ...]) -> Idea:
    """`reach=(10, 40)` is a range, `reach=3` a number."""
    return Idea(name, {key: make_estimate(value) for key, value in inputs.items()})


def make_estimate(value: float | tuple[float, ...], source: str = "") -> Estimate:
    if isinstance(value, tuple):
        return Estimate(value[0], value[-1], value[1] if len(value) == 3 else None, source)
    return Estimate(value, value, source=source)


def make_rice(name: str, reach: tuple[float, ...] | float, **other: float | tuple[float, ...]) -> Idea:
    return make_idea(name, **{"reach": reach, "impact": 1, "confidence": 0.8, "effort": 2, **other})


@st.composite
def ranges(draw: st.DrawFn, most: float = 1000.0) -> Estimate:
    low = draw(st.floats(0.05 * most / 100, most))
    return Estimate(low, min(low * draw(st.floats(1, 5)), most * 5))


@st.composite
def portfolios(draw: st.DrawFn, least: int = 2, most: int = 12) -> list[Idea]:
    count = draw(st.integers(least, most))
    ideas: list[Idea] = []
    for number in range(count):
        low = draw(st.floats(0.05, 0.9))
        estimates = {
            "reach": draw(ranges()),
            "impact": draw(ranges(3)),
            "confidence": Estimate(low, draw(st.floats(low, 1))),
            "effort": draw(ranges(40)),
        }
        ideas.append(Idea(f"idea {number}", estimates))
    return ideas
