"""What the pages of drafting with a model show, gathered from queries and rules. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from throughline.core.contracts import JobState
from throughline.core.models import Job
from throughline.discovery.contracts import Evidence
from throughline.discovery.queries import list_evidence
from throughline.language.models.contracts import Estimate, ModelSettings
from throughline.language.models.pricing import MARGIN, estimate
from throughline.language.models.settings import is_own_machine
from throughline.specification.models import (
    LineState,
    ModelCall,
    ModelDraft,
    Prd,
    PrdLine,
    ProposalState,
    SectionProposal,
)
from throughline.specification.proposing.drafting import Task, offer_sections
from throughline.specification.proposing.money import tell_cost, tell_minutes, tell_tokens
from throughline.specification.proposing.queries import (
    ASKING,
    find_call,
    find_job,
    read_questions,
    word_asking,
    word_task,
)
from throughline.specification.proposing.services import find_giving_way, read_proposal
from throughline.specification.records import read_prd
from throughline.specification.rules.marking import Piece, compare_words
from throughline.specification.rules.proposing.contracts import Asked
from throughline.specification.rules.proposing.placing import Proposed, is_story
from throughline.specification.rules.sections import BY_KEY

ROWS = 4
"""Rows of evidence shown beneath one proposed sentence."""
GOING = (JobState.WAITING, JobState.RUNNING)


class Stage(StrEnum):
    """Where a draft stands, which decides what its page shows."""

    QUESTIONS = "questions"
    READY = "ready"
    RUNNING = "running"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    asked: Asked
    answer: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A section that can be asked for."""

    key: str
    number: int
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """What would be sent, to whom, and what it may take."""

    settings: ModelSettings
    task: Task
    guess: Estimate

    @property
    def pieces(self) -> int:
        return len(self.task.brief.pieces)

    @property
    def left_out(self) -> int:
        return self.task.brief.left_out

    @property
    def masked(self) -> int:
        return self.task.brief.masked

    @property
    def margin(self) -> str:
        return f"{MARGIN:.0%}".replace("%", " %")

    @property
    def tokens_in(self) -> str:
        return f"{round(self.guess.tokens_in, -2) or self.guess.tokens_in:,}"

    @property
    def tokens_out(self) -> str:
        return f"{self.guess.tokens_out:,}"

    @property
    def cost(self) -> str:
        """`$0.03 to $0.21`, or that it is not known."""
        if self.guess.cost_in is None or self.guess.cost_most is None:
            return "unknown"
        return f"{tell_cost(self.guess.cost_in)} to {tell_cost(self.guess.cost_most)}"

    @property
    def unpriced(self) -> str:
        """Why no cost can be told; empty where it can."""
        if self.guess.cost_most is not None:
            return ""
        if is_own_machine(self.settings.host):
            return "It answers on this machine, and no price is set for it."
        return "Its price is not known here; set one with the model’s settings."

    @property
    def data(self) -> str:
        """What of the person's own is sent: the rows inside the fence."""
        return self._parts[1]

    @property
    def around(self) -> str:
        """All the rest, word for word."""
        before, _, after = self._parts
        return f"{before.rstrip()}\n\n…\n\n{after.strip()}"

    @property
    def _parts(self) -> tuple[str, str, str]:
        lines = self.task.question.text.splitlines()
        begin = next(n for n, line in enumerate(lines) if line.startswith("<data-"))
        end = next(n for n, line in enumerate(lines) if line.startswith("</data-"))
        return "\n".join(lines[: begin + 1]), "\n".join(lines[begin + 1 : end]), "\n".join(lines[end:])


def tell_sending(settings: ModelSettings, task: Task) -> Sending:
    """The task with its estimate. Asks nobody."""
    return Sending(settings, task, estimate(settings, task.question))


@dataclass(frozen=True, slots=True)
class Written:
    """A section while the model writes: how many sentences it has, and whether it is at it."""

    title: str
    sentences: int
    state: str


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """One proposed line with what it rests on, and the words it would change where it takes another's place."""

    proposed: Proposed
    rows: tuple[Evidence, ...]
    more: int
    by: str
    changes: tuple[Piece, ...] = ()

    @property
    def id(self) -> str:
        return self.proposed.line.claim.id

    @property
    def text(self) -> str:
        return self.proposed.line.claim.text

    @property
    def story(self) -> bool:
        return is_story(self.proposed)

    @property
    def lead(self) -> str:
        """How it stands to its rows."""
        return "Follows from" if self.proposed.reason.startswith("follows from") else "Rests on"

    @property
    def within(self) -> bool:
        """Whether it stands in a story, below its sentence."""
        return self.proposed.group > 0 and not self.story


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """One section's proposal beside what stands there now."""

    row: SectionProposal
    number: int
    title: str
    sentences: tuple[ShownSentence, ...]
    reading: tuple[tuple[Piece, ...], ...]
    standing: int

    @property
    def giving_way(self) -> int:
        """How many lines would give way."""
        return sum(bool(one.changes) for one in self.sentences)

    @property
    def waits(self) -> bool:
        return self.row.state == ProposalState.WAITING

    @property
    def unshown(self) -> int:
        return sum(not one.proposed.shown for one in self.sentences)


