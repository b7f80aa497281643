"""What a message to one customer may not say: the name of another. Whoever reads the draft sees what stands instead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

OTHER = "another customer"
MOST_WORDS = 6
"""Words of the longest name that is looked for."""
_WORD = re.compile(r"[^\s“”\"'’(),;:!?]+")


def withhold(text: str, names: Iterable[str], *, own: Collection[str] = ()) -> str:
    """The text with each of these names, wherever it stands as whole words, replaced; the reader's own are left."""
    kept = {name.casefold() for name in own}
    hidden = sorted({name for name in names if name.strip() and name.casefold() not in kept}, key=len, reverse=True)
    if not hidden:
        return text
    spelled = "|".join(re.escape(name) for name in hidden)
    return re.sub(rf"(?<!\w)(?:{spelled})(?!\w)", OTHER, text, flags=re.IGNORECASE)


def list_phrases(texts: Iterable[str]) -> set[str]:
    """Every run of words that could be a name, as it stands and in the two ways in which names are written."""
    runs: set[str] = set()
    for text in texts:
        words = list(_WORD.finditer(text))
        for first in range(len(words)):
            for last in words[first : first + MOST_WORDS]:
                run = text[words[first].start() : last.end()]
                runs |= {run, run.rstrip(".")}
    return runs | {run.title() for run in runs} | {run.lower() for run in runs}
