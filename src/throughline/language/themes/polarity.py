"""Whether two texts say the opposite of the same thing.

"It works" and "it does not work" lie close together as vectors (cosine about 0.92); words must keep them apart.
The lists are common English words of judgement, none of them about a trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughline.grounding.negation import is_denial
from throughline.grounding.words import STOPWORDS, word_set
from throughline.language.themes.graph import multiply_pairs
from throughline.language.themes.words import stem_word

WELL = word_set(
    """good great excellent amazing awesome fantastic wonderful perfect perfectly best better love loves loved liked
    likes enjoy enjoyed easy easier easily simple intuitive smooth smoothly fast faster quick quickly helpful useful
    works worked working reliable reliably stable clear clearer fine happy pleased satisfied impressed nice nicely
    pleasant friendly accurate solid superb brilliant delightful recommend improved improves saves saved responsive
    flawless flawlessly seamless seamlessly convenient effective efficient glad thrilled"""
)
ILL = word_set(
    """bad badly terrible awful horrible poor poorly worst worse hate hates hated dislike disliked difficult hard harder
    confusing confused confuses slow slower slowly sluggish unusable useless broken breaks broke fail fails failed
    failing failure crash crashes crashed crashing freeze freezes froze frozen buggy bug bugs error errors unreliable
    unstable unclear annoying annoyed frustrating frustrated frustration disappointed disappointing clunky
    cumbersome painful laggy lags hang hangs hanging stuck inaccurate wrong missing lost unhelpful complicated
    overcomplicated inconvenient ugly unhappy unresponsive"""
)
_WORK = word_set("work works worked working")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[.!?;:,()]")
_TURNS = word_set("but although though however except while whereas because so since") | frozenset(".!?;:()")
_ASKS = word_set("how what when why where who which can could is are do does did will would should may am was were if")
_PASSED_OVER = STOPWORDS | word_set("able longer always actually properly fully anymore")
_REACH = 4
_ALIKE = 0.4
"""Share of all their words that two texts must share to contradict each other."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a text stands: `sign` +1 well, -1 ill, 0 neither; the stems it speaks of, and which of them it denies.

    `asserts` is false for a text that asks, denies or complains.
    """

    sign: int
    stems: frozenset[str]
    denied: frozenset[str]
    asserts: bool


def read_stance(text: str) -> Stance:
    """Read the judgement words of `text` and what its denials reach."""
    tokens = _TOKEN.findall(text.lower().replace("’", "'"))
    total, denied = 0, set[str]()
    reach, open_, asked = 0, False, False
    for word in tokens:
        if word in _TURNS:
            reach, open_, asked = 0, False, False
        elif is_denial(word):
            reach, open_ = _REACH, True
        else:
            asked = asked or (word in _ASKS and not reach)
            total += _judge(word, denied=reach > 0, asked=asked)
            if open_ and word not in _PASSED_OVER and word[0].isalpha() and not word.endswith("ly"):
                denied.add(stem_word(word))
                open_ = False
            reach -= 1
    sign = (total > 0) - (total < 0)
    asks = "?" in tokens or (bool(tokens) and tokens[0] in _ASKS)
    stems = frozenset(stem_word(word) for word in tokens if word not in STOPWORDS and word[0].isalpha())
    return Stance(sign, stems, frozenset(denied), not denied and sign >= 0 and not asks)


def _judge(word: str, *, denied: bool, asked: bool) -> int:
    if word in _WORK:
        return -1 if denied else int(word != "work" and not asked)
    value = (word in WELL) - (word in ILL)
    return -value if denied else value


def find_opposites(stances: Sequence[Stance], places: NDArray[np.int32]) -> NDArray[np.bool_]:
    """For each text i and its neighbours `places[i, j]`: whether the two say the opposite of each other.

    They do where one speaks well and the other ill, and where one denies what the other asserts in much the same words.
    """
    signs = np.array([stance.sign for stance in stances], np.int8)
    columns: dict[str, int] = {}
    stems = _tabulate([stance.stems for stance in stances], columns)
    denied = _tabulate([stance.denied & stance.stems for stance in stances], columns)
    asserted = _tabulate([stance.stems if stance.asserts else frozenset[str]() for stance in stances], columns)
    contradicted = multiply_pairs(denied, asserted, places) + multiply_pairs(asserted, denied, places)
    shared = multiply_pairs(stems, stems, places)
    count = np.array([len(stance.stems) for stance in stances])
    alike = shared >= _ALIKE * (count[:, None] + count[places] - shared)
    return (signs[:, None] * signs[places] < 0) | ((contradicted > 0) & alike)


def _tabulate(stems: Iterable[frozenset[str]], columns: dict[str, int]) -> Any:
    """A sparse row of ones for each set; all with the columns of the first, which holds all others."""
    sparse: Any = import_module("scipy.sparse")
    places: list[int] = []
    ends = [0]
    for some in stems:
        places.extend(sorted(columns.setdefault(stem, len(columns)) for stem in some))
        ends.append(len(places))
    ones = np.ones(len(places), np.float32)
    return sparse.csr_matrix((ones, np.array(places, np.int32), np.array(ends)), shape=(len(ends) - 1, len(columns)))
