"""Which customers a text names, so that no other customer reads of them. Reads only."""

from __future__ import annotations

from collections.abc import Collection

from throughline.core.models import Workspace
from throughline.discovery.asking.queries import list_asking
from throughline.discovery.models import Account
from throughline.discovery.rules.withholding import list_phrases

AT_ONCE = 900
"""Values that every database takes in one query."""


def list_named(workspace: Workspace, opportunity: str, texts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Accounts that these texts may name: those heard for the opportunity, and any other; each with all its names."""
    if not texts:
        return {}
    heard = list_asking(workspace, [opportunity])[opportunity]
    found = {one.name: (one.name, *one.aliases) for one in heard}
    phrases = sorted(list_phrases(texts))
    for first in range(0, len(phrases), AT_ONCE):
        rows = Account.objects.filter(workspace=workspace, name__in=phrases[first : first + AT_ONCE])
        rows = rows.values_list("name", "aliases")
        found |= {name: (name, *aliases) for name, aliases in rows}
    return found
