"""From the turns of a conversation to evidence: one pass to tell who asks, one to make the pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from throughline.core.kernel.ids import derive_id
from throughline.discovery.contracts import Evidence, Rejected, Speaker
from throughline.discovery.reading.records import LONGEST_TEXT, shorten
from throughline.discovery.reading.turns import About, Transcript, Turn
from throughline.discovery.rules import voices
from throughline.discovery.rules.markup import has_words, read_plainly
from throughline.discovery.rules.names import is_section_title, show_name, split_label
from throughline.discovery.rules.second_hand import find_relay
from throughline.discovery.rules.speakers import ConversationTally, guess_speakers


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in one conversation, and how long a turn usually is."""

    speakers: tuple[Speaker, ...]
    interviewers: frozenset[str]
    usual_length: float
    opened_by_host: int
    """The number of the first turn after an unnamed opening by whoever leads; 0 where there is none."""


class Heard(NamedTuple):
    """One turn with what is known of its voice."""

    turn: Turn
    name: str | None
    text: str


def cast_speakers(transcript: Transcript, *, corrected: Mapping[str, str], captions: bool) -> Cast:
    """Go through the conversation once and tell who asks and who is asked."""
    tally = ConversationTally()
    opening, welcomed, named = 0, False, False
    for heard in _listen(transcript, captions):
        if not has_words(heard.text):
            continue
        tally.add(None if _belies_name(heard) else heard.name, heard.text)
        named = named or heard.name is not None
        if not named:
            opening, welcomed = heard.turn.number + 1, welcomed or voices.hosts(heard.text)
    speakers = guess_speakers(tally, corrected=corrected, stated=transcript.about.roles)
    interviewers = frozenset(speaker.name for speaker in speakers if speaker.interviewer)
    return Cast(speakers, interviewers, tally.usual_length, opening if welcomed and named else 0)


def make_turns(
    transcript: Transcript, cast: Cast, *, source: str, sha256: str, captions: bool, date: date | None
) -> Iterator[Evidence | Rejected | None]:
    """Every turn in order; None where nothing is said."""
    maker = _Maker(cast, transcript.about, source, sha256, date)
    for heard, following in _pair(_listen(transcript, captions)):
        yield maker.make(heard, following)


@dataclass(frozen=True)
class _Maker:
    cast: Cast
    about: About
    source: str
    sha256: str
    date: date | None

    def make(self, heard: Heard, following: Heard | None) -> Evidence | Rejected | None:
        turn = heard.turn
        if problem := turn.problem or ("it holds a NUL byte" if "\x00" in heard.text else ""):
            return Rejected(self.source, turn.number, turn.line, problem, shorten(turn.written))
        if not has_words(heard.text):
            return None
        if len(heard.text) > LONGEST_TEXT:
            reason = f"the turn has {len(heard.text):,} characters, more than {LONGEST_TEXT:,}"
            return Rejected(self.source, turn.number, None, reason, shorten(turn.written))
        piece = Evidence(
            id=derive_id("ev", self.sha256, "turn", turn.number),
            source=self.source,
            text=heard.text,
            turn=turn.number,
            start=turn.start,
            end=turn.end,
            attributes=dict(self.about.attributes),
            date=self.date,
            channel=self.about.channel,
            at_seconds=turn.at_seconds,
        )
        return self._name_voice(piece, heard, following)

    def _name_voice(self, piece: Evidence, heard: Heard, following: Heard | None) -> Evidence:
        """Say who speaks. A voice that cannot be the one written beside the turn is nobody's, and is never quoted."""
        if voices.holds_several_voices(heard.text, usual=self.cast.usual_length):
            several = {**piece.attributes, "voices": "several"}
            return replace(piece, interviewer=True, attributes=several)
        if voices.is_question_with_answer(heard.turn.written):
            return replace(piece, interviewer=True, attributes={**piece.attributes, "voices": "several"})
        if heard.name is None:
            return self._place_unnamed(piece, heard)
        if heard.name in self.cast.interviewers:
            return replace(piece, person=show_name(heard.name), interviewer=True)
        if self._is_misattributed(heard, following):
            return replace(piece, interviewer=True)
        return self._place_customer(piece, heard.name)

    def _place_unnamed(self, piece: Evidence, heard: Heard) -> Evidence:
        leads = heard.turn.number < self.cast.opened_by_host or voices.hosts(heard.text)
        asks = voices.asks_only(heard.text) or voices.is_marked_question(heard.turn.written)
        if leads or asks:
            return replace(piece, interviewer=True)
        return replace(piece, account=self.about.account, segment=self.about.segment)

    def _is_misattributed(self, heard: Heard, following: Heard | None) -> bool:
        """Whether a customer's name stands at a turn that whoever leads the talk must have spoken."""
        name, text = heard.name or "", heard.text
        if _belies_name(heard):
            return True
        if not _has_host(self.cast):
            return False
        if voices.speaks_to_all(text) and not voices.is_guest(text):
            return True
        return following is not None and following.name == name and _is_answered(text, following.text)

    def _place_customer(self, piece: Evidence, name: str) -> Evidence:
        note = split_label(name)[1]
        company = note if note and _names_company(note) else None
        return replace(
            piece,
            person=show_name(name),
            account=company or self.about.account,
            segment=self.about.segment,
            relayed_by=find_relay(text="", channel=self.about.channel),
        )


def _listen(transcript: Transcript, captions: bool) -> Iterator[Heard]:
    for turn in transcript:
        name = turn.speaker
        if name is not None and (is_section_title(name) or not name.strip()):
            name = None
        yield Heard(turn, name, read_plainly(turn.written, captions=captions))


def _pair(turns: Iterator[Heard]) -> Iterator[tuple[Heard, Heard | None]]:
    """Each turn with the one that follows it."""
    before = next(turns, None)
    for turn in turns:
        assert before is not None
        yield before, turn
        before = turn
    if before is not None:
        yield before, None


def _names_company(note: str) -> bool:
    words = note.casefold().split()
    common = {"guest", "external", "host", "cohost", "co-host", "you", "unverified", "customer", "organizer", "me"}
    return not any(word in common for word in words) and note[0].isupper()


def _belies_name(heard: Heard) -> bool:
    """Whether the name beside a turn cannot be whose words it holds."""
    if heard.name is None:
        return False
    return voices.is_marked_question(heard.turn.written) or voices.addresses(heard.text, heard.name)


def _is_answered(text: str, following: str) -> bool:
    """Whether the same name asks in one turn and answers in the next: then the first was somebody else's."""
    if voices.asks_only(following):
        return False
    if voices.asks_only(text) and voices.speaks_to_listener(text):
        return True
    if voices.puts_question(text):
        return True
    return voices.refers_to_listener(text) and voices.agrees_or_denies(following)


def _has_host(cast: Cast) -> bool:
    return bool(cast.interviewers) or cast.opened_by_host > 0
