"""Tables of rhythm, a file for each of its rooms."""

from throughline.rhythm.models.feeding import CalendarFeed
from throughline.rhythm.models.timing import CalendarEvent, MemberCalendar, Sorting, TimeAim

__all__ = ["CalendarEvent", "CalendarFeed", "MemberCalendar", "Sorting", "TimeAim"]
