"""Stories as a prototype reads them: what each one is done to, in which words, by whom, and its criteria in steps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.edge_cases.stories import set_title
from throughline.specification.rules.edge_cases.things import name_thing
from throughline.specification.rules.lexicon import ADJECTIVES, read_words
from throughline.specification.rules.stories.contracts import Form, Kind, Outline, Story, StoryParts
from throughline.specification.rules.stories.naming import find_plural, find_singular
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.verbs import is_verb
from throughline.specification.rules.wording import capitalise

_LONGEST_ID = 40
_LONGEST_LABEL = 34
_MOST_WORDS = 3
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WEAK = read_words(
    """
    data information content detail thing list number way ability understanding access sense amount result entry item
    record value part kind set status state history view page screen site app application system website day time week
    month feature field option setting figure link question world staff
    """
)
"""What a story may name without being about it: where another thing stands in the story, that one is meant."""
_UNCOUNTED = read_words("homework attendance overtime stock feedback equipment damage content luggage mail traffic")
_PARTICLES = read_words("in up out off over down away back on")
_AWAY = re.compile(r"[^\w\s&/'’.-]+|(?<!\w)['’.-]|['’.-](?!\w)")
_KINDS_WITH_OWN_SCREEN = frozenset({Kind.AUTH, Kind.SETTINGS, Kind.NOTIFY, Kind.DASHBOARD})


@dataclass(frozen=True, slots=True)
class Deed:
    """One story read for a prototype.

    `thing` is what it is done to, in the singular and in lower case but for names; `kind` is never missing here: what
    no verb tells is a detail. `label` is what a button that does it is called.
    """

    story: Story
    parts: StoryParts
    thing: str
    kind: Kind
    label: str
    role: str

    @property
    def has_own_screen(self) -> bool:
        """Whether it is done beside the things: signing in, settings, being told, an overview."""
        return self.kind in _KINDS_WITH_OWN_SCREEN


def make_id(words: str, *, tail: str = "") -> str:
    """A stable id of words, as the schema wants it: "Party size" is `party_size`; 40 characters at most with `tail`."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    plain = re.sub(r"^[^a-z]+", "", plain) or "thing"
    end = f"_{tail}" if tail else ""
    return plain[: _LONGEST_ID - len(end)].rstrip("_") + end


def set_plain(text: str, *, most: int = 240) -> str:
    """A text as the schema takes it: one line, no angle brackets, no control characters, at most `most` long."""
    plain = " ".join(re.sub(r"[<>\x00-\x1f\x7f]", " ", text).split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rsplit(' ', 1)[0][: most - 1]}…"


def read_deeds(outline: Outline) -> tuple[Deed, ...]:
    """Every story of the outline, in its order."""
    return tuple(map(_read, outline.stories))


def _read(story: Story) -> Deed:
    thing, parts = _name(story)
    role = _set_role(parts.role)
    kind = parts.kind or Kind.DETAIL
    return Deed(story, parts, thing, kind, name_deed(story, parts, thing), role)


def _name(story: Story) -> tuple[str, StoryParts]:
    title = set_title(story.title)
    parts = read_story(story.text or title)
    if parts.form is Form.BARE and not parts.entity and title:
        parts = read_story(title)
    return _shorten(name_thing(title, story.text).one), parts


def _shorten(thing: str) -> str:
    """At most three words, without adjectives that only praise and without marks."""
    words = _AWAY.sub(" ", thing).split()
    kept = [word for n, word in enumerate(words) if n == len(words) - 1 or word.lower() not in ADJECTIVES]
    return set_plain(" ".join(kept[-_MOST_WORDS:]), most=_LONGEST_LABEL)


def _head(thing: str) -> str:
    return thing.split()[-1].lower() if thing else ""


def is_weak(thing: str) -> bool:
    """Whether a word says little of what a story is about ("the list", "information")."""
    return not thing or _head(thing) in _WEAK or len(_head(thing)) < 3


def _set_role(role: str) -> str:
    """A role as a person would say it: "OlderPerson" is "older person"; one of many."""
    words = _cut_role(_CAMEL.sub(" ", role).split())
    lower = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)
    return find_singular(set_plain(lower, most=_LONGEST_LABEL))


def _cut_role(words: list[str]) -> list[str]:
    """Where a sentence was taken for a role ("relatives browse recipes and"), what stands before its verb."""
    if len(words) <= _MOST_WORDS or not {"and", "or", "can", "who"} & set(words):
        return words
    end = next((n for n, word in enumerate(words) if n and (is_verb(word) or word in {"and", "or", "can", "who"})), 1)
    return words[:end]


_UNSAID = frozenset({"", "be", "have", "get", "want", "need", "do", "make", "use", "know", "see", "view", "let"})


def name_deed(story: Story, parts: StoryParts, thing: str) -> str:
    """What a button is called that does what the story wants: the first words of the means, "Cancel a booking"."""
    verb = parts.verb
    if not verb or verb in _UNSAID or verb in {"notify", "remind", "alert"}:
        return capitalise(set_plain(thing, most=_LONGEST_LABEL)) or set_plain(story.title, most=_LONGEST_LABEL)
    verb = _add_particle(verb, parts.means)
    if parts.kind is Kind.AUTH:
        return capitalise(verb)
    if parts.kind is Kind.CHAT:
        return capitalise(set_plain(f"send {thing}", most=_LONGEST_LABEL))
    entity = _AWAY.sub(" ", parts.entity).split()[-_MOST_WORDS:]
    what = " ".join(entity).lower() if entity else thing
    label = f"{verb} {what}".strip()
    return capitalise(set_plain(label if len(label) <= _LONGEST_LABEL else f"{verb} {thing}", most=_LONGEST_LABEL))


def _add_particle(verb: str, means: str) -> str:
    """ "log" of "log in with a code" is "log in"."""
    after = means.lower().split()[1:2]
    return f"{verb} {after[0]}" if after and after[0] in _PARTICLES else verb


def many_of(thing: str) -> str:
    """Many of a thing; what is not counted stays as it is."""
    return thing if _head(thing) in _UNCOUNTED else find_plural(thing)
