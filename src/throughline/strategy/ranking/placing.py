"""Where in a file a thing stands, in words."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput
from throughline.strategy.rules.ranking.sheet import Trouble


def locate(file: str, trouble: Trouble) -> str:
    """`ideas.csv, line 7, column “Effort”: what is wrong; how to mend it.`"""
    column = f", column “{trouble.column}”" if trouble.column else ""
    where = f"{file}, line {trouble.line}{column}"
    return BadInput(trouble.error.what, where=where, mend=trouble.error.mend).sentence
