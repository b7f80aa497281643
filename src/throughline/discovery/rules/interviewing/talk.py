"""Who talked how much: words of each voice, and minutes where the file has times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.interviewing.contracts import TalkShare, Voice

_LONGEST_TURN = 1_800.0
"""Seconds; between two turns further apart there was a break, not talk."""


@dataclass
class _Tally:
    name: str | None
    interviewer: bool
    turns: int = 0
    words: int = 0
    seconds: float = 0.0


def measure_talk(turns: Sequence[Evidence]) -> tuple[TalkShare | None, tuple[str, ...]]:
    """The talk share of one conversation, or None, and what it leaves out, in sentences."""
    aside = [piece for piece in turns if not has_one_voice(piece)]
    heard = [piece for piece in turns if has_one_voice(piece)]
    notes = _tell_aside(aside)
    missing = _tell_missing(heard)
    if missing:
        return None, (*notes, missing)
    timed = any(piece.at_seconds is not None for piece in heard)
    share = _share(_tally(turns), aside_words=sum(map(_count_words, aside)), timed=timed)
    return share, notes if timed else (*notes, "The file has no times: words are counted, minutes are not.")


def has_one_voice(piece: Evidence) -> bool:
    """Whether the turn is one voice's: its speaker's, or at least clearly the interviewer's."""
    return piece.attributes.get("voices") != "several" and (piece.interviewer or piece.person is not None)


def _tell_aside(aside: Sequence[Evidence]) -> tuple[str, ...]:
    if not aside:
        return ()
    words = sum(map(_count_words, aside))
    turns = "1 turn" if len(aside) == 1 else f"{len(aside)} turns"
    return (f"{turns} ({words:,} words) hold several voices or nobody's name and are left out.",)


def _tell_missing(heard: Sequence[Evidence]) -> str:
    """Why there is no share, or "" where there is one."""
    if not any(piece.interviewer for piece in heard):
        return "Nobody is known as the interviewer: say who asks, and the talk share can be told."
    if all(piece.interviewer for piece in heard):
        return "No customer is known by name: say who answers, and the talk share can be told."
    return ""


def _tally(turns: Sequence[Evidence]) -> list[_Tally]:
    """Every voice, in order of appearance. Time runs to the next turn; what the last one took is not known."""
    voices: dict[tuple[str | None, bool], _Tally] = {}
    for piece, lasts in _pair_with_time(turns):
        if not has_one_voice(piece):
            continue
        voice = voices.setdefault((piece.person, piece.interviewer), _Tally(piece.person, piece.interviewer))
        voice.turns += 1
        voice.words += _count_words(piece)
        voice.seconds += lasts
    return list(voices.values())


def _pair_with_time(turns: Sequence[Evidence]) -> Iterator[tuple[Evidence, float]]:
    following = [piece.at_seconds for piece in turns[1:]]
    for piece, then in zip(turns, [*following, None], strict=True):
        seconds = 0.0 if piece.at_seconds is None or then is None else then - piece.at_seconds
        yield piece, seconds if 0 <= seconds <= _LONGEST_TURN else 0.0


def _share(tallies: Sequence[_Tally], *, aside_words: int, timed: bool) -> TalkShare:
    words = sum(tally.words for tally in tallies)
    voices = tuple(_describe(tally, words=words, timed=timed) for tally in tallies)
    asking = sum(voice.words for voice in voices if voice.interviewer) / words
    minutes = sum(tally.seconds for tally in tallies) / 60 if timed else None
    return TalkShare(voices, asking, 1 - asking, aside_words, minutes)


def _describe(tally: _Tally, *, words: int, timed: bool) -> Voice:
    minutes = tally.seconds / 60 if timed else None
    return Voice(tally.name, tally.interviewer, tally.turns, tally.words, tally.words / words, minutes)


def _count_words(piece: Evidence) -> int:
    """At least one: a turn that is all signs was still somebody's."""
    return max(1, len(piece.text.split()))
