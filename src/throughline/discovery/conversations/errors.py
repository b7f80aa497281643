"""What can go wrong with conversations, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class ConversationNotFound(NotFound):
    def __init__(self, file: int | str) -> None:
        super().__init__("there is no such conversation here", where=str(file), mend="choose one from the list")


class TurnNotFound(NotFound):
    def __init__(self, turn: int | str) -> None:
        super().__init__("there is no such turn in this conversation", where=str(turn), mend="open the transcript")


class MarkNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("this mark is no longer there", mend="reload the transcript")


class VoiceNotFound(NotFound):
    def __init__(self, voice: str) -> None:
        super().__init__(
            "nobody of that name speaks in this conversation", where=voice, mend="choose a voice of the list"
        )


class AskersWords(BadInput):
    """The interviewer's turns are never customer evidence."""

    def __init__(self, voice: str) -> None:
        who = voice or "whoever asks"
        super().__init__(
            f"these are the words of {who}, who asks here, and no customer’s",
            mend="mark what the customer answered; or, if this is the customer, say so under Speakers",
        )


class WordsDiffer(Conflict):
    """What was sent is not what is stored at that place."""

    def __init__(self) -> None:
        super().__init__(
            "these words do not stand at that place of the turn", mend="reload the page and mark them anew"
        )


class NothingMarked(BadInput):
    def __init__(self) -> None:
        super().__init__("nothing was chosen to be marked", mend="select some of the words, or the whole turn")


class UnknownChoice(BadInput):
    def __init__(self, what: str, value: str, choices: str) -> None:
        super().__init__(f"there is no {what} called “{value[:30]}”", mend=f"choose {choices}")


class OpportunityGone(Conflict):
    def __init__(self) -> None:
        super().__init__("this opportunity is no longer open", mend="choose another one")


class OpportunityNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such opportunity here", where=key, mend="choose one from the opportunities")
