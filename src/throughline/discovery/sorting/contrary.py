"""What speaks against a theme goes along when it becomes an opportunity: proposed, for a person to decide."""

from __future__ import annotations

from throughline.core.undo.recorder import Act
from throughline.discovery.models import EvidenceRow, Opportunity, Theme
from throughline.discovery.opportunities.opening import propose_against
from throughline.discovery.rules.marked import tell_words
from throughline.discovery.rules.otherwise import is_praise, says_otherwise


def propose_otherwise(act: Act, row: Theme, opportunity: Opportunity) -> int:
    """Propose against the opportunity whatever the theme's page showed as saying otherwise; how many."""
    if not row.otherwise or is_praise([quote["text"] for quote in row.quotes]):
        return 0
    pieces = EvidenceRow.objects.filter(workspace=act.workspace, key__in=row.otherwise)
    reasons = {
        key: _tell_why(text, row) for key, text in pieces.values_list("key", "text") if _speaks_against(text, row)
    }
    return propose_against(
        act, opportunity, evidence_ids=[key for key in row.otherwise if key in reasons], because=reasons
    )


def _speaks_against(text: str, row: Theme) -> bool:
    """Asked again, since the theme may have been found before the rule was as strict as it is."""
    return says_otherwise(text, words=row.words)


def _tell_why(text: str, row: Theme) -> str:
    said = ", ".join(f"“{word}”" for word in tell_words(text, row.words))
    return f"it says otherwise than the theme “{row.label[:120]}”: {said} works"
