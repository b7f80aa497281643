"""Tables of discovery, a file for each of its rooms."""

from throughline.discovery.models.conversations import Snapshot
from throughline.discovery.models.customers import Account, HeardCount, Person, SegmentName
from throughline.discovery.models.duplicates import Duplicate
from throughline.discovery.models.evidence import EvidenceRow
from throughline.discovery.models.files import BatchState, RejectedRow, SourceFile
from throughline.discovery.models.opportunities import Mark, Opportunity, OpportunityCount, Reply
from throughline.discovery.models.themes import Theme, ThemeDecision, ThemeMember, ThemeRun
from throughline.discovery.models.vectors import VectorBlock

__all__ = [
    "Account",
    "BatchState",
    "Duplicate",
    "EvidenceRow",
    "HeardCount",
    "Mark",
    "Opportunity",
    "OpportunityCount",
    "Person",
    "RejectedRow",
    "Reply",
    "SegmentName",
    "Snapshot",
    "SourceFile",
    "Theme",
    "ThemeDecision",
    "ThemeMember",
    "ThemeRun",
    "VectorBlock",
]
