"""From a file and a wish to the whole answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from throughline.iteration.experiments.errors import BadOption, NoControl, NothingToCompare, quote
from throughline.iteration.experiments.options import Wish
from throughline.iteration.experiments.reading import read_units
from throughline.measurement.experiments.analysing import Analysis, MetricCannotBeCompared, analyse
from throughline.measurement.experiments.asking import Question, Units
from throughline.measurement.experiments.guarding import Guard
from throughline.measurement.experiments.judging import Judgement, judge, judge_each
from throughline.measurement.experiments.ratio_mismatch import Mismatch
from throughline.measurement.experiments.saying import say_method, say_mismatch

CONTROLS = ("control", "a", "0")
"""What a control is called where nobody says which it is, in this order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the verdict on the whole and on each treatment, and what a person must know to believe it."""

    file: str
    analysis: Analysis
    judgement: Judgement
    judged: tuple[Judgement, ...]
    notes: tuple[str, ...]

    @property
    def has_findings(self) -> bool:
        """Whether something is wrong: the split, or a guardrail."""
        broken = any(finding.guard is Guard.BROKEN for finding in self.analysis.findings)
        return broken or self.analysis.ratio.verdict is not Mismatch.OK


def answer(path: Path, wish: Wish) -> Answer:
    """Analyse the experiment of a file. Raises `AppError` where it tells nothing."""
    read = read_units(path, wish)
    control = _choose_control(path, read.units, wish)
    question = Question(wish.metrics, control, _choose_split(read.units, wish), wish.correction)
    try:
        analysis = analyse(read.units, question, wish.design)
    except MetricCannotBeCompared as cause:
        raise NothingToCompare(str(path), cause) from cause
    notes = [*_note_control(analysis, wish), *read.notes]
    if analysis.ratio.verdict is Mismatch.WARN:
        notes.append(say_mismatch(analysis))
    return Answer(path.name, analysis, judge(analysis), judge_each(analysis), (*notes, *say_method(analysis)))


def _choose_control(path: Path, units: Units, wish: Wish) -> int:
    names = units.variants
    if wish.control is not None:
        if wish.control not in names:
            raise NoControl(str(path), names, wish.control)
        return names.index(wish.control)
    folded = [name.casefold() for name in names]
    chosen = next((folded.index(name) for name in CONTROLS if name in folded), None)
    if chosen is None:
        raise NoControl(str(path), names, None)
    return chosen


def _choose_split(units: Units, wish: Wish) -> tuple[float, ...]:
    if wish.split is None:
        return tuple(1.0 for _ in units.variants)
    if set(wish.split) != set(units.variants):
        raise BadOption(
            f"it names {quote(wish.split)}, and the file holds {quote(units.variants)}",
            where="--split",
            mend="give each variant its share",
        )
    return tuple(wish.split[name] for name in units.variants)


def _note_control(analysis: Analysis, wish: Wish) -> list[str]:
    if wish.control is not None:
        return []
    return [f"“{analysis.control}” is taken for the control, by its name."]
