"""The ids that every exported requirement and criterion carries: its own, its opportunity's, its evidence's."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSAFE = re.compile(r"[^\w.:-]+")
_DASHES = re.compile(r"-{2,}")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a requirement or criterion comes from. `proposed` says that nobody has accepted it yet."""

    id: str
    label: str = ""
    opportunity: str = ""
    evidence: tuple[str, ...] = ()
    proposed: bool = False

    @property
    def words(self) -> str:
        """`C1 · cl-ab · opportunity op-cd · evidence ev-ef, ev-gh · proposed`, fit for a comment of any format."""
        parts = [self.label, self.id]
        parts += [f"opportunity {self.opportunity}"] if self.opportunity else []
        parts += [f"evidence {', '.join(map(make_safe, self.evidence))}"] if self.evidence else []
        parts += ["proposed"] if self.proposed else []
        return " · ".join(_DASHES.sub("-", part.replace(">", "")) for part in parts if part)

    @property
    def comment(self) -> str:
        """The same as a Markdown comment."""
        return f"<!-- {self.words} -->"

    @property
    def tags(self) -> tuple[str, ...]:
        """The ids as words without spaces: `criterion:cl-ab`, `opportunity:op-cd`, `evidence:ev-ef`."""
        tags = [f"criterion:{make_safe(self.id)}"]
        tags += [f"opportunity:{make_safe(self.opportunity)}"] if self.opportunity else []
        return (
            *tags,
            *(f"evidence:{make_safe(one)}" for one in self.evidence),
            *(("proposed",) if self.proposed else ()),
        )


def name_source(prd: str, opportunity: str) -> str:
    """Where a whole file comes from, as a Markdown comment."""
    known = f", opportunity {make_safe(opportunity)}" if opportunity else ""
    return f"<!-- Written from PRD {make_safe(prd)}{known}. -->"


def make_safe(id_: str) -> str:
    """An id without what would end a tag, a label or a comment."""
    return _DASHES.sub("-", _UNSAFE.sub("-", id_)).strip("-") or "none"
