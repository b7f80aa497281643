"""What makes themes stand anew: a run, a decision, a mark, and whatever changes a piece or whom it counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow
from throughline.core.undo.images import Image
from throughline.discovery.contracts import Verdict
from throughline.discovery.models import EvidenceRow, Theme, ThemeMember
from throughline.discovery.sorting.loading import split
from throughline.discovery.sorting.standing import stand_all, stand_alone, stand_some

_PLACE = ("evidence_id", "found", "theme")
_MANY = 2000
"""With more pieces than this it is quicker to make everything again."""


@follow("discovery.themerun")
def follow_run(workspace: Workspace, _: Sequence[Image]) -> None:
    """Themes were found, or a run was undone."""
    stand_all(workspace)


@follow("discovery.themedecision")
def follow_decision(workspace: Workspace, images: Sequence[Image]) -> None:
    """A person decided something, or took it back."""
    held = {piece: image["theme"] for image in images for piece in image["holds"]}
    if all(image["verdict"] in (Verdict.RENAME, Verdict.DISMISS) for image in images) and _all_found(workspace, held):
        return stand_alone(workspace, {image["theme"] for image in images})
    themes = {theme for image in images for theme in (image["theme"], image["into"]) if theme}
    pieces = {*held, *(int(image["evidence_id"]) for image in images if image["evidence_id"])}
    whole = any(not image["evidence_id"] for image in images)
    return stand_some(workspace, themes=themes if whole else (), pieces=pieces)


def _all_found(workspace: Workspace, held: Mapping[int, str]) -> bool:
    """Whether these pieces were found in the theme they stand in: then holding them there moves none of them."""
    rows = ThemeMember.objects.filter(workspace=workspace)
    places = (place for some in split(rows, "evidence__in", held) for place in some.values_list(*_PLACE))
    return all(theme == found == held[piece] for piece, found, theme in places)


@follow("discovery.mark")
def follow_mark(workspace: Workspace, images: Sequence[Image]) -> None:
    """A piece bears on an opportunity, or does so no longer."""
    _follow_pieces(workspace, {int(image["evidence_id"]) for image in images if image["opportunity_id"]})


@follow("discovery.evidencerow")
def follow_piece(workspace: Workspace, images: Sequence[Image]) -> None:
    """A piece counts for somebody else, repeats another, or is the interviewer's."""
    _follow_pieces(workspace, {int(image["id"]) for image in images})


@follow("discovery.sourcefile")
def follow_file(workspace: Workspace, images: Sequence[Image]) -> None:
    """A file was shown or withdrawn."""
    _follow_evidence(workspace, Q(file__in={image["id"] for image in images}))


@follow("discovery.account")
def follow_account(workspace: Workspace, images: Sequence[Image]) -> None:
    """An account has another segment."""
    ids = [image["id"] for image in images]
    for some in split(EvidenceRow.objects.filter(workspace=workspace), "customer_account__in", ids):
        _follow_pieces(workspace, set(some.filter(place_in_theme__isnull=False).values_list("pk", flat=True)))


@follow("discovery.opportunity")
def follow_opportunity(workspace: Workspace, images: Sequence[Image]) -> None:
    """An opportunity was merged into another."""
    merged = {image["id"] for image in images if image["merged_into_id"]}
    if merged:
        decided = Theme.objects.filter(workspace=workspace).exclude(opportunity=None)
        stand_some(workspace, themes=set(decided.values_list("key", flat=True)))


def _follow_evidence(workspace: Workspace, which: Q) -> None:
    rows = EvidenceRow.objects.filter(which, workspace=workspace, place_in_theme__isnull=False)
    _follow_pieces(workspace, set(rows.values_list("pk", flat=True)))


def _follow_pieces(workspace: Workspace, pieces: set[int]) -> None:
    if not pieces:
        return
    if len(pieces) > _MANY:
        stand_all(workspace)
    elif _any_placed(workspace, pieces):
        stand_some(workspace, pieces=pieces)


def _any_placed(workspace: Workspace, pieces: set[int]) -> bool:
    rows = ThemeMember.objects.filter(workspace=workspace)
    return any(some.exists() for some in split(rows, "evidence__in", pieces))
