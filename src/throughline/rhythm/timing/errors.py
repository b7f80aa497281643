from __future__ import annotations

from throughline.core.kernel.errors import BadInput, NotFound


class NoCalendar(BadInput):
    def __init__(self, name: str) -> None:
        super().__init__("this is no calendar file", where=name, mend="export the calendar as .ics and give that file")


class CalendarWithoutEvents(BadInput):
    def __init__(self, name: str) -> None:
        mend = "choose a calendar that holds events, or export it anew"
        super().__init__("there is no event in this calendar", where=name, mend=mend)


class NothingOfLate(BadInput):
    def __init__(self, name: str, since: str, until: str) -> None:
        mend = "export the calendar anew, or choose another one"
        super().__init__(f"no event takes time between {since} and {until}", where=name, mend=mend)


class CalendarTooLarge(BadInput):
    def __init__(self, name: str, megabytes: int) -> None:
        mend = "export the last year alone"
        super().__init__(f"the file is larger than {megabytes} MB", where=name, mend=mend)


class WithoutFile(BadInput):
    def __init__(self) -> None:
        super().__init__("no file was chosen", mend="choose the .ics file that your calendar exports")


class EventNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such event in your calendar", where=key, mend="open the week again")


class CalendarNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such calendar of yours", mend="open the page again")


class CorrectionNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such correction of yours", mend="open the page again")


class UnknownKind(BadInput):
    def __init__(self, kind: str) -> None:
        super().__init__(f"“{kind[:20]}” is no kind of work", mend="choose one of the seven")


class UnusableAim(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(what, mend="give each kind a share from 0 to 100 that together make 100")
