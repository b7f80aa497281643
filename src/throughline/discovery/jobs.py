"""Discovery's long work: reading dropped files, and finding themes. Registered when the application is ready."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from throughline.core.contracts import Actor
from throughline.core.jobs.registry import job
from throughline.core.jobs.reporting import Report
from throughline.core.jobs.services import start_job
from throughline.discovery.conversations.queries import list_voices
from throughline.discovery.conversations.services import VoiceSaid, correct_voice
from throughline.discovery.errors import UploadGone
from throughline.discovery.feedback.repeats import propose_repeats
from throughline.discovery.finding.learning import has_unlearnt, learn_meanings
from throughline.discovery.queries import visible_files
from throughline.discovery.rules.cast import UNNAMED, UNNAMED_ASKER
from throughline.discovery.services import correct_speaker, find_themes, import_customers, import_file

CUSTOMERS = "customers"
_READING, _FINDING = "1 of 2", "2 of 2"


@dataclass(frozen=True, slots=True)
class Counted:
    """A report that knows how many records a file has, and what they are called."""

    report: Stage
    total: int
    unit: str

    def __call__(self, what: str, done: int = 0, total: int | None = None, /) -> None:
        self.report(what, done, max(total or self.total, done) or None, unit=self.unit)


@dataclass(frozen=True, slots=True)
class Stage:
    """A report that says first in which of two stages the work is."""

    report: Report
    stage: str

    def __call__(self, what: str, done: int = 0, total: int | None = None, /, *, unit: str = "") -> None:
        self.report(f"{self.stage} · {what}", done, total, unit=unit)


def discard_upload(*, folder: str, **_: object) -> None:
    """Take away the folder that the files waited in."""
    shutil.rmtree(Path(settings.FOLDER) / folder, ignore_errors=True)


def say_stopping(step: str, arguments: Mapping[str, Any]) -> str:
    """What cancelling an import would do at this step: what is read whole stays, themes or not."""
    if not step.startswith(_FINDING):
        return "Cancel the import" if len(arguments["files"]) == 1 else "Stop reading; files that are read whole stay"
    units = {file["unit"] for file in arguments["files"] if file["kind"] != CUSTOMERS}
    count = sum(file["records"] for file in arguments["files"] if file["kind"] != CUSTOMERS)
    return f"Stop finding themes; the {count:,} {' and '.join(sorted(units))} stay" if count else "Stop finding themes"


@job("import files", leads="See the themes", tidy=discard_upload, stopping=say_stopping)
def import_files(actor: Actor, *, report: Report, folder: str, files: list[dict[str, Any]]) -> str:
    """Import every file, then find the themes. `folder` is below the workspace's; each file is imported whole or not.

    A file is `stored` (its name in the folder), `name`, `kind`, `records`, `unit`, `mapping` and `speakers`.
    """
    said: list[str] = []
    for file in files:
        path = Path(settings.FOLDER) / folder / file["stored"]
        if not path.is_file():
            raise UploadGone(file["name"])
        said.append(_import_one(actor, path, file, report))
        report.kept.append(file["name"])
    finding = Stage(report, _FINDING)
    return " ".join([*said, *_look_for_repeats(actor, finding), _find_themes(actor, finding)])


@job("find themes", leads="See the themes")
def find_all_themes(actor: Actor, *, report: Report) -> str:
    """Find the themes of everything imported so far; where nothing changed, nothing is written."""
    return _find_themes(actor, report)


@job("learn meanings")
def learn_all_meanings(actor: Actor, *, report: Report) -> str:
    """Prepare what has been added since for search by meaning."""
    count = learn_meanings(actor.workspace, progress=report)
    return f"{count:,} {'piece' if count == 1 else 'pieces'} can be found by meaning."


def learn_if_needed(actor: Actor) -> None:
    """Begin to learn where pieces came that no theme finding has read; nothing where all are known."""
    if has_unlearnt(actor.workspace):
        start_job(actor, name="learn meanings", title="Prepare search by meaning")


def _look_for_repeats(actor: Actor, report: Stage) -> list[str]:
    count = propose_repeats(actor, progress=report)
    return [f"{count:,} {'pair' if count == 1 else 'pairs'} may be said twice."] if count else []


def _find_themes(actor: Actor, report: Report | Stage) -> str:
    report("Finding themes")
    count = len(find_themes(actor, progress=report).themes)
    return f"{count:,} {'theme' if count == 1 else 'themes'} found."


def _import_one(actor: Actor, path: Path, file: Mapping[str, Any], report: Report) -> str:
    name, reading = file["name"], Stage(report, _READING)
    reading(f"Reading {name}")
    if file["kind"] == CUSTOMERS:
        changed = import_customers(actor, path=path)
        return f"{name}: {changed:,} {'account' if changed == 1 else 'accounts'} added or changed."
    told = Counted(reading, file["records"], file["unit"])
    read = import_file(actor, path=path, name=name, mapping=file["mapping"], progress=told)
    correct_speakers(actor, name, file["speakers"])
    pieces = read.added + read.known
    before = f", {read.known:,} of them from before" if read.known and report.hold.attempt == 1 else ""
    skipped = f"; {len(read.rejected):,} skipped" if read.rejected else ""
    return f"{name}: {pieces:,} {'piece' if pieces == 1 else 'pieces'} of evidence{before}{skipped}."


def correct_speakers(actor: Actor, name: str, said: Mapping[str, str]) -> None:
    """Hold the person's word about who asks against the guess of the import."""
    file = visible_files(actor.workspace).filter(name=name).last() if said else None
    for voice in file.speakers if file else ():
        asks = said.get(voice["name"], "") == "interviewer"
        if voice["name"] in said and asks != voice["interviewer"]:
            correct_speaker(actor, file_id=file.pk, speaker=voice["name"], interviewer=asks)  # type: ignore[union-attr]
    for key in (UNNAMED_ASKER, UNNAMED) if file else ():
        part = "interviewer" if key == UNNAMED_ASKER else "customer"
        if said.get(key, part) != part and key in list_voices(file).voices:  # type: ignore[arg-type]
            correct_voice(actor, file_id=file.pk, voice=key, said=VoiceSaid(interviewer=key == UNNAMED))  # type: ignore[union-attr]
