"""One column of a spreadsheet of ideas: its cells as estimates, on one scale and in one unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from throughline.core.kernel.errors import BadInput
from throughline.strategy.rules.ranking.cells import Amount, BadCell, is_blank, read_cell
from throughline.strategy.rules.ranking.contracts import CONFIDENCE, EFFORT, INPUTS, REACH, Estimate
from throughline.strategy.rules.ranking.units import convert_time, find_usual, name_period, name_time

RICE_WORDS: Mapping[str, Mapping[str, float]] = {
    "impact": {"massive": 3, "high": 2, "medium": 1, "med": 1, "low": 0.5, "minimal": 0.25},
    "confidence": {"high": 1, "medium": 0.8, "med": 0.8, "low": 0.5},
}
"""The words that RICE itself gives numbers to. They hold for a column that speaks in these words alone."""
Words = Mapping[str, Amount]


@dataclass
class ColumnRead:
    """A column by row: the estimate, or None where the cell is blank or cannot be used; why, by row, in `problems`."""

    estimates: list[Estimate | None]
    problems: dict[int, BadInput] = field(default_factory=dict[int, BadInput])
    unit: str = ""
    notes: list[str] = field(default_factory=list[str])


def read_column(
    name: str, texts: Sequence[str], *, header: str = "", words: Words | None = None, mark: str | None = None
) -> ColumnRead:
    """Read the cells of one input; `header` may name the unit, `words` say what "S" or "high" stand for."""
    read = ColumnRead([None] * len(texts))
    scale = {word.casefold(): amount for word, amount in (words or {}).items()} or _find_rice_words(name, texts, read)
    amounts = _read_amounts(name, texts, scale, mark, read)
    if name == EFFORT:
        amounts = _settle_time(amounts, header, read)
    elif name == REACH:
        amounts = _settle_period(amounts, header, read)
    amounts = _settle_share(amounts, header, read) if name == CONFIDENCE else _settle_percent(amounts, texts, read)
    for row, amount in amounts.items():
        _keep(name, row, amount, texts[row], read)
    return read


def _find_rice_words(name: str, texts: Sequence[str], read: ColumnRead) -> Words:
    known = RICE_WORDS.get(name, {})
    said = {text.strip().casefold() for text in texts if not is_blank(text)}
    if not said or not said <= known.keys():
        return {}
    listed = ", ".join(f"{word} {known[word]:g}" for word in known if word in said)
    read.notes.append(f"The words for {name} are read as RICE defines them: {listed}.")
    return {word: Amount(value, value) for word, value in known.items()}


def _read_amounts(
    name: str, texts: Sequence[str], scale: Words, mark: str | None, read: ColumnRead
) -> dict[int, Amount]:
    amounts: dict[int, Amount] = {}
    for row, text in enumerate(texts):
        if is_blank(text):
            continue
        if (word := text.strip().casefold()) in scale:
            amounts[row] = scale[word]
            continue
        try:
            amounts[row] = read_cell(text, mark=mark, months=name == EFFORT)
        except BadCell as problem:
            read.problems[row] = _explain_word(name, text, problem)
    return amounts


def _explain_word(name: str, text: str, problem: BadCell) -> BadInput:
    """A size such as "S" has no number of its own."""
    bare = text.strip()
    if not bare.isalpha() or len(bare) > 12:
        return problem
    what = f"“{bare}” is no number, and nothing says what it stands for"
    return BadCell(
        what, mend=f"write a range, or give the word one: --words {name}:{bare}=1-2", on_page="write a range"
    )


def _settle_percent(amounts: dict[int, Amount], texts: Sequence[str], read: ColumnRead) -> dict[int, Amount]:
    """Shares or counts, but never both in one column: nobody knows of how many the share is."""
    shares = [row for row, amount in amounts.items() if amount.percent]
    odd = [row for row in amounts if row not in shares] if len(shares) * 2 > len(amounts) else shares
    if 0 < len(odd) < len(amounts):
        for row in odd:
            kind, rest = ("a share", "numbers") if amounts[row].percent else ("a number", "shares")
            what = f"“{texts[row].strip()}” is {kind}, the rest of the column are {rest}"
            read.problems[row] = BadCell(what, mend=f"write it as the others are, or all as {kind}s")
        amounts = {row: amount for row, amount in amounts.items() if row not in odd}
    return {row: amount.scale(0.01) if amount.percent else amount for row, amount in amounts.items()}


def _settle_time(amounts: dict[int, Amount], header: str, read: ColumnRead) -> dict[int, Amount]:
    """Efforts in the unit of the header, else in the one most cells name; a number without one is in that unit."""
    named = {row: name_time(amount.unit) or amount.unit for row, amount in amounts.items()}
    stated = name_time(header)
    into = stated or find_usual(list(named.values()))
    read.unit = into or ""
    settled: dict[int, Amount] = {}
    for row, amount in amounts.items():
        if named[row] and into and named[row] != into:
            _convert(row, amount, named[row], into, settled, read)
        elif not named[row] and into and not stated and len(set(filter(None, named.values()))) > 1:
            read.problems[row] = BadCell("it names no unit, where other cells name several", mend=f"add one: {into}?")
        else:
            settled[row] = amount
    if len({name for row, name in named.items() if name and row in settled} | {into}) > 1 and into:
        read.notes.append(f"Efforts are brought to {into}: 8 hours a day, 5 days a week, 52 weeks a year.")
    return settled


def _convert(row: int, amount: Amount, unit: str, into: str, settled: dict[int, Amount], read: ColumnRead) -> None:
    if name_time(unit) and name_time(into):
        settled[row] = amount.scale(convert_time(1, unit=unit, into=into))
    else:
        read.problems[row] = BadCell(f"it is in {unit}, the rest of the column in {into}", mend=f"write it in {into}")


def _settle_period(amounts: dict[int, Amount], header: str, read: ColumnRead) -> dict[int, Amount]:
    """Reach in one period; how a reach per month adds up over a quarter nobody can know from the number."""
    named = {row: name_period(amount.unit) or "" for row, amount in amounts.items()}
    usual = name_period(header) or find_usual(list(named.values()))
    read.unit = f"per {usual}" if usual else ""
    settled: dict[int, Amount] = {}
    for row, amount in amounts.items():
        if usual and named[row] not in {"", usual}:
            what = f"it is per {named[row]}, the rest of the column per {usual}"
            read.problems[row] = BadCell(what, mend=f"say how many it reaches per {usual}")
        else:
            settled[row] = amount
    return settled


def _settle_share(amounts: dict[int, Amount], header: str, read: ColumnRead) -> dict[int, Amount]:
    """Confidences between 0 and 1, whether the column counts to 1, to 10 or to 100."""
    plain = {row: amount for row, amount in amounts.items() if not amount.percent}
    most = max((amount.high for amount in plain.values()), default=0.0)
    percents = len(plain) < len(amounts) or "%" in header or "percent" in header.casefold()
    full = 100.0 if percents else _find_full(header, most)
    if full not in {1.0, 100.0}:
        read.notes.append(f"Confidence is read as points out of {full:g}.")
    settled: dict[int, Amount] = {}
    for row, amount in amounts.items():
        if not amount.percent and full == 100.0 and 0 < amount.high <= 1:
            what = f"it is {amount.high:g} where the column speaks of per cent"
            mend = f"write {amount.high * 100:g} % or {amount.high:g} %"
            read.problems[row] = BadCell(what, mend=mend)
        else:
            settled[row] = amount.scale(0.01 if amount.percent else 1 / full)
    return settled


def _find_full(header: str, most: float) -> float:
    """The most that confidence can be: what the header says ("1-5"), else the least of 1, 10 and 100 that holds all."""
    said = re.fullmatch(r"\D*\d+\s*(?:-|–|to|\.\.)\s*(\d+)\D*", header)
    if said and most <= float(said[1]):
        return float(said[1])
    return next((full for full in (1.0, 10.0) if most <= full), 100.0)


def _keep(name: str, row: int, amount: Amount, text: str, read: ColumnRead) -> None:
    problem = _find_problem(name, amount, text.strip())
    if problem:
        read.problems[row] = problem
    else:
        read.estimates[row] = Estimate(amount.low, amount.high, amount.best)


def _find_problem(name: str, amount: Amount, text: str) -> BadInput | None:
    if name == CONFIDENCE and amount.high > 1 + 1e-9:
        return BadCell(f"“{text}” is more than 100 %", mend="write a share from 0 to 100 %")
    if name == EFFORT and amount.low <= 0:
        return BadCell(f"“{text}” says that it may cost nothing", mend="write an effort above 0")
    if name in INPUTS and amount.low < 0:
        return BadCell(f"“{text}” is below 0", mend="write 0 or more")
    return None
