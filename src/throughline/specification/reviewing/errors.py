"""What can go wrong on the way from a draft to a launch, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput, Conflict, Forbidden, NotFound
from throughline.specification.rules.gates import Condition


class GateShut(Conflict):
    """The PRD may not take its next step yet."""

    def __init__(self, to: str, missing: Sequence[Condition]) -> None:
        first, more = missing[0], len(missing) - 1
        what = f"it cannot be {to} yet: “{first.text.lower()}” is not so"
        super().__init__(f"{what}{f', and {more} more' if more else ''}", mend=first.mend)


class NoWayThere(BadInput):
    def __init__(self, at: str, to: str) -> None:
        super().__init__(f"a PRD that is {at} cannot become {to}", mend="take one step at a time")


class NeedsReason(BadInput):
    def __init__(self) -> None:
        super().__init__("going back needs a reason", mend="say in a sentence what has to change")


class NoSuchMember(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such member here", mend="choose one of the list, or invite somebody new")


class NotInvited(Forbidden):
    def __init__(self) -> None:
        super().__init__("only who contributes can sign off", mend="ask the PRD's owner to invite you")


class NothingChanged(Conflict):
    def __init__(self, version: int) -> None:
        super().__init__(f"nothing has changed since version {version}", mend="there is no new version to keep")


class VersionNotFound(NotFound):
    def __init__(self, number: int) -> None:
        super().__init__("there is no such version", where=f"version {number}", mend="choose one of the list")


class ReviewTooEarly(BadInput):
    def __init__(self) -> None:
        super().__init__("the review must come after the launch", mend="book it for about 90 days later")


class NothingProposed(Conflict):
    def __init__(self) -> None:
        super().__init__("this comment proposes no other words", mend="edit the line, then resolve the comment")
