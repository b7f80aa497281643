"""The snapshot of an interview: the facts noted, the quotes marked, what they bear on, and the one to remember."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from throughline.discovery.contracts import Stance
from throughline.discovery.conversations.marking import quote_of
from throughline.discovery.conversations.queries import accepted_marks, get_mark, list_marks
from throughline.discovery.conversations.showing import Heading, tell_day, tell_time, who_of
from throughline.discovery.models import Mark, Opportunity, Snapshot, SourceFile
from throughline.discovery.rules.personal import mask_text

MOST_QUOTES = 60
"""A page holds no more; all marks stand in the transcript."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One marked passage with who said it and when."""

    mark: Mark
    words: str
    said_by: str
    time: str
    remembered: bool


@dataclass(frozen=True, slots=True)
class Borne:
    """An opportunity and how many of the marks of this conversation speak for and against it."""

    opportunity: Opportunity | None
    speaks_for: int
    against: int

    @property
    def total(self) -> int:
        return self.speaks_for + self.against


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """Everything on the page."""

    facts: tuple[str, ...]
    quotes: tuple[Quoted, ...]
    remembered: Quoted | None
    opportunities: tuple[Borne, ...]
    waiting: int
    """Marks that wait for an opportunity."""


def show_snapshot(file: SourceFile) -> SnapshotView:
    """The snapshot of this conversation, as far as anybody has worked on it."""
    kept = Snapshot.objects.filter(file=file).first()
    chosen = kept.quote_id if kept else None  # type: ignore[attr-defined]
    quotes = tuple(_quote(mark, chosen) for mark in list_marks(file, most=MOST_QUOTES))
    first = next((quote for quote in quotes if quote.remembered), None)
    if chosen and first is None:
        first = _quote(get_mark(file.workspace, chosen), chosen)
    facts, borne = tuple(kept.facts) if kept else (), _count(file)
    return SnapshotView(facts, quotes, first, tuple(one for one in borne if one.opportunity), _count_waiting(borne))


def _quote(mark: Mark, chosen: int | None) -> Quoted:
    row = mark.evidence
    who = who_of(row)
    return Quoted(mark, quote_of(mark), who.name or "a customer", tell_time(row.at_seconds), mark.pk == chosen)


def _count(file: SourceFile) -> list[Borne]:
    """Every opportunity that is spoken of, most marks first; None stands for those that wait for one."""
    marks = accepted_marks().filter(evidence__file=file).order_by().values_list("opportunity_id", "stance")
    tally = {(key, stance): number for key, stance, number in marks.annotate(n=Count("pk"))}
    named = Opportunity.objects.in_bulk({key for key, _ in tally if key})
    found = [
        Borne(named.get(key), tally.get((key, Stance.FOR), 0), tally.get((key, Stance.AGAINST), 0))
        for key in dict.fromkeys(key for key, _ in tally)
    ]
    return sorted(found, key=lambda one: (-one.total, one.opportunity.title if one.opportunity else ""))


def _count_waiting(borne: list[Borne]) -> int:
    return sum(one.total for one in borne if one.opportunity is None)


def write_markdown(heading: Heading, view: SnapshotView) -> str:
    """The snapshot as Markdown, to leave the workspace: personal data in it is masked."""
    return let_out("\n".join([*_write_head(heading), *_write_facts(view), *_write_quotes(view), *_write_borne(view)]))


def let_out(text: str) -> str:
    """What leaves the workspace, without mail addresses, phone numbers, cards and bank accounts."""
    return mask_text(text)


def _write_head(heading: Heading) -> list[str]:
    who = "; ".join(", ".join(part for part in (one.name, one.account, one.segment) if part) for one in heading.who)
    minutes = f"{heading.minutes} minutes" if heading.minutes is not None else ""
    about = [who, tell_day(heading.file.date), minutes]
    return [f"# {_plain(heading.title)}", "", _plain(" · ".join(part for part in about if part)), ""]


def _write_facts(view: SnapshotView) -> list[str]:
    return ["## Facts", "", *(f"- {_plain(fact)}" for fact in view.facts), ""] if view.facts else []


def _write_quotes(view: SnapshotView) -> list[str]:
    if not view.quotes:
        return ["## Quotes", "", "Nothing is marked yet.", ""]
    first = view.remembered
    head = ["## To remember", "", *_write_quote(first), ""] if first else []
    return [*head, "## Quotes", "", *(line for quote in view.quotes for line in (*_write_quote(quote), ""))]


def _write_quote(quote: Quoted) -> list[str]:
    kind = quote.mark.kind or "evidence"
    said = f"{quote.said_by}, {quote.time}" if quote.time else quote.said_by
    words = _plain(quote.words) if quote.mark.evidence.relayed_by else f"“{_plain(quote.words)}”"
    hand = f", passed on by {_plain(quote.mark.evidence.relayed_by)}" if quote.mark.evidence.relayed_by else ""
    return [f"> {words}", ">", f"> {_plain(said)}{hand} · {kind}"]


def _write_borne(view: SnapshotView) -> list[str]:
    if not view.opportunities:
        return []
    named = [(one.opportunity.title, one) for one in view.opportunities if one.opportunity]
    lines = [f"- {_plain(title)}: {_tell_counts(one)}" for title, one in named]
    return ["## Opportunities", "", *lines, ""]


def _tell_counts(one: Borne) -> str:
    against = f", {one.against} against" if one.against else ""
    return f"{one.speaks_for} {'mark' if one.speaks_for == 1 else 'marks'} for{against}"


def _plain(text: str) -> str:
    """One line that Markdown shows as it stands."""
    line = " ".join(text.split())
    for sign in "\\`*_[]<>#|":
        line = line.replace(sign, f"\\{sign}")
    return line
