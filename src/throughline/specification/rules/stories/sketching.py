"""From an idea in a few sentences to an outline: one story for each thing that somebody does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from throughline.core.kernel.ids import derive_id
from throughline.specification.rules.lexicon import AMBIGUOUS, DETERMINERS, PREPOSITIONS, PRONOUNS
from throughline.specification.rules.objects import is_plural
from throughline.specification.rules.sentences import split_sentences
from throughline.specification.rules.stories.clauses import set_bare
from throughline.specification.rules.stories.contracts import Form, Outline, Point, Story, StoryParts
from throughline.specification.rules.stories.naming import find_singular
from throughline.specification.rules.stories.reading import find_subject_verb, read_story
from throughline.specification.rules.stories.things import cut_words
from throughline.specification.rules.stories.verbs import BASES, find_base, is_verb
from throughline.specification.rules.wording import capitalise

_MOST_STORIES = 20
_TITLE_MOST = 60
_LONGEST_TEXT = 20_000
_PRIORITIES = ("P1", "P2", "P3")
_CRITERION = re.compile(
    r"(?:given|when|if|while|where|as\s+soon\s+as|once|after|unless|nobody|only)\b(?!.*\b[iI]\s+(?:want|need)\b)",
    re.IGNORECASE,
)
_ABOUT_US = re.compile(r"(?:we|i|our|my|this|it|there|today|currently)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:want|need|would like|can|could|should|must|able)\b", re.IGNORECASE)
_PRODUCT = re.compile(
    r"(?:(?:an?|the|this|our)\s+)?(?:[\w-]+\s+){0,2}(?:tool|app|application|system|site|website|platform|portal|page"
    r"|service|product)(?:\s+(?:where|in\s+which|with\s+which|that|which|so\s+that)\s+|\s*[:–—]\s+)",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\s*,?\s+(?:and|then|or)\s+(?:(?:can|also|then|must|should|may|need)\s+)*(?:to\s+)?(?=(?P<verb>[a-z]+)\b)"
    r"|\s*,\s+(?=(?P<listed>[a-z]+)\b)"
)
_CLAUSE = re.compile(r"\s*[,;]\s+(?:(?:and|while|but|then)\s+)?|\s+(?:and|while|but)\s+")
_ALSO = re.compile(r"\b(?P<and>and|or) (?P<verb>(?:approves|reviews|rejects|edits|deletes|sends|signs|pays|prints)\b)")
_AFTER_VERB = (DETERMINERS | PREPOSITIONS | PRONOUNS | {"one", "two", "all"}) - {"of", "and"}
_THINGS = re.compile(
    r"(?:.*\s)?(?:reports?|dashboards?|pages?|screens?|lists?|views?|forms?|calendars?|maps?|buttons?|e-?mails?|charts?"
    r"|notifications?|reminders?|labels?|tables?|menus?)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"(?P<verb>[\w-]+(?: (?:up|in|out|off|on))?) (?P<what>it|them|one)\b", re.IGNORECASE)
_OWNER = re.compile(r"^.*?(?:['’]s|s['’])\s+(?=\S)")
_MANY = frozenset({"staff", "people", "police", "personnel", "we", "they", "you"})


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody does: who, in which words (the verb's plain form first), its parts, and what for."""

    role: str
    words: str
    parts: StoryParts
    benefit: str = ""


def outline_sentences(text: str, *, title: str = "") -> Outline:
    """An outline of free text: sentences become stories, one for each thing somebody does, twenty at most.

    A sentence that tells when or if something happens is a criterion of the story before it; one in which nobody does
    anything known is part of the summary. The same text gives the same ids.
    """
    stories: list[Story] = []
    loose: list[str] = []
    for sentence in split_sentences(text[:_LONGEST_TEXT]):
        line = set_bare(sentence.text)
        if stories and _CRITERION.match(line):
            stories[-1] = _add_criterion(stories[-1], line)
            continue
        found = _tell_stories(line, first=len(stories))
        stories += found
        loose += [] if found else [line]
    kept = tuple(stories[:_MOST_STORIES])
    roles = (read_story(story.text).role for story in kept)
    return Outline(
        id=derive_id("ol", title, text),
        title=title or (loose[0].rstrip(".") if loose else kept[0].title if kept else ""),
        stories=kept,
        summary=" ".join(loose),
        personas=tuple(dict.fromkeys(role for role in roles if role)),
    )


def _tell_stories(line: str, *, first: int) -> list[Story]:
    """The stories of one sentence, numbered from `first`."""
    if _ABOUT_US.match(line) and not _ASKS.search(line):
        return []
    deeds = _name_what(deed for clause in split_clauses(line) for deed in find_deeds(clause))
    whole = len(deeds) == 1 and read_story(line).form is not Form.BARE
    return [_tell_story(deed, first + n, text=line if whole else "") for n, deed in enumerate(deeds)]


