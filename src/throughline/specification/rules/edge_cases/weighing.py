"""How much each case bears on a story: its kind, the words that make a case likely, the triggers, how bad it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from throughline.specification.rules.edge_cases.catalogue import (
    ANY,
    EdgeCase,
    Profile,
    load_aspects,
    load_catalogue,
    load_profiles,
)
from throughline.specification.rules.stories.contracts import Form, Kind, Outline, Story, StoryParts
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.sketching import find_deeds
from throughline.specification.rules.stories.things import cut_words
from throughline.specification.rules.stories.verbs import BASES, find_base, kind_of_verb

_FURTHER_KIND = 0.8
_PASSING_KIND = 0.3
_UNKNOWN = {Kind.FORM: 0.5, Kind.LIST: 0.4, Kind.DETAIL: 0.4}


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as the ranking reads it, in lower case.

    `own` is what it says of itself without its persona, `who` the persona, `said` its criteria and quotes, `around` the
    title and summary of the whole. `kinds` says how far it is of each kind, the first being 1.
    """

    story: Story
    parts: StoryParts
    own: str
    who: str
    said: str
    around: str
    kinds: Mapping[Kind, float]
    aspects: Mapping[str, tuple[str, ...]]
    said_aspects: Mapping[str, tuple[str, ...]]
    who_aspects: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one case weighs for one story, and the words that brought it up."""

    case: EdgeCase
    score: float
    why: tuple[str, ...]


def read_for_asking(story: Story, outline: Outline) -> Reading:
    """The story as the ranking reads it."""
    parts = read_story(story.text or story.title)
    own = " ; ".join([story.title, parts.means, parts.benefit, parts.situation])
    if not story.text or parts.form is Form.BARE:
        own = " ; ".join([story.title, story.text])
    said = [story.situation, story.purpose, *(point.text for point in (*story.said, *story.criteria))]
    return Reading(
        story=story,
        parts=parts,
        own=own.lower(),
        who=parts.role.lower(),
        said=" ; ".join(said).lower(),
        around=f"{outline.title} ; {outline.summary}".lower(),
        kinds=find_kinds(parts),
        aspects=find_aspects(own.lower()),
        said_aspects=find_aspects(" ; ".join(said).lower()),
        who_aspects=find_aspects(parts.role.lower()),
    )


def find_kinds(parts: StoryParts) -> Mapping[Kind, float]:
    """The kinds of a story: that of its first verb fully, those of further verbs in part."""
    kinds: dict[Kind, float] = {parts.kind: 1.0} if parts.kind else dict(_UNKNOWN)
    for deed in find_deeds(parts.means)[1:]:
        if deed.parts.kind:
            kinds.setdefault(deed.parts.kind, _FURTHER_KIND)
    words = cut_words(parts.means)
    for word, following in zip(words, (*(w.lower for w in words[1:]), ""), strict=True):
        base = find_base(word.lower)
        kind = kind_of_verb(base, following) if base in BASES else None
        if kind:
            kinds.setdefault(kind, _PASSING_KIND)
    return kinds


def weigh_cases(reading: Reading, *, themes: Mapping[str, int], without: Collection[str], loosely: Collection[str] = ()) -> list[Weight]:
    """Every case that may bear on the story but those `without`, heaviest first.

    `themes` counts the catalogue's kinds among what the story's criteria answer already.
    """
    found = (
        _weigh(case, load_profiles()[case.id], reading, themes.get(case.id[:2], 0), case.id in loosely)
        for case in load_catalogue()
        if case.id not in without
    )
    return sorted((weight for weight in found if weight), key=lambda weight: (-weight.score, weight.case.id))


def _weigh(case: EdgeCase, profile: Profile, reading: Reading, theme: int, loose: bool) -> Weight | None:
    own, said = _find_signs(profile, reading.aspects), _find_signs(profile, reading.said_aspects)
    if case.kind == "permission":
        own |= _find_signs(profile, reading.who_aspects)
    if profile.needs and not own and not said:
        return None
    kind = max((share * profile.kinds.get(kind, 0.0) for kind, share in reading.kinds.items()), default=0.0)
    score = (
        KIND * kind
        + profile.kinds.get(ANY, 0.0)
        + OWN * _add_up(profile, own)
        + SAID * _add_up(profile, {aspect: words for aspect, words in said.items() if aspect not in own})
        + THEME * min(theme, 3)
        - (LOOSELY_COVERED if loose else 0.0)
        + SEVERITY * (case.severity - 2)
    )
    found = own or said
    why = tuple(dict.fromkeys(word for words in found.values() for word in words))
    return Weight(case, score, why)


KIND = 0.8
OWN = 1.0
SAID = 0.35
FURTHER = 0.3
THEME = 0.5
LOOSELY_COVERED = 0.6
SEVERITY = 0.1


def _find_signs(profile: Profile, aspects: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {aspect: aspects[aspect] for aspect in profile.signs if aspect in aspects}


def _add_up(profile: Profile, found: Collection[str]) -> float:
    """The strongest sign counts fully, each further one in part."""
    weights = sorted((profile.signs[aspect] for aspect in found), reverse=True)
    return weights[0] + FURTHER * sum(weights[1:]) if weights else 0.0


def find_aspects(text: str) -> Mapping[str, tuple[str, ...]]:
    """The aspects of a text in lower case, each with the words that tell it."""
    found = ((name, pattern.findall(text)) for name, pattern in load_aspects().items())
    return {name: tuple(dict.fromkeys(words)) for name, words in found if words}