class ShownDraft:
    """A draft as its page shows it. Each part is read once, when the page asks for it."""

    def __init__(self, row: ModelDraft, settings: ModelSettings | None) -> None:
        self.row, self.settings = row, settings

    @cached_property
    def job(self) -> Job | None:
        return find_job(self.row)

    @cached_property
    def asking(self) -> Job | None:
        return find_job(self.row, ASKING)

    @property
    def stage(self) -> Stage:
        if self.row.report is not None:
            return Stage.PROPOSED
        if self.job is not None and self.job.state in GOING:
            return Stage.RUNNING
        return Stage.QUESTIONS if self.row.answers is None else Stage.READY

    @property
    def asks(self) -> bool:
        """Whether the model is wording questions now."""
        return self.asking is not None and self.asking.state in GOING

    @property
    def trouble(self) -> str:
        """Why the last try gave nothing; empty where there was none, or it was cancelled."""
        last = self.asking if self.stage is Stage.QUESTIONS else self.job
        return last.error if last is not None and last.state == JobState.FAILED else ""

    @property
    def cancelled(self) -> bool:
        last = self.asking if self.stage is Stage.QUESTIONS else self.job
        return last is not None and last.state == JobState.CANCELLED

    @cached_property
    def call(self) -> ModelCall | None:
        return find_call(self.row)

    @property
    def took(self) -> str:
        """What the last call took, in one line; empty where nobody said so."""
        call = self.call
        if call is None or call.ended is None or call.tokens_in is None:
            return ""
        tokens = f"{tell_tokens(call.tokens_in)} tokens in, {tell_tokens(call.tokens_out)} out"
        return f"{call.model} · {tokens} · cost {tell_cost(call.cost)} · {tell_minutes(call.seconds)}"

    @cached_property
    def questions(self) -> list[ShownQuestion]:
        given = self.row.answers or {}
        return [ShownQuestion(asked, given.get(asked.id, "")) for asked in read_questions(self.row)]

    @cached_property
    def choices(self) -> list[Choice]:
        offered = offer_sections(read_prd(self.row.prd))
        return [Choice(k, BY_KEY[k].number, BY_KEY[k].title, k in self.row.sections) for k in offered]

    @cached_property
    def sending(self) -> Sending | None:
        """What would be sent; None while no model is configured."""
        return tell_sending(self.settings, word_task(self.row)) if self.settings else None

    @cached_property
    def asking_costs(self) -> Sending | None:
        return tell_sending(self.settings, word_asking(self.row)) if self.settings else None

    @cached_property
    def written(self) -> list[Written]:
        """The sections that were asked for, and how far the model is with each."""
        told = dict(self.call.progress) if self.call is not None and self.call.ended is None else {}
        current = list(told)[-1] if told else ""
        return [_tell_written(key, told.get(key), key == current) for key in self.row.sections]

    @cached_property
    def proposals(self) -> list[ShownProposal]:
        rows = list(self.row.proposals.all())  # type: ignore[attr-defined]
        cited = {
            one["evidence"]
            for row in rows
            for line in row.lines
            for one in line["line"]["citations"]
            if "evidence" in one
        }
        known = {piece.id: piece for piece in list_evidence(self.row.workspace, sorted(cited))}
        return [show_proposal(self.row.prd, row, known) for row in rows]

    @property
    def waiting(self) -> int:
        return sum(one.waits for one in self.proposals)


def _tell_written(key: str, sentences: int | None, current: bool) -> Written:
    state = "writing" if current else "written" if sentences is not None else "to come"
    return Written(BY_KEY[key].title, sentences or 0, state)


def show_proposal(prd: Prd, row: SectionProposal, known: Mapping[str, Evidence]) -> ShownProposal:
    """A section's proposal, its sentences with their rows, and how the section would read with those that are shown."""
    draft = read_proposal(row)
    giving = find_giving_way(prd, draft)
    standing = PrdLine.objects.filter(prd=prd, place__startswith=f"{row.section}/", state=LineState.STANDS)
    lines = list(standing.order_by("position", "pk"))
    sentences = tuple(_show_sentence(one, known, giving) for one in draft.lines)
    part = BY_KEY[row.section]
    reading = _read_through(lines, sentences) if row.state == ProposalState.WAITING else ()
    return ShownProposal(row, part.number, part.title, sentences, reading, len(lines))


def _read_through(lines: Sequence[PrdLine], sentences: Sequence[ShownSentence]) -> tuple[tuple[Piece, ...], ...]:
    """The section line by line: what stays, what would be reworded, and what would come in."""
    shown = [one for one in sentences if one.proposed.shown]
    changed = {one.proposed.instead: one.changes for one in shown if one.changes}
    stays = [changed.get(line.claim_id) or (Piece(line.content["text"], "same"),) for line in lines]
    return (*stays, *((Piece(one.text, "new"),) for one in shown if not one.changes))


def _show_sentence(one: Proposed, known: Mapping[str, Evidence], giving: Mapping[str, PrdLine]) -> ShownSentence:
    ids = list(dict.fromkeys(c.evidence for c in one.line.claim.citations if c.evidence))
    rows = [known[id_] for id_ in ids if id_ in known]
    by = rows[0].customer or "Nobody named" if rows and one.line.claim.quote else ""
    old = giving.get(one.instead)
    changes = compare_words(old.content["text"], one.line.claim.text) if old is not None else ()
    return ShownSentence(one, tuple(rows[:ROWS]), max(0, len(rows) - ROWS), by, changes)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One call as the ledger shows it."""

    call: ModelCall

    @property
    def tokens_in(self) -> str:
        return tell_tokens(self.call.tokens_in)

    @property
    def tokens_out(self) -> str:
        return tell_tokens(self.call.tokens_out)

    @property
    def cost(self) -> str:
        return tell_cost(self.call.cost)

    @property
    def minutes(self) -> str:
        return tell_minutes(self.call.seconds)

    @property
    def outcome(self) -> str:
        return self.call.outcome or "under way"

    @property
    def wrong(self) -> bool:
        return bool(self.call.outcome) and self.call.outcome not in {"answered", "cancelled"}
