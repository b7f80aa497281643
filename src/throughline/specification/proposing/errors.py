"""What can go wrong while drafting with a model, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import Conflict, Forbidden, NotFound


class DraftNotFound(NotFound):
    def __init__(self, draft: int) -> None:
        super().__init__("there is no such draft here", where=f"draft {draft}", mend="look at the PRD it belongs to")


class AlreadyDrafting(Conflict):
    def __init__(self) -> None:
        super().__init__("the model is at work on this already", mend="wait for it, or cancel it")


class AlreadyDrafted(Conflict):
    def __init__(self) -> None:
        super().__init__("the model has answered this already", mend="decide about what it proposes, or begin anew")


class NoSections(Conflict):
    def __init__(self) -> None:
        super().__init__("no section was chosen", mend="choose at least one")


class NothingWaits(Conflict):
    def __init__(self, section: str) -> None:
        super().__init__("nothing waits for you here", where=section, mend="reload the page")


class NothingTaken(Conflict):
    def __init__(self) -> None:
        super().__init__("no line was chosen", mend="choose at least one, or dismiss them all")


class NotHere(Forbidden):
    """A team's server has its model from whoever runs it."""

    def __init__(self) -> None:
        mend = "set THROUGHLINE_MODEL and THROUGHLINE_MODEL_KEY where it runs"
        what = "on a team’s server the model is set by whoever runs it"
        super().__init__(what, mend=mend, on_page="ask whoever runs it")


class NotOwner(Forbidden):
    def __init__(self) -> None:
        super().__init__("only an owner of the workspace may set the model", mend="ask one of them")


class CallInterrupted(Conflict):
    """The worker ended while the model was writing. What that call cost is not known, so nobody repeats it unasked."""

    def __init__(self) -> None:
        what = "the work was interrupted while the model was writing, and what it had written is lost"
        super().__init__(what, mend="start it again")
