"""Section 14 and "Before you share this": what is open, who can answer it, and what only the author can settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from throughline.specification.contracts import Line, Role, Size
from throughline.specification.rules.counting import tally
from throughline.specification.rules.facts import FactKind
from throughline.specification.rules.failures import Failure, find_mentions
from throughline.specification.rules.groups import FAMILIES, Group
from throughline.specification.rules.items import Item
from throughline.specification.rules.sentences import is_clean, split_sentences
from throughline.specification.rules.terms import TERMS
from throughline.specification.rules.topic import content_stems
from throughline.specification.rules.wording import join, quoted, quoted_all
from throughline.specification.writing.claims import pieces_of, write_count, write_number, write_proposal
from throughline.specification.writing.matter import Matter
from throughline.specification.writing.stories import Story, fill

_QUESTIONS = {Size.ONE_PAGE: 6, Size.STANDARD: 9, Size.FULL: 14}
_ENGINEERING = "engineering"
_DATA = "data, unassigned"


def write_questions(matter: Matter, stories: Sequence[Story], edges: Sequence[Line]) -> tuple[Line, ...]:
    """Numbered questions with owners, the ones the draft turns on first."""
    author = matter.owner or "author"
    asked = [
        *_two_problems(matter, author),
        *_how_often(matter, stories),
        *_load(stories),
        *_works_beside(matter),
        *_of_classes(stories, author),
        *_named(matter, author),
        *_silent(matter, author),
        *_second_hand(matter, author),
        *_nothing_wrong(matter, author),
    ]
    if matter.size is Size.ONE_PAGE:
        asked += [replace(line, role=Role.QUESTION, owner=_ENGINEERING) for line in edges[:1]]
    chosen = asked[: _QUESTIONS[matter.size]]
    return tuple(replace(line, label=f"Q{n}") for n, line in enumerate(chosen, 1))


def _ask(text: str, items: Sequence[Item], owner: str) -> Line:
    return write_proposal(text, pieces_of(items), role=Role.QUESTION, owner=owner)


def second_family(matter: Matter) -> tuple[Group, Group] | None:
    """The leading class of things going wrong and the next that is told apart from it, both by several customers."""
    real = _told(matter)
    family = next((f for f in FAMILIES if real and real[0].failure in f), ())
    apart = [g for g in real[1:] if g.failure not in family or g.failure is Failure.INCOMPLETE]
    return (real[0], apart[0]) if apart else None


def _two_problems(matter: Matter, author: str) -> list[Line]:
    pair = second_family(matter)
    if not pair:
        return []
    first, second = pair
    cues = f"{quoted(first.cues[0])} and {quoted(second.cues[0])}"
    text = f"One problem or more, with causes and dates of their own: {cues}?"
    return [_ask(text, [first.items[0], second.items[0]], author)]


def _how_often(matter: Matter, stories: Sequence[Story]) -> list[Line]:
    lead = next(
        (s.lead for s in stories if s.lead.cues and s.lead.failure not in (Failure.WANTED, Failure.ASKED)), None
    )
    if not lead:
        return []
    thing = lead.thing or matter.thing
    of = f" with {thing.named}" if thing else ""
    if lead.failure in _COUNTABLE:
        return [
            _ask(
                f"How often do people meet {quoted(lead.cues[0])}{of}, as a share of all cases each week?",
                lead.core[:2],
                _DATA,
            )
        ]
    text = f"How many of those who have to do{of or ' with it'} would say {quoted(lead.cues[0])} too?"
    return [_ask(text, lead.core[:2], "research, unassigned")]


def _load(stories: Sequence[Story]) -> list[Line]:
    """Size, load or both, where customers speak of many at once or of certain hours."""
    for story in stories[:1]:
        told = [i for i in story.items if any(f.kind in (FactKind.TOGETHER, FactKind.WHEN) for f in i.facts)]
        sized = [i for i in story.items if any(f.kind is FactKind.SIZE for f in i.facts)]
        if (
            told
            and sized
            and story.lead.failure in (Failure.UNFINISHED, Failure.FAILS, Failure.SLOW, Failure.INCOMPLETE)
        ):
            fact = next(f for f in told[0].facts if f.kind in (FactKind.TOGETHER, FactKind.WHEN))
            text = f"Size, load or both, given {quoted(fact.words)}?"
            return [_ask(text, told[:5], _ENGINEERING)]
    return []


def _works_beside(matter: Matter) -> list[Line]:
    for item in matter.failing:
        praise = item.praise
        if praise and 4 <= praise.words <= 24 and is_clean(praise.text) and not praise.broken:
            words = praise.text.rstrip(" .!")
            return [_ask(f"What is different where it works: {quoted(words)}?", [item], _ENGINEERING)]
    return []


def _of_classes(stories: Sequence[Story], author: str) -> list[Line]:
    """The question each class raises about its thing."""
    lines: list[Line] = []
    for story in stories:
        terms = TERMS[story.lead.failure]
        if terms.question:
            owner = author if story.lead.failure in _FOR_AUTHOR else _ENGINEERING
            lines.append(_ask(fill(terms.question, story.lead.thing or story.thing), story.lead.core[:2], owner))
    return lines


_COUNTABLE = frozenset(
    {
        Failure.UNFINISHED,
        Failure.OVERDUE,
        Failure.INCOMPLETE,
        Failure.LOST,
        Failure.DUPLICATED,
        Failure.STRANGER,
        Failure.DENIED,
        Failure.WRONG,
        Failure.SLOW,
        Failure.FAILS,
    }
)
_FOR_AUTHOR = frozenset(
    {
        Failure.UNFINISHED,
        Failure.MISSING,
        Failure.WANTED,
        Failure.ASKED,
        Failure.NOT_FOUND,
        Failure.HARD,
        Failure.UNCLEAR,
        Failure.DENIED,
    }
)


def _named(matter: Matter, author: str) -> list[Line]:
    """Bare answers to "what is difficult?" say what, not how: somebody has to ask."""
    group = next((g for g in matter.groups if g.failure is Failure.NAMED), None)
    clean = [i for i in group.items if is_clean(i.evidence.text) and len(i.evidence.text) < 80] if group else []
    if not clean:
        return []
    words = " ".join(clean[0].evidence.text.split()).rstrip(" .")
    return [_ask(f"What exactly is difficult about {quoted(words)}, named without saying more?", clean[:1], author)]


def _silent(matter: Matter, author: str) -> list[Line]:
    """Somebody to talk to from the part of the base that is least heard."""
    base = dict(matter.base)
    if not base:
        return []
    wrote = {name: tally([i.evidence for i in matter.items if i.evidence.segment == name]).customers for name in base}
    quiet = min(base, key=lambda name: (wrote[name] / base[name] if base[name] else 1, name))
    text = f"Whom can we talk to in {quiet}, the part of the base heard least?"
    own = [item for item in matter.items if item.evidence.segment == quiet]
    return [_ask(text, own[:2] or matter.items[:1], author)]


def _second_hand(matter: Matter, author: str) -> list[Line]:
    """Whom to ask where all that is known was passed on."""
    names = sorted({p.account or p.person or "" for p in matter.relayed} - {""})
    if matter.items or not names:
        return []
    text = f"What do {join(names[:3])} say themselves, beyond the notes?"
    return [write_proposal(text, matter.relayed, role=Role.QUESTION, owner=author)]


def _nothing_wrong(matter: Matter, author: str) -> list[Line]:
    """Where nobody reports anything, the first question is whether there is a problem."""
    if not matter.items or matter.failing or any(g.failure in TERMS for g in matter.groups):
        return []
    about = f" with {matter.thing.named}" if matter.thing else ""
    return [_ask(f"Who met a problem{about} and did not write?", matter.items[:3], author)]


def write_settle(matter: Matter, stories: Sequence[Story], questions: Sequence[Line]) -> tuple[Line, ...]:
    """The few things only the author can settle, the title first."""
    written = (
        _challenge_title(matter),
        _no_problem(matter),
        _unmeasured(stories, questions),
        _thin(matter),
        _unread(matter),
    )
    lines = [line for line in written if line]
    return tuple(replace(line, label=str(n)) for n, line in enumerate(lines, 1))


def _challenge_title(matter: Matter) -> Line | None:
    """What the title leaves out: a second failure, every failure, or the customers' own words."""
    if not matter.items:
        return None
    if not matter.titled_by_author:
        return _split_title(matter)
    lead = f"Your title says {quoted(matter.title)}"
    unseen = _unseen_words(matter)
    if unseen:
        word = "word" if len(unseen) == 1 else "words"
        text = f"{lead}, and no item has the {word} {quoted_all(unseen)}: customers' or yours?"
        return write_proposal(text, pieces_of(matter.items[:3]), role=Role.SETTLE, owner=matter.owner)
    named = {m.failure for s in split_sentences(matter.title) for m in find_mentions(s)}
    other = next((g for g in _told(matter) if g.failure not in named), None)
    if other is None:
        return None
    counted = tally(pieces_of(other.items), items_too=False)
    verb = "reports" if counted.customers == 1 else "report"
    tail = "one problem or more?" if named else "should the title say so?"
    text = f"{lead}; {counted.words} {verb} {quoted_all(other.cues[:3])}: {tail}"
    return write_number(text, counted.citations, counted.computations, role=Role.SETTLE)


