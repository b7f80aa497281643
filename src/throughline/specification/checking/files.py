"""Reading what is checked, and finding the settings that hold for it. Reads only."""

from __future__ import annotations

import sys
from pathlib import Path

from throughline.specification.checking.errors import NotChecked

STDIN = Path("-")
LARGEST = 1_000_000
"""Bytes: about 160,000 words. A PRD of more is none, and would keep whoever waits waiting."""
SETTINGS = "throughline.toml"


def read_document_file(path: Path) -> str:
    """The text of a file, or of standard input for "-". Raises `NotChecked`, in one sentence, for anything else."""
    where = name_file(path)
    data = _read_stdin() if path == STDIN else _read(path)
    if len(data) > LARGEST:
        raise NotChecked("this is over 1 MB", where=where, mend="check its parts, or name the right file")
    if b"\0" in data[:8192]:
        raise NotChecked("this is no text", where=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotChecked(f"this is not UTF-8 (byte {error.start})", where=where, mend="save it as UTF-8") from None
    if not text.strip():
        raise NotChecked("there is nothing in it", where=where, mend="write something first")
    return text


def _read(path: Path) -> bytes:
    where = str(path)
    try:
        if path.is_dir():
            raise NotChecked("this is a folder", where=where, mend="name a Markdown file in it")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise NotChecked((error.strerror or "cannot be read").lower(), where=where) from None


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read(LARGEST + 1)


def name_file(path: Path) -> str:
    """What a file is called in messages."""
    return "standard input" if path == STDIN else str(path)


def place_file(file: str) -> str:
    """A file as code hosts know it: from the folder the check runs in, with slashes; as it is where it lies outside."""
    path = Path(file)
    inside = path.is_absolute() and path.is_relative_to(Path.cwd())
    return (path.relative_to(Path.cwd()) if inside else path).as_posix()


def find_settings(path: Path) -> Path | None:
    """The nearest `throughline.toml` in the file's folder or one above it; for standard input, from here upwards."""
    start = Path.cwd() if path == STDIN else path.absolute().parent
    found = (folder / SETTINGS for folder in (start, *start.parents))
    return next((candidate for candidate in found if candidate.is_file()), None)
