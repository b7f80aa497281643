"""What each cause is called, and which questions and rules of the check meet it the next time.

The ids are those of the edge cases and of the check's rules. The choice is ours, and measured on nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.rhythm.rules.retrospecting.contracts import Cause


@dataclass(frozen=True, slots=True)
class Meaning:
    """A cause in words: its name, `many` where it came more than once, what it is; `cases` and `checks` are ids."""

    name: str
    many: str
    what: str
    cases: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


MEANINGS: Mapping[Cause, Meaning] = {
    Cause.CRITERION: Meaning(
        "Unclear criterion",
        "Unclear criteria",
        "what was agreed could be read in two ways",
        ("FO-02", "ST-06", "LS-03", "FO-01"),
        ("AC001", "US001", "US002", "US003", "US004", "US006", "AC008", "ST008"),
    ),
    Cause.CHANGE: Meaning(
        "Change in mid-sprint",
        "Changes in mid-sprint",
        "something was added or decided anew after the work had begun",
        (),
        ("DO001", "US009", "DO005", "CO003", "ST005", "ST007", "ME002"),
    ),
    Cause.STATE: Meaning(
        "Missing state",
        "Missing states",
        "nobody had said what happens when it is empty, fails, or is not allowed",
        ("ST-01", "ST-03", "PE-01", "ST-02", "ST-04", "LS-01"),
        ("AC003", "AC004", "AC005", "AC006"),
    ),
    Cause.ROUNDS: Meaning(
        "Rounds of clarification",
        "Rounds of clarification",
        "the same thing had to be asked again and again",
        ("LS-03", "FO-02", "PE-01"),
        ("US008", "US003", "US006", "CO007", "DO005", "DO003", "ST003"),
    ),
    Cause.DEPENDENCY: Meaning(
        "Dependency",
        "Dependencies",
        "it waited for another team, a service or a vendor",
        ("RL-02", "RL-03", "RL-04", "RL-01"),
        ("DO003", "DO005"),
    ),
    Cause.OTHER: Meaning("Other", "Other causes", "none of these"),
}
KEYS: Mapping[str, Cause] = {str(number): cause for number, cause in enumerate(Cause, start=1)}
"""The figure that says each cause, at the end of a line and on the keyboard."""
