"""Which pieces say nothing about anything: thanks, greetings, sounds, notes of music."""

from __future__ import annotations

import re

from throughline.grounding.words import STOPWORDS, word_set

_STAGE = re.compile(r"\[[^\]]{0,40}\]|\([^)]{0,25}\)|♪[^♪]*♪?")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBERED = re.compile(r"\d")
_PLEASANTRIES = word_set(
    """thanks thank thx cheers hi hello hey welcome bye goodbye morning afternoon evening everybody guys folks yeah yep
    yup nope nah no not okay alright right true exactly absolutely definitely totally correct great good nice cool
    awesome perfect wonderful amazing interesting gotcha understood um uh uhm erm er hmm hm mm mhm mmhmm ah oh wow ha
    haha lol well sorry yes sir applause laughter laughs laughing music inaudible crosstalk silence none na nil n/a
    nothing comment comments answer question add know mean guess think awesome fantastic excellent much appreciate
    appreciated pleasure bless meet meeting glad happy fun start started"""
)
_SHORT = 12
_LEAST_IN_REPLY = 5


def is_chatter(text: str) -> bool:
    """Whether nothing is said in `text` but pleasantries, fillers and stage notes.

    A single word of meaning is enough to count ("Slow."), and so is any figure.
    """
    bare = _STAGE.sub(" ", text)
    words = _WORD.findall(bare.lower().replace("’", "'"))
    if _NUMBERED.search(bare) and words:
        return False
    if len(words) > _SHORT:
        return False
    return all(word in STOPWORDS or word in _PLEASANTRIES or len(word) == 1 for word in words)


def is_reply(text: str) -> bool:
    """Whether a turn says too little to be about something without the question before it ("Ten past four.")."""
    words = set(_WORD.findall(text.lower().replace("’", "'")))
    return sum(1 for word in words if word not in STOPWORDS and word not in _PLEASANTRIES) < _LEAST_IN_REPLY
