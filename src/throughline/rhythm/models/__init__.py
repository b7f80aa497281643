"""Tables of rhythm, a file for each of its rooms."""

from throughline.rhythm.models.feeding import CalendarFeed
from throughline.rhythm.models.keeping import WeekHours, WeekMark
from throughline.rhythm.models.reporting import StatusHabit, StatusLine, StatusReport
from throughline.rhythm.models.retrospecting import Friction, Remedy, Retrospective
from throughline.rhythm.models.timing import CalendarEvent, MemberCalendar, Sorting, TimeAim

__all__ = [
    "CalendarEvent",
    "CalendarFeed",
    "Friction",
    "MemberCalendar",
    "Remedy",
    "Retrospective",
    "Sorting",
    "StatusHabit",
    "StatusLine",
    "StatusReport",
    "TimeAim",
    "WeekHours",
    "WeekMark",
]
