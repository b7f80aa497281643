"""Section 8: stories as labelled situation and purpose, one person's words each, with criteria from what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules import stances
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import tally
from throughline.specification.rules.facts import Amount, Fact, FactKind, read_amount
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.groups import Group
from throughline.specification.rules.items import Item, Passage
from throughline.specification.rules.objects import Thing
from throughline.specification.rules.sentences import Sentence, count_words, is_clean, set_plain, widen_clause
from throughline.specification.rules.terms import TERMS
from throughline.specification.rules.wording import capitalise, decide, join, quoted
from throughline.specification.writing.claims import pieces_of, write_count, write_proposal, write_quote
from throughline.specification.writing.matter import Matter
from throughline.specification.writing.problem import telling_sentences

_CRITERIA = {Size.ONE_PAGE: 3, Size.STANDARD: 4, Size.FULL: 6}
_SIZED = (Failure.UNFINISHED, Failure.INCOMPLETE, Failure.SLOW, Failure.FAILS, Failure.LOST)
_ASKS = re.compile(
    r"\?\s*$|^(?:what(?! (?:i|we) )|how|why|where|which|who|can|could|do|does|is|are|should|help|please|tell|let|show"
    r"|give|explain)\b",
    re.IGNORECASE,
)
_CONDITIONS = (FactKind.TOGETHER, FactKind.INTERRUPTED, FactKind.WHEN)
_MOST_WORDS = 22
_FEWEST_WORDS = 7
_HANGING = re.compile(r"(?:which|who|whom|whose|that|where)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Story:
    """What one story is written from: its groups (classes one answer serves), its thing, and two people's words."""

    number: int
    groups: tuple[Group, ...]
    thing: Thing
    situation: Passage | None = None
    purpose: Passage | None = None
    said: tuple[Passage, ...] = ()
    criteria: tuple[Line, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of its groups that is about its thing, each once."""
        found = {item.evidence.id: item for group in self.groups for item in group.core}
        return tuple(found.values())

    @property
    def lead(self) -> Group:
        """The class with most customers."""
        return self.groups[0]

    @property
    def title(self) -> str:
        """What the story is called: its class and its thing."""
        return capitalise(fill(TERMS[self.lead.failure].title, self.thing))

    @property
    def label(self) -> str:
        """S1, S2, …"""
        return f"S{self.number}"


def fill(template: str, thing: Thing, **more: str) -> str:
    """A template with the thing in its places."""
    return template.format(o=thing.named, n=thing.noun, N=capitalise(thing.noun), **more)


def plan_stories(matter: Matter, *, used: frozenset[str]) -> tuple[Story, ...]:
    """The stories, most customers first; quotes that stand above already are passed over while others are left."""
    stories: list[Story] = []
    spent, number = set(used), 1
    for family in matter.families:
        groups = tuple(group for group in family if group.failure in TERMS)
        thing = next((group.thing for group in groups if group.thing), matter.thing)
        if not groups or thing is None:
            continue
        about = tuple(g for g in groups if g is groups[0] or g.thing is None or g.thing.key[-1] == thing.key[-1])
        story = _plan(matter, Story(len(stories) + 1, about, thing), frozenset(spent))
        spent |= {p.evidence.id for p in (story.situation, story.purpose, *story.said) if p}
        story = replace(story, criteria=tuple(_write_criteria(matter, story, first=number, used=frozenset(spent))))
        number += len(story.criteria)
        stories.append(story)
    return tuple(stories)


def reserve_passages(matter: Matter) -> frozenset[str]:
    """The evidence whose words make the best situations and purposes."""
    planned = plan_stories(matter, used=frozenset())
    return frozenset(p.evidence.id for story in planned for p in (story.situation, story.purpose) if p)


def _plan(matter: Matter, story: Story, used: frozenset[str]) -> Story:
    near = _near(matter, story)
    purpose = _find(near, stances.gives_purpose, story, used)
    taken = used | {purpose.evidence.id} if purpose else used
    situation = _find(near, stances.gives_situation, story, taken, without=stances.wishes)
    spent = taken | {situation.evidence.id} if situation else taken
    said = choose(
        story.items,
        lambda item: [s for g in story.groups for s in telling_sentences(item, g.failure)],
        limit=(situation is None) + (purpose is None) + (matter.size is not Size.ONE_PAGE),
        words=(story.thing.noun,),
        used=spent,
    )
    fresh = tuple(passage for passage in said if passage.evidence.id not in spent)
    enough = fresh or situation or purpose
    fresh = said[:2] if story.lead.failure is Failure.WANTED or not enough else fresh
    return replace(story, situation=situation, purpose=purpose, said=fresh)


def _near(matter: Matter, story: Story) -> tuple[Item, ...]:
    """The story's items, then those without a class: who says what it is for often names no failure."""
    if story.number > 1:
        return story.items
    loose = tuple(item for item in matter.items if not item.failures and not item.works)
    return (*story.items, *loose)


def _find(
    items: Sequence[Item],
    says: Callable[[str], bool],
    story: Story,
    used: frozenset[str],
    *,
    without: Callable[[str], bool] | None = None,
) -> Passage | None:
    """The best sentence that `says` so; one that tells no failure itself comes first, since those stand above."""
    fresh = [item for item in items if item.evidence.id not in used]
    words = (story.thing.noun, "what i need", "so that", "able to")
    for telling in (False, True):

        def sentences(item: Item, telling: bool = telling) -> list[Sentence]:
            return [
                s
                for s in _plain_sentences(item, story)
                if _says(says, s, item) and not (without and without(s.text)) and _tells_failure(item, s) is telling
            ]

        found = choose(fresh, sentences, limit=1, words=words, whole=False)
        if found:
            return found[0]
    return None


def _plain_sentences(item: Item, story: Story) -> list[Sentence]:
    """Statements long enough to say something; wishes only where the story is made of wishes."""
    asked = () if story.lead.failure is Failure.WANTED else item.requests
    told = [s for s in item.sentences if s not in asked and not _ASKS.search(s.text) and not stances.scolds(s.text)]
    return [s for s in told if s.words >= _FEWEST_WORDS]


def _tells_failure(item: Item, sentence: Sentence) -> bool:
    return any(sentence.start <= mention.start < sentence.end for mention in item.mentions)


def _says(says: Callable[[str], bool], sentence: Sentence, item: Item) -> bool:
    if says is stances.gives_situation:
        return stances.gives_situation(sentence.text, talk=item.evidence.turn is not None)
    return says(sentence.text)


def write_stories(stories: Sequence[Story]) -> tuple[Block, ...]:
    """One block a story."""
    return tuple(_write_story(story) for story in stories)


def _write_story(story: Story) -> Block:
    counted = tally(pieces_of(story.items))
    lines = [write_count(f"{story.label} rests on {counted.words}.", counted)]
    if story.situation:
        lines.append(write_quote(story.situation, role=Role.SITUATION, label="Situation"))
    if story.purpose:
        lines.append(write_quote(story.purpose, role=Role.PURPOSE, label="Purpose"))
    lines += [write_quote(passage) for passage in story.said]
    return Block(f"story-{story.number}", (*lines, *story.criteria), title=f"{story.label} {story.title}", kind="story")


def _write_criteria(matter: Matter, story: Story, *, first: int, used: frozenset[str]) -> list[Line]:
    """Happy and unhappy for the leading class, happy for the next ones, then what the facts add; all numbered."""
    most = _CRITERIA[matter.size]
    lines = [line for line in (_happy(story, story.lead, used), _unhappy(story, story.lead)) if line]
    for group in story.groups[1:3]:
        lines += [line for line in (_happy(story, group, used),) if line]
    lines += _from_facts(story, f"C{first}")
    return [replace(line, label=f"C{first + n}") for n, line in enumerate(lines[:most])]


def _happy(story: Story, group: Group, used: frozenset[str]) -> Line | None:
    thing = _thing(story, group)
    terms = TERMS[group.failure]
    condition, pieces, when = _sized_condition(group) or _quoted_condition(group, thing, used)
    if not condition:
        return None
    event = when or fill(terms.when, thing)
    return _criterion(fill(terms.happy, thing, c=condition, w=event), pieces)


def _unhappy(story: Story, group: Group) -> Line:
    told = [item for item in group.core if telling_sentences(item, group.failure)]
    return _criterion(fill(TERMS[group.failure].unhappy, _thing(story, group)), told[:2])


def _thing(story: Story, group: Group) -> Thing:
    return group.thing or story.thing


def _criterion(text: str, items: Iterable[Item]) -> Line:
    options = tuple(_options(text))
    return write_proposal(text, pieces_of(items), role=Role.CRITERION, options=options)


def _options(text: str) -> list[str]:
    """The choices of the blank in a sentence, if it has one."""
    _, _, rest = text.partition("[decide: ")
    inside = rest.partition("]")[0]
    return [option.strip() for option in inside.split(" / ")] if " / " in inside else []


def _sized_condition(group: Group) -> tuple[str, list[Item], str] | None:
    """The smallest, a middle and the largest size at which the class is reported, as test conditions."""
    if group.failure not in _SIZED:
        return None
    amounts: dict[float, tuple[Amount, Item]] = {}
    for item in group.core:
        for fact in item.facts:
            amount = read_amount(fact.match) if fact.kind is FactKind.SIZE else None
            if amount:
                amounts.setdefault(amount.value, (amount, item))
    units = [amount.unit for amount, _ in amounts.values()]
    unit = max(sorted(set(units)), key=units.count, default="")
    same = [amounts[value] for value in sorted(amounts) if amounts[value][0].unit == unit]
    if len(same) < 2:
        return None
    picked = [same[0], *([same[len(same) // 2]] if len(same) > 2 else []), same[-1]]
    words = join(f"{amount.value:,.0f}" for amount, _ in picked)
    return f"{words} {unit}", [item for _, item in picked], "the same is tried with each"


def _quoted_condition(group: Group, thing: Thing, used: frozenset[str]) -> tuple[str, list[Item], str]:
    """One customer's own words for when it happens, whole or as a clause."""
    by_id = {item.evidence.id: item for item in group.core}
    candidates: list[tuple[tuple[bool, bool, bool, int, str], str, Item]] = []
    for item in by_id.values():
        for sentence in telling_sentences(item, group.failure):
            words = None if stances.scolds(sentence.text) else _condition_words(item, sentence, group.failure)
            if words:
                named = thing.key[-1] in words.lower()
                again = any(f.kind in _CONDITIONS and f.words in sentence.text for f in item.facts)
                rank = (again, item.evidence.id in used, not named, abs(count_words(words) - 11), item.evidence.id)
                candidates.append((rank, words, item))
    if not candidates:
        return "", [], ""
    _, words, item = min(candidates, key=lambda found: found[0])
    lead = "the question " if group.failure is Failure.ASKED else ""
    return f"{lead}{quoted(words)}", [item], ""


def _condition_words(item: Item, sentence: Sentence, failure: Failure) -> str | None:
    text = sentence.text.rstrip(" .!,;:")
    if count_words(text) <= _MOST_WORDS and is_clean(text):
        return set_plain(text) if count_words(text) >= 3 else None
    mention = next(
        (m for m in item.mentions if m.failure is failure and sentence.start <= m.start < sentence.end), None
    )
    if not mention:
        return None
    first, last = mention.start - sentence.start, mention.end - sentence.start
    start, end = widen_clause(sentence.text, first, last, most=_MOST_WORDS)
    clause = set_plain(sentence.text[start:end]).strip(" .!,;:")
    if _HANGING.match(clause):
        return None
    fits = 5 <= count_words(clause) <= _MOST_WORDS and is_clean(clause)
    return clause if fits else None


def _from_facts(story: Story, first: str) -> list[Line]:
    """Many at once, a time of day, an interruption: each a condition under which the first criterion is tried."""
    lines: list[Line] = []
    if story.lead.failure not in _SIZED:
        return lines
    for kind in _CONDITIONS:
        found = _shortest(story.items, kind)
        if found:
            item, fact = found
            lines.append(_criterion(_under_condition(kind, fact, story, first), [item]))
    return lines


def _under_condition(kind: FactKind, fact: Fact, story: Story, first: str) -> str:
    given, thing = f"Given {quoted(fact.words)}", story.thing
    if kind is FactKind.TOGETHER:
        return f"{given}, when as many try {thing.named} at once, then {first} holds for each."
    if kind is FactKind.WHEN:
        return f"{given}, when a person tries {thing.named} at that time, then {first} holds."
    goes_on = decide(f"{thing.noun} goes on", "it stops and says so")
    return f"{given}, when it happens before the end, then {goes_on}."


def _shortest(items: Sequence[Item], kind: FactKind) -> tuple[Item, Fact] | None:
    told = [(item, f) for item in items for f in item.facts if f.kind is kind and 3 <= count_words(f.words) <= 14]
    return min(told, key=lambda pair: (count_words(pair[1].words), pair[0].evidence.id), default=None)
