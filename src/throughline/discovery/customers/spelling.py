"""Under which name a segment counts: one for all its spellings, and whatever a person has joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughline.core.models import Workspace
from throughline.core.undo.derived import follow, refresh_followers
from throughline.core.undo.images import Image, take_image
from throughline.discovery.models import Account, EvidenceRow, HeardCount, SegmentName
from throughline.discovery.rules.segments import name_key

AT_ONCE = 5000


class Spelling:
    """Knows the names of a workspace's segments; a new spelling of a known one takes its name."""

    def __init__(self, workspace: Workspace) -> None:
        heard = HeardCount.objects.filter(workspace=workspace, everyone=False, month="")
        said = heard.values_list("segment", flat=True)
        listed = Account.objects.filter(workspace=workspace).order_by().values_list("segment", flat=True).distinct()
        self._names: dict[str, str] = {}
        self._learn([*sorted(said), *sorted(listed)])
        self._names.update(SegmentName.objects.filter(workspace=workspace).values_list("key", "name"))

    def spell(self, segment: str | None) -> str:
        """The name that `segment` counts under; empty for none."""
        bare = " ".join((segment or "").split())
        return self._names.setdefault(name_key(bare), bare) if bare else ""

    def _learn(self, segments: Iterable[str]) -> None:
        for segment in segments:
            if segment:
                self._names.setdefault(name_key(segment), segment)


def list_spellings(workspace: Workspace, name: str) -> list[str]:
    """Every spelling in the customer table that counts as `name`."""
    listed = Account.objects.filter(workspace=workspace).order_by().values_list("segment", flat=True).distinct()
    spelling = Spelling(workspace)
    return [segment for segment in listed if spelling.spell(segment) == name]


@follow("discovery.segmentname")
def spell_again(workspace: Workspace, images: Sequence[Image]) -> None:
    """What counted under another name counts under the new one, or under its own again; whoever counts it is told."""
    touched = {image["key"] for image in images}
    names = dict(SegmentName.objects.filter(workspace=workspace, key__in=touched).values_list("key", "name"))
    rows = EvidenceRow.objects.filter(workspace=workspace).order_by()
    changed: list[Image] = []
    for field in ("segment", "customer_account__segment"):
        silent = rows if field == "segment" else rows.filter(segment=None) | rows.filter(segment="")
        for segment in sorted(filter(None, silent.values_list(field, flat=True).distinct()), reverse=True):
            if (key := name_key(segment)) in touched:
                said, name = silent.filter(**{field: segment}), names.setdefault(key, segment)
                ids = list(said.values_list("pk", flat=True))
                said.update(customer_segment=name)
                for start in range(0, len(ids), AT_ONCE):
                    changed += [take_image(row) for row in rows.filter(pk__in=ids[start : start + AT_ONCE])]
    refresh_followers(workspace, [("discovery.evidencerow", None, image) for image in changed])
