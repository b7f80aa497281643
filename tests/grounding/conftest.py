"""Invented evidence for the tests of grounding: a reporting product with exports that fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import pytest

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Finding, Ground, Origin
from throughline.grounding.verify import verify

ROWS: tuple[tuple[str, str, str], ...] = (
    (
        "Aldgate Press",
        "Enterprise",
        "Exporting the sales report times out. It is 72,000 rows and I get a 502 after two minutes.",
    ),
    ("Aldgate Press", "Enterprise", "Timeout again at month end. I would never say it is fast."),
    ("Birch & Sons", "Small", "It has never timed out on me and I export 40,000 rows every week."),
    (
        "Calder Foods",
        "Mid-market",
        "The file stops at row 20,000 – no error, no warning. We'd already sent it to our auditor.",
    ),
    ("Calder Foods", "Mid-market", "A colleague copies the table by hand on Fridays. It takes her three hours."),
    ("Dorset Rail", "Enterprise", "“Please wait”, it says, and then nothing. The spinner doesn't stop."),
    ("Dorset Rail", "Enterprise", "Could you email me a link when the file is ready?"),
    ("Elm Clinics", "Small", "Exports work fine for us, but the totals don't match since version 4.12."),
)

ITEMS = tuple(
    Evidence(
        id=f"ev-{row}",
        source="feedback.csv",
        text=text,
        row=row,
        account=account,
        segment=segment,
        date=date(2026, 3, 2 * row),
    )
    for row, (account, segment, text) in enumerate(ROWS, start=1)
)
RELAYED = Evidence(
    id="ev-9",
    source="feedback.csv",
    text="Fernhill says the export is unusable above 90,000 rows.",
    row=9,
    account="Fernhill Energy",
    segment="Enterprise",
    date=date(2026, 4, 1),
    relayed_by="P. Lang (sales)",
)
ASKED = Evidence(
    id="ev-t0", source="call.vtt", text="So you export every month, right?", turn=0, person="Host", interviewer=True
)
ANSWERED = Evidence(
    id="ev-t1",
    source="call.vtt",
    text="Every month, yes. I start it before lunch, and if I close the tab it is gone.",
    turn=1,
    person="Ines Duarte",
    account="Gable Homes",
)
EVIDENCE = (*ITEMS, RELAYED, ASKED, ANSWERED)

Check = Callable[..., Finding]


@pytest.fixture(scope="session")
def evidence() -> tuple[Evidence, ...]:
    return EVIDENCE


@pytest.fixture(scope="session")
def check() -> Check:
    """The finding for one claim that cites rows of feedback.csv and turns of call.vtt."""
    ground = Ground(EVIDENCE)

    def run(origin: Origin, text: str, *, rows: Sequence[int] = (), turns: Sequence[int] = (), **more: Any) -> Finding:
        cited = [Citation(source="feedback.csv", row=row) for row in rows]
        cited += [Citation(source="call.vtt", turn=turn) for turn in turns]
        return verify([Claim("c1", origin, text, more.pop("citations", tuple(cited)), **more)], ground).findings[0]

    return run


@pytest.fixture(scope="session")
def quote(check: Check) -> Check:
    return partial(check, Origin.QUOTE)


@pytest.fixture(scope="session")
def number(check: Check) -> Check:
    return partial(check, Origin.NUMBER)


@pytest.fixture(scope="session")
def infer(check: Check) -> Check:
    return partial(check, Origin.INFERENCE)


@pytest.fixture(scope="session")
def propose(check: Check) -> Check:
    return partial(check, Origin.PROPOSAL)
