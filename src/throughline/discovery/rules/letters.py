"""Whether a decoding reads like a language: its letters belong together and stand where letters stand."""

from __future__ import annotations

import re

_MARKS = "‘’“”„‚–—…€£©®°·«»¿¡•™§\xa0"
_LANGUAGES = tuple(
    frozenset(letters + letters.upper() + _MARKS)
    for letters in (
        "éèàùâêîôûçëïüœ",
        "äöüßéà",
        "áéíóúñüçà",
        "áâãàçéêíóôõúü",
        "àèéìòùó",
        "åäöéü",
        "æøåéöäü",
        "ëéïöüèáó",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "çğıöşüâİ",
        "čćđšž",
    )
)
_MIXED = re.compile(r"[a-z][^\W\d_a-zß](?:[a-z]|\b)")
_INSIDE = re.compile(r"[^\W\d_][€£©®°·«»¿¡•™§…„‚“–—][^\W\d_]")
_CYRILLIC_WORD = re.compile(r"(?<![a-zA-Z])[А-ЯЁа-яё][а-яё]*(?![a-zA-ZА-ЯЁ])")
_VOWELS = frozenset("аеёиоуыэюя")


def rate_latin(text: str) -> float:
    """From 0 to 1: how many of the letters beyond ASCII belong to one European language, in sensible places."""
    foreign = [letter for letter in text if letter > "\x7f"]
    if not foreign:
        return 1.0
    best = max(sum(1 for letter in foreign if letter in language) for language in _LANGUAGES)
    odd = len(_INSIDE.findall(text)) + sum(1 for found in _MIXED.findall(text) if found[1].isupper())
    return max(0.0, (best - 2 * odd) / len(foreign))


def rate_cyrillic(text: str) -> float:
    """From 0 to 1: how many of the characters beyond ASCII stand in words with as many vowels as Slavic words have."""
    foreign = sum(1 for letter in text if letter > "\x7f" and letter not in _MARKS)
    words = [found[0].casefold() for found in _CYRILLIC_WORD.finditer(text)]
    letters = "".join(words)
    vowels = sum(1 for letter in letters if letter in _VOWELS)
    if not letters or not 0.32 <= vowels / len(letters) <= 0.6:
        return 0.0
    return len(letters) / max(foreign, 1)
