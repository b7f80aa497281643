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
    """What was counted of one voice. `opened` is true for the first who spoke."""

    name: str
    turns: int = 0
    words: int = 0
    asking: int = 0
    leading: int = 0
    hosting: int = 0
    guest: int = 0
    opened: bool = False

    def add(self, text: str) -> None:
        """Count one turn."""
        self.turns += 1
        self.words += len(text.split())
        asks, hosts = voices.ends_asking(text), voices.hosts(text)
        self.asking += asks
        self.hosting += hosts
        self.leading += asks or hosts
        self.guest += voices.is_guest(text)

    def take_in(self, other: VoiceTally) -> None:
        """Add what was counted of the same voice under another name."""
        self.turns += other.turns
        self.words += other.words
        self.asking += other.asking
        self.leading += other.leading
        self.hosting += other.hosting
        self.guest += other.guest
        self.opened = self.opened or other.opened

    @property
    def asks(self) -> float:
        """Share of its turns that ask."""
        return self.asking / self.turns if self.turns else 0.0

    @property
    def leads(self) -> float:
        """Share of its turns that ask, welcome, lead over or thank."""
        return self.leading / self.turns if self.turns else 0.0


@dataclass
class ConversationTally:
    """What one pass over a conversation counts; `lengths` are of all turns with words, in characters."""

    voices: dict[str, VoiceTally] = field(default_factory=dict[str, VoiceTally])
    lengths: list[int] = field(default_factory=list[int])

    def add(self, name: str | None, text: str) -> None:
        self.lengths.append(len(text))
        if name is None:
            return
        voice = self.voices.setdefault(name, VoiceTally(name, opened=not self.voices))
        if len(text) < _ONE_VOICE:
            voice.add(text)
        else:
            voice.turns += 1

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
    """Whether somebody is a further interviewer beside the first."""
    return voice.turns >= 3 and voice.guest == 0 and voice.leads >= _MOSTLY and (voice.hosting > 0 or voice.asks >= 0.6)


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
    """Asking counts most; leading through the talk, opening it and saying little count too."""
    total = sum(other.words for other in everyone) or 1
    score = 1.5 * voice.asks + voice.leads + (0.3 if voice.opened else 0.0)
    score -= 0.6 * voice.words / total
    return score - (1.0 if voice.guest else 0.0)


def _explain(voice: VoiceTally) -> str:
    reasons = [f"asks in {voice.asking} of {voice.turns} turns"] if voice.asking else []
    if voice.hosting:
        reasons.append(f"welcomes, leads over or thanks in {voice.hosting}")
    if voice.opened:
        reasons.append("speaks first")
    return ", ".join(reasons) or "leads the talk"
