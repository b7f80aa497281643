"""What the options of `throughline rank` say: columns, words, weights, capacity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from throughline.strategy.ranking.errors import BadOption
from throughline.strategy.rules.ranking.cells import Amount, BadCell, read_cell
from throughline.strategy.rules.ranking.contracts import EFFORT, INPUTS, Estimate
from throughline.strategy.rules.ranking.headings import MOSCOW, NAME, SOURCE
from throughline.strategy.rules.ranking.units import convert_time, name_time

ROLES = (NAME, *INPUTS, MOSCOW, SOURCE)
_NEXT_PAIR = re.compile(r",(?=[^,=]+=)")


def parse_map(text: str | None) -> dict[str, str]:
    """`--map reach=Audience,effort=Cost`: columns by role. Raises `BadOption`."""
    columns: dict[str, str] = {}
    for role, column in _cut_pairs(text, option="--map", example="--map reach=Audience,effort=Cost"):
        if role.casefold() not in ROLES:
            raise BadOption(f"there is no input “{role}”", where="--map", mend=f"use one of {', '.join(ROLES)}")
        columns[role.casefold()] = column
    return columns


def parse_weights(text: str | None) -> dict[str, float]:
    """`--weights reach=2,risk=-1`: weights by input or column. Raises `BadOption`."""
    weights: dict[str, float] = {}
    for name, number in _cut_pairs(text, option="--weights", example="--weights reach=2,impact=3,effort=1"):
        try:
            weight = float(number)
        except ValueError:
            weight = float("nan")
        if not abs(weight) < 1e9 or weight == 0:
            raise BadOption(f"“{number}” is no weight", where=f"--weights {name}", mend="write a number other than 0")
        weights[" ".join(name.casefold().split())] = weight
    return weights


def parse_words(texts: Sequence[str]) -> dict[str, dict[str, Amount]]:
    """`--words S=1-2,M=3-5` or `--words effort:S=1-2`: sizes by input, "" for every input. Raises `BadOption`."""
    words: dict[str, dict[str, Amount]] = {}
    for text in texts:
        for left, right in _cut_pairs(text, option="--words", example="--words effort:S=1-2,effort:M=3-5"):
            name, colon, word = left.partition(":")
            try:
                amount = read_cell(right, mark=".", months=True)
            except BadCell as error:
                raise BadOption(error.what, where=f"--words {left}", mend=error.mend) from error
            words.setdefault(name.strip().casefold() if colon else "", {})[(word if colon else left).strip()] = amount
    return words


def parse_capacity(text: str | None, *, unit: str) -> Estimate | None:
    """`--capacity 12`, `10-14`, `3 months`: in the unit that efforts are counted in. Raises `BadOption`."""
    if text is None:
        return None
    try:
        amount = read_cell(text, mark=".", months=True)
    except BadCell as error:
        raise BadOption(error.what, where="--capacity", mend=error.mend) from error
    named = name_time(amount.unit) if amount.unit else None
    if named and not unit:
        raise BadOption(
            f"it is in {named}, and no effort in the file names a unit", where="--capacity", mend="leave the unit out"
        )
    if named and named != unit:
        amount = amount.scale(convert_time(1, unit=named, into=unit))
    if amount.low <= 0:
        raise BadOption(f"“{text}” is no capacity", where="--capacity", mend=f"write an {EFFORT} above 0")
    return Estimate(amount.low, amount.high, amount.best)


def _cut_pairs(text: str | None, *, option: str, example: str) -> list[tuple[str, str]]:
    """`a=1,b=2` as pairs. What stands behind a comma without a "=" belongs to the pair before it."""
    pairs: list[tuple[str, str]] = []
    for pair in _NEXT_PAIR.split(text) if text else ():
        left, equals, right = pair.partition("=")
        if not (equals and left.strip() and right.strip()):
            raise BadOption(
                f"“{pair.strip()}” is not of the form name=value", where=option, mend=f"write it like {example}"
            )
        pairs.append((left.strip(), right.strip().strip("\"'")))
    return pairs


def find_unused(words: Mapping[str, Mapping[str, Amount]], inputs: Sequence[str]) -> str | None:
    """An input that words were given for and that no column holds."""
    return next((name for name in words if name and name not in inputs), None)
