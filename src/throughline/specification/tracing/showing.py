"""How we got here, answered from what is on record; what is not on record is said to be missing. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import LineStation, walk_line
from throughline.core.models import Workspace
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.grounding.contracts import Origin
from throughline.specification.asking.showing import Asking, ShownCase, show_asking
from throughline.specification.contracts import Line, Prd, Role, Status
from throughline.specification.models import LineState, PrdLine, Prototype
from throughline.specification.prototyping.queries import Added, count_criteria, describe_prototypes, list_added
from throughline.specification.queries import get_row
from throughline.specification.reviewing.queries import Review
from throughline.specification.reviewing.showing import list_moments
from throughline.specification.rules.clock import Tick, read_clock
from throughline.specification.rules.wording import count, name_date
from throughline.specification.showing import Showing, ShownLine
from throughline.strategy.betting.queries import list_choices, list_predictions, say_bet
from throughline.strategy.deciding.queries import list_decisions
from throughline.strategy.declining.queries import list_reasons
from throughline.strategy.queries import get_idea, list_put_away

MOST = 6
_SPOKEN = (Role.QUOTE, Role.SITUATION, Role.PURPOSE)
"""Roles of quotes that tell of the problem; the others are fragments in tables, and wishes."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing on record: its words, the letter of its origin if it has one, who said it or why, and its page."""

    text: str
    mark: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what is on record about it, or in `missing` why nothing is."""

    question: str
    told: tuple[Told, ...]
    missing: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole page: the PRD, the line, the answers, its own clock, and the bets it could still be linked to."""

    prd: Prd
    line: list[LineStation]
    answers: tuple[Answer, ...]
    clock: tuple[Tick, ...]
    bets: Sequence[tuple[str, str]] = ()


def trace(workspace: Workspace, key: str) -> Trace:
    """Everything the page shows. Raises `PrdNotFound`."""
    row = get_row(workspace, key)
    review = Review(row)
    prd, line = review.prd, walk_line(workspace, Ref("prd", key))
    asking = show_asking(row)
    quoted = {line.claim_id: line for line in row.lines.all()}  # type: ignore[attr-defined]
    showing = Showing(workspace, prd, quoted)
    opportunities = _list_ids(line, "opportunity")
    answers = (
        _tell_why(workspace, prd, opportunities),
        _tell_who(prd, showing),
        *_tell_prototypes(review),
        _tell_against(workspace, review, asking, opportunities),
        _tell_cases(prd, asking),
        _tell_expected(workspace, prd, _list_ids(line, "idea")),
        _tell_outcome(prd),
    )
    bets = list_choices(workspace, opportunities, besides=_list_ids(line, "idea"))
    return Trace(prd, line, answers, read_clock(list_moments(review)), bets)


def _tell_prototypes(review: Review) -> Iterator[Answer]:
    """What clicking through it added, where there is a prototype: the criteria nobody had thought of before."""
    found = describe_prototypes(review.row)
    if found.first is None:
        return
    added = list_added(review.row)
    told = [Told(f"The prototype added {count_criteria(len(added))}.", mark="N", url=_url_of_prototype(found.first))]
    told += [_tell_added(one, review.row.key) for one in added[:MOST]]
    missing = "Nothing yet: no question that it asks has been answered in it."
    yield Answer("What did the prototype show?", tuple(told if added else ()), missing, more=max(0, len(added) - MOST))


def _tell_added(added: Added, key: str) -> Told:
    line = added.line.content
    url = reverse("specification:line", args=[key, added.line.claim_id])
    return Told(line["text"], mark=Origin(line["origin"]).mark, note="the prototype showed it", url=url)


def _url_of_prototype(row: Prototype) -> str:
    return reverse("prototyping:prototype", args=[row.key])


def _tell_why(workspace: Workspace, prd: Prd, opportunities: Iterable[str]) -> Answer:
    told = [told for id_ in opportunities for told in _tell_opportunity(workspace, id_)]
    problem = [line for line in _lines_of(prd, "problem") if line.claim.origin is not Origin.QUOTE]
    told += [_tell_line(prd, line) for line in problem[: MOST - len(told)]]
    return Answer("Why did we build this?", tuple(told), "Nobody has said why: its problem section is empty.")


def _tell_opportunity(workspace: Workspace, key: str) -> Iterator[Told]:
    row = find_opportunity(workspace, key)
    url = reverse("discovery:opportunity", args=[key])
    yield Told(row.title, note="the opportunity it answers", url=url)
    if row.situation and row.motivation:
        outcome = f", so I can {row.outcome}" if row.outcome else ""
        yield Told(f"When {row.situation}, I want {row.motivation}{outcome}.", note="its job story", url=url)


def _tell_who(prd: Prd, showing: Showing) -> Answer:
    quotes = [line for line in prd.lines if line.claim.origin is Origin.QUOTE and line.role in _SPOKEN]
    by_customer = {line.claim.customer: line for line in reversed(quotes)}
    first = list(by_customer.values())[::-1]
    told = [_tell_quote(prd, showing.show(line)) for line in first[:MOST]]
    scope = prd.scope
    if scope.items:
        unit = f" from {count(scope.customers, scope.unit)}" if scope.unit else ""
        told.insert(0, Told(f"{count(scope.items, 'item')}{unit} were read for it.", mark="N"))
    missing = "Nobody is quoted in it: it was written without anybody's words."
    return Answer("Who asked?", tuple(told), missing, more=max(0, len(first) - MOST))


def _tell_quote(prd: Prd, shown: ShownLine) -> Told:
    piece = shown.piece
    day = name_date(piece.date) if piece and piece.date else ""
    who = (shown.line.claim.customer, piece.segment if piece else "", day)
    note = " · ".join(part for part in who if part)
    return Told(shown.line.claim.text, mark="Q", note=note, url=_url_of(prd, shown.line))


