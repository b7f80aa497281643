"""What an event's time goes to: by corrections of its series or of like titles, else by words, else by who meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughline.rhythm.rules.timing.contracts import Correction, Event, Kind, Sorted
from throughline.rhythm.rules.timing.titles import find_telling, read_words
from throughline.rhythm.rules.timing.words import BY_FIRST

ALIKE = 0.5
"""The share of two titles' telling words from which they are alike."""
_FEW = 2
_SURE = 2
"""The strength from which a phrase says more than a word it shares with another title."""


@dataclass(frozen=True, slots=True)
class _Taught:
    """A correction with its title's words."""

    correction: Correction
    words: tuple[str, ...]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Match:
    """A phrase found in a title, and where it stands there."""

    words: tuple[str, ...]
    strength: float
    kind: Kind
    at: int


def sort_events(events: Iterable[Event], corrections: Sequence[Correction]) -> list[Sorted]:
    """Each event with its kind and the reason; `corrections` from the earliest to the latest."""
    taught = [_Taught(one, tuple(read_words(one.title)), find_telling(one.title)) for one in corrections]
    by_series = {one.series: one for one in corrections}
    return [_sort(event, by_series, taught) for event in events]


def _sort(event: Event, by_series: dict[str, Correction], taught: Sequence[_Taught]) -> Sorted:
    own = by_series.get(event.series)
    if own is not None:
        return Sorted(event, own.kind, "you said so", by_person=True)
    if event.private:
        return Sorted(event, Kind.NONE, "it is private: only its time is counted")
    matches = find_matches(event.title)
    like = _find_like(event, taught, known=any(one.strength >= _SURE for one in matches))
    if like is not None:
        named = like.correction.title
        return Sorted(event, like.correction.kind, f"you said so of “{named}”", by_person=True)
    return _sort_by_words(event, matches) if matches else _sort_by_people(event)


def _find_like(event: Event, taught: Sequence[_Taught], *, known: bool) -> _Taught | None:
    """The most like title that was corrected, the latest of equals; None where none is like.

    A title that shares less than half its telling words is like only where it holds all of the other's, and its own
    words say nothing else (`known`).
    """
    words, telling = tuple(read_words(event.title)), find_telling(event.title)
    best: tuple[float, _Taught] | None = None
    for one in taught:
        likeness = _measure(words, telling, one, known=known)
        if likeness >= ALIKE and (best is None or likeness >= best[0]):
            best = likeness, one
    return best[1] if best else None


def _measure(words: tuple[str, ...], telling: frozenset[str], one: _Taught, *, known: bool) -> float:
    """From 0 to 1: the same words are 1, else the share of the telling words that both hold."""
    if words and words == one.words:
        return 1.0
    both = telling & one.telling
    if not both:
        return 0.0
    share = len(both) / len(telling | one.telling)
    return max(share, ALIKE) if not known and both == one.telling else share


def find_matches(title: str) -> list[_Match]:
    """The phrases in a title, the longest at each place; a phrase within a longer one does not count again."""
    words = read_words(title)
    found = [
        _Match(phrase, strength, kind, at)
        for at, word in enumerate(words)
        for phrase, strength, kind in BY_FIRST.get(word, ())
        if tuple(words[at : at + len(phrase)]) == phrase
    ]
    kept: list[_Match] = []
    for one in sorted(found, key=lambda match: (-len(match.words), match.at)):
        if not any(_inside(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda match: match.at)


def _inside(one: _Match, other: _Match) -> bool:
    """Whether a match lies within another one of more words."""
    ends, others = one.at + len(one.words), other.at + len(other.words)
    return len(one.words) < len(other.words) and other.at <= one.at and ends <= others


def _sort_by_words(event: Event, matches: Sequence[_Match]) -> Sorted:
    """The kind whose phrases are strongest together; of equals the one named first in the title."""
    total: dict[Kind, float] = defaultdict(float)
    for one in matches:
        total[one.kind] += one.strength
    if event.outside and Kind.DISCOVERY in total:
        total[Kind.DISCOVERY] += 1.0
    first = {one.kind: one.at for one in reversed(matches)}
    kind = max(total, key=lambda one: (total[one], -first[one]))
    best = max((one for one in matches if one.kind is kind), key=lambda one: one.strength)
    return Sorted(event, kind, f"because “{_quote(event.title, best)}”")


def _quote(title: str, match: _Match) -> str:
    """The phrase as the title spells it, or as the rules do where it cannot be cut out."""
    plain = title.split()
    length = len(match.words)
    for start in range(len(plain)):
        for end in range(start + 1, min(len(plain), start + length + 1) + 1):
            if tuple(read_words(" ".join(plain[start:end]))) == match.words:
                return " ".join(plain[start:end]).strip(",.:;-–()[]").casefold()
    return " ".join(match.words)


def _sort_by_people(event: Event) -> Sorted:
    """What no word tells: by who meets, and whether they meet again and again."""
    if event.outside:
        named = event.outside[0]
        if event.recurs:
            return Sorted(event, Kind.ALIGNMENT, f"because it repeats with someone of {named}")
        return Sorted(event, Kind.DISCOVERY, f"because someone of {named} is there")
    if event.people < _FEW:
        return Sorted(event, Kind.NONE, "because nobody else is there and no word tells")
    if event.recurs:
        return Sorted(event, Kind.ALIGNMENT, "because colleagues meet again and again and no word tells")
    return Sorted(event, Kind.ALIGNMENT, "because colleagues meet and no word tells")
