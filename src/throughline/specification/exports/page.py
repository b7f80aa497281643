"""What every export says of a PRD in the same words: its status, its blanks, what was rejected."""

from __future__ import annotations

from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Craft, Line, Prd, Role, SignOff
from throughline.specification.rules.wording import count, join, name_date, name_span

MARKS = (
    "Q verbatim · N counted · I follows from the rows named · P proposed, nobody has accepted it · "
    "J a person's · A assumed"
)


def describe_status(prd: Prd) -> str:
    """Draft number, size, owner, and how much was read."""
    parts = [f"{prd.status.value.capitalize()} {prd.version}", prd.size.value.replace("-", " ")]
    parts += [f"owner {prd.owner}" if prd.owner else "no owner yet", f"engineering: {name_engineers(prd)}"]
    scope = prd.scope
    if scope.items:
        parts.append(count(scope.items, "item"))
    if scope.customers and scope.unit:
        parts.append(count(scope.customers, scope.unit))
    if scope.first and scope.last:
        parts.append(name_span(scope.first, scope.last))
    if prd.sample:
        parts.append("sample data")
    return " · ".join(parts)


def name_engineers(prd: Prd) -> str:
    """Who contributes from engineering, and which of them has signed off."""
    named = [one.name for one in prd.contributors if one.craft is Craft.ENGINEERING]
    signed = {one.name: one for one in prd.sign_offs if one.name in named}
    return join(_name_signer(name, signed.get(name)) for name in named) if named else "nobody invited yet"


def _name_signer(name: str, signed: SignOff | None) -> str:
    if signed is None:
        return name
    return f"{name} (signed off version {signed.version}{', changed since' if signed.stale else ''})"


def name_review_day(prd: Prd) -> str:
    """When the result is looked at."""
    return name_date(prd.review_date) if prd.review_date else "launch + 90 days"


def count_undecided(prd: Prd) -> str:
    """How many lines wait for a person, in words; empty where none does."""
    waiting = sum(1 for line in prd.lines if line.undecided and line.role not in (Role.SETTLE, Role.QUESTION))
    if not waiting:
        return ""
    verb = "needs" if waiting == 1 else "need"
    return f"{count(waiting, 'proposed line')} {verb} a yes, an edit or a no."


def attribution(line: Line, segment: str = "") -> str:
    """Who said a quote, after a dash; empty for what nobody said."""
    who = ", ".join(part for part in (line.claim.customer or "", segment) if part)
    return f" — {who}" if who and line.claim.origin is Origin.QUOTE else ""
