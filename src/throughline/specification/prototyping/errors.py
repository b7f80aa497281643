"""What can go wrong with prototypes, each with its mend."""

from __future__ import annotations

from datetime import datetime

from throughline.core.kernel.errors import BadInput, Conflict, Forbidden, NotFound


class PrototypeNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such prototype here", where=key, mend="choose one from the list of prototypes")


class NothingToBuild(BadInput):
    def __init__(self) -> None:
        what = "no sentence of it says what somebody does"
        super().__init__(what, mend="write who does what: “A clerk prints labels and sees which are missing”")


class NoStories(BadInput):
    def __init__(self) -> None:
        super().__init__("this PRD has no story yet", mend="write one, then make the prototype")


class NotMadeHere(Conflict):
    def __init__(self) -> None:
        super().__init__("this prototype was made elsewhere, and is kept as it came", mend="bring a newer one instead")


class UnusablePrototype(BadInput):
    """A file that cannot be shown as a prototype."""

    def __init__(
        self, what: str, *, where: str = "", mend: str = "give one HTML file, or a zip with index.html"
    ) -> None:
        super().__init__(what, where=where[:120], mend=mend)


class UnusableLink(BadInput):
    def __init__(self) -> None:
        super().__init__("this is no address of a page", mend="give one that begins with https://")


class NoSuchState(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such screen or state in this prototype", mend="reload the page")


class NameTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__("this screen has this state already", where=name[:120], mend="give it another name")


class WithoutAnswer(BadInput):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs words", mend="write a sentence")


class PinNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such pin here", mend="reload the page")


class NoPrdYet(Conflict):
    def __init__(self) -> None:
        super().__init__("there is no PRD yet that it could go into", mend="write the PRD, and it can go there")


class ReviewNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such review link here", mend="reload the page")


class ReviewOver(Forbidden):
    """A review link that no longer opens anything, or never did."""

    def __init__(self, what: str = "this review link does not open anything", ended: datetime | None = None) -> None:
        day = f" on {ended.day} {ended:%B %Y}" if ended else ""
        super().__init__(f"{what}{day}", mend="thank you for looking; ask whoever sent it to you for a new one")


class TooManyPins(Conflict):
    def __init__(self) -> None:
        super().__init__(
            "a lot has been pinned in a short while", mend="yours is not kept yet: wait some minutes, send it"
        )


class OnlyFramed(Forbidden):
    def __init__(self) -> None:
        what = "a prototype is shown inside its own page only, where it can reach nothing"
        super().__init__(what, mend="open the prototype’s page")


class NothingOffered(Conflict):
    def __init__(self) -> None:
        super().__init__("nothing is offered for this prototype", mend="ask for better names first")
