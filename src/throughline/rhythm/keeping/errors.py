"""What can be wrong with a week that is marked, each with its mend."""

from __future__ import annotations

from datetime import date

from throughline.core.kernel.errors import BadInput


class WeekTooFar(BadInput):
    def __init__(self, day: date) -> None:
        super().__init__(f"the week of {day} is more than a year away", mend="choose a week within a year")


class NoWeek(BadInput):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:20]}” names no week", mend="choose a week from the list")


class NoSuchHours(BadInput):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:20]}” is no number of hours", mend="write a whole number from 1 to 100")
