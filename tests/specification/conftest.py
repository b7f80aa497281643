"""A small invented corpus: a booking product whose calendar sync fails for some and works for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import read_files
from throughline.specification.contracts import Prd, Size
from throughline.specification.pipeline import DraftRequest, draft_prd

HEAD = "date,source,relayed_by,account,segment,text"
SYNC = """
2026-02-02,support,,Alder Clinic,Clinic,"Sync times out every day. We have 4,200 appointments and I get a 504."
2026-02-05,support,,Birch Salon,Salon,"The sync never finishes, it spins until I close the tab."
2026-02-09,survey,,Cedar Studio,Studio,"The calendar sync works fine for us, about 9,000 appointments."
2026-02-12,support,,Alder Clinic,Clinic,"Sync timed out again. Reception needs the list by 8 am, I print it."
2026-02-17,support,,Dogwood Dental,Clinic,"After the sync half the appointments are missing. No error, no warning."
2026-02-20,sales note,R. Okoye (sales),Elm Hotels,Hotel,"They say the sync hangs above 10k appointments."
2026-03-01,survey,,Fir Yoga,Studio,"It has never timed out on me."
2026-03-03,support,,Alder Clinic,Clinic,"Sync hangs. Third week now."
2026-03-08,support,,Gum Physio,Clinic,"Two of us pressed sync at the same time and both timed out."
2026-03-11,community,,Hazel Spa,Salon,"Would love a sync that runs at night by itself."
2026-03-15,support,,Birch Salon,Salon,"We gave up on the sync, now a colleague copies it one by one."
2026-03-19,interview,,Ivy Barbers,Salon,"What I need is to see the whole week on my phone before I open."
2026-03-22,support,,Juniper Vet,Clinic,"Some appointments are missing after every sync, 310 became 280."
"""

Draft = Callable[..., Prd]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Corpus]:
    """Write rows to a real file and read it back as a corpus."""

    def write_and_read(rows: str, *, head: str = HEAD, name: str = "feedback.csv") -> Corpus:
        path = tmp_path / name
        path.write_text(f"{head}\n{rows.strip()}\n", encoding="utf-8")
        return read_files([path])

    return write_and_read


@pytest.fixture
def corpus(read: Callable[..., Corpus]) -> Corpus:
    return read(SYNC)


@pytest.fixture
def draft() -> Draft:
    """Draft on a fixed day: `draft(corpus, size, about=…, theme=…, title=…, launch=…)`."""

    def write(corpus: Corpus, size: Size = Size.STANDARD, **request: Any) -> Prd:
        asked = DraftRequest(size=size, owner="N. Adeyemi", **request)
        return draft_prd(corpus, request=asked, today=date(2026, 4, 1))

    return write
