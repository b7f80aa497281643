"""Words in common, weighed by SQLite's full-text search (FTS5, BM25, Porter stems), in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class WordIndex:
    """Texts in an FTS5 table that keeps their words and not the texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )
        numbered = ((place + 1, text) for place, text in enumerate(texts))
        self._database.executemany("INSERT INTO texts(rowid, words) VALUES (?, ?)", numbered)
        (self.size,) = self._database.execute("SELECT count(*) FROM texts").fetchone()

    def score(self, words: Sequence[str]) -> NDArray[np.float64]:
        """BM25 of each text for any of `words` (higher is better, 0 without one): shape (n,)."""
        scores = np.zeros(self.size)
        if words:
            for place, score in self._database.execute(
                "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ?", (_any_of(words),)
            ):
                scores[place - 1] = score
        return scores

    def find(self, word: str) -> set[int]:
        """The texts that hold `word` or another form of it."""
        rows = self._database.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (_any_of([word]),))
        return {place - 1 for (place,) in rows}


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
