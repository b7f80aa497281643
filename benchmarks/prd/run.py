"""What the built-in writer's drafts are worth, and what they cost, end to end.

python benchmarks/prd/run.py [--short] [--json FILE]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import find_themes, read_files
from throughline.grounding.contracts import Finding, Origin, Verdict
from throughline.specification.contracts import Prd, Role, Size
from throughline.specification.pipeline import DraftRequest, draft_prd, prd_to_json, verify_draft

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("THROUGHLINE_DATA", ROOT.parent / "shared" / "data"))
MEASURED = ("problem", "evidence", "stories", "requirements")
SHOWN = (Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE)
THEMES = 8
TODAY = date(2026, 4, 1)


@dataclass(frozen=True)
class Drafted:
    """One draft with the evidence it was drawn from and the matter it is about."""

    name: str
    prd: Prd
    corpus: Corpus


def main() -> None:
    options = _read_options()
    drafts = list(_write_drafts(short=options.short))
    figures = _measure(drafts)
    figures |= _time_whole_process()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, value in figures.items():
        print(f"{name:58} {value}")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the survey, one interview and three themes")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def _write_drafts(*, short: bool) -> Iterator[Drafted]:
    """Drafts in every size from the survey, the interviews and themes of short requests to a bank."""
    survey = DATA / "feedback" / "otel_survey.csv"
    interviews = sorted(path for path in (DATA / "interviews").iterdir() if path.suffix)
    yield from _draft_all("survey and interviews", [survey, *interviews])
    for path in interviews[: 1 if short else None]:
        yield from _draft_all(path.stem[:40], [path])
    with tempfile.TemporaryDirectory() as folder:
        bank = _write_requests(Path(folder))
        corpus = read_files([bank])
        for theme in find_themes(corpus).themes[: 3 if short else THEMES]:
            for size in Size:
                yield _draft(f"bank: {theme.label}", corpus, size, theme=theme.id)


def _write_requests(folder: Path) -> Path:
    """2,000 requests drawn from the bank's, text alone."""
    with (DATA / "feedback" / "banking77_train.csv").open(encoding="utf-8", newline="") as stream:
        rows = random.Random(7).sample(list(csv.DictReader(stream)), 2000)
    path = folder / "requests.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows([["text"], *([row["text"]] for row in rows)])
    return path


def _draft_all(name: str, paths: list[Path]) -> Iterator[Drafted]:
    corpus = read_files(paths)
    for size in Size:
        yield _draft(name, corpus, size)


def _draft(name: str, corpus: Corpus, size: Size, *, theme: str | None = None) -> Drafted:
    return Drafted(name, draft_prd(corpus, request=DraftRequest(size=size, theme=theme), today=TODAY), corpus)


def _measure(drafts: list[Drafted]) -> dict[str, str]:
    quotes = [(d, line.claim) for d in drafts for line in d.prd.lines if line.claim.origin is Origin.QUOTE]
    said = [(claim.quote, d.corpus.by_id[claim.citations[0].evidence or ""].text) for d, claim in quotes]
    verbatim = sum(_stands_verbatim(quote, text) for quote, text in said)
    findings = [f for d in drafts for f in verify_draft(prd_to_json(d.prd), d.corpus).findings]
    numbers = [f for f in findings if f.claim.origin is Origin.NUMBER]
    shares = [_share_shown(d.prd) for d in drafts]
    criteria = [(d, claim) for d in drafts for claim in _criteria(d.prd)]
    named = sum(_names_its_story(claim_text, story) for _, (claim_text, story) in criteria)
    shared, worst = _share_sentences(drafts)
    fewest = min(sum(line.claim.origin is Origin.QUOTE for line in d.prd.lines) for d in drafts)
    return {
        "drafts (claims)": f"{len(drafts)} ({sum(len(list(d.prd.lines)) for d in drafts)})",
        "quotes word for word": f"{verbatim} of {len(quotes)}",
        "numbers recomputed": f"{_count_verified(numbers)} of {len(numbers)}",
        "claims verified again from the JSON": f"{_count_verified(findings)} of {len(findings)}",
        "not let through when written": str(sum(len(d.prd.rejected) for d in drafts)),
        "fewest quotes in a draft": str(fewest),
        "quote, number or inference, least and mean share": f"{min(shares):.2f}, {sum(shares) / len(shares):.2f}",
        "criteria with a word of their story's evidence": f"{named} of {len(criteria)}",
        "sentences shared by two unrelated drafts, mean and worst": f"{shared:.3f}, {worst:.3f}",
    }


def _stands_verbatim(quote: str | None, text: str) -> bool:
    """Whether the words stand there one after another, but for line ends and marks of emphasis."""
    return " ".join((quote or "").split()) in " ".join(text.replace("**", "").split())


def _count_verified(findings: Sequence[Finding]) -> int:
    return sum(finding.verdict is Verdict.VERIFIED for finding in findings)


def _share_shown(prd: Prd) -> float:
    lines = [line for s in prd.sections if s.key in MEASURED for block in s.blocks for line in block.lines]
    return sum(line.claim.origin in SHOWN for line in lines) / max(1, len(lines))


def _criteria(prd: Prd) -> Iterator[tuple[str, str]]:
    """Every criterion with the words of its own story: title and quotes."""
    for section in prd.sections:
        for block in section.blocks:
            story = " ".join([block.title, *(line.claim.quote or "" for line in block.lines)])
            for line in block.lines:
                if line.role is Role.CRITERION:
                    yield line.claim.text, story


def _names_its_story(criterion: str, story: str) -> bool:
    """Whether a word of the criterion that is no frame of ours stands in the story's title or quotes."""
    words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", story)}
    own = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", criterion)} - _FRAME
    return bool(own & words)


_FRAME = {word.lower() for word in re.findall(r"\w{3,}", "Given when then the and that for with who they them there")}


def _share_sentences(drafts: list[Drafted]) -> tuple[float, float]:
    """How much of one draft stands in another of the same size on another matter: mean and worst over all pairs."""
    shares: list[float] = []
    for one, other in combinations(drafts, 2):
        if one.name != other.name and one.prd.size is other.prd.size:
            mine, theirs = (_sentences(d.prd) for d in (one, other))
            both = set(mine) & set(theirs)
            shares.append(max(sum(s in both for s in found) / max(1, len(found)) for found in (mine, theirs)))
    return sum(shares) / max(1, len(shares)), max(shares, default=0.0)


def _sentences(prd: Prd) -> list[str]:
    parts = (part for line in prd.lines for part in re.split(r"(?<=[.?!])\s+", line.claim.text))
    return [part for part in parts if len(part.split()) > 2]


def _time_whole_process() -> dict[str, str]:
    """`throughline prd` on the survey and all interviews as a person runs it, with an empty cache and again."""
    files = [DATA / "feedback" / "otel_survey.csv", *sorted(p for p in (DATA / "interviews").iterdir() if p.suffix)]
    command = [str(Path(sys.executable).with_name("throughline")), "prd", *map(str, files), "-o"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "THROUGHLINE_CACHE_DIR": f"{folder}/cache", "PYTHONDONTWRITEBYTECODE": ""}
        seconds = [_run([*command, f"{folder}/prd.md"], environment) for _ in range(4)]
    again = min(seconds[1:])
    return {"seconds, survey and interviews, first and again": f"{seconds[0]:.1f}, {again:.1f}"}


def _run(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
