"""One cell of a spreadsheet of ideas as a range: "10-40", "10..40", "1.2k", "50 %", "~30", "3", "25 (10-40)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from throughline.core.kernel.errors import BadInput
from throughline.strategy.rules.ranking.numerals import NUMERAL, SCALES, is_ambiguous, read_numeral

ROUGHLY = 0.25
"""What "~30" means: the truth lies within a quarter either way, from 30 ÷ 1.25 to 30 × 1.25."""
_BLANK = frozenset({"", "-", "–", "—", "?", "??", "n/a", "na", "n.a.", "tbd", "tbc", "todo", "unknown", "none", "null"})
_MONTHS = "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?:[ t].*)?|\d{{1,2}}[-. /]+(?:{_MONTHS})[a-z]*\.?(?:[- /]\d{{2,4}})?"
    rf"|(?:{_MONTHS})[a-z]*[-. /]+\d{{1,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d\d?-\d\d?-(?:19|20)\d\d",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^(?:[<>≤≥]=?|up to|at least|at most|less than|more than|over|under|above|below|max\.?|min\.?|bis zu"
    r"|mindestens)\s*\d"
    r"|\d\s*(?:k|m)?\s*%?\s*\+$",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<number>{NUMERAL})|(?P<range>\.{{2,3}}|…|[-–—−‒]|\bto\b|\bbis\b|\band\b)|(?P<give>±|\+\s?/?\s?[-−])"
    r"|(?P<percent>%|\bpercent\b|\bpct\b)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<rough>~|≈)|(?P<money>[€$£¥])"
    r"|(?P<word>[^\W\d_][\w.]*(?:-[^\W\d_]\w*)*(?:\s*/\s*[^\W\d_]\w*)?|/\s*[^\W\d_]\w*)|(?P<blank>\s+|[,;:])|(?P<other>.)",
    re.IGNORECASE,
)
_ROUGH_WORDS = frozenset(
    {"about", "approx", "approx.", "approximately", "around", "roughly", "circa", "ca", "ca.", "c."}
)
_FILLERS = frozenset({"between", "from", "likely", "best", "most", "probably", "zwischen", "von"})
_LABEL = (
    r"(?:massive|huge|very high|high|medium|med|moderate|low|very low|minimal|tiny|small|large|trivial|easy|hard"
    r"|xs|s|m|l|xl)"
)
_LABELLED = re.compile(
    rf"(?P<first>\d[\d.,]*\s*%?)\s*[-–—:=(]\s*{_LABEL}\)?|{_LABEL}\s*[-–—:=(]\s*(?P<last>\d[\d.,]*\s*%?)\)?",
    re.IGNORECASE,
)
"""A number that somebody put a word beside: "3 - massive", "High (80 %)"."""
_WRITE = "write a number or a range such as 10-40"
LARGEST, SMALLEST = 1e12, 1e-6
"""Beyond these nothing that is reached or spent lies, and products of them are no figures any more."""


class BadCell(BadInput):
    """What stands in a cell cannot be taken for a quantity."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell says before its column was looked at: `unit` is the words beside the numbers."""

    low: float
    high: float
    best: float | None = None
    percent: bool = False
    unit: str = ""

    def scale(self, factor: float) -> Amount:
        best = None if self.best is None else self.best * factor
        return replace(self, low=self.low * factor, high=self.high * factor, best=best)


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    negative: bool
    scale: str = ""
    percent: bool = False


def is_blank(text: str) -> bool:
    """Whether the cell says nothing: empty, a dash, "n/a", "tbd", "?"."""
    return text.strip().casefold() in _BLANK


def read_cell(text: str, *, mark: str | None = None, months: bool = False) -> Amount:
    """The range that stands in a cell that is not blank; a single number is a range of no width.

    `mark` is the decimal mark of the file; `months` says that an "m" beside a number means months, not millions.
    Raises `BadCell` with what is wrong and how to mend it.
    """
    bare = text.strip()
    _refuse_others(bare)
    labelled = _LABELLED.fullmatch(bare)
    amount = _Reader(labelled["first"] or labelled["last"] if labelled else bare, mark, months).read()
    _refuse_beyond(bare, amount)
    return amount


def _refuse_beyond(bare: str, amount: Amount) -> None:
    for value in (abs(amount.low), abs(amount.high), abs(amount.best or 0.0)):
        if value > LARGEST:
            raise BadCell(f"“{_cut(bare)}” is beyond a million millions", mend=_WRITE)
        if 0 < value < SMALLEST:
            raise BadCell(f"“{_cut(bare)}” is less than a millionth", mend="write 0, or a larger number")


def _refuse_others(bare: str) -> None:
    if bare.startswith("#"):
        raise BadCell(f"“{_cut(bare)}” is a formula that failed", mend="mend it in the spreadsheet or write a number")
    if _DATE.fullmatch(bare):
        raise BadCell(
            f"“{_cut(bare)}” is a date, as spreadsheets make of a range like 3-5",
            mend="format the column as text and write the range again",
        )
    if _OPEN.search(bare):
        raise BadCell(f"“{_cut(bare)}” has one end only", mend="write both, such as 10-40")


