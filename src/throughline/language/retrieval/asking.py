"""What a question asks for: its words that carry meaning, and its main part."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W_]+")
_SHORT_FORM = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:when|while|during)\s+(?:\w+ing\b|it came to)(?:\s+(?:about|on|of)\b)?", re.IGNORECASE)

_EMPTY = """
    a an the of to in on at for and or but is are was were be been being do did does done what which who whom whose
    why how when where that this these those it its as by with from about into than then so if not no can could would
    should will shall may might must have has had i you he she they we me him her them us my your his their our there
    here also up out over just very more most other some any all each didn doesn don isn wasn aren weren couldn wouldn
    shouldn won haven hasn hadn
"""
_ASKING = """
    summarize summarise summary discussion discussions discuss discussed discussing say said says think thought thinks
    according meeting group team talk talked talking mention mentioned mentions during give tell find show
"""
_FRAMING = """
    presentation presented present presenting elaborate elaborated comment commented decision decisions decide decided
    conclusion conclude concluded opinion opinions idea ideas introduce introduced put forward explain explained
    believe believed ask asked answer answered respond responded response agree disagree agreed disagreed mainly
    reason reasons member members people suggest suggested describe described debate questioning plan plans
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
"""Words that are in every text."""
ASKING_WORDS = frozenset(_ASKING.split())
"""Words by which people ask, not what they ask for."""
FRAMING_WORDS = EMPTY_WORDS | ASKING_WORDS | frozenset(_FRAMING.split())
"""Words that may stand before what is asked for: "the decision on …"."""


def find_words(text: str) -> list[str]:
    """The words of `text` in lower case, without the tails of "didn't" and "what's"."""
    return _TOKEN.findall(_SHORT_FORM.sub("", text).lower())


def choose_words(query: str) -> list[str]:
    """The words to look for, each once: those that carry meaning, else whatever there is."""
    words = find_words(query)
    telling = [word for word in words if word not in EMPTY_WORDS]
    asked = [word for word in telling if word not in ASKING_WORDS]
    return list(dict.fromkeys(asked or telling or words))


def find_subject(query: str, *, speakers: frozenset[str] = frozenset()) -> str:
    """What is asked about: "What did the editor think of colours when discussing print?" asks about "colours".

    `speakers` are the words of speakers' names: at the front they say whose view is asked for, not on what.
    """
    for part in _ASIDE.split(query.strip().rstrip("?.! ")):
        if subject := _drop_frame(part.split(), speakers=speakers):
            return subject
    return query


def _drop_frame(words: list[str], *, speakers: frozenset[str]) -> str:
    frame = FRAMING_WORDS | speakers
    for place, word in enumerate(words):
        if any(part not in frame for part in find_words(word)):
            return " ".join(words[place:])
    return ""
