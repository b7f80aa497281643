from __future__ import annotations

from throughline.core.kernel.errors import BadInput


class BadEstimate(BadInput):
    """What was written for an input is no quantity."""
