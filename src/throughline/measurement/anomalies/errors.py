"""Why days cannot be judged."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput


class TooShort(BadInput):
    """Too few days to know what is usual."""

    def __init__(self, where: str, known: int, needed: int) -> None:
        super().__init__(
            f"it has {known:,} days with a value, and what is usual is not known before {needed:,}",
            where=where,
            mend="give a longer stretch",
        )
