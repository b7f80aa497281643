"""A better version of a line: the same sentence with a blank where a fact is missing. No fact is ever made up."""

from __future__ import annotations

import re

from throughline.grounding.words import split_sentences
from throughline.specification.rules.checking.contracts import Unit

_JOINT = re.compile(
    r"(?:,?\s+(?:so that|so (?:i|we|they|it|the)\b|in order (?:to|that)|because)\b|\s*[.;|]\s*$|\s*[.;]\s)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(an?)\s+(?=([A-Za-z]))", re.IGNORECASE)
_BE = re.compile(
    r"\b(?:be|is|are|was|were|being|feel|feels|look|looks|seem|seems|stay|stays|remain|remains|work|works|make"
    r"|makes|keep|keeps)\s+(?:very |really |more |as |so |simple, )?$",
    re.IGNORECASE,
)
LONGEST = 260


def sentence_at(unit: Unit, at: int) -> tuple[int, int]:
    """Where the sentence around character `at` begins and ends."""
    for start, end in split_sentences(unit.text):
        if start <= at < end:
            return start, end
    return 0, len(unit.text)


def put_blank(unit: Unit, start: int, end: int, blank: str) -> str:
    """The sentence with the words from `start` to `end` replaced by `blank`."""
    begin, stop = sentence_at(unit, start)
    return tidy(unit.text[begin:start] + blank + unit.text[end:stop])


def put_measure(unit: Unit, start: int, end: int, measure: str, *, moves: bool = False) -> str:
    """The sentence without the vague word, its clause ending in `measure`, where the word is an adverb or `moves`.

    Else the word stays, with what it has to say beside it: "a robust way" is no way without its "robust".
    """
    begin, stop = sentence_at(unit, start)
    before, after, word = unit.text[begin:start], unit.text[end:stop], unit.text[start:end]
    if _BE.search(before) or not (word.endswith("ly") or (moves and word.lower() != "ease")):
        return tidy(f"{before}[{word}: {_strip(measure)}?]{after}")
    rest = re.sub(r"^\s*,?\s*(?:and|or)\s+|^\s+", "", after) if not before.strip() or before.endswith(" ") else after
    joint = _JOINT.search(rest)
    at = joint.start() if joint else len(rest.rstrip(". "))
    return tidy(f"{before}{rest[:at].rstrip()} {measure}{rest[at:]}")


def _strip(measure: str) -> str:
    return measure.replace("[", "").replace("]", "")


def drop(unit: Unit, start: int, end: int) -> str:
    """The sentence without the words from `start` to `end`."""
    begin, stop = sentence_at(unit, start)
    return tidy(unit.text[begin:start].rstrip(" ,") + " " + unit.text[end:stop].lstrip())


def tidy(text: str) -> str:
    """One line, without doubled spaces, with the right article, at most as long as a line may be."""
    flat = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))
    flat = _ARTICLE.sub(_fit_article, flat.replace("( )", "").replace("()", ""))
    flat = " ".join(flat.split())
    return _cut(flat[:1].upper() + flat[1:])


def _cut(text: str) -> str:
    """At most as much as may be shown, around the first blank."""
    if len(text) <= LONGEST:
        return text
    blank = text.find("[")
    if 0 <= blank <= LONGEST - 80:
        return text[: max(LONGEST, text.find("]", blank) + 1)].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
    first = text.find(" ", max(0, blank - LONGEST // 2)) + 1 if blank > 0 else 0
    rest = text[first : first + LONGEST]
    return ("… " if first else "") + (rest.rsplit(" ", 1)[0] + " …" if first + LONGEST < len(text) else rest)


def _fit_article(match: re.Match[str]) -> str:
    article, following = match[1], match[2].lower()
    if article.lower() == "an" and following not in "aeiouh":
        return ("A" if article[0].isupper() else "a") + " "
    if article.lower() == "a" and following in "aei":
        return ("An" if article[0].isupper() else "an") + " "
    return match[0]


def quote(text: str) -> str:
    """A better version in quotation marks, as a suggestion shows it."""
    return f"“{text}”"
