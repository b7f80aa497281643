"""Reads of asking: what of each story is settled, how, and by whom; and what is left to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from throughline.specification.contracts import Line, Prd, Role
from throughline.specification.edge_cases.queries import list_lessons
from throughline.specification.exports.json import read_line
from throughline.specification.models import EdgeAnswer, LineState, PrdLine
from throughline.specification.models import Prd as PrdRow
from throughline.specification.records import read_prd
from throughline.specification.rules.edge_cases import EVERYWHERE, Asked, Lesson, ask, ask_each
from throughline.specification.rules.stories.contracts import Outline
from throughline.specification.rules.stories.outlining import outline_prd


@dataclass(frozen=True, slots=True)
class Settled:
    """A case of a story that nobody needs to ask: `line` is what answers it, or `reason` why it was dismissed.

    `story` is the id of its block, or empty where it holds for every story. `by` and `at` are known where it was
    settled in answer to the question.
    """

    story: str
    case: str
    line: Line | None = None
    reason: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def answered(self) -> bool:
        return self.line is not None


@dataclass(frozen=True, slots=True)
class Questioning:
    """A PRD as it is asked about: its outline, what is settled, and what the past taught its workspace."""

    row: PrdRow
    prd: Prd
    outline: Outline
    settled: tuple[Settled, ...]
    lessons: tuple[Lesson, ...]

    @property
    def done(self) -> Mapping[str, Collection[str]]:
        """The settled cases of each story, by its id."""
        ids = {one.story for one in self.settled}
        return {id_: {one.case for one in self.settled if one.story == id_} for id_ in ids}

    def find(self, story: str, case: str) -> Settled | None:
        """What is settled of a case for a story, or for all of them."""
        return next((one for one in self.settled if one.case == case and one.story in {story, EVERYWHERE}), None)

    def ask_each(self, *, further: Collection[str] = ()) -> dict[str, tuple[Asked, ...]]:
        """The open questions of each story. Their order stays as it is while they are answered one by one."""
        before = leave_out_answers(self.outline)
        return ask_each(before, answered=self.done, hints=self.lessons, further=further)


def read_questioning(row: PrdRow) -> Questioning:
    """Everything that asking needs to know of a PRD as it stands."""
    prd = read_prd(row)
    outline = outline_prd(prd)
    lessons = list_lessons(row.workspace, f"{prd.title} {outline.summary}".strip())
    return Questioning(row, prd, outline, tuple(_list_settled(row, prd, outline)), lessons)


def list_open(row: PrdRow, *, most: int) -> tuple[str, ...]:
    """The open questions that weigh most over all stories, each once, what the past taught among them."""
    found = read_questioning(row)
    asked = ask(leave_out_answers(found.outline), answered=found.done, hints=found.lessons, most=most)
    return tuple(question.question for question in asked)


def leave_out_answers(outline: Outline) -> Outline:
    """The outline without the criteria that answer a question: these are known to, and must not move the others."""
    stories = (
        replace(story, criteria=tuple(point for point in story.criteria if not point.rests_on))
        for story in outline.stories
    )
    return replace(outline, stories=tuple(stories))


def _list_settled(row: PrdRow, prd: Prd, outline: Outline) -> Iterator[Settled]:
    """Each case once: what was said to the question, else a criterion that names it, else section 11.

    Where an answer's criterion has left the page, section 11 does not say that it is answered either.
    """
    said = list(EdgeAnswer.objects.filter(prd=row).select_related("member").order_by("at", "pk"))
    asked = {(one.story, one.case) for one in said}
    standing = {line.claim.id: line for line in prd.lines}
    decided = (one for one in _list_edges(row, outline) if (one.story, one.case) not in asked)
    seen: set[tuple[str, str]] = set()
    for one in (*_list_said(said, standing), *_list_written(outline, standing), *decided):
        if (one.story, one.case) not in seen:
            seen.add((one.story, one.case))
            yield one


def _list_said(rows: Iterable[EdgeAnswer], standing: Mapping[str, Line]) -> Iterator[Settled]:
    """An answer counts while its criterion stands."""
    for said in rows:
        if not said.claim or said.claim in standing:
            line = standing.get(said.claim)
            yield Settled(said.story, said.case, line, said.reason, said.member.name, said.at)


def _list_written(outline: Outline, standing: Mapping[str, Line]) -> Iterator[Settled]:
    """A criterion that names a case answers it, wherever it came from; a proposal that nobody accepted does not."""
    for story in outline.stories:
        for point in story.criteria:
            if not standing[point.id].undecided:
                yield from (Settled(story.id, case, standing[point.id]) for case in point.rests_on)


def _list_edges(row: PrdRow, outline: Outline) -> Iterator[Settled]:
    """What a person decided about the lines of section 11: taken out is dismissed, written anew is answered.

    Accepting one says that the case matters, and no more.
    """
    for line in list_edge_lines(row):
        rejected = line.state == LineState.REJECTED
        if rejected or (line.was and line.was["text"] != line.content["text"]):
            story, answer = find_edge_story(line, outline), None if rejected else read_line(line.content)
            cases: list[str] = line.content["rests_on"]
            yield from (Settled(story, case, answer, line.reason, line.decided_by) for case in cases)


def list_edge_lines(row: PrdRow) -> list[PrdLine]:
    """The lines of section 11 that name a catalogued case, whatever was decided about them."""
    lines: Iterable[PrdLine] = row.lines.all()  # type: ignore[attr-defined]
    return [line for line in lines if line.content["role"] == Role.EDGE_CASE and line.content.get("rests_on")]


def find_edge_story(line: PrdLine, outline: Outline) -> str:
    """The id of the story that an edge case's label names ("S1 · ST-01"); all of them where it names none."""
    label, parted, _ = str(line.content.get("label", "")).partition(" · ")
    return next((story.id for story in outline.stories if story.label == label), label) if parted else EVERYWHERE
