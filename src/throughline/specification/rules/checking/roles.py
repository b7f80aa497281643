"""Who a document knows: its personas and the roles of its stories, and which roles stand for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from throughline.grounding.words import stem
from throughline.specification.rules.checking.contracts import Document, Settings

_GENERIC = re.compile(
    r"^(?:(?:any|every|each|all|some|one|generic|normal|regular|general|typical|average|ordinary|standard|app"
    r"|application|system|site|website|web|platform|product|software|service|end|human|given|valid)[\s-]*)*"
    r"(?:users?|customers?|persons?|people|someone|somebody|anyone|anybody|everyone|everybody|stakeholders?"
    r"|individuals?|human|humans|consumers?|end-users?|endusers?|clients?|user of the (?:system|app|site"
    r"|product|platform|application))$|^(?:someone|somebody|anyone|anybody|everyone|everybody|a person|people"
    r"|person)\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"^(?:the )?(?:system|app|application|backend|server|service|database|platform|site|website)$", re.IGNORECASE
)


def is_generic(role: str) -> bool:
    """Whether the role stands for everybody: "user", "any customer", "someone"."""
    return bool(_GENERIC.match(role.strip()))


def role_key(role: str) -> frozenset[str]:
    """What tells roles apart: the stems of their words."""
    words = re.findall(r"[a-z]+", role.lower().split("(")[0])
    return frozenset(
        stem(word)
        for word in words
        if word not in {"a", "an", "the", "of", "in", "for", "and", "or", "with", "new", "our"}
    )


def list_roles(document: Document, settings: Settings) -> set[frozenset[str]]:
    """Every role the document or the team names, but those that stand for everybody; the longer name of two."""
    named = [*settings.personas, *document.personas, *(told.parts.role for told in document.stories)]
    keys = {role_key(role) for role in named if role and not is_generic(role) and not _SYSTEM.match(role)} - {
        frozenset()
    }
    return {key for key in keys if not any(key < other for other in keys)}


def is_known(role: str, known: Iterable[str]) -> bool:
    """Whether a role is one of the known ones, or a word of its name is theirs."""
    key = role_key(role)
    return not key or any(key & role_key(name) for name in known)
