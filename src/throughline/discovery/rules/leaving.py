"""What is done to a text before it leaves the workspace: masked, under pseudonyms, with nothing unseen in it.

What is stored is never changed by any of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from throughline.discovery.rules.personal import mask_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINED = re.compile(
    "(?<=[\u0600-\u109f\u1780-\u17ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200c(?=[\u0600-\u06ff\u0900-\u0dff])"
)
_WORD = re.compile(r"\w+")
SOMEBODY = "a customer"
"""Stands for a customer who has no pseudonym of their own."""


@dataclass(frozen=True)
class Disguise:
    """How customers are called outside; `names` maps what they are called here to that, empty where names may go.

    `hidden` says that pseudonyms are wanted: then nobody leaves under a name, known here or not.
    """

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    hidden: bool = False

    def show(self, text: str) -> str:
        """`text` as it may leave: personal data masked, customers' names replaced, unseen characters made visible."""
        return show_unseen(self._replace(mask_text(text)))

    def name(self, name: str | None) -> str:
        """What a customer is called outside; empty for nobody."""
        if not name or not self.hidden:
            return show_unseen(mask_text(name or ""))
        known = self._known.get(name.casefold().strip()) or self.show(name)
        return SOMEBODY if known == name else known

    @cached_property
    def _known(self) -> dict[str, str]:
        return {name.casefold().strip(): pseudonym for name, pseudonym in self.names.items()}

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        """Names by their first word, the longest first: a text is gone through once, however many names there are."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.names, key=len, reverse=True):
            if word := _WORD.search(name):
                found.setdefault(word[0].casefold(), []).append(name)
        return found

    def _replace(self, text: str) -> str:
        if not self.hidden or not self.names:
            return text
        shown, at = "", 0
        for word in _WORD.finditer(text):
            name = self._find_name(text, word) if word.start() >= at else None
            if name is not None:
                shown += text[at : word.start()] + self._known[name.casefold().strip()]
                at = word.start() + len(name)
        return shown + text[at:]

    def _find_name(self, text: str, word: re.Match[str]) -> str | None:
        """The longest name that stands here. A name of one word must be written as it is: “will” is not Will."""
        for name in self._by_first_word.get(word[0].casefold(), ()):
            here = text[word.start() : word.start() + len(name)]
            ends = not text[word.start() + len(name) : word.start() + len(name) + 1].isalnum()
            if ends and (here == name or (" " in name and here.casefold() == name.casefold())):
                return name
        return None


def neutralise_formula(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def show_unseen(text: str) -> str:
    """Characters that reorder or hide text are written out, as ⟨U+202E⟩; joiners inside a script or an emoji stay."""
    if text.isascii() or not _UNSEEN.search(text):
        return text
    joined = {found.start() for found in _JOINED.finditer(text)}
    return _UNSEEN.sub(_write_out(joined), text)


def _write_out(spared: set[int]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if found.start() in spared else f"⟨U+{ord(found[0]):04X}⟩"
