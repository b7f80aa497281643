"""Why a file of ideas cannot be ranked at all; read at the command line only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughline.core.kernel.errors import BadInput
from throughline.strategy.rules.ranking.contracts import Model


class WithoutHeader(BadInput):
    def __init__(self, where: str) -> None:
        super().__init__(
            "no row names columns such as idea, reach, impact, confidence and effort",
            where=where,
            mend="name them in the first row, or say which is which with --map reach=COLUMN,effort=COLUMN",
        )


class WithoutColumns(BadInput):
    def __init__(self, where: str, model: Model, missing: Sequence[str]) -> None:
        super().__init__(
            f"{model.title} needs {_list(model.terms)}, and no column holds {_list(missing)}",
            where=where,
            mend=f"name it with --map {missing[0]}=COLUMN, or choose another --model",
        )


class WithoutModel(BadInput):
    def __init__(self, where: str, columns: Sequence[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in columns[:20])
        super().__init__(
            f"no model can be made of the columns {listed}",
            where=where,
            mend="name inputs with --map effort=COLUMN, or weigh columns with --weights COLUMN=2",
        )


class NothingToRank(BadInput):
    def __init__(self, where: str, model: Model, first: str) -> None:
        tail = f" (the first: {first})" if first else ""
        what = f"not one idea has all of {_list(model.terms)}{tail}"
        super().__init__(what, where=where, mend="fill at least one row, or choose another --model")


class TooManyIdeas(BadInput):
    def __init__(self, where: str, count: int, most: int) -> None:
        super().__init__(
            f"it holds {count:,} ideas, more than {most:,}", where=where, mend="leave out what is not meant"
        )


class BadOption(BadInput):
    """An option that cannot be understood."""


def _list(names: Iterable[str]) -> str:
    words = list(names)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
