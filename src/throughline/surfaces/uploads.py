"""Files on their way in: kept in the workspace's folder until a person has confirmed them, then removed."""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.errors import NotFound
from throughline.discovery.reading.pasted import name_pasted

KEPT = timedelta(days=1)
CHOICES = "choices.json"
_UNSAFE = re.compile(r"[^\w .()&+,-]+")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person corrected: by file, the role of each column and whether each voice asks."""

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    speakers: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@dataclass(frozen=True, slots=True)
class Tray:
    """One upload: its folder, and the files in it in the order they came."""

    token: str
    folder: Path

    @property
    def files(self) -> list[tuple[str, Path]]:
        """Each file's own name and where it lies."""
        return [(path.name.partition("-")[2], path) for path in sorted(self.folder.glob("[0-9]*-*"))]

    @property
    def place(self) -> str:
        """The folder, as seen from the workspace's."""
        return self.folder.relative_to(settings.FOLDER).as_posix()

    def keep(self, name: str, chunks: Iterator[bytes]) -> None:
        """Write one file."""
        base = _UNSAFE.sub("_", Path(name.replace("\\", "/")).name).strip(" .") or "upload"
        number = len(self.files) + 1
        with (self.folder / f"{number:03d}-{base[-120:]}").open("wb") as out:
            for chunk in chunks:
                out.write(chunk)

    def read_choices(self) -> Choices:
        path = self.folder / CHOICES
        return Choices(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Choices()

    def write_choices(self, choices: Choices) -> None:
        values = {"columns": choices.columns, "speakers": choices.speakers}
        (self.folder / CHOICES).write_text(json.dumps(values), encoding="utf-8")

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def open_tray() -> Tray:
    """A fresh tray; those that nobody confirmed within a day are removed."""
    _sweep()
    token = secrets.token_urlsafe(16)
    folder = _root() / token
    folder.mkdir(parents=True, mode=0o700)
    return Tray(token, folder)


def find_tray(token: str) -> Tray:
    """The tray with this token. Raises `NotFound` where it was imported or swept away."""
    folder = _root() / token
    if not re.fullmatch(r"[\w-]{16,40}", token) or not folder.is_dir():
        raise NotFound("these files were imported already, or have waited for more than a day", mend="drop them again")
    return Tray(token, folder)


def keep_uploads(tray: Tray, uploads: list[UploadedFile], pasted: str) -> None:
    """Everything a person gave at once: the files, then what was pasted as a file of its own."""
    for upload in uploads:
        tray.keep(upload.name or "upload", upload.chunks())
    if pasted.strip():
        tray.keep(name_pasted(pasted), iter([pasted.encode("utf-8")]))


def _root() -> Path:
    return Path(settings.FOLDER) / "uploads"


def _sweep() -> None:
    oldest = (utc_now() - KEPT).timestamp()
    for folder in _root().glob("*"):
        if folder.is_dir() and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
