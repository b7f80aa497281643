"""The tempo in words: medians with their counts, quarters, waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from throughline.rhythm.rules.tempo.contracts import Median, Stretch
from throughline.rhythm.rules.tempo.medians import FEWEST
from throughline.rhythm.rules.tempo.trending import Quarter, Wait, compare_quarters

NAMES = {
    Stretch.DECIDE: "Signal to decision",
    Stretch.SHIP: "Decision to shipped",
    Stretch.LEARN: "Shipped to learning",
    Stretch.WHOLE: "Signal to shipped",
}
AWAITED = {Stretch.DECIDE: "a decision", Stretch.SHIP: "the launch", Stretch.LEARN: "the 90-day review"}
DONE = {Stretch.DECIDE: "decided", Stretch.SHIP: "shipped", Stretch.LEARN: "reviewed", Stretch.WHOLE: "shipped"}


def say_days(days: int) -> str:
    """1 day, 1,204 days"""
    return f"{days:,} {'day' if days == 1 else 'days'}"


def say_lines(lines: int) -> str:
    return f"{lines:,} {'line' if lines == 1 else 'lines'}"


def name_quarter(quarter: Quarter) -> str:
    """Q3 2026"""
    return f"Q{quarter.number} {quarter.year}"


def say_median(median: Median) -> str:
    """The figure alone, or why there is none."""
    if median.days is not None:
        return say_days(median.days)
    if not median.lines:
        return "no line"
    return "more than half still wait" if median.open else "too few yet"


def say_counts(median: Median, stretch: Stretch) -> str:
    """`5 shipped, 12 wait`"""
    wait = "waits" if median.waiting == 1 else "wait"
    return f"{median.passed:,} {DONE[stretch]}, {median.waiting:,} {wait}"


def say_tempo(median: Median, stretch: Stretch) -> str:
    """One sentence of a stretch: half within so many days, or why that cannot be said."""
    name, counts = NAMES[stretch], say_counts(median, stretch)
    if median.days is not None:
        return f"{name}: half within {say_days(median.days)} ({counts})"
    if median.open:
        return f"{name}: more than half still wait ({counts})"
    return f"{name}: too few to tell ({counts}; {FEWEST} are needed)"


def say_trend(quarters: Sequence[tuple[Quarter, Mapping[Stretch, Median]]], stretch: Stretch) -> str:
    """`12 days fewer for what began in Q3 2026 than in Q1 2026`; empty where two quarters cannot be compared."""
    pair = compare_quarters(quarters, stretch)
    if pair is None:
        return ""
    (before, then), (after, now) = pair
    span = f"for what began in {name_quarter(after)}"
    if now == then:
        return f"as many days {span} as in {name_quarter(before)}"
    more = "more" if now > then else "fewer"
    return f"{say_days(abs(now - then))} {more} {span} than in {name_quarter(before)}"


def say_longest(wait: Wait | None) -> str:
    """Where lines wait longest; empty where none waits."""
    if wait is None:
        return ""
    what = AWAITED[wait.part]
    if wait.lines == 1:
        return f"One line waits for {what}, for {say_days(wait.half)}"
    half = "both" if wait.lines == 2 else f"half of the {wait.lines:,}"
    return f"Lines wait longest for {what}: {half} for {say_days(wait.half)} or more"
