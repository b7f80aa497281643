"""Specification's door without a database: from a corpus to a PRD, to its checks and to every format.

The built-in writer uses no language model: rules, patterns, counts and retrieval, and every sentence is verified
before it is let into the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from throughline.core.kernel.progress import Progress, no_progress
from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.grounding.contracts import Ground
from throughline.specification.contracts import Prd, Size

if TYPE_CHECKING:
    from throughline.grounding.contracts import Report


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a draft is asked for: a question or sentence in `about`, the id of a theme, chosen pieces, or none of these.

    `chosen` are evidence ids that people accepted for an opportunity, which `about` names then. Without a title the
    topic's own words stand in. `launch` makes the 90-day review a date.
    """

    about: str | None = None
    theme: str | None = None
    chosen: tuple[str, ...] = ()
    size: Size = Size.STANDARD
    title: str | None = None
    owner: str = ""
    launch: date | None = None
    sample: bool = False


def draft_prd(corpus: Corpus, *, request: DraftRequest, today: date, progress: Progress = no_progress) -> Prd:
    """Write the PRD that the evidence carries; with a sentence and no evidence, the skeleton and its questions.

    Raises `NothingToWriteFrom` where there is neither evidence nor a sentence, `ThemeNotFound` for an unknown theme.
    """
    from throughline.specification.writing.drafting import write_draft

    return write_draft(corpus, request=request, today=today, progress=progress)


def verify_draft(data: object, corpus: Corpus) -> Report:
    """Check every claim of anybody's draft, or of a PRD's own JSON, against the corpus.

    Raises `BadInput` where `data` is no draft.
    """
    from throughline.grounding.drafts import parse_draft
    from throughline.grounding.verify import verify

    return verify(parse_draft(data), ground_of(corpus))


def ground_of(corpus: Corpus) -> Ground:
    """What claims are checked against: the corpus, and how many accounts each segment has where that is known."""
    from throughline.specification.writing.heard import base_metric

    return Ground(corpus.evidence, {base_metric(name): float(size) for name, size in corpus.base.items()})


def prd_to_json(prd: Prd) -> dict[str, Any]:
    """The PRD as JSON: claims nested in sections, blocks and lines, what was rejected under `report.rejected`."""
    from throughline.specification.exports.json import write_json

    return write_json(prd)


def prd_from_json(data: Mapping[str, Any]) -> Prd:
    """The PRD that `prd_to_json` wrote. Raises `BadInput` where it is none."""
    from throughline.specification.exports.json import read_json

    return read_json(data)


def export_prd(prd: Prd, fmt: str, corpus: Corpus, *, disguise: Disguise | None = None) -> bytes | str:
    """The PRD in a format of one file, such as `md` or `html` (text), `docx` or `pdf` (bytes).

    `corpus` gives the footnotes their source and date. All formats: `exports.formats`.

    Personal data is masked, and customers are called as `disguise` says; without one, as they are called here.
    Raises `UnknownFormat` for another format.
    """
    from throughline.specification.exports.formats import export

    return export(prd, fmt, corpus, disguise or Disguise())
