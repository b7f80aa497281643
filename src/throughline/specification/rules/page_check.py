"""The check of a PRD's page: the same rules as for any Markdown, each finding at its claim, without what is proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.grounding.contracts import Ground, Origin
from throughline.specification.contracts import Line, Prd, Role
from throughline.specification.rules.checking.balance import balance
from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Balance, Finding, Settings, Severity
from throughline.specification.rules.plain_page import write_page

PROVEN = frozenset({Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE})
"""Sentences that were verified against what they cite: no rule about evidence reads them again."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the claim it stands at; empty for one about the whole document, or about a heading.

    `allowed` is the reason for which people let it stand, or empty.
    """

    finding: Finding
    claim: str
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class PageCheck:
    """What the check found on the page: what stands, what is let be, and the balance of both sides."""

    standing: tuple[Placed, ...]
    allowed: tuple[Placed, ...]
    balance: Balance

    def count(self, severity: Severity) -> int:
        """Standing findings of that severity."""
        return sum(placed.finding.severity is severity for placed in self.standing)


Allowed = Mapping[tuple[str, str], str]
"""For a rule and a claim the reason for which the finding is let be."""


def check_page(prd: Prd, *, ground: Ground | None, allowed: Allowed, settings: Settings | None = None) -> PageCheck:
    """Check what stands on the page. Numbers and quotes in people's sentences are held against `ground`."""
    page = write_page(prd)
    checked = check_text(page.text, settings=settings or Settings(), ground=ground)
    lines = {line.claim.id: line for line in prd.lines}
    found = [_place(finding, page.claim_at(finding.line), allowed) for finding in checked.findings]
    wanted = [placed for placed in found if not _is_settled_elsewhere(placed, lines.get(placed.claim), prd)]
    return PageCheck(
        tuple(placed for placed in wanted if not placed.allowed),
        tuple(placed for placed in wanted if placed.allowed),
        balance((placed.finding for placed in wanted), title=prd.title, sections=checked.sections),
    )


def _place(finding: Finding, claim: str, allowed: Allowed) -> Placed:
    at = "" if finding.house else claim
    return Placed(finding, at, allowed.get((finding.rule, at), ""))


def _is_settled_elsewhere(placed: Placed, line: Line | None, prd: Prd) -> bool:
    """Whether the page itself shows that the finding does not hold, or asks for the same already.

    A story that begins with the count of those who asked for it says who wants it; the cases it leaves open are asked
    at its title.
    """
    rule = placed.finding.rule
    if rule.startswith("EV"):
        return line is not None and line.claim.origin in PROVEN
    if rule == "DO002":
        return _problem_is_shown(prd)
    if rule == "DO003":
        return _engineering_signed(prd)
    if rule == "ST001":
        return line is not None and line.role is Role.COUNT
    if rule == "AC007":
        return True
    if rule == "US009":
        return line is not None and line.undecided
    return rule == "DO004" and prd.review_date is not None


def _engineering_signed(prd: Prd) -> bool:
    """Whether somebody signed, on a day that is kept, what engineering wrote."""
    written = any(block.lines for one in prd.sections if one.key == "technical" for block in one.blocks)
    return written and bool(prd.sign_offs)


def _problem_is_shown(prd: Prd) -> bool:
    lines = (line for one in prd.sections if one.key == "problem" for block in one.blocks for line in block.lines)
    return any(line.claim.origin in PROVEN and line.claim.citations for line in lines)
