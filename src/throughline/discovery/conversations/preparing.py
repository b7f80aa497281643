"""What is known of an opportunity before the next interview, gathered for the rules that make a guide of it."""

from __future__ import annotations

from datetime import date

from throughline.core.models import Workspace
from throughline.discovery.contracts import MarkKind, Stance
from throughline.discovery.conversations.errors import OpportunityNotFound
from throughline.discovery.conversations.marking import quote_of
from throughline.discovery.conversations.queries import accepted_marks
from throughline.discovery.conversations.showing import who_of
from throughline.discovery.feedback.queries import read_disguise
from throughline.discovery.models import Account, Mark, Opportunity, OpportunityCount
from throughline.discovery.rules.guiding.contracts import Guide, Known, KnownQuote
from throughline.discovery.rules.preparing import prepare_guide

_MOST = 200


def get_opportunity(workspace: Workspace, key: str) -> Opportunity:
    """Raises `OpportunityNotFound`."""
    found = Opportunity.objects.filter(workspace=workspace, key=key).first()
    if found is None:
        raise OpportunityNotFound(key)
    return found


def make_guide(opportunity: Opportunity, *, today: date) -> Guide:
    """The guide for the next interview about this opportunity."""
    return prepare_guide(gather_known(opportunity, today=today))


def gather_known(opportunity: Opportunity, *, today: date) -> Known:
    """What the tables hold: the job story, what was said for and against it, who was heard and who was not."""
    marks = _list_marks(opportunity)
    counts = OpportunityCount.objects.filter(opportunity=opportunity).first()
    heard = tuple(sorted(name for name in (counts.segments if counts else {}) if name))
    accounts, people = (counts.accounts, counts.people) if counts else (0, 0)
    against = {_customer(mark) for mark in marks if mark.stance == Stance.AGAINST} - {""}
    questions = tuple(dict.fromkeys(quote_of(mark) for mark in marks if mark.kind == MarkKind.QUESTION))
    return Known(
        title=opportunity.title,
        today=today,
        situation=opportunity.situation or None,
        motivation=opportunity.motivation or None,
        outcome=opportunity.outcome or None,
        quotes=tuple(_quote(mark) for mark in marks if not mark.evidence.relayed_by),
        segments_heard=heard,
        segments_unheard=tuple(name for name in _list_segments(opportunity.workspace) if name not in heard),
        months=dict(counts.months) if counts else {},
        customers=accounts or people,
        customers_against=len(against),
        unit="account" if accounts or not people else "person",
        kinds=frozenset(mark.kind for mark in marks if mark.kind),
        questions=questions,
    )


def _list_marks(opportunity: Opportunity) -> list[Mark]:
    marks = accepted_marks().filter(opportunity=opportunity, evidence__visible=True, evidence__interviewer=False)
    marks = marks.select_related("evidence__customer_person", "evidence__customer_account")
    return list(marks.order_by("-evidence__arrived", "-pk")[:_MOST])


def _quote(mark: Mark) -> KnownQuote:
    who = who_of(mark.evidence)
    return KnownQuote(
        text=quote_of(mark),
        customer=who.account or who.name or None,
        segment=who.segment or None,
        date=mark.evidence.date,
        kind=mark.kind or None,
        against=mark.stance == Stance.AGAINST,
    )


def _customer(mark: Mark) -> str:
    who = who_of(mark.evidence)
    return who.account or who.name


def _list_segments(workspace: Workspace) -> list[str]:
    named = Account.objects.filter(workspace=workspace).exclude(segment="").order_by("segment")
    return list(named.values_list("segment", flat=True).distinct())


def write_guide(workspace: Workspace, guide: Guide) -> str:
    """The guide as plain text, to be pasted into a call's notes: masked, and under pseudonyms where they are chosen."""
    lines = [guide.title, ""]
    lines += [f"Whom to ask: {one.text} ({one.why})" for one in guide.whom]
    lines += ["", *(f"{n}. {one.text}\n   {one.why}" for n, one in enumerate(guide.questions, 1))]
    lines += ["", "Not known yet:", *(f"- {gap}" for gap in guide.gaps)] if guide.gaps else []
    return read_disguise(workspace).show("\n".join(lines).strip())
