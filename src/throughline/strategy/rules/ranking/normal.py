"""The standard normal law: the deviates below which given shares of it lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import special  # pyright: ignore[reportMissingTypeStubs]

Floats = NDArray[np.float64]
find_deviates = cast("Callable[[Floats], Floats]", special.ndtri)


def cut_evenly(parts: int) -> Floats:
    """The deviates in the middle of `parts` equally likely parts."""
    return find_deviates((np.arange(parts) + 0.5) / parts)
