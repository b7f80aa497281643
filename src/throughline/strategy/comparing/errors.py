from __future__ import annotations

from throughline.core.kernel.errors import BadInput


class BadWeight(BadInput):
    def __init__(self, name: str, text: str) -> None:
        super().__init__(
            f"“{text[:20]}” is no weight", where=name.capitalize(), mend="write a number from 0 to 100, such as 40"
        )


class NothingWeighs(BadInput):
    def __init__(self) -> None:
        super().__init__(
            "every weight is 0, so nothing would be ranked", where="Own weights", mend="give one input more than 0"
        )


class NoSuchClass(BadInput):
    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:20]}” is no MoSCoW class", mend="choose must, should, could or won't")


class NoSuchModel(BadInput):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is no model called “{name[:20]}”", mend="choose RICE, ICE, value against effort or own weights"
        )
