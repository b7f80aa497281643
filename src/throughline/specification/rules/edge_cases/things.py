"""What a story's own thing is called in a question or a criterion: one, many, with its article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.stories.contracts import Kind, StoryParts
from throughline.specification.rules.stories.naming import find_plural, find_singular
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.wording import capitalise

_MOST_WORDS = 4
_OWNER = re.compile(r"^.*?(?:['’]s|s['’])\s+(?=\S)")
_NAMED_BY_KIND = {
    Kind.NOTIFY: "message",
    Kind.CHAT: "message",
    Kind.AUTH: "account",
    Kind.PAY: "payment",
    Kind.UPLOAD: "file",
    Kind.EXPORT: "file",
    Kind.DASHBOARD: "figure",
    Kind.APPROVE: "request",
    Kind.SETTINGS: "setting",
    Kind.SEARCH: "result",
}
_VOWEL_SOUND = re.compile(
    r"(?!uni|use|user|one|euro)[aeiou]|hour|honest|heir|(?:FAQ|SMS|XML|MRI|NDA|LED|HTML)\b", re.IGNORECASE
)
_MADE_BY_VERB = {
    "book": "booking",
    "reserve": "reservation",
    "invite": "invitation",
    "rate": "rating",
    "vote": "vote",
    "apply": "application",
    "donate": "donation",
    "request": "request",
    "comment": "comment",
    "reply": "reply",
    "message": "message",
    "chat": "message",
    "contact": "message",
    "talk": "message",
    "write": "message",
    "ask": "question",
}
"""What somebody makes by a deed that is done to another: who books a table makes a booking."""
_ITSELF = re.compile(
    r"(?:appointment|meeting|visit|session|lesson|interview|slot|shift|class|course|ticket|comment|message|post|reply"
    r"|note"
    r"|letter|review|description|text|report|article|question|(?:leave )?request|application|conversation|thread)s?$",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"it", "them", "one", "something", "someone", "everything", "anything", "this", "that", "others"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A story's thing as one ("invoice") and as many ("invoices")."""

    one: str
    many: str

    def fill(self, template: str) -> str:
        """The template with the thing in its places, its first letter raised."""
        words = template
        for gap, instead in (
            ("{the thing}", f"the {self.one}"),
            ("{a thing}", self._with_article()),
            ("{things}", self.many),
            ("{thing}", self.one),
        ):
            words = words.replace(gap, instead)
        return capitalise(words)

    def _with_article(self) -> str:
        if self.one == self.many:
            return self.one
        return f"an {self.one}" if _VOWEL_SOUND.match(self.one) else f"a {self.one}"


def name_thing(title: str, text: str) -> Thing:
    """The thing of a story, from its sentence or else its title; a word of its kind where it names none."""
    parts = read_story(text or title)
    named = _name_by_verb(parts) or _shorten(parts.entity) or _shorten(read_story(title).entity)
    if not named or named.lower() in _PRONOUNS:
        named = _name_by_kind(parts)
    one = find_singular(named)
    return Thing(one, find_plural(one))


def _name_by_verb(parts: StoryParts) -> str:
    made = _MADE_BY_VERB.get(parts.verb, "")
    return "" if parts.entity and _ITSELF.search(parts.entity) else made


def _name_by_kind(parts: StoryParts) -> str:
    return _NAMED_BY_KIND.get(parts.kind, "entry") if parts.kind else "entry"


def _shorten(entity: str) -> str:
    """Without an owner, the last few words, and no capital that a heading gave."""
    words = _OWNER.sub("", entity).split()[-_MOST_WORDS:]
    return " ".join(word.lower() if word.istitle() and len(word) > 1 else word for word in words)
