"""What an opportunity's marks come to, kept beside it: counted anew for exactly the opportunities a change touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict

from django.db.models import Q

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow
from throughline.core.undo.images import Image
from throughline.discovery.contracts import MarkState, Stance
from throughline.discovery.models import Mark, Opportunity, OpportunityCount
from throughline.discovery.rules.bearing import Bearing, Tally, tally

_AT_ONCE = 500
_FIELDS = (
    "opportunity_id",
    "evidence__key",
    "evidence__duplicate_of",
    "stance",
    "state",
    "evidence__relayed_by",
    "evidence__customer_account",
    "evidence__customer_person",
    "evidence__customer_account__listed",
    "evidence__customer_segment",
    "evidence__date",
)


@follow("discovery.mark")
def count_marked(workspace: Workspace, images: Sequence[Image]) -> None:
    """A mark was made, moved, turned or decided about."""
    recount(workspace, {int(image["opportunity_id"]) for image in images if image["opportunity_id"]})


@follow("discovery.opportunity")
def count_fresh(workspace: Workspace, images: Sequence[Image]) -> None:
    """A new opportunity has counts from the start, even if they are all 0."""
    ids = {int(image["id"]) for image in images}
    recount(
        workspace, ids - set(OpportunityCount.objects.filter(opportunity__in=ids).values_list("opportunity", flat=True))
    )


@follow("discovery.evidencerow")
def count_by_piece(workspace: Workspace, images: Sequence[Image]) -> None:
    """A piece counts for somebody else now, repeats another, or is the interviewer's."""
    recount(workspace, _find_touched(workspace, "evidence__in", [image["id"] for image in images]))


@follow("discovery.sourcefile")
def count_by_file(workspace: Workspace, images: Sequence[Image]) -> None:
    """A file was shown or withdrawn."""
    recount(workspace, _find_touched(workspace, "evidence__file__in", [image["id"] for image in images]))


@follow("discovery.account")
def count_by_account(workspace: Workspace, images: Sequence[Image]) -> None:
    """An account has another segment, or stands in the customer table now."""
    recount(workspace, _find_touched(workspace, "evidence__customer_account__in", [image["id"] for image in images]))


@follow("discovery.person")
def count_by_person(workspace: Workspace, images: Sequence[Image]) -> None:
    """A person belongs to another account."""
    recount(workspace, _find_touched(workspace, "evidence__customer_person__in", [image["id"] for image in images]))


def _find_touched(workspace: Workspace, where: str, ids: Sequence[str]) -> set[int]:
    wanted, touched = list(dict.fromkeys(ids)), set[int]()
    marks = Mark.objects.filter(workspace=workspace).exclude(opportunity=None)
    for start in range(0, len(wanted), _AT_ONCE):
        some = marks.filter(**{where: wanted[start : start + _AT_ONCE]})
        touched.update(some.values_list("opportunity", flat=True).distinct())
    return touched


def recount(workspace: Workspace, ids: Collection[int]) -> None:
    """Count these opportunities again; a row that says the same stays untouched, one that is missing is made."""
    standing = (
        set(Opportunity.objects.filter(workspace=workspace, pk__in=ids).values_list("pk", flat=True)) if ids else ()
    )
    if not standing:
        return
    kept = {row.opportunity_id: row for row in OpportunityCount.objects.filter(opportunity__in=standing)}  # type: ignore[attr-defined]
    fresh: list[OpportunityCount] = []
    for opportunity, found in _tally_all(standing):
        row = kept.get(opportunity)
        if row is None:
            fresh.append(OpportunityCount(opportunity_id=opportunity, **_values(found)))
        else:
            _correct(row, found)
    OpportunityCount.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _correct(row: OpportunityCount, found: Tally) -> None:
    values = _values(found)
    if any(getattr(row, name) != value for name, value in values.items()):
        OpportunityCount.objects.filter(pk=row.pk).update(**values)


def _values(found: Tally) -> dict[str, object]:
    return asdict(found)


def _tally_all(ids: Collection[int]) -> Iterator[tuple[int, Tally]]:
    bearings: dict[int, list[Bearing]] = defaultdict(list)
    for opportunity, bearing in _read_bearings(ids):
        bearings[opportunity].append(bearing)
    yield from ((opportunity, tally(bearings[opportunity])) for opportunity in sorted(ids))


def _read_bearings(ids: Collection[int]) -> Iterable[tuple[int, Bearing]]:
    counts = Q(state__in=(MarkState.ACCEPTED, MarkState.PROPOSED), evidence__visible=True, evidence__interviewer=False)
    marks = Mark.objects.filter(counts, opportunity__in=ids).order_by("pk")
    for opportunity, key, repeats, stance, state, relayed, account, person, listed, segment, day in marks.values_list(
        *_FIELDS
    ).iterator(chunk_size=5000):
        yield (
            opportunity,
            Bearing(
                piece=repeats or key,
                against=stance == Stance.AGAINST,
                proposed=state == MarkState.PROPOSED,
                relayed=relayed is not None,
                account=account,
                person=person,
                listed=bool(listed),
                segment=segment,
                date=day,
            ),
        )
