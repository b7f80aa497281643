"""Section 1: the problem in customers' words, counted, and what engineering will ask."""

from __future__ import annotations

from throughline.specification.contracts import Block, Line, Role, Size
from throughline.specification.rules import stances
from throughline.specification.rules.choosing import choose
from throughline.specification.rules.counting import tally
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.failures import find_mentions
from throughline.specification.rules.groups import Group
from throughline.specification.rules.items import Item
from throughline.specification.rules.sentences import Sentence, split_sentences
from throughline.specification.rules.wording import quoted_all
from throughline.specification.writing.claims import pieces_of, quoted_ids, write_count, write_quote
from throughline.specification.writing.matter import Matter

_GROUPS = {Size.ONE_PAGE: 3, Size.STANDARD: 5, Size.FULL: 8}
_QUOTES = {Size.ONE_PAGE: 1, Size.STANDARD: 2, Size.FULL: 3}
_FEWEST_QUOTES = 5


def write_problem(matter: Matter) -> tuple[Block, ...]:
    """One block a class, then what people do instead, then items that name no failure where quotes are few."""
    blocks: list[Block] = []
    shown = _worth_showing(matter)
    most = max(_QUOTES[matter.size], -(-_FEWEST_QUOTES // max(1, len(shown))))
    for group in shown:
        spent = quoted_ids(blocks) | matter.reserved
        if group.customers > 1 or any(item.evidence.id not in spent for item in group.items):
            blocks.append(_write_group(matter, group, spent, most))
    instead = _write_workarounds(matter, blocks)
    if instead:
        blocks.append(instead)
    rest = _write_rest(matter, blocks)
    return tuple(block for block in (*blocks, rest) if block and block.lines)


def _worth_showing(matter: Matter) -> list[Group]:
    """The classes that the title names, then those with most customers, in the order of the latter.

    Wishes are shown only where stories are made of them: they have a section of their own.
    """
    in_stories = [group for family in matter.families for group in family]
    groups = [g for g in matter.groups if g.failure is not Failure.WANTED or g in in_stories]
    titled = {mention.failure for s in split_sentences(matter.title) for mention in find_mentions(s)}
    most = _GROUPS[matter.size]
    named = [g for g in groups if g.failure in titled or any(cue in matter.title for cue in g.cues)][:most]
    others = [g for g in groups if g not in named][: most - len(named)]
    return [g for g in groups if g in named or g in others]


def _write_group(matter: Matter, group: Group, spent: frozenset[str], most: int) -> Block:
    counted = tally(pieces_of(group.items))
    lead = name_group(group)
    count = write_count(f"{lead}: {counted.words}.", counted)
    quotes = choose(
        group.items,
        lambda item: telling_sentences(item, group.failure),
        limit=most if group.customers > 1 else 1,
        words=(*matter.words[:2], *group.cues[:2]),
        used=spent,
    )
    quotes = tuple(p for p in quotes if p.evidence.id not in spent) or quotes[:1]
    return Block(f"problem-{group.failure.name.lower()}", (count, *(write_quote(p) for p in quotes)), title="")


def name_group(group: Group) -> str:
    """How a class is named: by the words it was told in, or by what kind of item it is."""
    if group.failure is Failure.WANTED:
        return f"Asked for, naming {group.thing.noun}" if group.thing else "Asked for"
    if group.failure is Failure.NAMED:
        return "Named when asked what is difficult"
    if group.failure is Failure.ASKED:
        return f"Asked, {quoted_all([f'{cue} …' for cue in group.cues])}" if group.cues else "Asked"
    return quoted_all(group.cues)


def telling_sentences(item: Item, failure: Failure) -> tuple[Sentence, ...]:
    """The sentences of an item in which a class is told."""
    if failure is Failure.ASKED:
        return tuple(sentence for _, sentence in item.questions)
    if failure is Failure.WANTED:
        return item.requests
    found = (item.sentence_at(m.start) for m in item.mentions if m.failure is failure and not m.negated)
    return tuple(dict.fromkeys(s for s in found if s)) or item.sentences[:1]


def _write_workarounds(matter: Matter, before: list[Block]) -> Block | None:
    items = tuple(i for i in matter.items if _copes(i) and not i.works)
    if not items:
        return None
    quotes = choose(
        items,
        lambda item: [s for s in item.sentences if stances.tells_workaround(s.text)],
        limit=_QUOTES[matter.size],
        words=matter.words[:1],
        used=quoted_ids(before),
        whole=False,
    )
    spent = quoted_ids(before)
    quotes = tuple(passage for passage in quotes if passage.evidence.id not in spent)
    counted = tally(pieces_of(items))
    lines: list[Line] = [write_count(f"What they do instead: {counted.words}.", counted)] if quotes else []
    return Block("problem-instead", (*lines, *(write_quote(p) for p in quotes)))


def _copes(item: Item) -> bool:
    return any(stances.tells_workaround(sentence.text) for sentence in item.sentences)


def _write_rest(matter: Matter, before: list[Block]) -> Block | None:
    """Items without a class, quoted where the classes gave fewer than five quotes."""
    missing = _FEWEST_QUOTES - sum(line.role is Role.QUOTE for block in before for line in block.lines)
    rest = tuple(item for item in matter.items if not item.failures and not item.works and not _copes(item))
    if not rest or (missing <= 0 and 4 * len(rest) < len(matter.items)):
        return None
    kept = tuple(item for item in rest if not any(stances.gives_purpose(s.text) for s in item.sentences))
    quotes = choose(
        kept or rest, lambda item: item.sentences, limit=max(1, missing), words=matter.words, used=quoted_ids(before)
    )
    counted = tally(pieces_of(rest))
    head = write_count(f"Written about it without naming a failure: {counted.words}.", counted)
    return Block("problem-rest", (head, *(write_quote(p) for p in quotes)))
