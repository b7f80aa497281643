"""Drafting with a model, without a database: word the question, ask it, judge what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from throughline.discovery.contracts import Corpus, Evidence
from throughline.grounding.contracts import Ground
from throughline.language.models.contracts import Answer, ModelSettings, Question
from throughline.language.models.json_asking import ask_json, word_question
from throughline.specification.contracts import Prd
from throughline.specification.proposing.prompts import read_prompt, read_schema
from throughline.specification.rules.proposing.asking import choose_questions
from throughline.specification.rules.proposing.briefing import Brief, brief_model
from throughline.specification.rules.proposing.contracts import Answered, Asked, Fate, Judged, Part
from throughline.specification.rules.proposing.judging import judge
from throughline.specification.rules.proposing.placing import SectionDraft, arrange
from throughline.specification.rules.proposing.reading import read_questions, read_sections
from throughline.specification.rules.sections import BY_KEY

DRAFT, QUESTIONS = "draft", "questions"
_TOKENS_A_SECTION, _TOKENS_FIRST, _MOST_TOKENS = 1_500, 1_000, 16_000
_TOKENS_FOR_QUESTIONS = 1_500


@dataclass(frozen=True, slots=True)
class Task:
    """What is about to be asked: the brief and the question as it would be sent. `owner` is who gave the answers."""

    name: str
    brief: Brief
    question: Question
    sections: tuple[str, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What came of a draft: proposals by section, what was not let through, every sentence with its fate.

    `repeated` sentences said what stands in the PRD, or what another one said.
    """

    sections: tuple[SectionDraft, ...]
    refused: tuple[Judged, ...]
    judged: tuple[Judged, ...]

    @property
    def repeated(self) -> int:
        return len(self.judged) - len(self.refused) - sum(len(one.lines) for one in self.sections)


Telling = Callable[[list[tuple[str, int]]], None]
"""Called as the answer is written: the sections so far, each with the number of its sentences."""


def offer_sections(prd: Prd) -> tuple[str, ...]:
    """The sections a model may propose for that this size of PRD has, in order."""
    return tuple(part.value for part in Part if prd.size in BY_KEY[part.value].sizes)


def list_pieces(prd: Prd, corpus: Corpus) -> list[Evidence]:
    """The evidence that any line of the PRD cites, in the order it is cited."""
    by_place = {(p.source, p.row, p.turn): p for p in corpus.evidence}
    cited = (citation for line in prd.lines for citation in line.claim.citations)
    found = (corpus.by_id.get(c.evidence or "") or by_place.get((c.source or "", c.row, c.turn)) for c in cited)
    return list({piece.id: piece for piece in found if piece is not None}.values())


def list_names(corpus: Corpus) -> Iterable[str]:
    """Every customer, person and go-between of the corpus: none of them is told to a model."""
    return dict.fromkeys(n for p in corpus.evidence for n in (p.account, p.person, p.relayed_by) if n)


def word_draft(
    prd: Prd,
    pieces: Sequence[Evidence],
    *,
    sections: Sequence[str],
    answers: Sequence[Answered],
    names: Iterable[str],
    owner: str = "",
) -> Task:
    """The question that asks for proposals for `sections`."""
    brief = brief_model(prd, pieces, sections=sections, answers=answers, known=names)
    most = min(_MOST_TOKENS, _TOKENS_FIRST + _TOKENS_A_SECTION * len(sections))
    return Task(DRAFT, brief, _word(DRAFT, brief, most), tuple(sections), owner)


def word_questions(prd: Prd, pieces: Sequence[Evidence], *, names: Iterable[str]) -> Task:
    """The question that asks for better questions to the person."""
    brief = brief_model(prd, pieces, sections=[section.key for section in prd.sections], known=names)
    rows = tuple(row for row in brief.rows if row["kind"] != "section")
    told = replace(brief, rows=rows)
    return Task(QUESTIONS, told, _word(QUESTIONS, told, _TOKENS_FOR_QUESTIONS))


def _word(name: str, brief: Brief, most_tokens: int) -> Question:
    return word_question(read_prompt(name), rows=brief.rows, schema=read_schema(name), most_tokens=most_tokens)


def draft(
    settings: ModelSettings, task: Task, prd: Prd, ground: Ground, *, run: str, tell: Telling = lambda _: None
) -> tuple[Proposals, Answer]:
    """Ask for proposals for the PRD and judge them; `run` makes their ids its own.

    Raises a `ModelFailure`; whatever `tell` raises stops the model.
    """
    listen = _Listener(tell)
    data, answer = ask_json(settings, task.question, read_schema(DRAFT), listen=listen)
    judged = judge(read_sections(data, task.brief), ground, sections=task.sections, answers=task.brief.answers)
    standing = [line.claim.text for line in prd.lines]
    sections, refused = arrange(judged, run=run, owner=task.owner, standing=standing)
    return Proposals(sections, refused, judged), answer


def ask_better(
    settings: ModelSettings, task: Task, prd: Prd, ground: Ground, *, tell: Telling = lambda _: None
) -> tuple[tuple[Asked, ...], Answer]:
    """Up to five questions, the model's first where they invent nothing. Raises a `ModelFailure`."""
    data, answer = ask_json(settings, task.question, read_schema(QUESTIONS), listen=_Listener(tell))
    judged = judge(read_questions(data, task.brief), ground, sections=[Part.QUESTIONS.value])
    own = [Asked("", one.claim.text, by_model=True) for one in judged if one.fate is not Fate.REFUSED]
    return choose_questions(prd, first=own), answer


class _Listener:
    """Reads what is there of an answer, however much of it that is, and tells of it."""

    def __init__(self, tell: Telling) -> None:
        self.tell = tell
        self.seen = -1

    def __call__(self, text: str) -> None:
        if len(text) != self.seen:
            self.seen = len(text)
            self.told = count_sentences(text)
        self.tell(self.told)


def count_sentences(text: str) -> list[tuple[str, int]]:
    """The sections of an answer that is still being written, each with the number of its sentences so far."""
    from pydantic_core import from_json

    begins = text.find("{")
    try:
        data = from_json(text[begins:], allow_partial="trailing-strings") if begins >= 0 else {}
    except ValueError:
        return []
    sections = data.get("sections") if isinstance(data, dict) else None
    told = [one for one in sections if isinstance(one, dict)] if isinstance(sections, list) else []
    return [
        (str(one.get("section", ""))[:40], len(one["claims"]) if isinstance(one.get("claims"), list) else 0)
        for one in told
    ]
