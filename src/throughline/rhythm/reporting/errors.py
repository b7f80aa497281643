from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class UnknownAudience(NotFound):
    def __init__(self, audience: str) -> None:
        mend = "choose leadership, engineering or sales"
        super().__init__(f"“{audience[:20]}” is no audience of a status", mend=mend)


class UnknownFormat(NotFound):
    def __init__(self, kind: str) -> None:
        super().__init__(f"a status is not written as “{kind[:20]}”", mend="choose Markdown, Slack or mail")


class StatusNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such status here", where=key, mend="choose one of the list")


class SentenceNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("this sentence is not in the status any more", mend="open the status again")


class EmptySentence(BadInput):
    def __init__(self) -> None:
        super().__init__("a sentence needs words", mend="write it, or leave the sentence out")


class SentenceTooLong(BadInput):
    def __init__(self, most: int) -> None:
        super().__init__(f"a sentence of a status holds {most} characters at most", mend="make two of it")


class UnusableMinutes(BadInput):
    def __init__(self, said: str) -> None:
        super().__init__(f"“{said[:20]}” is no number of minutes", mend="write a whole number from 1 to 600")


class StatusMoved(Conflict):
    def __init__(self) -> None:
        mend = "read it once more, copy it again, and then say that it is sent"
        super().__init__("the status has changed since you opened this page, and nothing was kept", mend=mend)
