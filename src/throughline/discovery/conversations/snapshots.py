"""The snapshot of an interview: the facts noted, the quotes marked, what they bear on, and the one to remember."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from throughline.discovery.contracts import Stance
from throughline.discovery.conversations.marking import quote_of
from throughline.discovery.conversations.queries import Who, accepted_marks, get_mark, list_marks
from throughline.discovery.conversations.showing import Heading, tell_day, tell_time, who_of
from throughline.discovery.feedback.queries import read_disguise
from throughline.discovery.models import Mark, Opportunity, Snapshot, SourceFile
from throughline.discovery.rules.leaving import Disguise

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
    """The snapshot as Markdown, to leave the workspace: masked, and under pseudonyms where they are chosen."""
    page = _Page(read_disguise(heading.file.workspace))
    return "\n".join([*page.head(heading), *page.facts(view), *page.quotes(view), *page.borne(view)])


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the parts of the snapshot; everything that a person wrote or said goes through `say` or `name`."""

    disguise: Disguise

    def say(self, text: str) -> str:
        return _plain(self.disguise.show(text))

    def name(self, name: str) -> str:
        return _plain(self.disguise.name(name))

    def head(self, heading: Heading) -> list[str]:
        who = "; ".join(self._tell_who(one) for one in heading.who)
        about = [who, tell_day(heading.file.date), heading.length]
        return [f"# {self.say(heading.title)}", "", " · ".join(part for part in about if part), ""]

    def _tell_who(self, who: Who) -> str:
        return ", ".join(part for part in (self.name(who.name), self.name(who.account), self.say(who.segment)) if part)

    def facts(self, view: SnapshotView) -> list[str]:
        return ["## Facts", "", *(f"- {self.say(fact)}" for fact in view.facts), ""] if view.facts else []

    def quotes(self, view: SnapshotView) -> list[str]:
        if not view.quotes:
            return ["## Quotes", "", "Nothing is marked yet.", ""]
        head = ["## To remember", "", *self._quote(view.remembered), ""] if view.remembered else []
        return [*head, "## Quotes", "", *(line for quote in view.quotes for line in (*self._quote(quote), ""))]

    def _quote(self, quote: Quoted) -> list[str]:
        relayed = quote.mark.evidence.relayed_by
        words = self.say(quote.words) if relayed else f"“{self.say(quote.words)}”"
        said = [self.name(quote.said_by), quote.time, f"passed on by {self.say(relayed)}" if relayed else ""]
        return [f"> {words}", ">", f"> {', '.join(filter(None, said))} · {quote.mark.kind or 'evidence'}"]

    def borne(self, view: SnapshotView) -> list[str]:
        named = [(one.opportunity.title, one) for one in view.opportunities if one.opportunity]
        lines = [f"- {self.say(title)}: {_tell_counts(one)}" for title, one in named]
        return ["## Opportunities", "", *lines, ""] if lines else []


def _tell_counts(one: Borne) -> str:
    against = f", {one.against} against" if one.against else ""
    return f"{one.speaks_for} {'mark' if one.speaks_for == 1 else 'marks'} for{against}"


def _plain(text: str) -> str:
    """One line that Markdown shows as it stands."""
    line = " ".join(text.split())
    for sign in "\\`*_[]<>#|":
        line = line.replace(sign, f"\\{sign}")
    return line
