"""Failure classes gathered over items: who reports each, in which words, and about what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from throughline.specification.rules.counting import count_customers, key_of
from throughline.specification.rules.facts import FactKind, read_amount
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.items import Item
from throughline.specification.rules.objects import Thing, find_things, nearest_thing
from throughline.specification.rules.tagging import stem

_MOST_CUES = 4
_ALIKE = 4
_LONG_CUE = 3
# What a class measures is not what it is about: nobody wants to know what the fee will cost.
_MEASURES: dict[Failure, tuple[str, ...]] = {
    Failure.COSTLY: ("cost", "costs", "fee", "fees", "charge", "charges", "price", "prices", "overhead"),
    Failure.SLOW: ("time", "speed", "delay", "latency", "wait"),
    Failure.FAILS: ("error", "errors", "message"),
    Failure.DENIED: ("refusal", "refusals", "rejection", "rejections", "denial", "denials"),
    Failure.LOST: ("loss", "losses"),
    Failure.WRONG: ("mistake", "mistakes", "error", "errors"),
    Failure.DUPLICATED: ("duplicate", "duplicates"),
    Failure.MISSING: ("gap", "gaps"),
}
_ALIKE_FAILURES = (Failure.UNFINISHED, Failure.FAILS)
_KNOWN_THINGS = 60
_TOPIC_THINGS = 8
_FEWEST_WISHES = 4
_LEADING = re.compile(
    r"^(?:is|was|are|were|be|been|has|have|had|get|gets|got|getting|it|it['’]s|does|do|did)\s+", re.IGNORECASE
)
_TRAILING = re.compile(r"\s+(?:to|for|of|in|on|at|with|from|by|the|my|our|a|an)$", re.IGNORECASE)
_ANY_QUESTION = re.compile(r"(?:is|are|do|does|did|can|could|may|will|would|should|am|has|have)\b", re.IGNORECASE)

# Classes that one story can answer together.
FAMILIES: tuple[tuple[Failure, ...], ...] = (
    (Failure.UNFINISHED, Failure.FAILS, Failure.INCOMPLETE),
    (Failure.OVERDUE, Failure.LOST),
    (Failure.WRONG, Failure.INCONSISTENT, Failure.DUPLICATED),
    (Failure.STRANGER,),
    (Failure.DENIED,),
    (Failure.MISSING,),
    (Failure.UNCLEAR, Failure.NOT_FOUND, Failure.ASKED),
    (Failure.HARD, Failure.NAMED),
    (Failure.SLOW,),
    (Failure.COSTLY,),
    (Failure.BREAKS,),
)


@dataclass(frozen=True)
class Group:
    """One class: its items, every wording it was told by (commonest first), and the thing it is about, if any.

    `core` are the items that are about that thing, as far as can be told; the rest only share the class.
    """

    failure: Failure
    items: tuple[Item, ...]
    wordings: tuple[str, ...]
    thing: Thing | None = None
    core: tuple[Item, ...] = ()

    @property
    def cues(self) -> tuple[str, ...]:
        """The few wordings that most customers use."""
        return self.wordings[:_MOST_CUES]

    @property
    def customers(self) -> int:
        """Who reports it."""
        return count_customers(item.evidence for item in self.items)


def group_items(items: Iterable[Item]) -> tuple[Group, ...]:
    """Every class with its items, the one with most customers first; vague failures join the waits that never end."""
    members: dict[Failure, list[Item]] = defaultdict(list)
    for item in items:
        for failure in item.failures:
            members[failure].append(item)
    _join_failures(members)
    groups = [Group(failure, tuple(found), _cues(failure, found)) for failure, found in members.items()]
    order = list(Failure)
    return tuple(sorted(groups, key=lambda g: (-g.customers, -len(g.items), order.index(g.failure))))


def _join_failures(members: dict[Failure, list[Item]]) -> None:
    """What fails and what never ends is told in the same breath: the smaller class joins the larger."""
    both = [failure for failure in _ALIKE_FAILURES if failure in members]
    if len(both) < len(_ALIKE_FAILURES):
        return
    small, large = sorted(both, key=lambda failure: len(members[failure]))
    members[large] += [item for item in members.pop(small) if item not in members[large]]


def _cues(failure: Failure, items: Sequence[Item]) -> tuple[str, ...]:
    """The words the class is told by, as people wrote them; wordings that begin alike stand for one."""
    customers: dict[str, set[str]] = defaultdict(set)
    surfaces: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for words in _words_of(failure, item):
            flat = _TRAILING.sub("", _LEADING.sub("", " ".join(words.split())))
            key = re.sub(r"\W", "", flat.lower())[:_ALIKE]
            customers[key].add(key_of(item.evidence))
            surfaces[key].append(flat)
    ranked = sorted(customers, key=lambda key: (-len(customers[key]), -len(surfaces[key]), key))
    short = [key for key in ranked if len(_plainest(surfaces[key]).split()) <= _LONG_CUE]
    return tuple(_plainest(surfaces[key]) for key in [*short, *(key for key in ranked if key not in short)])


def _words_of(failure: Failure, item: Item) -> list[str]:
    if failure is Failure.ASKED:
        return [lead for lead, _ in item.questions if not _ANY_QUESTION.match(lead)]
    wanted = _ALIKE_FAILURES if failure in _ALIKE_FAILURES else (failure,)
    return [m.words for m in item.mentions if m.failure in wanted and not m.negated]


def _plainest(surfaces: Sequence[str]) -> str:
    """The commonest spelling, one without capitals if there is one."""
    lower = [surface for surface in surfaces if surface == surface.lower()] or list(surfaces)
    return max(sorted(set(lower)), key=lower.count)


def name_things(
    groups: Sequence[Group], items: Sequence[Item], *, names: Iterable[str] = (), about: str = ""
) -> tuple[tuple[Group, ...], tuple[Thing, ...]]:
    """Give every group the thing it is about; also the things of the whole topic, most customers first.

    The things that `about` names (the author's question or title) come before all others.
    """
    barred = [*names, *_units(items)]
    read = [item for item in items if item.english]
    pairs = [(key_of(i.evidence), i.evidence.text) for i in read] if 2 * len(read) >= len(items) else []
    cues = [cue for group in groups for cue in group.cues if " " not in cue]
    known = find_things(pairs, names=[*barred, *cues], limit=_KNOWN_THINGS)
    asked = [thing for thing in known if thing.key[-1] in _stems_of(about)]
    known = (*asked, *(thing for thing in known if thing not in asked))
    things = known[:_TOPIC_THINGS]
    named = [
        _keep_to_thing(replace(g, thing=_asked_of(g, asked) or _thing_of(g, known, barred)), known, items)
        for g in groups
    ]
    return tuple(part for group in named for part in _split_wishes(group, things, barred)), things


def _keep_to_thing(group: Group, known: Sequence[Thing], items: Sequence[Item]) -> Group:
    """Set apart the items that speak of other things, none of which is ever named together with the group's own."""
    if group.thing is None:
        return replace(group, core=group.items)
    keys = {thing.key[-1] for thing in known}
    own = group.thing.key[-1]
    named = {item.evidence.id: _stems(item) & keys for item in items}
    together = {key for found in named.values() if own in found for key in found} | {own}
    core = tuple(i for i in group.items if not (found := named.get(i.evidence.id, set[str]())) or found & together)
    return replace(group, core=core or group.items)


def _asked_of(group: Group, asked: Sequence[Thing]) -> Thing | None:
    """The thing the author asked about, where a third of the group's items name it."""
    said = [_stems(item) for item in group.items]
    counts = [(sum(thing.key[-1] in words for words in said), thing) for thing in asked]
    times, best = max(counts, key=lambda pair: pair[0], default=(0, None))
    return best if 3 * times >= len(said) else None


def _stems(item: Item) -> set[str]:
    return _stems_of(item.evidence.text)


def _stems_of(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[\w'’-]+", text.lower())}


def _split_wishes(group: Group, things: Sequence[Thing], barred: Sequence[str]) -> list[Group]:
    """Wishes by the thing they name, so that what many ask for stands apart; the rest stay together."""
    if group.failure is not Failure.WANTED or group.customers < _FEWEST_WISHES:
        return [group]
    left, parts = list(group.items), list[Group]()
    for thing in find_things(_cue_texts(group), names=barred, limit=4):
        own = tuple(item for item in left if _asks_for_thing(item, thing))
        part = replace(group, items=own, core=own, thing=_like(thing, things))
        if own and part.customers > 1:
            parts.append(part)
            left = [item for item in left if item not in own]
    rest = [replace(group, items=tuple(left), thing=None)] if left else []
    return [*sorted(parts, key=lambda part: -part.customers), *rest]


def _asks_for_thing(item: Item, thing: Thing) -> bool:
    return any(thing.key[-1] in {stem(w) for w in re.findall(r"[\w'’-]+", s.text.lower())} for s in item.requests)


def _like(thing: Thing, things: Sequence[Thing]) -> Thing:
    """The same thing as the whole topic names it, so that it has one name throughout."""
    return next((other for other in things if other.key[-1] == thing.key[-1]), thing)


def _thing_of(group: Group, known: Sequence[Thing], barred: Sequence[str]) -> Thing | None:
    """What most of the group name in the very sentences that report it; the topic's own thing where that is close.

    Where only few report it, what stands nearest to their words, if it is named elsewhere in the topic too.
    """
    names = [*barred, *(cue for cue in group.cues if " " not in cue), *_MEASURES.get(group.failure, ())]
    own = find_things(_cue_texts(group), names=names)
    least = max(min(2, group.customers), 0.12 * group.customers)
    strong = [thing for thing in own if thing.customers >= least and thing.times > 1]
    if not strong:
        usable = [thing for thing in known if thing.key[-1] not in set(map(stem, _MEASURES.get(group.failure, ())))]
        return _nearest(group, usable, names) or _mentioned(group, usable) or next(iter(usable or own), None)
    best = strong[0].customers
    shared = [t for t in known[:3] if any(t.key[-1] == o.key[-1] and 2 * o.customers >= best for o in strong)]
    return shared[0] if shared else _like(strong[0], known)


def _nearest(group: Group, known: Sequence[Thing], names: Sequence[str]) -> Thing | None:
    """What stands next to the words of the complaint, in the first sentence where that is a known thing."""
    repeated = {thing.key[-1]: thing for thing in known if thing.times > 1}
    for item in group.items:
        for mention in item.mentions:
            sentence = item.sentence_at(mention.start) if mention.failure is group.failure else None
            if sentence:
                place = mention.start - sentence.start
                near = nearest_thing(sentence.text, place, place + len(mention.words), names=names)
                if near and near.key[-1] in repeated:
                    return repeated[near.key[-1]]
    return None


def _mentioned(group: Group, known: Sequence[Thing]) -> Thing | None:
    """The first of the topic's things that the group's own items name."""
    said = {word for item in group.items for word in _stems(item)}
    return next((thing for thing in known if thing.times > 1 and thing.key[-1] in said), None)


def _cue_texts(group: Group) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for item in group.items:
        found = {s for m in item.mentions if m.failure is group.failure and (s := item.sentence_at(m.start))}
        chosen = found or {s for _, s in item.questions} or set(item.requests) or set(item.sentences[:1])
        texts += [(key_of(item.evidence), sentence.text) for sentence in chosen]
    return texts


def _units(items: Sequence[Item]) -> list[str]:
    """What sizes are counted in ("rows"): a measure, not the thing itself."""
    amounts = [read_amount(f.match) for item in items for f in item.facts if f.kind is FactKind.SIZE]
    return [amount.unit for amount in amounts if amount]
