"""What a story's own thing is called in a question or a criterion: one, many, with its article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.lexicon import ADJECTIVES, ADVERBS, AMBIGUOUS, DETERMINERS, PREPOSITIONS
from throughline.specification.rules.stories.contracts import Kind, StoryParts
from throughline.specification.rules.stories.naming import find_plural, find_singular
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.verbs import BASES, find_base, is_verb
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
    r"(?!uni|use|user|one|euro)[aeiou]|hour|honest|heir|[FHLMNRSX]-|(?:FAQ|SMS|XML|MRI|NDA|LED|HTML)\b", re.IGNORECASE
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
    "call": "call",
    "phone": "call",
}
"""What somebody makes by a deed that is done to another: who books a table makes a booking."""
_ITSELF = re.compile(
    r"(?:appointment|meeting|visit|session|lesson|interview|slot|shift|class|course|ticket|comment|message|post|reply"
    r"|note"
    r"|letter|review|description|text|report|article|question|(?:leave )?request|application|conversation|thread)s?$",
    re.IGNORECASE,
)
_HELPER = re.compile(
    r"(?:the |an? )?(?:ai|assistant|app|application|system|tool|software|product|platform|website|bot) to (?=\w)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:(?:the|my|our|all|an?|every|each) )?(?P<who>[\w’'-]+(?: [\w-]+)?) to (?P<does>\w+)", re.IGNORECASE
)
_MADE_FOR = {"remind": "reminder", "notify": "message", "warn": "warning", "inform": "message", "alert": "alert"}
"""What somebody sends by a deed whose object is who gets it; who is reminded of a deadline is told of the deadline."""
_GIVES = frozenset(
    {"send", "give", "show", "tell", "pay", "lend", "offer", "email", "mail", "bring", "hand", "grant", "text"}
)
"""Verbs that may name who gets a thing before the thing: "send parents an invoice"."""
_BEFORE_THING = frozenset({"a", "an", "the", "my", "our", "their", "his", "her", "its", "your"})
_LETS = frozenset({"let", "allow", "enable", "help", "have"})
_FAR = frozenset({"far", "past", "near", "well", "long", "much", "many", "often"})
_STATES = frozenset(
    """
    sick ill ready late whole complete available online offline correct safe daily weekly monthly yearly hourly
    quarterly
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
_NEVER_NAMES = frozenset(
    """
    arrive become happen occur appear remain exist contain receive keep show get know learn understand add remove
    delete create choose open send find see
    """.split()  # noqa: SIM905
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
    parts = _look_through(read_story(text or title))
    named = _name_by_verb(parts) or _shorten(_drop_receiver(parts)) or _shorten(read_story(title).entity)
    if not named or named.lower() in _PRONOUNS:
        named = _name_by_kind(parts)
    one = find_singular(named)
    many = find_plural(one)
    return Thing(one, many if many != one or one.endswith("s") else f"{one} entries")


def _look_through(parts: StoryParts) -> StoryParts:
    """What another is to do, where a story wants a helper to do it ("AI to draft a reply") or lets somebody."""
    helper = _HELPER.match(parts.means)
    if helper:
        return read_story(f"As a person, I want to {parts.means[helper.end() :]}")
    another = _ANOTHER.match(parts.means)
    if another and another["does"].lower() in BASES - {"be"} and not is_verb(another["who"].split()[0].lower()):
        does = read_story(f"As a person, I want to {parts.means[another.start('does') :]}")
        return does if does.entity else parts
    words = parts.entity.split()
    if parts.verb in _LETS and len(words) > 1 and words[-1] in BASES:
        place = parts.means.find(parts.entity) + len(parts.entity) - len(words[-1])
        return read_story(f"As a person, I want to {parts.means[place:]}")
    return parts


def _drop_receiver(parts: StoryParts) -> str:
    """The thing without who gets it before it, and no state that only sounds like a thing ("be paired with others")."""
    words = parts.entity.split()
    if parts.verb == "be" and len(words) == 1 and words[0].endswith("ed"):
        return ""
    at = next((n for n, word in enumerate(words) if n and word.lower() in _BEFORE_THING), 0)
    return " ".join(words[at + 1 :]) if parts.verb in _GIVES and at else parts.entity


def _name_by_verb(parts: StoryParts) -> str:
    made = _MADE_BY_VERB.get(parts.verb, "")
    if parts.means.lower().startswith(f"{parts.verb} "):
        made = _MADE_FOR.get(parts.verb, made)
    return "" if parts.entity and _ITSELF.search(parts.entity) else made


def _name_by_kind(parts: StoryParts) -> str:
    return _NAMED_BY_KIND.get(parts.kind, "entry") if parts.kind else "entry"


def _shorten(entity: str) -> str:
    """Without an owner, the last few words, and no capital that a heading gave."""
    words = _cut_measure(_OWNER.sub("", entity).split())[-_MOST_WORDS:]
    while len(words) > 1 and _trails(words):
        words = words[:-1]
    if len(words) == 1 and not _names(words[0].lower()):
        return ""
    return " ".join(word.lower() if word.istitle() and len(word) > 1 else word for word in words)


def _cut_measure(words: list[str]) -> list[str]:
    """A thing ends before what tells how much or how often: "inspections every 500 hours", "reminder 24 hours"."""
    inner = next((n for n, word in enumerate(words) if n and (word.lower() in DETERMINERS or word.isdigit())), 0)
    if not inner:
        return words
    led = words[inner - 1].lower() in ADVERBS | PREPOSITIONS | _FAR
    return words[inner + 1 :] if led else words[:inner]


def _trails(words: list[str]) -> bool:
    """Whether the last word tells how the thing is, or what it does ("drugs clash"), and is no part of its name."""
    last, before = words[-1].lower(), words[-2].lower()
    return last in ADJECTIVES | _STATES or (before.endswith("s") and last in BASES and last not in AMBIGUOUS)


def _names(word: str) -> bool:
    """Whether a word can name a thing by itself: "monthly", "paid" and "5k" cannot."""
    does = is_verb(word) and (word not in BASES and (not word.endswith("s") or find_base(word) in _NEVER_NAMES))
    return word not in ADJECTIVES | ADVERBS | _STATES and not word[0].isdigit() and not does