def _name_what(deeds: Iterable[Deed]) -> list[Deed]:
    """Deeds that say what "it" or "them" is: the last thing named in the sentence that fits in number and is nobody."""
    named: list[Deed] = []
    for deed in deeds:
        refers = _REFERS.match(deed.words)
        thing = _find_antecedent(named, deed.role, what=refers["what"].lower()) if refers else ""
        if refers and thing:
            which = ("an" if thing[0] in "aeiou" else "a") if refers["what"].lower() == "one" else "the"
            told = _read_deed(deed.role, f"{refers['verb']} {which} {thing}{deed.words[refers.end() :]}")
            named.append(replace(told, benefit=deed.benefit))
        else:
            named.append(deed)
    return named


def _find_antecedent(deeds: Sequence[Deed], role: str, *, what: str) -> str:
    things = [deed.parts.entity for deed in deeds if deed.parts.entity and deed.parts.entity.lower() != role.lower()]
    if what == "one":
        return find_singular(_OWNER.sub("", things[-1])) if things else ""
    return next((thing for thing in reversed(things) if is_plural(thing) is (what == "them")), "")


def split_clauses(line: str) -> Iterator[str]:
    """A sentence cut where somebody else begins to do something: "tenants report damage, landlords repair it"."""
    product = _PRODUCT.match(line)
    rest = line[product.end() :] if product else line
    start = 0
    for joint in _CLAUSE.finditer(rest):
        if joint.start() > start and find_subject_verb(cut_words(rest[joint.end() :])):
            yield rest[start : joint.start()]
            start = joint.end()
    yield rest[start:]


def find_deeds(clause: str) -> tuple[Deed, ...]:
    """What one person does in a clause: "see the week and move a visit" are two deeds; none where no verb is known."""
    whole = read_story(clause)
    if not whole.verb or not whole.means or not is_verb(whole.verb):
        return ()
    cuts = [0, *_find_joints(whole.means), len(whole.means)]
    pieces = [whole.means[a:b] for a, b in pairwise(cuts)]
    said = [_JOINT.sub("", piece, count=1) if n else piece for n, piece in enumerate(pieces)]
    deeds = (_read_deed(whole.role, words.strip(" ,.")) for words in said)
    return tuple(replace(deed, benefit=whole.benefit) for deed in deeds if deed.parts.verb)


def _read_deed(role: str, words: str) -> Deed:
    head, _, rest = words.partition(" ")
    plain = f"{find_base(head)} {rest}".strip() if is_verb(head) and head.lower() not in {"being", "is"} else words
    plain = _ALSO.sub(lambda also: f"{also['and']} {find_base(also['verb'])}", plain)
    role = "" if _THINGS.fullmatch(role) else role
    return Deed(role, plain, read_story(f"As a {role or 'user'}, I want to {plain}"))


def _find_joints(means: str) -> list[int]:
    """Where a further verb begins: after "and" or a comma, and no word that is as likely a noun in a list."""
    places: list[int] = []
    for joint in _JOINT.finditer(means):
        word = (joint["verb"] or joint["listed"]).lower()
        after = cut_words(means[joint.end() + len(word) :])[:1]
        verb_there = bool(after) and (after[0].lower in _AFTER_VERB or (word not in AMBIGUOUS and not after[0].is_mark))
        if find_base(word) in BASES and verb_there and len(means[: joint.start()].split()) > 1:
            places.append(joint.start())
    return places


def _tell_story(deed: Deed, place: int, *, text: str) -> Story:
    aim = f" so that {deed.benefit}" if deed.benefit else ""
    told = f"{_name_many(deed.role)} can {deed.words}" if deed.role else capitalise(deed.words)
    text = text or f"{told}{aim}."
    return Story(
        id=derive_id("story", str(place), text),
        title=_shorten(capitalise(deed.words)),
        text=text,
        label=f"S{place + 1}",
        priority=_PRIORITIES[min(place, len(_PRIORITIES) - 1)],
    )


def _name_many(role: str) -> str:
    """A role at the head of a sentence: "Owners", "Reception staff", "The treasurer"."""
    many = is_plural(role) or role.split()[-1].lower() in _MANY
    return capitalise(role) if many or role[:1].isupper() else f"The {role}"


def _shorten(words: str) -> str:
    return words if len(words) <= _TITLE_MOST else f"{words[:_TITLE_MOST].rsplit(' ', 1)[0]}…"


def _add_criterion(story: Story, line: str) -> Story:
    label = f"{story.label}.{len(story.criteria) + 1}"
    point = Point(derive_id("criterion", story.id, line), line, label=label)
    return replace(story, criteria=(*story.criteria, point))
