"""Every number, share, date and amount a text states, with its unit, however it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from throughline.grounding.dates import MONTHS, Day, find_days
from throughline.grounding.units import (
    BYTES,
    COUNTABLE,
    FRACTIONS,
    LABELS,
    MONEY,
    ORDINALS,
    PERCENT,
    PREDICATES,
    SCALE,
    SECONDS,
    SMALL,
    TENS,
)
from throughline.grounding.words import STOPWORDS, Token, stem, tokenise


class Kind(StrEnum):
    """What sort of number it is; numbers of different kinds never state the same thing."""

    PLAIN = "plain"
    PERCENT = "percent"
    MONEY = "money"
    SECONDS = "seconds"
    BYTES = "bytes"
    ORDINAL = "ordinal"
    VERSION = "version"
    CLOCK = "clock"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Number:
    """One stated number.

    `values` are its possible readings ("84.000" is 84 or 84,000), durations in seconds, sizes in bytes, shares in
    per cent, times of day in minutes. `unit` are the stems of the words that say what it counts, or that label it
    where `labelled`; `borrowed` tells that the unit is that of a number beside it; `bound` is whether it is
    "about", "over" or "under" the value, `step` the size of its last digit.
    """

    text: str
    start: int
    end: int
    kind: Kind
    values: tuple[float, ...]
    unit: tuple[str, ...] = ()
    bound: str = ""
    step: float = 1
    day: Day | None = None
    digits: bool = True
    labelled: bool = False
    borrowed: bool = False


_ABOUT = r"(?:about|around|roughly|approximately|approx\.?|circa|some|nearly|almost|close to|or so|~|≈)"
_OVER = r"(?:over|more than|above|at least|exceed(?:s|ing)?|beyond|upwards of|passed|past|>=?|≥)"
_UNDER = r"(?:under|less than|fewer than|below|at most|up to|no more than|<=?|≤)"
_BOUNDS = (("about", _ABOUT), ("over", _OVER), ("under", _UNDER))
_BEFORE = tuple(
    (name, re.compile(rf"(?:^|\W){words}\s*(?:the\s+|a\s+)?[$€£]?$", re.IGNORECASE)) for name, words in _BOUNDS
)
_NUMERAL = re.compile(
    r"""(?<!\w)(?<!\w\#)(?<![^\W\d][-_.])(?<!\d[.,])
    (?P<money>[$€£¥₹]\s?)?
    (?P<digits>\d+(?:[,.'’\u00a0\u202f ](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)*|\d+(?:\.\d+)+)
    (?:(?P<ordinal>st|nd|rd|th)\b
      |\s?(?P<scale>k|K|m|M|mn|mio|bn|B|thousand|million|billion|hundred|dozen)\b(?!\.\w)
      |(?P<glued>%|ms|s|sec|secs|min|mins|h|hr|hrs|d|kb|mb|gb|tb|KB|MB|GB|TB|Kb|Mb|Gb|x|am|pm|px|\u20ac|\u00a3|\$)(?!\w)
      |(?![\w]))""",
    re.VERBOSE,
)
_CLOCK = re.compile(
    r"(?<![\w:.,-])(?P<hour>[012]?\d)(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    r"|\s?(?P<noon>[ap]\.?m\b\.?))(?![\w:])",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"[\[(]\s*(?:\^?ev-[\w-]+|[QNIPJA](?:[,\s]+[QNIPJA])*|(?:[QNIPJA][,\s]+)*r\d+(?:\s*[,;–-]\s*r?\d+)*)\s*[\])]"
)


def blank_references(text: str) -> str:
    """`text` with marks such as "[Q r17]" or "(r24)" blanked out, so that they are not read as numbers."""
    return _MARKED.sub(lambda match: " " * len(match.group()), text)


@lru_cache(maxsize=8192)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text` in order; "one" and "a" count only where a unit makes them a number."""
    text = blank_references(text)
    days = find_days(text)
    taken = [(day.start, day.end) for day in days]
    found = [Number(text[d.start : d.end], d.start, d.end, Kind.DATE, (), day=d) for d in days]
    found += [
        n
        for n in (*_clocks(text), *_numerals(text), *_spelled(text))
        if not any(s < n.end and n.start < e for s, e in taken)
    ]
    found.sort(key=lambda number: (number.start, -number.end))
    return tuple(_share_units([_with_context(number, text) for number in _without_overlaps(found)], text))


def blank_numbers(text: str) -> str:
    """`text` with every number and date blanked out, so that only what is said of them is left."""
    for number in find_numbers(text):
        text = text[: number.start] + " " * (number.end - number.start) + text[number.end :]
    return text


def _without_overlaps(found: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _clocks(text: str) -> list[Number]:
    """Times of day: 8:20, 02:40, 9 am, 2 pm."""
    return [
        Number(match.group(), match.start(), match.end(), Kind.CLOCK, (_minutes(match),))
        for match in _CLOCK.finditer(text)
    ]


def _minutes(match: re.Match[str]) -> float:
    hour, half = int(match["hour"]), (match["half"] or match["noon"] or "").lower()
    hour = hour % 12 + 12 * half.startswith("p") if half else hour
    return float(60 * hour + int(match["minute"] or 0))


def _numerals(text: str) -> list[Number]:
    return [_read_numeral(match) for match in _NUMERAL.finditer(text)]


def _read_numeral(match: re.Match[str]) -> Number:
    digits, scale = match["digits"], (match["scale"] or "").lower()
    factor = SCALE.get(scale, 1)
    values = tuple(value * factor for value in _readings(digits))
    number = Number(match.group(), match.start(), match.end(), Kind.PLAIN, values, step=_step(digits) * factor)
    if digits.count(".") > 1 and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return replace(number, kind=Kind.VERSION, values=(), unit=(digits,))
    if match["ordinal"]:
        return replace(number, kind=Kind.ORDINAL)
    if match["money"]:
        return replace(number, kind=Kind.MONEY, unit=(MONEY[match["money"].strip()],))
    return _with_unit_word(number, match["glued"].lower()) if match["glued"] else number


def _readings(digits: str) -> tuple[float, ...]:
    """The values a run of digits may mean where a comma or a point may group or divide: "84.000" is 84 or 84000."""
    plain = re.sub(r"['’\u00a0\u202f ]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return (float(plain),)
    if len(set(marks)) == 2:
        return (float(plain.replace("," if marks[-1] == "." else ".", "").replace(",", ".")),)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) and not plain.startswith("0")
    whole = (float(re.sub(r"[.,]", "", plain)),) if grouped or len(marks) > 1 else ()
    if grouped and marks[0] == ",":
        return whole
    return (*whole, float(plain.replace(",", "."))) if len(marks) == 1 else whole


def _step(digits: str) -> float:
    """The size of the last digit that is not a padding zero: 1,000 for 84,000, 0.1 for 4.2."""
    if match := re.search(r"[.,](\d{1,2})$", digits):
        return float(10 ** -len(match.group(1)))
    whole = re.sub(r"\D", "", digits)
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10**zeros) if whole.strip("0") else 1.0


def _spelled(text: str) -> list[Number]:
    """Numbers in words: twelve, two hundred, half, three quarters, sixth, a dozen."""
    tokens = [token for token in tokenise(text) if token.is_word]
    found: list[Number] = []
    place = 0
    while place < len(tokens):
        number, used = _read_words(tokens, place, text)
        if number:
            found.append(number)
        place += max(used, 1)
    return found


def _read_words(tokens: list[Token], place: int, text: str) -> tuple[Number | None, int]:
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    glued = text[tokens[place].end : tokens[place].end + 1] == "-"
    if low in FRACTIONS and not glued and _is_fraction(tokens, place):
        return _word_number(text, tokens[place : place + 1], Kind.PERCENT, FRACTIONS[low]), 1
    if low in SMALL and following in FRACTIONS and low != "zero":
        share = SMALL[low] * FRACTIONS[following]
        return _word_number(text, tokens[place : place + 2], Kind.PERCENT, share), 2
    if low in ORDINALS:
        return _word_number(text, tokens[place : place + 1], Kind.ORDINAL, ORDINALS[low]), 1
    if low == "dozen":
        return _word_number(text, tokens[place : place + 1], Kind.PLAIN, 12), 1
    value, used = _read_cardinal(tokens, place)
    if not used or (value == 1 and used == 1):
        return None, used
    return _word_number(text, tokens[place : place + used], Kind.PLAIN, value), used


def _is_fraction(tokens: list[Token], place: int) -> bool:
    """Whether "half", "a third" or "a quarter" is a share here, not an ordinal, a time or a part of the year."""
    low = tokens[place].low
    before = tokens[place - 1].low if place else ""
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low == "half":
        return before not in {"first", "second", "other"} and following not in {"way", "a", "an"}
    return low in {"third", "quarter"} and before in {"a", "one"} and following == "of"


def _read_cardinal(tokens: list[Token], place: int) -> tuple[float, int]:
    """The number the words from `place` on spell, and how many words it takes (0: none)."""
    total, current, used = 0.0, 0.0, 0
    for token in tokens[place:]:
        low = token.low
        if low in TENS or low in SMALL:
            if current and (current % 100 == 0 or current % 10 == 0) is False:
                break
            current += TENS.get(low, 0) or SMALL.get(low, 0)
        elif used and low in {"hundred", "thousand", "million", "billion", "dozen"}:
            current *= SCALE[low]
            total, current = (total + current, 0.0) if low not in {"hundred", "dozen"} else (total, current)
        else:
            break
        used += 1
    return total + current, used


def _word_number(text: str, tokens: list[Token], kind: Kind, value: float) -> Number:
    start, end = tokens[0].start, tokens[-1].end
    return Number(text[start:end], start, end, kind, (value,), digits=False)


def _with_context(number: Number, text: str) -> Number:
    """The number with its unit, label and bound read from the words around it."""
    if number.kind in {Kind.DATE, Kind.CLOCK}:
        return number
    bound = next((name for name, words in _BEFORE if words.search(text[max(0, number.start - 20) : number.start])), "")
    number = replace(number, bound=bound)
    following = _following(number, text)
    if number.kind is Kind.PLAIN and following:
        number = _with_unit_word(number, following[0])
    if number.kind is Kind.PLAIN and (label := _label(number, text)):
        return replace(number, unit=(label,), labelled=True)
    if number.kind is Kind.PLAIN:
        return replace(number, unit=number.unit or _unit(number, following))
    return replace(number, unit=_unit(number, following)) if number.kind is Kind.PERCENT else number


def _following(number: Number, text: str) -> tuple[str, ...]:
    """Up to four words right after the number, in small letters, as far as they may belong to it."""
    words: list[str] = []
    tail = text[number.end :]
    for token in tokenise(tail[:80]):
        if not token.is_word and token.text not in "-%€£$":
            break
        if token.text != "-":
            words.append(token.low)
        if len(words) == 4:
            break
    return tuple(words)


def _with_unit_word(number: Number, word: str) -> Number:
    """The number as a share, an amount, a duration or a size, where `word` makes it one."""
    if word in PERCENT:
        return replace(number, kind=Kind.PERCENT)
    if word in MONEY:
        return replace(number, kind=Kind.MONEY, unit=(MONEY[word],))
    for kind, table in ((Kind.SECONDS, SECONDS), (Kind.BYTES, BYTES)):
        if word in table:
            return replace(number, kind=kind, values=tuple(v * table[word] for v in number.values), unit=(stem(word),))
    return replace(number, unit=(word,)) if word in {"x", "px", "am", "pm"} else number


def _unit(number: Number, following: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of the words the number counts, up to a function word."""
    unit: list[str] = []
    for word in following[:4]:
        if word in PERCENT or (number.kind is Kind.PERCENT and not unit and word in {"of", "the", "all", "our"}):
            continue
        if (word in STOPWORDS and word not in COUNTABLE) or not word[0].isalpha() or _is_predicate(word, unit):
            break
        unit.append(stem(word))
    return tuple(unit[:3])


def _is_predicate(word: str, unit: list[str]) -> bool:
    """Whether a word tells what the counted thing does ("30,000 fails"); "times" is a unit right after the number."""
    return word in PREDICATES and not (word == "times" and not unit)


def _label(number: Number, text: str) -> str | None:
    before = [token for token in tokenise(text[max(0, number.start - 25) : number.start]) if token.text != "#"]
    word = before[-1].low if before else ""
    is_named = len(before) > 1 and before[-1].text[0].isupper() and before[-2].is_word and word not in STOPWORDS
    is_label = word in LABELS and not (len(before) > 1 and before[-2].low.isdigit())
    return stem(word) if number.digits and (is_label or is_named) else None


_LINKS = re.compile(
    r"^[\s]*(?:to|and|or|through|till|until|-|–|—|,|/|, and|, or|(?:out )?of(?: the| our| all)?)[\s]*$", re.IGNORECASE
)


def _share_units(numbers: list[Number], text: str) -> list[Number]:
    """Give "30,000" the unit of what it is listed or ranged with: "30,000, 84,000 and 310,000 rows"."""
    shared = list(numbers)
    for place in range(len(shared) - 2, -1, -1):
        number, following = shared[place], shared[place + 1]
        bare = number.kind is Kind.PLAIN and not number.unit
        if bare and _LINKS.match(text[number.end : following.start]):
            shared[place] = _adopt(number, following)
    return shared


def _adopt(number: Number, other: Number) -> Number:
    if other.day is not None:
        return _adopt_month(number, other.day)
    if other.kind in {Kind.DATE, Kind.VERSION, Kind.ORDINAL, Kind.CLOCK}:
        return number
    if other.kind in {Kind.SECONDS, Kind.BYTES} and other.values:
        table = SECONDS if other.kind is Kind.SECONDS else BYTES
        factor = next((size for word, size in table.items() if stem(word) == other.unit[0]), 1.0)
        return replace(number, kind=other.kind, unit=other.unit, values=tuple(v * factor for v in number.values))
    return replace(number, kind=other.kind, unit=other.unit, borrowed=True)


def _adopt_month(number: Number, day: Day) -> Number:
    """The 3 of "3 and 18 January" as a date; a bare number before anything else stays one."""
    dated = day.day is not None and day.month is not None and number.digits and number.values[0] in range(1, 32)
    if not dated:
        return number
    own = replace(day, start=number.start, end=number.end, day=int(number.values[0]))
    return replace(number, kind=Kind.DATE, values=(), day=own)


def is_date_word(word: str) -> bool:
    """Whether a word (small letters) names a month."""
    return word in MONTHS
