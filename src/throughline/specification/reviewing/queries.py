"""Reads of what stands: what has changed since a version, whose sign-off is stale, and which gate is shut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from throughline.core.commenting.queries import Thread, list_threads_within
from throughline.core.kernel.ids import Ref
from throughline.specification import contracts
from throughline.specification.contracts import Craft, Role
from throughline.specification.models import Contributor, LineState, Prd, PrdLine, SignOff, Version
from throughline.specification.pipeline import prd_from_json
from throughline.specification.records import read_prd
from throughline.specification.reviewing.errors import VersionNotFound
from throughline.specification.rules.gates import Standing
from throughline.specification.rules.versions import LineChange, compare_versions
from throughline.strategy.deciding.queries import count_open_decisions

COMMENTED = "line"
"""The kind of what a comment beside a line stands on; its id is the PRD's key, a slash, and the claim."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One sign-off, and what has changed since in what was signed."""

    sign_off: SignOff
    changes: tuple[LineChange, ...]

    @property
    def stale(self) -> bool:
        return bool(self.changes)


class Review:
    """A PRD as it stands among people. Each part is read once, when it is asked for."""

    def __init__(self, row: Prd, prd: contracts.Prd | None = None) -> None:
        self.row = row
        self.prd = prd or read_prd(row)

    @cached_property
    def versions(self) -> list[Version]:
        """Every version that was kept, the latest first."""
        found = Version.objects.filter(prd=self.row).select_related("member")
        return list(found.order_by("-number"))

    @cached_property
    def changes(self) -> tuple[LineChange, ...]:
        """What says something else than the last version; empty where none was kept."""
        return self.changes_since(self.versions[0]) if self.versions else ()

    def changes_since(self, version: Version) -> tuple[LineChange, ...]:
        """What says something else than it said in a version."""
        found = compare_versions(read_version(version), self.prd)
        return tuple(change for change in found if change.telling)

    @cached_property
    def contributors(self) -> list[Contributor]:
        return list(Contributor.objects.filter(prd=self.row).select_related("member"))

    @cached_property
    def signed(self) -> list[Signed]:
        """The last sign-off of each member."""
        by_number = {version.number: version for version in self.versions}
        rows = (
            SignOff.objects.filter(version__prd=self.row)
            .select_related("member", "version")
            .order_by("version__number")
        )
        last = {row.member_id: row for row in rows}  # type: ignore[attr-defined]
        since = {
            number: self.changes_since(by_number[number]) for number in {row.version.number for row in last.values()}
        }
        return [Signed(row, since[row.version.number]) for row in last.values()]

    @cached_property
    def threads(self) -> Mapping[str, list[Thread]]:
        """The comments beside each line, by its claim."""
        prefix = f"{self.row.key}/"
        found = list_threads_within(self.row.workspace, kind=COMMENTED, prefix=prefix)
        return {on.removeprefix(prefix): threads for on, threads in found.items()}

    @cached_property
    def open_comments(self) -> int:
        return sum(thread.comment.resolved is None for threads in self.threads.values() for thread in threads)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The contributors whose sign-off is missing, or of something else than stands now."""
        current = {one.sign_off.member_id for one in self.signed if not one.stale}  # type: ignore[attr-defined]
        return tuple(one.member.name for one in self.contributors if one.member_id not in current)  # type: ignore[attr-defined]

    @property
    def engineers(self) -> tuple[str, ...]:
        return tuple(one.member.name for one in self.contributors if one.craft == Craft.ENGINEERING)

    def stand(self, *, wrong: int = 0, errors: int | None = None) -> Standing:
        """What the gates ask about; `wrong` edited lines and `errors` of the check are counted by who shows them."""
        lines = list(self.prd.lines)
        return Standing(
            status=self.prd.status,
            owner=self.prd.owner,
            criteria=_count_told(self.prd),
            waiting=sum(line.undecided for line in lines),
            wrong=wrong,
            engineers=self.engineers,
            technical=bool(self.technical_writers & set(self.engineers)),
            open_trade_offs=count_open_decisions(self.row.workspace, on=Ref("prd", self.row.key)),
            open_comments=self.open_comments,
            changed=len(self.changes),
            unsigned=self.unsigned,
            errors=errors,
            launch=self.prd.launch,
            review_date=self.prd.review_date,
            outcome=_has_lines(self.prd, "review"),
        )

    @cached_property
    def technical_writers(self) -> set[str]:
        """Who wrote what stands in engineering's section."""
        lines = PrdLine.objects.filter(prd=self.row, place__startswith="technical/", state=LineState.STANDS)
        return set(lines.values_list("decided_by", flat=True))


def read_version(version: Version) -> contracts.Prd:
    """The PRD as it stood then."""
    return prd_from_json(version.document)


def get_version(row: Prd, number: int) -> Version:
    """Raises `VersionNotFound`."""
    found = Version.objects.filter(prd=row, number=number).select_related("member").first()
    if found is None:
        raise VersionNotFound(number)
    return found


def mark_stale(prd: contracts.Prd, review: Review) -> contracts.Prd:
    """The PRD whose sign-offs say whether what was signed still stands."""
    stale = {(one.sign_off.member.name, one.sign_off.version.number) for one in review.signed if one.stale}
    signed = tuple(replace(one, stale=(one.name, one.version) in stale) for one in prd.sign_offs)
    return replace(prd, sign_offs=signed)


def _count_told(prd: contracts.Prd) -> int:
    """The stories that have a criterion."""
    stories = [block for section in prd.sections for block in section.blocks if block.kind == "story"]
    return sum(any(line.role is Role.CRITERION for line in story.lines) for story in stories)


def _has_lines(prd: contracts.Prd, section: str) -> bool:
    found = (block for one in prd.sections if one.key == section for block in one.blocks)
    return any(block.lines for block in found)
