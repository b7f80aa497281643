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


def put_measure(unit: Unit, start: int, end: int, measure: str) -> str:
    """The sentence without the vague word, its clause ending in `measure`; after "is", the blank takes its place."""
    begin, stop = sentence_at(unit, start)
    before, after = unit.text[begin:start], unit.text[end:stop]
    if _BE.search(before):
        return tidy(f"{before}[{unit.text[start:end]}, which means {_strip(measure)}?]{after}")
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
    flat = _ARTICLE.sub(_fit_article, flat)
    flat = flat[:1].upper() + flat[1:]
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"


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
