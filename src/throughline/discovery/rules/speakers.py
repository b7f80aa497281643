"""Who asks and who is asked: a guess over a whole conversation, with the reason, that a person can correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from throughline.discovery.contracts import Speaker
from throughline.discovery.rules import voices
from throughline.discovery.rules.names import is_group, read_role, split_label

_CLEAR_LEAD = 0.2
_MOSTLY = 0.5
_ONE_VOICE = 4_000
"""Characters; a longer turn tells little of its voice, and may hold several."""


@dataclass
class VoiceTally:
    """What was counted of one voice.

    Turns that ask, that lead through the talk (`hosting`), that do either (`leading`), that thank for the invitation
    (`guest`), that answer somebody's question (`answering`); how often it says "you" and how often "I" or "we".
    `opened` is true for the first who spoke.
    """

    name: str
    turns: int = 0
    words: int = 0
    asking: int = 0
    leading: int = 0
    hosting: int = 0
    guest: int = 0
    answering: int = 0
    listener: int = 0
    itself: int = 0
    opened: bool = False

    def add(self, text: str, *, was_asked: bool) -> bool:
        """Count one turn; whether it asks."""
        asks, hosts = voices.ends_asking(text), voices.hosts(text)
        listener, itself = voices.count_stance(text)
        self.turns += 1
        self.words += len(text.split())
        self.asking += asks
        self.hosting += hosts
        self.leading += asks or hosts
        self.guest += voices.is_guest(text)
        self.answering += was_asked and not voices.asks_only(text)
        self.listener += listener
        self.itself += itself
        return asks

    def take_in(self, other: VoiceTally) -> None:
        """Add what was counted of the same voice under another name."""
        for name in ("turns", "words", "asking", "leading", "hosting", "guest", "answering", "listener", "itself"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.opened = self.opened or other.opened

    @property
    def asks(self) -> float:
        """Share of its turns that ask."""
        return self.asking / self.turns if self.turns else 0.0

    @property
    def leads(self) -> float:
        """Share of its turns that ask, welcome, lead over or thank."""
        return self.leading / self.turns if self.turns else 0.0

    @property
    def stance(self) -> float:
        """From -1, speaks of itself alone, to 1, speaks of the listener alone."""
        both = self.listener + self.itself
        return (self.listener - self.itself) / both if both else 0.0


@dataclass
class ConversationTally:
    """What one pass over a conversation counts; `lengths` are of all turns with words, in characters."""

    voices: dict[str, VoiceTally] = field(default_factory=dict[str, VoiceTally])
    lengths: list[int] = field(default_factory=list[int])
    _asked_by: str | None = None

    def add(self, name: str | None, text: str) -> None:
        """Count one turn of the voice `name`, None where nobody is named."""
        self.lengths.append(len(text))
        if name is None:
            self._asked_by = "" if voices.ends_asking(text) else None
            return
        voice = self.voices.setdefault(name, VoiceTally(name, opened=not self.voices))
        if len(text) >= _ONE_VOICE:
            voice.turns += 1
            return
        was_asked = self._asked_by is not None and self._asked_by != name
        self._asked_by = name if voice.add(text, was_asked=was_asked) else None

    @property
    def usual_length(self) -> float:
        """The median."""
        return float(sorted(self.lengths)[len(self.lengths) // 2]) if self.lengths else 0.0


def guess_speakers(
    tally: ConversationTally, *, corrected: Mapping[str, str], stated: Mapping[str, str]
) -> tuple[Speaker, ...]:
    """A `Speaker` for each voice, in order of appearance.

    `corrected` (what a person says) overrules `stated` (what the file says of its participants), which overrules what
    the name says, which overrules what the voice does. Keys of both may be a full name or how the file shortens it.
    """
    full = {name: _find_full_name(name, tally.voices) for name in tally.voices}
    joined = _join_voices(tally.voices, full)
    known = {name: found for name in joined if (found := _look_up(name, corrected, stated))}
    open_voices = [voice for name, voice in joined.items() if name not in known and not is_group(name)]
    guessed = _guess_by_behaviour(open_voices, known={role for role, _ in known.values()})
    default = ("customer", "answers more than it asks")
    speakers: list[Speaker] = []
    for name, voice in tally.voices.items():
        role, reason = known.get(full[name]) or guessed.get(full[name]) or default
        speakers.append(Speaker(name, voice.turns, role == "interviewer", reason))
    return tuple(speakers)


def _find_full_name(name: str, names: Iterable[str]) -> str:
    """ "David" is "David Ashpole" where nobody else here is a David."""
    longer = [other for other in names if other.startswith(f"{name} ")]
    return longer[0] if len(longer) == 1 and not read_role(name) else name


def _join_voices(voices: Mapping[str, VoiceTally], full: Mapping[str, str]) -> dict[str, VoiceTally]:
    joined: dict[str, VoiceTally] = {}
    for name, voice in voices.items():
        joined.setdefault(full[name], VoiceTally(full[name])).take_in(voice)
    return joined


def _look_up(name: str, corrected: Mapping[str, str], stated: Mapping[str, str]) -> tuple[str, str] | None:
    if role := _find(name, corrected):
        return role, "you said so"
    if role := _find(name, stated):
        return role, "the file says so"
    if role := read_role(name):
        return role, "its name says so"
    return None


def _find(name: str, roles: Mapping[str, str]) -> str | None:
    bare = split_label(name)[0].casefold()
    for key, role in roles.items():
        wanted = split_label(key)[0].casefold()
        if bare == wanted or wanted.startswith(bare + " ") or bare.startswith(wanted + " "):
            return role
    return None


def _guess_by_behaviour(open_voices: Sequence[VoiceTally], *, known: Set[str]) -> dict[str, tuple[str, str]]:
    """Interviewers among the voices nothing else is known of; `known` are the parts already given."""
    if len(open_voices) == 1 and known == {"customer"}:
        return {open_voices[0].name: ("interviewer", "all others are customers")}
    scores = {voice.name: _score(voice, open_voices) for voice in open_voices}
    ranked = sorted(open_voices, key=lambda voice: (-scores[voice.name], not voice.opened))
    found: dict[str, tuple[str, str]] = {}
    if ranked and "interviewer" not in known and _leads(ranked, scores):
        found[ranked[0].name] = "interviewer", _explain(ranked[0])
    for voice in ranked:
        if _leads_too(voice) and len(open_voices) > len(found) + 1:
            found.setdefault(voice.name, ("interviewer", _explain(voice)))
    return found


def _leads_too(voice: VoiceTally) -> bool:
    """Whether somebody is a further interviewer beside the first: leads, and speaks of the others, not of itself."""
    steady = voice.turns >= 3 and voice.guest == 0 and voice.leads >= _MOSTLY
    return steady and voice.stance > -_CLEAR_LEAD and (voice.hosting > 0 or voice.asks >= 0.6)


def _leads(ranked: Sequence[VoiceTally], scores: Mapping[str, float]) -> bool:
    """Two people: one of them asks. One alone, or many: only who clearly does."""
    best = ranked[0]
    if best.asking == 0 and best.hosting == 0:
        return False
    if len(ranked) == 1:
        return best.leads >= _MOSTLY
    if len(ranked) == 2:
        return True
    return scores[best.name] - scores[ranked[1].name] >= _CLEAR_LEAD or best.leads >= _MOSTLY


def _score(voice: VoiceTally, everyone: Sequence[VoiceTally]) -> float:
    """Asking and leading count most; speaking of "you", opening the talk and saying little count too.

    Answering, speaking of oneself and thanking for the invitation count against. The weights are frozen.
    """
    words = sum(other.words for other in everyone) or 1
    answers = voice.answering / voice.turns if voice.turns else 0.0
    score = 1.2 * voice.asks + 0.8 * voice.leads + 0.6 * voice.stance - 0.6 * answers - 0.4 * voice.words / words
    return score + (0.3 if voice.opened else 0.0) - (1.0 if voice.guest else 0.0)


def _explain(voice: VoiceTally) -> str:
    reasons = [f"asks in {voice.asking} of {voice.turns} turns"] if voice.asking else []
    if voice.hosting:
        reasons.append(f"welcomes, leads over or thanks in {voice.hosting}")
    if voice.opened:
        reasons.append("speaks first")
    return ", ".join(reasons) or "leads the talk"
