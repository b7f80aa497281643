"""A judgement is a person's, but what it quotes must have been said and what it counts must come out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify

ROWS = tuple(
    Evidence(id=f"e{n}", source="kennels.csv", text=text, row=n, account=account)
    for n, (account, text) in enumerate(
        (
            ("Foxdown Kennels", "The feeding list prints yesterday's dogs, so we write it on the door."),
            ("Mill Lane Cattery", "Feeding lists come out wrong after a late pick-up."),
            ("Mill Lane Cattery", "Wrong list again this morning."),
        ),
        start=1,
    )
)


def judge(text: str, rows: Sequence[int] = ()) -> Finding:
    cited = tuple(Citation("kennels.csv", row=row) for row in rows)
    return verify([Claim("c", Origin.JUDGEMENT, text, cited)], Ground(ROWS)).findings[0]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("I think the feeding list matters more than the calendar.", []),
        ("Two thirds of customers would pay for a list that is right.", []),
        ("Five people should be asked before this is built.", []),
        ("Foxdown said “we write it on the door”, and that is no way to work.", []),
        ("Foxdown said “we write it on the door”, and that is no way to work.", [1]),
        ("We call this project “the right list for breakfast”.", []),
        ("2 accounts report wrong lists, which is enough for me.", [1, 2, 3]),
        ("Given “yesterday's dogs”, when the list is printed, then it is today's.", [1]),
    ],
)
def test_an_opinion_and_what_was_really_said_and_counted_are_verified(text: str, rows: list[int]) -> None:
    assert judge(text, rows).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "rows", "reason"),
    [
        ("As Foxdown Kennels put it, “the list has ruined our mornings”, so we go first.", [], "in the evidence"),
        ("Customers say “wrong list again tonight” and I believe them.", [3], "in what it cites"),
        ("3 accounts report wrong lists, which is enough for me.", [1, 2, 3], "2 accounts"),
        ("12 customers complained about feeding lists, so this is urgent.", [], "cites nothing"),
    ],
)
def test_an_invented_quote_and_a_false_count_are_marked(text: str, rows: list[int], reason: str) -> None:
    finding = judge(text, rows)
    assert (finding.verdict, finding.becomes) == (Verdict.DOWNGRADED, Origin.ASSUMPTION)
    assert reason in finding.reason
