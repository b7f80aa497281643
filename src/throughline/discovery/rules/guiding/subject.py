"""What a title is about, without what the team concluded of it, so that a question names the thing alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from throughline.discovery.rules.lexicon import list_words
from throughline.grounding.words import STOPWORDS

_VERB = frozenset(
    list_words(
        """
        is are was were isn't aren't wasn't weren't has have had hasn't haven't do does did don't doesn't didn't can
        can't cannot could couldn't will won't would wouldn't should shouldn't must may might never not no always often
        fail fails failed break breaks broke hang hangs hung crash crashes crashed stop stops stopped take takes took
        need needs needed lack lacks lacked get gets got arrive arrives arrived come comes came go goes went make makes
        made lose loses lost miss misses missed cost costs time times leave leaves want wants remain remains seem seems
        feel feels become becomes keep keeps stay stays cause causes slow slows vanish vanishes disappear disappears
        when while because since although if that which who where how why what
        """
    )
)
_NOBODYS_WORK = frozenset(
    list_words(
        """
        i we you he she it they this that these those there people users customers teams somebody nobody everybody
        everyone someone anyone nothing everything to how why what when where which who no not please let find get see
        make know have be do understand
        """
    )
)
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def find_subject(title: str) -> str:
    """The words before the first verb; "" where they name nothing one works with, or are too many to be said."""
    words = title.split()
    plain = [word.lower().replace("’", "'").strip(",.;:") for word in words]
    ends = next((place for place, word in enumerate(plain) if word in _VERB), len(words))
    if not 1 <= ends <= _MOST_WORDS or plain[0] in _NOBODYS_WORK:
        return ""
    return " ".join(words[:ends]).strip(" ,.;:-")


def keep_names(words: str, texts: Iterable[str]) -> str:
    """`words` as they stand inside a sentence: the first in small letters only where the customers write it so."""
    first = words.split(" ")[0]
    if first.lower() in STOPWORDS or (first.istitle() and _is_ordinary(first, texts)):
        return words[:1].lower() + words[1:] if first not in {"I", "I'm"} else words
    return words


def _is_ordinary(word: str, texts: Iterable[str]) -> bool:
    """Whether it stands in small letters more often than with a capital inside a sentence."""
    small = capital = 0
    for text in texts:
        for match in _WORD.finditer(text):
            if match.group() == word.lower():
                small += 1
            elif match.group() == word and re.search(r"[\w,] $", text[max(0, match.start() - 2) : match.start()]):
                capital += 1
    return small > capital
