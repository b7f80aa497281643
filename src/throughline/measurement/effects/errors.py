"""Why nothing can be said about a launch."""

from __future__ import annotations

from datetime import date

from throughline.core.kernel.errors import BadInput


class BadLaunch(BadInput):
    """A launch that the series cannot answer for."""


class OutsideSeries(BadLaunch):
    def __init__(self, where: str, launch: date, start: date, end: date) -> None:
        super().__init__(
            f"{launch.isoformat()} lies outside the series, which runs from {start.isoformat()} to {end.isoformat()}",
            where=where,
            mend="give the first day after the launch with --date, or a series that holds it",
            on_page="choose another day, or give a series that holds it",
        )


class TooFewDays(BadLaunch):
    def __init__(self, where: str, side: str, launch: date, days: int, least: int) -> None:
        super().__init__(
            f"it has {days:,} days {side} {launch.isoformat()}, and at least {least} are needed",
            where=where,
            mend="give a longer series" if side == "before" else "wait until there are more days, or give them",
        )


class LongGap(BadLaunch):
    def __init__(self, where: str, side: str, missing: int, days: int) -> None:
        super().__init__(
            f"{missing:,} of the {days:,} days {side} the launch that count have no value",
            where=where,
            mend="fill the days, or choose a window without the gap",
        )


class WithoutLogarithm(BadLaunch):
    def __init__(self, where: str, value: float, needs: str) -> None:
        super().__init__(
            f"it holds {value:g}, and {needs}",
            where=where,
            mend="leave out --log or --control, say --logged if these are logarithms, or correct the value",
            on_page="correct the value, or compare without logarithms",
        )


class NothingVaries(BadLaunch):
    def __init__(self, where: str) -> None:
        super().__init__(
            "every day before the launch has the same value",
            where=where,
            mend="check the export: there is nothing to compare with",
        )


class UnknownWeekday(BadLaunch):
    def __init__(self, where: str) -> None:
        super().__init__(
            "one weekday has hardly any value before the launch",
            where=where,
            mend="fill the days, or give a longer series",
        )
