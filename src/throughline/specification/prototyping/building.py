"""Building: from an idea, an opportunity or a PRD to the outline, and from that to the prototype as it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from throughline.core.kernel.clock import utc_today
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.discovery.queries import get_themes, list_evidence, load_corpus
from throughline.specification.edge_cases.queries import list_lessons
from throughline.specification.exchanging.queries import find_source
from throughline.specification.models import Prd, Prototype
from throughline.specification.pipeline import DraftRequest, draft_prd
from throughline.specification.prototyping.adopting import word_criterion
from throughline.specification.prototyping.errors import NoStories, NothingToBuild
from throughline.specification.prototyping.outlines import add_criteria, find_story, read_outline
from throughline.specification.records import read_prd
from throughline.specification.rules.stories.contracts import Outline, Point
from throughline.specification.rules.stories.outlining import outline_prd
from throughline.specification.rules.stories.sketching import outline_sentences
from throughline.specification.services import aim_at

if TYPE_CHECKING:
    from throughline.specification.rules.prototyping import Prototype as Built

Json = dict[str, Any]
_QUOTES = 12


def outline_idea(idea: str, title: str) -> Outline:
    """The stories in a few sentences. Raises `NothingToBuild`."""
    outline = outline_sentences(idea, title=title)
    if not outline.stories:
        raise NothingToBuild
    return outline


def outline_of_prd(row: Prd) -> Outline:
    """The stories of a PRD as they stand. Raises `NoStories`."""
    outline = outline_prd(read_prd(row), opportunity=find_source(row.workspace, row.key))
    if not outline.stories:
        raise NoStories
    return outline


def outline_opportunity(workspace: Workspace, key: str) -> Outline:
    """The stories that the built-in writer reads out of what people accepted for an opportunity.

    They are the ones its PRD will have, with the same ids. Where the evidence tells none, its title, its job story and
    what customers said are read as sentences. Raises `OpportunityNotFound`, `NothingToBuild`.
    """
    row = find_opportunity(workspace, key)
    request = aim_at(workspace, DraftRequest(sample=workspace.is_sample), key)
    corpus = replace(load_corpus(workspace), themes=get_themes(workspace))
    outline = outline_prd(draft_prd(corpus, request=request, today=utc_today()), opportunity=key)
    if outline.stories:
        return outline
    wanted = f"When {row.situation}, I want {row.motivation}, so I can {row.outcome}." if row.motivation else ""
    said = [piece.text for piece in list_evidence(workspace, request.chosen[:_QUOTES])]
    return replace(outline_idea(" ".join([wanted, f"{row.title}.", *said]), row.title), opportunity=key)


def gather_outline(row: Prototype) -> Outline:
    """What a prototype is built from: the stories it was made from, with what was answered since and is in no PRD."""
    outline = read_outline(row.source)
    answered: dict[str, list[Point]] = {}
    answers = row.answers.exclude(text="").filter(claim="") if row.pk else ()  # type: ignore[attr-defined]
    for answer in answers:
        story = find_story(outline, answer.story)
        if story is not None:
            words = word_criterion(story, answer.case, answer.text)
            answered.setdefault(story.id, []).append(Point(f"answer-{answer.pk}", words, rests_on=(answer.case,)))
    return add_criteria(outline, answered)


def build(row: Prototype, *, renames: Json | None = None, copy: str | None = None) -> Json:
    """The prototype as it is kept, of what the row holds: with the words a model offered and a person took, and under
    the names that a person gave, which win over both.
    """
    from throughline.specification.rules.prototyping import build_prototype, merge_model, pack_prototype

    outline, names = gather_outline(row), row.renames if renames is None else renames
    lessons = list_lessons(row.workspace, outline.title)
    built = build_prototype(outline, seed=row.key, renames=names, lessons=lessons)
    taken = row.copy if copy is None else copy
    return pack_prototype(merge_model(built, taken)[0] if taken else built)


def read(row: Prototype) -> Built:
    """The prototype that is kept."""
    from throughline.specification.rules.prototyping import read_prototype

    return read_prototype(row.model)


def render(row: Prototype) -> str:
    """The page of a prototype made here."""
    from throughline.specification.rules.prototyping import render_prototype

    return render_prototype(read(row))
