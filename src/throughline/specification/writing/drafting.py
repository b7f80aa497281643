"""The order in which a draft is written: scope, gather, write each section, verify all of it, assemble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.core.kernel.ids import derive_id
from throughline.core.kernel.progress import Progress
from throughline.discovery.contracts import Corpus
from throughline.grounding.verify import verify
from throughline.specification.contracts import Block, Line, Prd, Scope, Section, Size
from throughline.specification.errors import NothingToWriteFrom
from throughline.specification.pipeline import ground_of
from throughline.specification.rules.counting import name_of
from throughline.specification.rules.failure_words import Failure
from throughline.specification.rules.groups import Group, group_items
from throughline.specification.rules.items import read_items
from throughline.specification.rules.objects import find_things
from throughline.specification.rules.topic import Topic, commonest_word, reads_as_title
from throughline.specification.rules.wording import capitalise, count, join, quoted, quoted_all
from throughline.specification.writing.asked_by_engineers import compare_sizes, write_facts
from throughline.specification.writing.assembling import (
    balance,
    claims_of,
    drop_headless,
    give_ids,
    lay_out,
    settle_findings,
)
from throughline.specification.writing.building import write_edges, write_requirements
from throughline.specification.writing.claims import quoted_ids
from throughline.specification.writing.context import write_audience, write_risks, write_why_now
from throughline.specification.writing.goals import write_goals, write_requests
from throughline.specification.writing.heard import write_heard, write_other_side, write_scope, write_weights
from throughline.specification.writing.matter import Matter, gather
from throughline.specification.writing.problem import write_problem
from throughline.specification.writing.questions import write_questions, write_settle
from throughline.specification.writing.scoping import scope
from throughline.specification.writing.skeleton import settle_skeleton, write_skeleton
from throughline.specification.writing.stories import plan_stories, reserve_passages, write_stories

if TYPE_CHECKING:
    from throughline.specification.pipeline import DraftRequest

_REVIEW_AFTER = timedelta(days=90)
_MOST_WORDINGS = 12
_FEWEST_QUOTES = 5


def write_draft(corpus: Corpus, *, request: DraftRequest, today: date, progress: Progress) -> Prd:
    """The whole draft, every sentence verified."""
    topic = _scope(corpus, request, progress)
    progress("Writing the PRD")
    if not topic.evidence:
        return _write_without_evidence(corpus, request, today, topic)
    matter = _gather(topic, corpus, request)
    blocks, stories_settle = _write_sections(matter, request)
    technical = _invite_engineering(blocks)
    sections = lay_out(blocks, size=request.size, technical=technical)
    progress("Checking every sentence")
    return _finish(corpus, request, today, matter, sections, stories_settle)


def _scope(corpus: Corpus, request: DraftRequest, progress: Progress) -> Topic:
    if corpus.evidence:
        return scope(corpus, about=request.about, theme=request.theme, chosen=request.chosen, progress=progress)
    if not (request.about or request.title):
        raise NothingToWriteFrom()
    return Topic((), about=request.about or request.title or "")


def _gather(topic: Topic, corpus: Corpus, request: DraftRequest) -> Matter:
    names = sorted({n for piece in topic.evidence for n in (piece.account, piece.person, piece.relayed_by) if n})
    title = request.title or (capitalise(topic.about.rstrip(" .")) if topic.about else "")
    return gather(
        topic,
        corpus,
        size=request.size,
        title=title or _title_of(topic, names),
        owner=request.owner,
        titled_by_author=bool(title),
        names=names,
    )


def _title_of(topic: Topic, names: Sequence[str]) -> str:
    """The topic in its own words: the theme's label, else the thing and what is said to go wrong with it."""
    if topic.label and reads_as_title(topic.label):
        return capitalise(topic.label)
    told = tuple(p for p in topic.evidence if p.quotable) or tuple(p for p in topic.evidence if not p.interviewer)
    items = [item for item in read_items(told, known=topic.read) if not item.empty]
    if sum(not item.english for item in items) * 2 > len(items):
        return capitalise(commonest_word(items)) or "What customers wrote"
    groups = [g for g in group_items(items) if g.cues and g.failure is not Failure.ASKED]
    barred = [*names, *(cue for group in groups for cue in group.cues)]
    things = find_things(
        [(item.evidence.customer or item.evidence.id, item.evidence.text) for item in items], names=barred
    )
    thing = capitalise(things[0].noun) if things else ""
    cues = join(quoted(cue) for group in groups[:2] if group.failure is not Failure.WANTED for cue in group.cues[:1])
    return ": ".join(part for part in (thing, cues) if part) or capitalise(topic.label) or "What customers wrote"


