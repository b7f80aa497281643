"""How a demand is worded for the formats: "System MUST …" from EARS or from a plain sentence, blanks as questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from throughline.grounding.contracts import Origin
from throughline.specification.exports.markdown import escape
from throughline.specification.exports.page import split_blanks
from throughline.specification.rules.stories.contracts import CriterionParts, Point
from throughline.specification.rules.stories.verbs import is_verb

_SHALL = re.compile(
    r"^(?P<lead>.*?),?\s*(?:\bthen\s+)?\bthe\s+system\s+(?:shall|must)\s+(?P<what>\S.*)$", re.IGNORECASE | re.DOTALL
)
_LOUD = re.compile(r"\b(?:WHEN|WHENEVER|IF|WHILE|WHERE|ONCE|AFTER|BEFORE|UNLESS|UNTIL|AND|OR|THEN)\b")
_OUT = "Not part of this"
_MODAL = re.compile(r"\b(?:shall|must)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:the|an?|each|every|all|any|no|both|it|its|this|that|these|those|there|they|people|users|customers|nobody)\b",
    re.IGNORECASE,
)
_AFTER_VERB = re.compile(
    r"(?:the|an?|each|every|all|any|no|which|whether|when|how|them|its?|what|that|to)$", re.IGNORECASE
)
CLARIFICATIONS = 3
"""The most questions that a spec may leave to its reader (spec-kit's own rule)."""


def say_must(text: str) -> str:
    """One demand as "System MUST …"; a sentence that has its own subject and modal keeps the subject."""
    words = " ".join(text.split())
    ears = _SHALL.match(words)
    if ears:
        lead = _LOUD.sub(lambda match: match.group().lower(), ears["lead"].strip().rstrip(","))
        what = ears["what"].rstrip(". ")
        return f"System MUST {what}{f' {_lower(lead)}' if lead else ''}."
    if _MODAL.search(words):
        return _MODAL.sub("MUST", words, count=1)
    return f"System MUST {_say_what(words)}"


def say_shall(text: str) -> str:
    """One demand with SHALL: EARS as it stands, a plain sentence as what the system shall see to."""
    words = " ".join(text.split())
    if _SHALL.match(words) or re.search(r"\b(?:SHALL|MUST)\b", words):
        return words if re.search(r"\b(?:SHALL|MUST)\b", words) else _MODAL.sub("SHALL", words, count=1)
    if _MODAL.search(words):
        return _MODAL.sub("SHALL", words, count=1)
    return f"The system SHALL {_say_what(words)}"


def _say_what(words: str) -> str:
    """What a plain sentence demands: itself where it opens with a verb, else that it is ensured."""
    first, _, rest = words.partition(" ")
    if is_verb(first.lower()) and _AFTER_VERB.match(rest.partition(" ")[0]):
        return _lower(words)
    return f"ensure that {_lower(words) if _OPENING.match(words) else words}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words


def say_criterion(parts: CriterionParts, text: str) -> str:
    """A criterion as one demand, for a PRD that has no requirements of its own."""
    if not parts.then:
        return say_must(text)
    then = " and ".join(parts.then)
    when = [f"when {' and '.join(parts.when)}"] if parts.when else []
    given = [f"given {' and '.join(parts.given)}"] if parts.given else []
    return f"System MUST ensure that {', '.join([then, *when, *given])}."


def say_bounds(non_goals: Iterable[Point]) -> Iterator[str]:
    """What is out, what was asked for and is in, and what was asked for and nobody has decided; for Markdown.

    A request that was decided names in its owner who said so; one that is out has a non-goal of its own.
    """
    for point in non_goals:
        where, _, who = point.owner.partition(", ")
        if point.origin != Origin.QUOTE.mark:
            lead = "" if point.text.startswith(_OUT) else "Out of scope: "
            yield f"{lead}{show_open(point.text)}"
        elif where == "in":
            yield f"Part of this, {show_open(who)}: {show_open(point.text)}"
        elif where != "out":
            yield f"Asked for by a customer, and not decided: {show_open(point.text)}"


class Questions:
    """The few questions that a spec may put to its reader, one for each of the first demands that have a blank."""

    def __init__(self, demands: Iterable[Point]) -> None:
        open_ = [point.id for point in demands if any(blank for _, blank in split_blanks(point.text))]
        self.left = set(open_[:CLARIFICATIONS])

    def word(self, text: str, point: Point) -> str:
        """The text for Markdown; its first blank as a question where the demand may still ask one."""
        return "".join(self._word(part, point) if blank else escape(part) for part, blank in _split(text))

    def _word(self, choices: str, point: Point) -> str:
        if point.id not in self.left:
            return say_open(choices)
        self.left.remove(point.id)
        return f"[NEEDS CLARIFICATION: {escape(choices.replace(' / ', ', or '))}?]"


def show_open(text: str) -> str:
    """The text for Markdown, each blank as something that is still open."""
    return "".join(say_open(part) if blank else escape(part) for part, blank in _split(text))


def say_open(choices: str) -> str:
    """A blank in words: what it lies between, or that it is to be decided."""
    if choices == "decide":
        return "(still to be decided)"
    return f"(still open: {escape(choices.replace(' / ', ', or '))})"


def _split(text: str) -> Iterator[tuple[str, bool]]:
    return split_blanks(" ".join(text.split()))