class _Reader:
    """Tokens to a shape ("n-n", "n(n-n)", …), and the shape to a range."""

    def __init__(self, bare: str, mark: str | None, months: bool) -> None:
        self.bare, self.mark, self.months = bare, mark, months
        self.numbers: list[_Number] = []
        self.shape, self.rough, self.negative, self.words = "", False, False, list[str]()

    def read(self) -> Amount:
        for found in _TOKEN.finditer(self.bare):
            self._take(str(found.lastgroup), found[0].casefold().strip())
        values = self._read_values()
        amount = self._shape(values)
        return replace(amount, percent=any(n.percent for n in self.numbers), unit=self._name_unit())

    def _take(self, kind: str, text: str) -> None:
        if kind == "number":
            self.numbers.append(_Number(text, self.negative))
            self.shape, self.negative = self.shape + "n", False
        elif kind == "range":
            self._take_range(text)
        elif kind in {"give", "open", "close"}:
            self.shape += {"give": "±", "open": "(", "close": ")"}[kind]
        elif kind == "percent" and self.numbers:
            self.numbers[-1] = replace(self.numbers[-1], percent=True)
        elif kind == "rough":
            self._take_rough()
        elif kind == "word":
            self._take_word(text)
        elif kind in {"other", "percent"}:
            self.shape += "x"

    def _take_range(self, text: str) -> None:
        """A dash before the first number, or after another mark, is a minus."""
        if self.shape.endswith(("n", ")")):
            self.shape += "-"
        elif text in {"-", "−", "–"} and not self.negative:
            self.negative = True
        else:
            self.shape += "x"

    def _take_rough(self) -> None:
        if self.shape.endswith("n"):
            self.shape += "-"
        else:
            self.rough = True

    def _take_word(self, text: str) -> None:
        if text in _ROUGH_WORDS:
            self.rough = True
        elif text in SCALES and self.numbers and not (text == "m" and self.months) and not self.numbers[-1].scale:
            self.numbers[-1] = replace(self.numbers[-1], scale=text)
        elif text not in _FILLERS and self.numbers:
            self.words.append(text)
        elif text not in _FILLERS:
            self.shape += "x"

    def _read_values(self) -> list[float]:
        if not self.numbers or "x" in self.shape:
            raise BadCell(f"“{_cut(self.bare)}” is no number", mend=_WRITE)
        values: list[float] = []
        for number in self.numbers:
            value = read_numeral(number.text, self.mark)
            if value is None:
                what, mend = _tell_unread(self.bare, number.text)
                raise BadCell(what, mend=mend)
            values.append(-value if number.negative else value)
        return self._scale(values)

    def _scale(self, values: list[float]) -> list[float]:
        """In "1-2k" both are thousands, in "500-2k" the second alone."""
        scaled = [v * SCALES.get(n.scale, 1) for v, n in zip(values, self.numbers, strict=True)]
        last = self.numbers[-1].scale
        if last and not any(n.scale for n in self.numbers[:-1]) and values == sorted(values):
            return [value * SCALES[last] for value in values]
        return scaled

    def _shape(self, values: list[float]) -> Amount:
        match self.shape:
            case "n" if self.rough:
                return _give_or_take(values[0])
            case "n":
                return Amount(values[0], values[0])
            case "n-n":
                return self._order(values[0], values[1], None)
            case "n-n-n":
                return self._order(values[0], values[2], values[1])
            case "n-n(n)":
                return self._order(values[0], values[1], values[2])
            case "n(n-n)":
                return self._order(values[1], values[2], values[0])
            case "n±n" | "n(±n)":
                return self._give(values[0], values[1])
            case _:
                raise BadCell(f"“{_cut(self.bare)}” is neither a number nor a range", mend=_WRITE)

    def _order(self, low: float, high: float, best: float | None) -> Amount:
        if low > high:
            raise BadCell(f"“{_cut(self.bare)}” runs from more to less", mend="write the lower end first")
        if best is not None and not low <= best <= high:
            raise BadCell(
                f"the likeliest value in “{_cut(self.bare)}” lies outside its range",
                mend="write low-likeliest-high, such as 10-25-40",
            )
        return Amount(low, high, best)

    def _give(self, middle: float, width: float) -> Amount:
        percent = self.numbers[1].percent and not self.numbers[0].percent
        off = abs(middle) * width / 100 if percent else width
        if percent:
            self.numbers[1] = replace(self.numbers[1], percent=False)
        return Amount(middle - off, middle + off, middle)

    def _name_unit(self) -> str:
        words = [re.sub(r"\s+", "", word) for word in self.words]
        return " ".join(dict.fromkeys(words))


def _give_or_take(value: float) -> Amount:
    ends = sorted((value / (1 + ROUGHLY), value * (1 + ROUGHLY)))
    return Amount(ends[0], ends[1], value)


def _tell_unread(bare: str, numeral: str) -> tuple[str, str]:
    if is_ambiguous(numeral):
        plain = numeral.replace(".", "")
        decimals = numeral.rstrip("0").rstrip(".")
        return f"“{_cut(bare)}” may be {plain} or {decimals}", f"write {plain} or {decimals}"
    return f"“{_cut(bare)}” is no number", _WRITE


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
