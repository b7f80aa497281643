"""At most seven findings a week: whoever waits first, and no kind crowds out the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from throughline.core.line.findings import Finding

MOST = 7


def choose_findings(found: Sequence[Finding], *, most: int = MOST) -> tuple[Finding, ...]:
    """The first of each kind before the second of any, each round by urgency and weight."""
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(found, key=_order):
        by_kind[finding.kind].append(finding)
    rounds = max(map(len, by_kind.values()), default=0)
    in_turn = [kind[turn] for turn in range(rounds) for kind in by_kind.values() if turn < len(kind)]
    return tuple(sorted(in_turn[:most], key=_order))


def _order(finding: Finding) -> tuple[int, float, str]:
    return finding.urgency, -finding.weight, finding.title
