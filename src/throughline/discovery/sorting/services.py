"""What people decide about themes and the pieces in them. Each is kept as a decision; nothing found is changed."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.discovery.contracts import MarkState, ThemeState, Verdict
from throughline.discovery.errors import ThemeNotFound
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, Theme, ThemeDecision, ThemeMember
from throughline.discovery.opportunities.opening import accept_pieces, open_opportunity
from throughline.discovery.opportunities.placing import get_opportunity
from throughline.discovery.rules.sorting import NOWHERE
from throughline.discovery.sorting.contrary import propose_otherwise
from throughline.discovery.sorting.errors import (
    NothingChosen,
    PiecesHaveLeft,
    SameTheme,
    ThemeIsDismissed,
    ThemeIsOpportunity,
    ThemeStands,
    ThemeWithoutName,
)
from throughline.discovery.sorting.loading import split
from throughline.discovery.sorting.recalling import tell_reason

LONGEST_NAME = 255


@service("rename the theme")
def rename_theme(act: Act, *, theme: str, label: str) -> None:
    """Call it `label` from now on, also when it is found again. Raises `ThemeNotFound`, `ThemeWithoutName`."""
    row, label = _get_theme(act, theme), _read_name(label)
    act.name_subject(f"{row.label} → {label}")
    if label != row.label:
        _decide(act, row, Verdict.RENAME, label=label, holds=_list_held(act, row))


@service("accept the theme as an opportunity")
def accept_theme(act: Act, *, theme: str, title: str = "") -> Opportunity:
    """A new opportunity with the theme's name, or `title`, and its pieces, relayed ones too: they were heard.

    Raises `ThemeNotFound`, `ThemeIsOpportunity`.
    """
    opportunity = accept_within(act, theme=theme, title=title)
    act.name_subject(opportunity.title)
    return opportunity


def accept_within(act: Act, *, theme: str, title: str = "") -> Opportunity:
    """The same, inside an act that is under way."""
    row = _get_open(act, theme)
    pieces, title = _explain_pieces(act, row), title.strip() or row.label
    opportunity = open_opportunity(act, title=title, from_theme=row.key, evidence_ids=list(pieces), because=pieces)
    propose_otherwise(act, row, opportunity)
    _decide(act, row, Verdict.ACCEPT, label=row.label, opportunity=opportunity, holds=_list_held(act, row))
    return opportunity


@service("accept the theme into an opportunity")
def accept_into(act: Act, *, theme: str, opportunity: str) -> Opportunity:
    """Its pieces bear on an opportunity that exists. Raises `ThemeNotFound`, `OpportunityNotFound`."""
    row, target = _get_open(act, theme), get_opportunity(act, opportunity)
    act.name_subject(f"{row.label} → {target.title}")
    pieces = _explain_pieces(act, row)
    accept_pieces(act, target, evidence_ids=list(pieces), because=pieces)
    propose_otherwise(act, row, target)
    _decide(act, row, Verdict.ACCEPT, label=row.label, opportunity=target, holds=_list_held(act, row))
    return target


@service("dismiss the theme")
def dismiss_theme(act: Act, *, theme: str) -> None:
    """It is not a theme, and is none when it is found again; what stands in it now does not come back to the pile.

    Raises `ThemeNotFound`, `ThemeIsOpportunity`, `ThemeIsDismissed`.
    """
    row = _get_open(act, theme)
    if row.state == ThemeState.DISMISSED:
        raise ThemeIsDismissed(row.label)
    act.name_subject(row.label)
    _decide(act, row, Verdict.DISMISS, label=row.label, holds=_list_held(act, row))


@service("bring the theme back")
def restore_theme(act: Act, *, theme: str) -> None:
    """What was dismissed is a theme after all. Raises `ThemeNotFound`, `ThemeStands`."""
    row = _get_theme(act, theme)
    if row.state != ThemeState.DISMISSED:
        raise ThemeStands(row.label)
    act.name_subject(row.label)
    for decision in ThemeDecision.objects.filter(workspace=act.workspace, theme=theme, verdict=Verdict.DISMISS):
        act.delete(decision)


@service("merge the themes")
def merge_themes(act: Act, *, theme: str, into: str) -> None:
    """All of one theme stands in the other, also when both are found again; where that one is an opportunity, its
    pieces bear on it. Raises `ThemeNotFound`, `SameTheme`, `ThemeIsOpportunity`, `ThemeIsDismissed`.
    """
    row, target = _get_open(act, theme), _get_target(act, into)
    if row.pk == target.pk:
        raise SameTheme(row.label)
    act.name_subject(f"{row.label} → {target.label}")
    if target.opportunity is not None:
        pieces = _explain_pieces(act, row)
        accept_pieces(act, target.opportunity, evidence_ids=list(pieces), because=pieces)
        propose_otherwise(act, row, target.opportunity)
    _decide(act, row, Verdict.MERGE, into=target.key, label=target.label)


@service("split the theme")
def split_theme(act: Act, *, theme: str, pieces: Sequence[str], label: str) -> str:
    """The chosen pieces become a theme of their own; its id.

    Raises `ThemeNotFound`, `NothingChosen`, `ThemeWithoutName`.
    """
    row, label = _get_theme(act, theme), _read_name(label)
    chosen, key = _list_chosen(act, row, pieces), fresh_id("th")
    act.name_subject(f"{label}, from {row.label}")
    _decide_pieces(act, row, chosen, Verdict.MOVE, into=key, label=label)
    _leave_opportunity(act, row, chosen)
    return key


@service("move to another theme")
def move_pieces(act: Act, *, theme: str, pieces: Sequence[str], into: str) -> None:
    """The pieces stand in another theme, whatever is found next time; where that is an opportunity they bear on it.

    Raises `ThemeNotFound`, `NothingChosen`, `SameTheme`, `ThemeIsDismissed`.
    """
    row, target = _get_theme(act, theme), _get_target(act, into)
    if row.pk == target.pk:
        raise SameTheme(row.label)
    chosen = _list_chosen(act, row, pieces)
    act.name_subject(f"{_name_pieces(chosen)} → {target.label}")
    _leave_opportunity(act, row, chosen)
    if target.opportunity is not None:
        ids = [piece.key for piece in chosen]
        accept_pieces(act, target.opportunity, evidence_ids=ids, because=f"moved here from “{row.label}”")
    _decide_pieces(act, row, chosen, Verdict.MOVE, into=target.key, label=target.label)


@service("take out of the theme")
def take_out(act: Act, *, theme: str, pieces: Sequence[str]) -> None:
    """The pieces are not about this, whatever is found next time; nor do they bear on the opportunity it became.

    Raises `ThemeNotFound`, `NothingChosen`.
    """
    row = _get_theme(act, theme)
    chosen = _list_chosen(act, row, pieces)
    act.name_subject(f"{_name_pieces(chosen)} not in {row.label}")
    _leave_opportunity(act, row, chosen)
    _decide_pieces(act, row, chosen, Verdict.OUT, label=row.label)


@service("move into a theme")
def sort_pieces(act: Act, *, pieces: Sequence[str], into: str) -> None:
    """Pieces that stood in no theme stand in this one; where it is an opportunity they bear on it.

    Raises `ThemeNotFound`, `ThemeIsDismissed`, `NothingChosen`, `PiecesHaveLeft`.
    """
    target, loose = _get_target(act, into), _get_loose(act)
    chosen = _list_chosen(act, loose, pieces)
    act.name_subject(f"{_name_pieces(chosen)} → {target.label}")
    if target.opportunity is not None:
        ids = [piece.key for piece in chosen]
        accept_pieces(act, target.opportunity, evidence_ids=ids, because="moved here from what was not sorted yet")
    _decide_pieces(act, loose, chosen, Verdict.MOVE, into=target.key, label=target.label)


@service("make a theme")
def make_theme(act: Act, *, pieces: Sequence[str], label: str) -> str:
    """Pieces that stood in no theme become one; its id.

    Raises `NothingChosen`, `PiecesHaveLeft`, `ThemeWithoutName`.
    """
    label, loose, key = _read_name(label), _get_loose(act), fresh_id("th")
    chosen = _list_chosen(act, loose, pieces)
    act.name_subject(f"{label}, of {_name_pieces(chosen)}")
    _decide_pieces(act, loose, chosen, Verdict.MOVE, into=key, label=label)
    return key


def _get_loose(act: Act) -> Theme:
    """What stands in no theme, as if it were one; never saved."""
    return Theme(workspace=act.workspace, key=NOWHERE, label="Not sorted yet")


def _get_theme(act: Act, theme: str) -> Theme:
    row = Theme.objects.select_related("opportunity").filter(workspace=act.workspace, key=theme).first()
    if row is None:
        raise ThemeNotFound(theme)
    return row


def _get_open(act: Act, theme: str) -> Theme:
    """The theme, while it can still be decided about as a whole."""
    row = _get_theme(act, theme)
    if row.state == ThemeState.ACCEPTED:
        raise ThemeIsOpportunity(row.label)
    return row


def _get_target(act: Act, theme: str) -> Theme:
    """The theme, if pieces may be brought into it."""
    row = _get_theme(act, theme)
    if row.state == ThemeState.DISMISSED:
        raise ThemeIsDismissed(row.label)
    return row


def _read_name(label: str) -> str:
    name = " ".join(label.split())[:LONGEST_NAME]
    if not name:
        raise ThemeWithoutName
    return name


def _list_held(act: Act, row: Theme) -> list[int]:
    """Everything that stands in the theme, repeats too."""
    places = ThemeMember.objects.filter(workspace=act.workspace, theme=row.key).order_by("evidence")
    return list(places.values_list("evidence", flat=True))


def _decide(
    act: Act,
    row: Theme,
    verdict: Verdict,
    *,
    label: str,
    into: str = "",
    opportunity: Opportunity | None = None,
    holds: Sequence[int] = (),
) -> None:
    act.create(
        ThemeDecision(
            workspace=act.workspace,
            theme=row.key,
            verdict=verdict,
            into=into,
            label=label,
            opportunity=opportunity,
            holds=list(holds),
            member=act.member,
            at=act.now,
        )
    )


def _decide_pieces(
    act: Act, row: Theme, pieces: Sequence[EvidenceRow], verdict: Verdict, *, label: str, into: str = ""
) -> None:
    about = {"workspace": act.workspace, "theme": row.key, "verdict": verdict, "into": into, "label": label}
    by = {"member": act.member, "at": act.now}
    act.create_many([ThemeDecision(evidence=piece, **about, **by) for piece in pieces])


def _list_chosen(act: Act, row: Theme, pieces: Sequence[str]) -> list[EvidenceRow]:
    """Those of `pieces` that stand in the theme. Raises `NothingChosen`, `PiecesHaveLeft`."""
    if not pieces:
        raise NothingChosen
    rows = EvidenceRow.objects.filter(workspace=act.workspace, place_in_theme__theme=row.key)
    found = [piece for some in split(rows, "key__in", list(dict.fromkeys(pieces))) for piece in some]
    if not found:
        raise PiecesHaveLeft(row.label)
    return sorted(found, key=lambda piece: piece.pk)


def _name_pieces(pieces: Sequence[EvidenceRow]) -> str:
    return f"“{pieces[0].text[:60]}”" if len(pieces) == 1 else f"{len(pieces):,} items"


def _leave_opportunity(act: Act, row: Theme, pieces: Sequence[EvidenceRow]) -> None:
    """Pieces that leave a theme no longer bear on the opportunity it became."""
    if row.opportunity is None:
        return
    marks = Mark.objects.filter(opportunity=row.opportunity).exclude(state=MarkState.REJECTED)
    for some in split(marks, "evidence__in", [piece.pk for piece in pieces]):
        for mark in some.order_by("pk"):
            act.update(mark, state=MarkState.REJECTED, member=act.member, at=act.now)


def _explain_pieces(act: Act, row: Theme) -> dict[str, str]:
    """The evidence id of everything in the theme, nearest first, with the words that put it there."""
    places = ThemeMember.objects.filter(workspace=act.workspace, theme=row.key).order_by("rank", "pk")
    texts = list(places.values_list("evidence__key", "evidence__text"))
    return {key: tell_reason(text, row.words, label=row.label) for key, text in texts}
