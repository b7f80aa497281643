"""Which pieces may be the same thing said once and kept twice. A person decides; these are only proposals.

Precision comes before recall: "great product" by two customers is two customers. Near repeats are looked for among
what one customer said; candidates come from MinHash with banding over runs of three words (Broder 1997; Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, chapter 3), so time grows with the number of texts and never with the
number of pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

BANDS, IN_BAND = 10, 4
NEAR = 0.6
"""Share of three-word runs in common from which two texts are near; by different customers they must be the same."""
FEWEST_WORDS, FEWEST_WORDS_OF_ANYBODY = 4, 15
FORM_LETTER = 3
"""The same long text from more customers than this is something they were given to send."""
DAYS_APART = 31
"""Who says the same again after a month says it twice."""
LONGEST_COMPARED = 4_000
_MOST_IN_BUCKET = 40
_CHUNK = 5_000
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_NEGATED = re.compile(
    r"\b(?:not|no|never|none|n't|cannot|without|nicht|kein\w*|nie|pas|jamais)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A piece as far as it matters here; `reference` is the id its own tool gave it, such as a ticket's number."""

    id: int
    text: str
    customer: str = ""
    reference: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """`second` may repeat `first`, the one that came before, and why."""

    first: int
    second: int
    because: str


@dataclass(frozen=True, slots=True)
class _Known:
    said: Said
    words: tuple[str, ...]

    @property
    def runs(self) -> frozenset[str]:
        return frozenset(list_runs(self.words))


def find_repeats(pieces: Sequence[Said]) -> list[Pair]:
    """Every pair that may be one, in the order of the pieces; each piece repeats at most one that came before."""
    known = [_Known(said, tuple(_WORD.findall(said.text[:LONGEST_COMPARED].casefold()))) for said in pieces]
    found: dict[int, Pair] = {}
    for one, other in _list_candidates(known):
        if known[other].said.id not in found and (because := _compare(known[one], known[other])):
            found[known[other].said.id] = Pair(known[one].said.id, known[other].said.id, because)
    return [found[said.id] for said in pieces if said.id in found]


def list_runs(words: Sequence[str]) -> list[str]:
    """Every three words that stand together; all of a text that has fewer."""
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def _compare(one: _Known, other: _Known) -> str:
    """Why the two may be one, or nothing."""
    same_customer = bool(one.said.customer) and one.said.customer == other.said.customer
    same_ticket = bool(one.said.reference) and one.said.reference == other.said.reference
    fewest = FEWEST_WORDS if same_customer or same_ticket else FEWEST_WORDS_OF_ANYBODY
    if min(len(one.words), len(other.words)) < fewest or _differ_in_substance(one.said.text, other.said.text):
        return ""
    if not same_ticket and _are_apart(one.said.day, other.said.day):
        return ""
    shared = 1.0
    if one.words != other.words:
        shared = _share(one.runs, other.runs) if same_customer or same_ticket else 0.0
    if shared < NEAR:
        return ""
    words = "the same words" if shared == 1 else f"{shared:.0%} of the same words in a row,"
    return f"{words} {_tell_link(one.said, same_customer=same_customer, same_ticket=same_ticket)}"


def _tell_link(said: Said, *, same_customer: bool, same_ticket: bool) -> str:
    if same_ticket:
        return f"under the same id {said.reference[:60]}"
    return "by the same customer" if same_customer else "by different customers"


def _differ_in_substance(one: str, other: str) -> bool:
    """Another number or a denial more is another thing said, however alike the rest is."""
    one, other = one[:LONGEST_COMPARED], other[:LONGEST_COMPARED]
    if sorted(_NUMBER.findall(one)) != sorted(_NUMBER.findall(other)):
        return True
    return len(_NEGATED.findall(one)) != len(_NEGATED.findall(other))


def _are_apart(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) > DAYS_APART


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _list_candidates(known: Sequence[_Known]) -> Iterator[tuple[int, int]]:
    """Places of pairs worth a look, earlier first: under one id, in the same words, alike and by one customer."""
    enough = [place for place, piece in enumerate(known) if len(piece.words) >= FEWEST_WORDS]
    referred = [place for place, piece in enumerate(known) if piece.said.reference]
    yield from _pair_up(_group((known[place].said.reference, place) for place in referred))
    yield from _pair_up(_group(((known[place].said.customer, known[place].words), place) for place in enough))
    long = [place for place in enough if len(known[place].words) >= FEWEST_WORDS_OF_ANYBODY]
    yield from _pair_up(group for group in _group((known[at].words, at) for at in long) if len(group) <= FORM_LETTER)
    named = [place for place in enough if known[place].said.customer]
    bands = _sign([known[place].words for place in named])
    for band in range(BANDS if named else 0):
        values = zip(named, bands[:, band].tolist(), strict=True)
        yield from _pair_up(_group(((known[place].said.customer, value), place) for place, value in values))


def _group(keyed: Iterable[tuple[Hashable, int]]) -> Iterable[list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key, place in keyed:
        groups[key].append(place)
    return groups.values()


def _pair_up(buckets: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Each piece with the first of its bucket and with the one just before it; what is too common is left alone."""
    for bucket in buckets:
        if 2 <= len(bucket) <= _MOST_IN_BUCKET:
            for at, place in enumerate(bucket[1:], start=1):
                yield bucket[0], place
                if at > 1:
                    yield bucket[at - 1], place


def _sign(texts: Sequence[Sequence[str]]) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    """One value a band for each text; texts with the same runs have the same, alike ones some of them."""
    random = np.random.default_rng(7)
    factors = random.integers(1, 2**63, BANDS * IN_BAND, dtype=np.uint64) | np.uint64(1)
    signed = np.zeros((len(texts), BANDS), dtype=np.uint64)
    for start in range(0, len(texts), _CHUNK):
        runs = [list_runs(words) for words in texts[start : start + _CHUNK]]
        hashes = np.array([zlib.crc32(run.encode()) for each in runs for run in each], dtype=np.uint64)
        begins = np.cumsum([0, *(len(each) for each in runs[:-1])])
        for band in range(BANDS):
            for factor in factors[band * IN_BAND : (band + 1) * IN_BAND]:
                lowest = np.minimum.reduceat((hashes * factor) >> np.uint64(16), begins)
                signed[start : start + len(runs), band] = (
                    signed[start : start + len(runs), band] * np.uint64(31) + lowest
                )
    return signed
