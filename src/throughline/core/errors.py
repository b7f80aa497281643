"""What can go wrong with members and their links."""

from __future__ import annotations

from throughline.core.kernel.errors import Conflict, Forbidden


class LinkSpent(Forbidden):
    """The entry link is unknown, used or expired."""

    def __init__(self) -> None:
        super().__init__("this link is unknown, used or expired", mend="ask the workspace's owner for a new one")


class NameTaken(Conflict):
    """Two members cannot share a name: the audit trail could not tell them apart."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a member called {name} already", mend="choose another name")
