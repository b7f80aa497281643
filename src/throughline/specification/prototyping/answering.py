"""Writes about what a prototype leaves open: an answer becomes a criterion, a dismissal keeps its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.asking.services import take_back
from throughline.specification.editing.finding import get_line
from throughline.specification.models import EdgeAnswer, LineState, Prd, Prototype, PrototypeAnswer, PrototypeKind
from throughline.specification.prototyping import building
from throughline.specification.prototyping.adopting import write_answer
from throughline.specification.prototyping.errors import NoSuchState, WithoutAnswer
from throughline.specification.prototyping.finding import get_prototype
from throughline.specification.prototyping.services import renew
from throughline.specification.records import read_prd
from throughline.specification.rules.stories.outlining import outline_prd

LONGEST = 1_500
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """An open state of a prototype: the edge case that asks, its story, and where it is seen."""

    case: str
    story: str = ""
    screen: str = ""
    state: str = ""
    question: str = ""

    @property
    def values(self) -> dict[str, str]:
        """As its row keeps it."""
        place = {"screen": self.screen[:120], "state": self.state[:120], "question": self.question[:1000]}
        return {"case": self.case[:120], "story": self.story[:80], **place}


@service("answer in a prototype")
def answer_state(act: Act, *, prototype: str, asked: Asked, text: str) -> PrototypeAnswer:
    """What happens in an open state. It becomes a criterion of the PRD; without one it is kept until there is.

    Raises `WithoutAnswer`, `NoSuchState`.
    """
    words = " ".join(text.split())[:LONGEST]
    if not words:
        raise WithoutAnswer("an answer")
    return _settle(act, prototype, asked, text=words)


@service("dismiss an open state")
def dismiss_state(act: Act, *, prototype: str, asked: Asked, reason: str) -> PrototypeAnswer:
    """It is left as it is, for a reason that is kept. Raises `WithoutAnswer`, `NoSuchState`."""
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise WithoutAnswer("a reason")
    return _settle(act, prototype, asked, reason=words)


@service("ask again in a prototype")
def ask_again(act: Act, *, prototype: str, answer: int) -> None:
    """What was said is taken back: its criterion leaves the PRD, and the state is open again."""
    row = get_prototype(act.workspace, prototype)
    said = row.answers.filter(pk=answer).first()  # type: ignore[attr-defined]
    if said is None:
        raise NoSuchState
    act.name_subject(said.text or said.reason)
    if row.prd is not None:
        _take_back(act, row.prd, said)
    act.delete(said)
    _show_anew(act, row)


def _settle(act: Act, prototype: str, asked: Asked, *, text: str = "", reason: str = "") -> PrototypeAnswer:
    row = get_prototype(act.workspace, prototype)
    if not (asked.case or asked.story):
        raise NoSuchState
    act.name_subject(text or reason)
    asked = _word_question(row, asked)
    _drop_other(act, row, asked, reason=reason)
    said = _keep(act, row, asked, text=text, reason=reason)
    if row.prd is not None:
        write_answer(act, row, said, outline_prd(read_prd(row.prd)).stories)
    _show_anew(act, row)
    return said


def _word_question(row: Prototype, asked: Asked) -> Asked:
    """The question as the prototype asks it, where it was answered inside: the same words are not asked again."""
    if asked.question or row.kind != PrototypeKind.MADE:
        return asked
    waiting = (case for _, state in building.read(row).states for case in state.open)
    words = (one.question for one in waiting if (one.case, one.story) == (asked.case, asked.story))
    return replace(asked, question=next(words, ""))


def _drop_other(act: Act, row: Prototype, asked: Asked, *, reason: str) -> None:
    """Who answers what was dismissed before, or the other way round, takes the earlier word back."""
    known = _find_said(row, asked)
    if known is None or bool(known.reason) is bool(reason):
        return
    if row.prd is not None:
        _take_back(act, row.prd, known)
    act.update(known, claim="")


def _find_said(row: Prototype, asked: Asked) -> PrototypeAnswer | None:
    mine = PrototypeAnswer.objects.filter(prototype=row, story=asked.values["story"], case=asked.values["case"])
    return mine.first()


def _keep(act: Act, row: Prototype, asked: Asked, *, text: str, reason: str) -> PrototypeAnswer:
    values = {"text": text, "reason": reason, "member": act.member, "at": act.now}
    known = _find_said(row, asked)
    if known is not None:
        return act.update(known, **values)
    return act.create(PrototypeAnswer(prototype=row, **asked.values, **values))


def _take_back(act: Act, prd: Prd, said: PrototypeAnswer) -> None:
    """The criterion is listed among what was taken out, with the reason; the question is asked again beside the PRD."""
    kept = EdgeAnswer.objects.filter(prd=prd, case=said.case, claim=said.claim, reason=said.reason).first()
    if kept is not None:
        take_back(act, prd, story=kept.story, case=kept.case)
    elif said.claim and prd.lines.filter(claim_id=said.claim, state=LineState.STANDS).exists():  # type: ignore[attr-defined]
        line = get_line(act, prd, said.claim)
        values = {"was": line.was or line.content, "state": LineState.REJECTED, "decided_by": act.member.name}
        act.update(line, **values, reason="its question was asked again in the prototype")


def _show_anew(act: Act, row: Prototype) -> None:
    """The prototype shows what was said at once, as far as its PRD lets it be built."""
    if row.kind != PrototypeKind.MADE:
        return
    if row.prd is None:
        act.update(row, model=building.build(row))
        return
    row.prd.refresh_from_db()
    renew(act, row, building.outline_of_prd(row.prd))
