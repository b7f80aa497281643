from __future__ import annotations

from throughline.core.kernel.errors import BadInput, NotFound


class FeedNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("there is no such calendar address of yours", mend="open the page again")


class TooManyFeeds(BadInput):
    def __init__(self, most: int) -> None:
        super().__init__(f"{most} calendar addresses are open already", mend="close one that is no longer used")
