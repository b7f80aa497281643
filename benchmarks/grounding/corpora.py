"""The bodies of evidence that drafts are built from: invented ones beside this file, real ones from the data folder."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from throughline.discovery.contracts import Evidence
from throughline.discovery.pipeline import read_files

HERE = Path(__file__).parent
DATA = Path(os.environ.get("THROUGHLINE_DATA") or HERE.parents[2] / "shared" / "data")


@dataclass(frozen=True, slots=True)
class Body:
    """One body of evidence under a name; claims are built from it and checked against it alone."""

    name: str
    evidence: tuple[Evidence, ...]


def load_bodies(*, with_meetings: bool = True) -> list[Body]:
    """Every body that is there. Real data is left out where the data folder is absent."""
    samples = [Body(path.stem, read_files([path]).evidence) for path in sorted((HERE / "samples").glob("*.csv"))]
    real = [
        ("feedback, survey", [DATA / "feedback" / "otel_survey.csv"]),
        ("feedback, short requests", [DATA / "feedback" / "banking77_train.csv"]),
        ("interviews", sorted(path for path in (DATA / "interviews").glob("*.*"))),
    ]
    found = [Body(name, read_files(paths).evidence) for name, paths in real if paths and all(p.exists() for p in paths)]
    return [*samples, *found, *(_load_meetings() if with_meetings else [])]


def _load_meetings(limit: int = 4) -> list[Body]:
    """A few meetings laid out as JSON transcripts, so that spoken language of another kind is there too."""
    path = DATA / "meetings" / "qmsum_val.jsonl"
    if not path.exists():
        return []
    meetings = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[: limit * 8 : 8]]
    with tempfile.TemporaryDirectory() as folder:
        paths = [_write_transcript(Path(folder), meeting) for meeting in meetings]
        return [Body("meetings", read_files(paths).evidence)]


def _write_transcript(folder: Path, meeting: dict[str, object]) -> Path:
    turns = meeting["turns"]
    assert isinstance(turns, list)
    segments = [{"speaker": turn["speaker"], "text": turn["text"]} for turn in turns]
    path = folder / f"{meeting['id']}.json"
    path.write_text(json.dumps({"segments": segments}), encoding="utf-8")
    return path
