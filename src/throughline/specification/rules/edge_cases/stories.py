"""A story as the ranking reads it: its parts, its kinds, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from throughline.specification.rules.edge_cases.catalogue import load_aspects
from throughline.specification.rules.stories.contracts import Form, Kind, Story, StoryParts
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.sketching import find_deeds
from throughline.specification.rules.stories.things import cut_words
from throughline.specification.rules.stories.verbs import BASES, find_base, kind_of_verb

Aspects = Mapping[str, tuple[str, ...]]
"""What a text is about, each with the words that tell it."""

_BESIDE = re.compile(r"\s+·\s.*$|\s*\[[A-Z]\]\s*$")
_FURTHER = 0.8
_PASSING = 0.3
_MOST_SAID = 2
_UNKNOWN = {Kind.FORM: 0.5, Kind.LIST: 0.4, Kind.DETAIL: 0.4}


@dataclass(frozen=True, slots=True)
class Reading:
    """A story read once. `means` is what is wanted, without persona, or the title where there is no sentence.

    `text` is what the story says of itself without its persona, in lower case, and `own` what that is about; `who` is
    what the persona is about: on real backlogs most words such as "admin" are personas and bear on rights alone.
    `kinds` says how far the story is of each kind; the first is 1.
    """

    story: Story
    parts: StoryParts
    means: str
    text: str
    own: Aspects
    who: Aspects
    kinds: Mapping[Kind, float]


def read_for_asking(story: Story) -> Reading:
    """The story as the ranking reads it."""
    title = set_title(story.title)
    parts = read_story(story.text or title)
    bare = not story.text or parts.form is Form.BARE
    said = [title, story.text] if bare else [title, parts.means, parts.benefit, parts.situation]
    text = " ; ".join(said).lower()
    return Reading(
        story=story,
        parts=parts,
        means=(parts.means or title) if story.text else _add_words(title, story),
        text=text,
        own=find_aspects(text),
        who=find_aspects(parts.role),
        kinds=find_kinds(parts),
    )


def _add_words(title: str, story: Story) -> str:
    """A title alone tells little of what it is about: the customers' own words tell the rest."""
    said = (story.situation, story.purpose, *(point.text for point in story.said[:_MOST_SAID]))
    return ". ".join([title, *(words.strip("“” .") for words in said if words)])


def set_title(title: str) -> str:
    """A story's title without the counts and marks that an export sets beside it: "Get the file · 14 accounts [N]"."""
    return _BESIDE.sub("", title).strip()


def find_aspects(text: str) -> Aspects:
    """The aspects of a text, each with the words that tell it."""
    lower = text.lower()
    found = ((name, pattern.findall(lower)) for name, pattern in load_aspects().items())
    return {name: tuple(dict.fromkeys(words)) for name, words in found if words}


def find_kinds(parts: StoryParts) -> Mapping[Kind, float]:
    """The kinds of a story: that of its first verb fully, of further deeds mostly, of other verbs in it a little."""
    kinds: dict[Kind, float] = {parts.kind: 1.0} if parts.kind else dict(_UNKNOWN)
    for deed in find_deeds(parts.means)[1:]:
        if deed.parts.kind:
            kinds.setdefault(deed.parts.kind, _FURTHER)
    words = cut_words(parts.means)
    for word, following in zip(words, (*(later.lower for later in words[1:]), ""), strict=True):
        base = find_base(word.lower)
        kind = kind_of_verb(base, following) if base in BASES else None
        if kind:
            kinds.setdefault(kind, _PASSING)
    return kinds
