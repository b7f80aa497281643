"""A message to a customer who was heard: what they said, and what came of it as far as it is on record.

Nothing is promised: where nothing is on record the draft says so and asks one question about the past; a no is said
plainly, with what would change it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

QUESTION = "One question, if you have a minute: when did this last happen, and what did you do then?"
DOES_IT = "Is that what you meant?"
BLANK = "[your name]"
ID_MARKS = r"[0-9#_@]"
"""Signs that stand in an id or an address and in nobody's name. A pattern that databases read alike."""
GLAD = "I will be glad to hear whether it does what you need."
UNANSWERED = "I did not want your words to stay without an answer."
MISREAD = "If I have misread what you need, please tell me."
NOTHING_YET = f"Nothing has been decided about it yet. {UNANSWERED}"


@dataclass(frozen=True, slots=True)
class Said:
    """What one customer said: word for word with its day, spoken or written; or passed on by somebody."""

    words: str
    day: date | None = None
    spoken: bool = False
    relayed_by: str = ""


def draft_reply(
    *, name: str, about: str, said: Sequence[Said], outcomes: Sequence[str], sender: str, noes: Sequence[str] = ()
) -> str:
    """The message, in whole sentences. `outcomes` and `noes` are sentences on record, and stand in it as they are."""
    own = [one for one in said if not one.relayed_by]
    told = _tell_own(own) if own else [_tell_relayed(said, about)]
    return "\n\n".join([_greet(name), *told, *_tell_after(outcomes, noes), _sign(sender)])


def _tell_after(outcomes: Sequence[str], noes: Sequence[str]) -> list[str]:
    """What came of it, then what did not and will not for now; or that nothing is on record, with a question."""
    if outcomes:
        return [*outcomes, GLAD, *noes]
    return [*noes, f"{UNANSWERED} {MISREAD}"] if noes else [NOTHING_YET, QUESTION]


def is_id(name: str) -> bool:
    """Whether it only tells one respondent from another: "survey#36", "Speaker 2", "user_7"."""
    return re.search(ID_MARKS, name) is not None


def _greet(name: str) -> str:
    return f"Hello {name}," if name and not is_id(name) else "Hello,"


def _sign(sender: str) -> str:
    """A member who has not said a name signs with a blank that a person fills in."""
    return BLANK if sender.strip().casefold() in {"", "you", "owner"} else sender


def _tell_own(own: Sequence[Said]) -> list[str]:
    return [f"{_introduce(one, again=place > 0)}\n“{one.words}”" for place, one in enumerate(own)]


def _introduce(one: Said, *, again: bool) -> str:
    verb = "said" if one.spoken else "wrote"
    day = f" on {one.day.day} {one.day:%B %Y}" if one.day else ""
    return f"And{day}:" if again else f"{f'On{day[3:]} you' if day else 'You'} {verb}:"


def _tell_relayed(said: Sequence[Said], about: str) -> str:
    who = next((one.relayed_by for one in said), "")
    by = f" by {who}" if who else ""
    return f"It was passed on to us{by} that this concerns you: {about}."
