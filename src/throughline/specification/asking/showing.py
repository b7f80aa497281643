"""What the pages of asking show: each story with its open questions, what was answered, and what was dismissed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from throughline.specification.asking.queries import Questioning, Settled, read_questioning
from throughline.specification.contracts import Prd, Status
from throughline.specification.models import Prd as PrdRow
from throughline.specification.rules.edge_cases import EVERYWHERE, Asked, find_case, word_question
from throughline.specification.rules.stories.contracts import Story
from throughline.specification.rules.wording import capitalise

BEFORE_LAUNCH = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.BUILDING})


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A settled case: its question in the words of its story, and how it is settled."""

    question: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class ShownStory:
    """A story with its questions; `further` says that more than five are asked of it."""

    story: Story
    open: tuple[Asked, ...]
    answered: tuple[ShownCase, ...]
    dismissed: tuple[ShownCase, ...]
    further: bool = False

    @property
    def anchor(self) -> str:
        return f"asked-{self.story.id}"


@dataclass(frozen=True, slots=True)
class Asking:
    """A PRD's stories as they are asked about, and what was dismissed for all of them."""

    prd: Prd
    stories: tuple[ShownStory, ...]
    everywhere: tuple[ShownCase, ...]

    @property
    def open(self) -> int:
        return sum(len(story.open) for story in self.stories)

    @property
    def answered(self) -> int:
        return len(self.list_answered())

    @property
    def dismissed(self) -> int:
        return len(self.list_dismissed())

    def list_answered(self) -> list[ShownCase]:
        """The answered cases of all stories, in their order."""
        return [case for story in self.stories for case in story.answered]

    def list_dismissed(self) -> list[ShownCase]:
        """The dismissed cases of all stories, then those dismissed for all."""
        return [*(case for story in self.stories for case in story.dismissed), *self.everywhere]

    @property
    def asks(self) -> bool:
        """Whether a question can still change what is built."""
        return self.prd.status in BEFORE_LAUNCH


def show_asking(row: PrdRow, *, further: Collection[str] = ()) -> Asking:
    """Everything the pages of asking show; for the stories in `further`, five more questions each."""
    found = read_questioning(row)
    asked = found.ask_each(further=further)
    stories = tuple(_show_story(found, story, asked[story.id], further) for story in found.outline.stories)
    everywhere = (one for one in found.settled if one.story == EVERYWHERE and not one.answered)
    return Asking(found.prd, stories, tuple(_show_case(found, None, one) for one in everywhere))


def find_shown(asking: Asking, story: str) -> ShownStory | None:
    """One story of them, by its id."""
    return next((one for one in asking.stories if one.story.id == story), None)


def _show_story(found: Questioning, story: Story, asked: tuple[Asked, ...], further: Collection[str]) -> ShownStory:
    own = [_show_case(found, story, one) for one in found.settled if one.story == story.id]
    return ShownStory(
        story=story,
        open=asked,
        answered=tuple(case for case in own if case.settled.answered),
        dismissed=tuple(case for case in own if not case.settled.answered),
        further=story.id in further,
    )


def _show_case(found: Questioning, story: Story | None, settled: Settled) -> ShownCase:
    """The question as the story was asked it; for all stories the catalogue's words, for a lesson what was taught."""
    known = find_case(settled.case)
    if known is None:
        return ShownCase(_tell_lesson(found, settled.case), settled)
    question = word_question(story, settled.case) if story else f"{capitalise(known.case)}: {known.question}"
    return ShownCase(question, settled)


def _tell_lesson(found: Questioning, ref: str) -> str:
    taught: Iterable[str] = (lesson.text for lesson in found.lessons if lesson.ref == ref)
    return next(iter(taught), "What a review taught")
