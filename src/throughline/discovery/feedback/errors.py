"""What can go wrong with feedback, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, NotFound


class NothingSaid(BadInput):
    def __init__(self, length: int) -> None:
        if length:
            super().__init__(f"{length:,} characters are too many for one item", mend="import them as a file")
        else:
            super().__init__("there are no words yet", mend="write down what was said or seen")


class RepeatNotFound(NotFound):
    def __init__(self, repeat: int) -> None:
        super().__init__("there is no such pair", where=str(repeat), mend="reload the page")
