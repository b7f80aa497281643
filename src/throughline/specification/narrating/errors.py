"""What can go wrong with a narrative."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class UnknownAudience(NotFound):
    def __init__(self, audience: str) -> None:
        mend = "choose leadership, engineering or sales"
        super().__init__(f"“{audience[:20]}” is no audience of a narrative", mend=mend)


class UnknownFormat(NotFound):
    def __init__(self, kind: str) -> None:
        super().__init__(f"a narrative is not written as “{kind[:20]}”", mend="choose Markdown, Slack or mail")


class NarrativeNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such narrative here", where=key, mend="choose one of the list")


class SentenceNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("this sentence is not in the narrative any more", mend="open the narrative again")


class EmptySentence(BadInput):
    def __init__(self) -> None:
        super().__init__("a sentence needs words", mend="write it, or leave the sentence out")


class SentenceTooLong(BadInput):
    def __init__(self, most: int) -> None:
        super().__init__(f"a sentence of a narrative holds {most} characters at most", mend="make two of it")


class NarrativeMoved(Conflict):
    def __init__(self) -> None:
        mend = "read it once more, and keep it then"
        super().__init__("the narrative has changed since you opened this page, and nothing was kept", mend=mend)
