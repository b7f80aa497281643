"""A new run and what was known before it: ids that stay, parts of decided themes, proposals to opportunities."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from throughline.core.models import Workspace
from throughline.core.undo.recorder import Act
from throughline.discovery.contracts import MarkState, Theme, Themes, ThemeState
from throughline.discovery.models import EvidenceRow, Mark, ThemeMember, ThemeRun
from throughline.discovery.models import Theme as ThemeRow
from throughline.discovery.records import read_themes
from throughline.discovery.rules.announcing import Arrival, find_news, write_news
from throughline.discovery.rules.carrying import follow_decided
from throughline.discovery.rules.marked import tell_words
from throughline.discovery.rules.sorting import ASIDE, NOWHERE
from throughline.discovery.sorting.loading import find_run, load_decisions, split
from throughline.discovery.sorting.standing import Standing, work_out


@dataclass(frozen=True)
class Known:
    """What a new run is held against. `previous` has each theme as it was found and as it stands, under one id."""

    previous: Themes | None = None
    standing: Mapping[str, str] = field(default_factory=dict[str, str])
    firm: Collection[str] = ()
    before: Mapping[str, str] = field(default_factory=dict[str, str])

    def carry(self, themes: Themes) -> Themes:
        """`themes`, each saying which decided theme it is another part of."""
        return follow_decided(themes, standing=self.standing, firm=self.firm, before=self.before)


def find_last(workspace: Workspace) -> tuple[Themes, int] | None:
    """The themes as the last run found them, whatever was decided since, and the last piece it looked at."""
    run = find_run(workspace)
    return None if run is None else (read_themes(run.found), run.found.get("until", 0))


def find_latest(workspace: Workspace) -> int:
    """The last piece of evidence there is; what comes after it, no run so far has looked at."""
    return EvidenceRow.objects.filter(workspace=workspace).aggregate(last=Max("pk"))["last"] or 0


def recall_themes(workspace: Workspace) -> Known:
    """What a new run must know so that decisions keep their themes."""
    found = find_last(workspace)
    if found is None:
        return Known()
    last, _ = found
    rows = ThemeMember.objects.filter(workspace=workspace).exclude(theme__in=(NOWHERE, ASIDE)).order_by("rank", "pk")
    standing = dict(rows.values_list("evidence__key", "theme"))
    members: dict[str, list[str]] = {}
    for piece, theme in standing.items():
        members.setdefault(theme, []).append(piece)
    firm = load_decisions(workspace).list_firm()
    keys = {*firm, *ThemeRow.objects.filter(workspace=workspace).values_list("key", flat=True)}
    stand = (Theme(key, "", "", tuple(members.get(key, ())), (), None) for key in sorted(keys))
    before = {theme.id: theme.follows for theme in last.themes}
    return Known(Themes((*last.themes, *stand), last.broad, last.method), standing, firm, before)


def tell_news(workspace: Workspace, found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is news in each theme that is about to be kept, by what came since the run that is shown."""
    before = find_run(workspace)
    if before is None or "until" not in before.found:
        return {}
    standing, until = work_out(workspace, ThemeRun(found=found)), before.found["until"]
    themes: dict[str, list[Arrival]] = {theme["id"]: [] for theme in found["themes"]}
    for place in standing.places:
        if place.theme in themes:
            said = standing.pieces[place.piece].said
            themes[place.theme].append(Arrival(place.piece > until, said.account, said.person))
    known = {theme["id"] for theme in before.found["themes"]}
    news = find_news(themes, known=known, since=before.at.date())
    return {theme: write_news(one) for theme, one in news.items()}


def propose_found(act: Act, run: ThemeRun) -> None:
    """Propose to each opportunity what was newly found in its themes; what was ever marked for it is left alone."""
    if not ThemeRow.objects.filter(workspace=act.workspace, state=ThemeState.ACCEPTED).exists():
        return
    standing = work_out(act.workspace, run)
    wanted = dict(_list_candidates(standing))
    for piece, opportunity in _list_marked(act.workspace, set(wanted.values())):
        if wanted.get(piece) == opportunity:
            del wanted[piece]
    themes = {place.piece: place.theme for place in standing.places if place.piece in wanted}
    words = {theme["id"]: theme["words"] for theme in run.found["themes"]}
    labels = {theme["id"]: theme["label"] for theme in run.found["themes"]}
    marks: list[Mark] = []
    for some in split(EvidenceRow.objects.filter(workspace=act.workspace), "pk__in", list(wanted)):
        for piece in some.order_by("pk"):
            theme = themes[piece.pk]
            label = standing.settled.find_name(theme, found=labels.get(theme, ""))
            because = tell_reason(piece.text, words.get(theme, ()), label=label)
            marks.append(_propose(act, piece, wanted[piece.pk], because))
    act.create_many(marks)


def _list_candidates(standing: Standing) -> Iterator[tuple[int, int]]:
    """The pieces in accepted themes, each with its opportunity."""
    for place in standing.places:
        opportunity = standing.settled.find_fate(place.theme).opportunity
        if opportunity is not None:
            yield place.piece, opportunity


def _list_marked(workspace: Workspace, opportunities: Collection[int]) -> Iterator[tuple[int, int]]:
    marks = Mark.objects.filter(workspace=workspace, opportunity__in=opportunities)
    yield from marks.values_list("evidence_id", "opportunity_id").iterator(chunk_size=5000)


def _propose(act: Act, piece: EvidenceRow, opportunity: int, because: str) -> Mark:
    return Mark(
        workspace=act.workspace,
        evidence=piece,
        opportunity_id=opportunity,
        state=MarkState.PROPOSED,
        because=because[:255],
        at=act.now,
    )


def tell_reason(text: str, words: Collection[str], *, label: str) -> str:
    """Why a piece is in a theme, in words."""
    said = tell_words(text, list(words))
    found = f"found in the theme “{label[:120]}”"
    return f"{found}: it says {', '.join(f'“{word}”' for word in said)}" if said else f"{found}: it means the same"