def _write_sections(matter: Matter, request: DraftRequest) -> tuple[dict[str, tuple[Block, ...]], tuple[Line, ...]]:
    matter = replace(matter, reserved=reserve_passages(matter))
    problem = list(write_problem(matter))
    facts, compared = write_facts(matter), compare_sizes(matter)
    problem += [block for block in (facts, Block("compared", (compared,)) if compared else None) if block]
    evidence = _write_evidence(matter, fewest=_FEWEST_QUOTES - len(quoted_ids(problem)))
    used = quoted_ids([*problem, *evidence])
    stories = plan_stories(matter, used=used)
    story_blocks = write_stories(stories)
    used |= quoted_ids(story_blocks)
    edges = write_edges(matter, stories)
    questions = write_questions(matter, stories, edges)
    goals = write_goals(matter, stories, launch=request.launch)
    one_page = matter.size is Size.ONE_PAGE
    blocks: dict[str, tuple[Block, ...]] = {
        "status": (Block("scope", (write_scope(matter),), note=matter.topic.why),),
        "problem": (*problem, *(evidence if one_page else ())),
        "evidence": evidence,
        "goals": (goals,) if goals else (),
        "non-goals": write_requests(matter),
        "stories": story_blocks,
        "questions": (Block("questions", questions, columns=("", "Question", "Owner"), kind="table"),),
    }
    if not one_page:
        blocks |= {
            "why-now": write_why_now(matter, used=used),
            "audience": write_audience(matter),
            "requirements": write_requirements(matter, stories, used=used),
            "edges": (Block("edges", edges),),
            "risks": write_risks(matter),
        }
    return blocks, write_settle(matter, stories, questions)


def _write_evidence(matter: Matter, *, fewest: int) -> tuple[Block, ...]:
    found = (write_heard(matter), write_weights(matter), write_other_side(matter, fewest=fewest))
    return tuple(block for block in found if block)


def _invite_engineering(blocks: dict[str, tuple[Block, ...]]) -> str:
    asked = [line.label for block in blocks.get("questions", ()) for line in block.lines if line.owner == "engineering"]
    return f"Engineering's to write. Start with {join(asked)}." if asked else ""


def _finish(
    corpus: Corpus,
    request: DraftRequest,
    today: date,
    matter: Matter,
    sections: tuple[Section, ...],
    settle: tuple[Line, ...],
) -> Prd:
    sections, settle = give_ids(sections, settle)
    report = verify(claims_of(sections, settle), ground_of(corpus))
    sections, settle, rejected = settle_findings(sections, settle, report)
    return Prd(
        id=derive_id("prd", matter.title, request.size, *(piece.id for piece in matter.topic.evidence)),
        title=matter.title,
        size=request.size,
        sections=drop_headless(balance(sections)),
        settle=settle,
        about=matter.topic.about,
        owner=request.owner,
        created=today,
        review_date=request.launch + _REVIEW_AFTER if request.launch else None,
        scope=_measure(matter),
        counting=_print_rules(matter),
        rejected=rejected,
        sample=request.sample,
    )


def _measure(matter: Matter) -> Scope:
    heard = matter.heard
    days = sorted(day for piece in heard if (day := piece.date))
    unit = "account" if any(p.account for p in heard) else "person" if any(p.person for p in heard) else ""
    first, last = (days[0], days[-1]) if days else (None, None)
    named = {name for piece in heard if (name := name_of(piece))}
    return Scope(len(heard), len(named), unit, first, last)


def _print_rules(matter: Matter) -> tuple[str, ...]:
    """How the counts were made, in words a person can check."""
    rules = [
        f"{capitalise(g.failure.value)}: items with {_name_wordings(g.wordings)}." for g in _shown(matter) if g.wordings
    ]
    denied = [i.evidence for i in matter.items if i.works and any(m.negated for m in i.mentions)]
    if denied:
        rows = join(_place(piece.row, piece.turn) for piece in denied[:5])
        rules.append(f"Left out because it is denied there: {rows}.")
    foreign = sum(1 for item in matter.items if not item.english)
    if foreign:
        rules.append(
            f"The patterns read English; {foreign} of {len(matter.items)} items are counted and quoted unread."
        )
    return tuple(rules)


def _shown(matter: Matter) -> list[Group]:
    return [g for g in matter.groups if g.failure not in (Failure.WANTED, Failure.ASKED, Failure.NAMED)][:6]


def _name_wordings(wordings: Sequence[str]) -> str:
    more = len(wordings) - _MOST_WORDINGS
    tail = f" and {count(more, 'wording')} more" if more > 0 else ""
    return f"{quoted_all(wordings[:_MOST_WORDINGS])}{tail}"


def _place(row: int | None, turn: int | None) -> str:
    return f"row {row}" if row is not None else f"turn {turn}"


def _write_without_evidence(corpus: Corpus, request: DraftRequest, today: date, topic: Topic) -> Prd:
    sentence = topic.about
    blocks = write_skeleton(sentence, owner=request.owner)
    sections = lay_out(blocks, size=request.size, heard=False)
    unsettled = settle_skeleton(request.owner, about=sentence.rstrip(" ."), read=len(corpus.evidence))
    sections, settle = give_ids(sections, unsettled)
    return Prd(
        id=derive_id("prd", sentence, request.size),
        title=request.title or capitalise(sentence.rstrip(" .")),
        size=request.size,
        sections=sections,
        settle=settle,
        about=topic.about,
        owner=request.owner,
        created=today,
        review_date=request.launch + _REVIEW_AFTER if request.launch else None,
        counting=(topic.why,) if topic.why else (),
        sample=request.sample,
    )
