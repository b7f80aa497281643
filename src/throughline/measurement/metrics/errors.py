"""Why metrics cannot be computed."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Unavailable


class BadDefinitions(BadInput):
    """The definitions file says something that cannot be meant."""


class BadEvents(BadInput):
    """The events cannot be read as the definitions say."""


class BadSeries(BadInput):
    """A ready series cannot be read."""


class EngineUnavailable(Unavailable):
    """An engine is not installed or does not answer."""
