"""Answers that were worked out once: the same figures asked again are answered at once.

What is kept is found by the figures themselves, so nothing has to be told when an estimate changes. Who wrote an
estimate is no part of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from throughline.strategy.rules.ranking.comparing import compare_models
from throughline.strategy.rules.ranking.contracts import Comparison, Drawing, Estimate, Idea, Model, Ranking
from throughline.strategy.rules.ranking.explaining import Factor, explain
from throughline.strategy.rules.ranking.ranking import rank
from throughline.strategy.rules.ranking.reaching import Reach, Segment, estimate_reach

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last `most` answers by what was asked; safe between threads."""

    def __init__(self, most: int) -> None:
        self.most, self.lock = most, Lock()
        self.answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, asked: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer to what is asked; two threads that ask at once may both work it out."""
        with self.lock:
            if asked in self.answers:
                self.answers.move_to_end(asked)
                return self.answers[asked]
        answer = work_out()
        with self.lock:
            self.answers[asked] = answer
            while len(self.answers) > self.most:
                self.answers.popitem(last=False)
        return answer


_RANKINGS: Kept[Ranking] = Kept(24)
_REASONS: Kept[dict[str, tuple[Factor, ...]]] = Kept(24)
_COMPARISONS: Kept[tuple[Comparison, ...]] = Kept(60)
_REACHES: Kept[Reach | None] = Kept(4_000)


def rank_kept(ideas: Sequence[Idea], model: Model, *, drawing: Drawing, capacity: Estimate | None) -> Ranking:
    """`rank`, kept."""
    room = None if capacity is None else (capacity.low, capacity.best, capacity.high)
    asked = (_read_figures(ideas), _name(model), drawing, room)
    return _RANKINGS.get(asked, lambda: rank(ideas, model, drawing=drawing, capacity=capacity))


def explain_kept(ideas: Sequence[Idea], model: Model) -> dict[str, tuple[Factor, ...]]:
    """`explain`, kept."""
    return _REASONS.get((_read_figures(ideas), _name(model)), lambda: explain(ideas, model))


def compare_kept(ideas: Sequence[Idea], models: Sequence[Model], *, drawing: Drawing) -> tuple[Comparison, ...]:
    """`compare_models`, kept model by model; MoSCoW is only sorted."""
    figures = _read_figures(ideas)
    each = [
        _COMPARISONS.get(
            (figures, _name(model), drawing), lambda model=model: compare_models(ideas, [model], drawing=drawing)
        )[0]
        for model in models
    ]
    return (*each, *compare_models(ideas, (), drawing=drawing))


def estimate_reach_kept(segments: Sequence[Segment]) -> Reach | None:
    """`estimate_reach`, kept."""
    return _REACHES.get(tuple(segments), lambda: estimate_reach(segments))


def _read_figures(ideas: Sequence[Idea]) -> Hashable:
    return tuple(
        (idea.name, *((name, e.low, e.best, e.high) for name, e in sorted(idea.estimates.items()))) for idea in ideas
    )


def _name(model: Model) -> Hashable:
    return model.name, tuple(model.terms.items())