def _split_title(matter: Matter) -> Line | None:
    """Two failures under one title that nobody chose yet."""
    pair = second_family(matter)
    if not pair:
        return None
    first, second = (tally(pieces_of(group.items), items_too=False) for group in pair)
    after = tally(second.pieces, items_too=False, offset=len(first.pieces))
    text = f"One problem or more: {quoted(pair[0].cues[0])}, {first.words}; {quoted(pair[1].cues[0])}, {second.words}?"
    computations = (*first.computations, *after.computations)
    return write_number(text, (*first.citations, *second.citations), computations, role=Role.SETTLE)


def _told(matter: Matter) -> list[Group]:
    """Classes that several customers tell in words of their own."""
    soft = (Failure.ASKED, Failure.WANTED, Failure.NAMED)
    return [g for g in matter.groups if g.cues and g.customers > 1 and g.failure in TERMS and g.failure not in soft]


def _unseen_words(matter: Matter) -> tuple[str, ...]:
    said = {stem for item in matter.items for stem in content_stems(item.evidence.text)}
    words = [w.strip(".,;:!?()") for w in matter.title.split()]
    return tuple(w for w in words if content_stems(w) and not set(content_stems(w)) & said)[:3]


def _unmeasured(stories: Sequence[Story], questions: Sequence[Line]) -> Line | None:
    story = next((s for s in stories if s.lead.cues and s.lead.failure is not Failure.ASKED), None)
    if not story:
        return None
    asked = next((q.label for q in questions if q.claim.text.startswith(("How often", "How many"))), "")
    tail = f" → {asked}" if asked else ""
    text = f"No metric is connected: how often people meet {quoted(story.lead.cues[0])} is unknown.{tail}"
    return write_proposal(text, pieces_of(story.lead.core[:1]), role=Role.SETTLE, owner="data")