def _tell_against(workspace: Workspace, review: Review, asking: Asking, opportunities: Iterable[str]) -> Answer:
    prd = review.prd
    told = [_tell_line(prd, line, "left out on purpose") for line in prd.lines if line.role is Role.NON_GOAL]
    told += list(_tell_options(workspace, prd))
    told += list(_tell_rejected(review))
    told += [Told(one.question, note=_note_dismissal(one)) for one in asking.list_dismissed() if one.settled.at]
    away = list_put_away(workspace, opportunities)
    reasons = list_reasons(away)
    told += [
        Told(idea.title, note=_note_away(reasons.get(idea.key, "")), url=reverse("strategy:idea", args=[idea.key]))
        for idea in away
    ]
    missing = "Nothing is on record: no line was rejected, no trade-off decided, no non-goal written."
    return Answer("What did we decide against?", tuple(told[: 2 * MOST]), missing, more=max(0, len(told) - 2 * MOST))


def _note_away(reason: str) -> str:
    return f"an idea that was {reason}" if reason else "an idea that was put away"


def _note_dismissal(one: ShownCase) -> str:
    """Why an edge case was dismissed, and by whom."""
    by = f", says {one.settled.by}" if one.settled.by else ""
    return f"an edge case that was dismissed: {one.settled.reason}{by}"


def _tell_cases(prd: Prd, asking: Asking) -> Answer:
    """The criteria that came of questions about edge cases."""
    answered = asking.list_answered()
    told = [_tell_line(prd, one.settled.line, one.question) for one in answered if one.settled.line]
    waiting = f": {count(asking.open, 'question')} stand open" if asking.asks and asking.open else ""
    missing = f"No question about an edge case was answered{waiting}."
    return Answer("What did we think of beforehand?", tuple(told[:MOST]), missing, more=max(0, len(told) - MOST))


def _tell_options(workspace: Workspace, prd: Prd) -> Iterator[Told]:
    for decision in list_decisions(workspace, on=Ref("prd", prd.id)):
        if decision.decided is None:
            continue
        url = reverse("strategy:decision", args=[decision.key])
        for option in decision.options:
            if option != decision.choice:
                yield Told(option, note=f"{decision.question} We chose: {decision.choice}", url=url)


def _tell_rejected(review: Review) -> Iterator[Told]:
    """What a person took out; their words for why are the note."""
    lines = PrdLine.objects.filter(prd=review.row, state=LineState.REJECTED).exclude(decided_by="")
    for line in lines.order_by("position", "pk"):
        if line.content["role"] not in _ASKED:
            yield Told(line.content["text"], note=line.reason)


def _tell_bets(workspace: Workspace, ideas: Iterable[str]) -> Iterator[Told]:
    """What was predicted of each bet it comes from, and what that superseded."""
    for key in ideas:
        row, url = get_idea(workspace, key), reverse("strategy:idea", args=[key]) + "#bet"
        for place, bet in enumerate(list_predictions(row)):
            made = f"{bet.member.name}, {name_date(bet.at.date())}"
            note = f"predicted of the bet “{row.title}” · {made}" if place == 0 else f"superseded · {made}"
            yield Told(say_bet(bet), note=note, url=url)


def _tell_expected(workspace: Workspace, prd: Prd, ideas: Iterable[str]) -> Answer:
    goals = [line for line in _lines_of(prd, "goals") if not line.undecided]
    told = list(_tell_bets(workspace, ideas))
    told += [_tell_line(prd, line, f"owner: {line.owner}" if line.owner else "") for line in goals[:MOST]]
    for decision in list_decisions(workspace, on=Ref("prd", prd.id)):
        if decision.decided and decision.expected:
            url = reverse("strategy:decision", args=[decision.key])
            told.append(Told(decision.expected, note=f"expected of “{decision.choice}”", url=url))
    waiting = sum(line.undecided for line in _lines_of(prd, "goals"))
    missing = f"{count(waiting, 'proposed metric')} nobody has agreed to." if waiting else "No metric was agreed."
    return Answer("What did we expect?", tuple(told), missing)


def _tell_outcome(prd: Prd) -> Answer:
    told = [_tell_line(prd, line) for line in _lines_of(prd, "review") if not line.undecided]
    return Answer("Did it work?", tuple(told), _name_wait(prd))


_ASKED = (Role.QUESTION, Role.SETTLE, Role.EDGE_CASE)
"""What is taken out when it is answered: that is no decision against anything."""
_STANDS = {
    Status.DRAFT: "a draft",
    Status.IN_REVIEW: "in review",
    Status.APPROVED: "approved",
    Status.BUILDING: "being built",
}


def _name_wait(prd: Prd) -> str:
    """Why nobody can say yet."""
    if prd.status in _STANDS:
        return f"It has not been launched: it is {_STANDS[prd.status]}."
    day = f" on {name_date(prd.review_date)}" if prd.review_date else ""
    return f"Nobody knows yet. The 90-day review is booked{day}."


def _tell_line(prd: Prd, line: Line, note: str = "") -> Told:
    return Told(line.claim.text, mark=line.claim.origin.mark, note=note, url=_url_of(prd, line))


def _url_of(prd: Prd, line: Line) -> str:
    return reverse("specification:line", args=[prd.id, line.claim.id])


def _lines_of(prd: Prd, section: str) -> list[Line]:
    return [line for one in prd.sections if one.key == section for block in one.blocks for line in block.lines]


def _list_ids(line: Iterable[LineStation], kind: str) -> list[str]:
    return [stop.ref.id for here in line if here.station.kind == kind for stop in here.stops]
