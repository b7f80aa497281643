"""PRDs to export: the sample's own, and invented ones with everything that breaks a format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files

import pytest

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import read_files
from throughline.specification.contracts import Prd, Size
from throughline.specification.pipeline import DraftRequest, draft_prd

ABOUT = "customs declaration rejected at the border because of commodity codes"
TITLE = "Customs declarations are rejected at the border"


@pytest.fixture(scope="session")
def sample_corpus() -> Corpus:
    with as_file(files("throughline.discovery") / "sample") as folder:
        interviews = sorted(path for path in (folder / "interviews").iterdir() if path.suffix != ".pyc")
        return read_files([folder / "feedback.csv", *interviews], customers=folder / "customers.csv")


@pytest.fixture(scope="session")
def sample(sample_corpus: Corpus) -> Callable[..., Prd]:
    """The sample workspace's own PRD: `sample()`, `sample(Size.FULL)`."""
    made: dict[Size, Prd] = {}

    def draft(size: Size = Size.STANDARD) -> Prd:
        request = DraftRequest(about=ABOUT, size=size, title=TITLE, owner="Dana Osei", sample=True)
        if size not in made:
            made[size] = draft_prd(sample_corpus, request=request, today=date(2026, 11, 12))
        return made[size]

    return draft
