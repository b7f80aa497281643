"""Who acts, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.core.models import Member, Workspace


class MemberRole(StrEnum):
    """What a member may do: owners everything, editors write, contributors comment and sign off, viewers read."""

    OWNER = "owner"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    VIEWER = "viewer"


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


WRITERS = frozenset({MemberRole.OWNER, MemberRole.EDITOR})
OWNERS = frozenset({MemberRole.OWNER})
COMMENTERS = WRITERS | {MemberRole.CONTRIBUTOR}


@dataclass(frozen=True, slots=True)
class Actor:
    """The member who acts, in the workspace where they act. Every service takes one first."""

    workspace: Workspace
    member: Member

    @property
    def role(self) -> MemberRole:
        return MemberRole(self.member.role)

    @property
    def can_write(self) -> bool:
        return self.role in WRITERS

    @property
    def can_comment(self) -> bool:
        return self.role in COMMENTERS
