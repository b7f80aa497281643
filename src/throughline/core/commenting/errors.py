"""What can go wrong with comments, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Forbidden, NotFound


class CommentNotFound(NotFound):
    def __init__(self, comment: int) -> None:
        super().__init__("there is no such comment here", where=str(comment), mend="reload the page")


class CommentWithoutWords(BadInput):
    def __init__(self, longest: int) -> None:
        super().__init__("a comment needs words, and not too many", mend=f"keep it under {longest:,} characters")


class NotTheirs(Forbidden):
    def __init__(self, writer: str) -> None:
        super().__init__("this comment is somebody else's to resolve", mend=f"answer it, or ask {writer}")