def _thin(matter: Matter) -> Line | None:
    """Too little evidence, said in words."""
    heard = tally(matter.heard)
    if not matter.heard:
        return None
    first = tally(pieces_of(matter.items))
    if not matter.items:
        text = f"All of it is second-hand: {heard.words}, nobody who can be quoted."
        return write_count(text, heard, role=Role.SETTLE)
    if first.customers > 4:
        return None
    segments = sorted({i.evidence.segment for i in matter.items if i.evidence.segment})
    where = f", all {segments[0]}" if len(segments) == 1 else ""
    return write_count(
        f"Little was heard ({first.words}{where}): talk to others before this is built.", first, role=Role.SETTLE
    )


def _no_problem(matter: Matter) -> Line | None:
    """That nobody reports a failure, said before anything is built."""
    if not matter.working or any(group.failure in TERMS for group in matter.groups):
        return None
    counted = tally(pieces_of(matter.working))
    return write_count(f"Nobody reports a failure; saying that it works: {counted.words}.", counted, role=Role.SETTLE)


def _unread(matter: Matter) -> Line | None:
    """That most of it is in a language the patterns do not read."""
    unread = [item for item in matter.items if not item.english]
    if 2 * len(unread) <= len(matter.items):
        return None
    counted = tally(pieces_of(unread))
    text = f"Not in English, so counted and quoted but not sorted by what goes wrong: {counted.words}."
    return write_count(text, counted, role=Role.SETTLE)
