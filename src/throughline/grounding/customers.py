"""Whether a named customer is the one who spoke: the account or the person of the evidence, and nobody else."""

from __future__ import annotations

import re

from throughline.grounding.citing import Library
from throughline.grounding.contracts import Citable
from throughline.grounding.supporting import attributes_of
from throughline.grounding.words import name_key

_IDENTITY = re.compile(
    r"name|mail|customer|client|contact|company|organi[sz]ation|account|respondent|user|handle", re.IGNORECASE
)
_STAFF = re.compile(
    r"manager|owner|agent|assign|rep\b|sales|support|type|plan|tier|segment|product|size|count", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[,;/|()\[\]–—·]\s*|\s+-\s+|\s+(?:at|of|from)\s+")


def own_names(piece: Citable) -> tuple[str, ...]:
    """The account and the person of a piece, those that are known, and other columns that name its customer."""
    return tuple(name for name in (piece.account, piece.person, *_other_names(piece)) if name)


def _other_names(piece: Citable) -> tuple[str, ...]:
    """Names in further columns of the row (an e-mail beside a name), but not those of one's own staff."""
    return tuple(
        value for key, value in attributes_of(piece).items() if _IDENTITY.search(key) and not _STAFF.search(key)
    )


def is_customer(name: str, piece: Citable, library: Library) -> bool:
    """Whether `name` is the piece's person or account.

    White space, case and punctuation do not matter. "Person, Account" is both; a part of a name ("Brightwater" for
    Brightwater Logistics) will do where no other customer of the ground has it.
    """
    if _is_one(name, piece, library):
        return True
    parts = [part for part in _PARTS.split(name.strip()) if part]
    described = {name_key(value) for value in (piece.segment or "", str(piece.date or "")) if value}
    named = [part for part in parts if name_key(part) not in described]
    return len(parts) > 1 and bool(named) and all(_is_one(part, piece, library) for part in named)


def _is_one(name: str, piece: Citable, library: Library) -> bool:
    key = name_key(name)
    if not key:
        return False
    if any(name_key(own) == key for own in own_names(piece)):
        return True
    if piece.account and key[: len(name_key(piece.account))] == name_key(piece.account) and _is_rest(key, piece):
        return True
    return any(_is_short(key, own) and _is_unambiguous(key, own, library) for own in own_names(piece))


def _is_rest(key: tuple[str, ...], piece: Citable) -> bool:
    """Whether what follows the account's name is the person's, as in "Acme Ana Silva"."""
    rest = key[len(name_key(piece.account or "")) :]
    return bool(piece.person) and rest == name_key(piece.person or "")


def _is_short(key: tuple[str, ...], own: str) -> bool:
    """Whether `key` is a run of whole words of the name, one of them longer than two letters."""
    full = name_key(own)
    runs = (full[k : k + len(key)] for k in range(len(full) - len(key) + 1))
    return len(key) < len(full) and any(len(word) > 2 and not word.isdigit() for word in key) and key in runs


def _is_unambiguous(key: tuple[str, ...], own: str, library: Library) -> bool:
    mine = name_key(own)
    return not any(
        name_key(other) != mine and (name_key(other) == key or _is_short(key, other))
        for other in library.sharing_a_word(key)
    )


def find_others(text: str, pieces: tuple[Citable, ...], library: Library) -> str | None:
    """A known customer named in `text` who is none of the pieces' own, or None."""
    words = name_key(text)
    for name in library.sharing_a_word(words):
        key = name_key(name)
        if _is_namelike(name, text) and _has_run(words, key) and not _belongs(key, pieces):
            return name
    return None


def _is_namelike(name: str, text: str) -> bool:
    """Whether the name stands in `text` spelled as a name (not a common word such as "small" in small letters)."""
    return len(name) > 2 and (name in text or (len(name_key(name)) > 1 and name.casefold() in text.casefold()))


def _has_run(words: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return any(words[k : k + len(key)] == key for k in range(len(words) - len(key) + 1))


def _belongs(key: tuple[str, ...], pieces: tuple[Citable, ...]) -> bool:
    """Whether the name is one of the pieces' own, part of one, or stands in what they say."""
    own = [name_key(name) for piece in pieces for name in own_names(piece)]
    return any(_has_run(full, key) for full in own) or any(_has_run(name_key(p.text), key) for p in pieces)
