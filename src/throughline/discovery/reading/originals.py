"""The file as it came: one streaming pass gives its digest, size and encoding, and refuses what is no text."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from throughline.discovery.reading.encodings import ByteWatcher
from throughline.discovery.reading.errors import UnusableFile

_CHUNK = 1 << 20
LONGEST_LINE = 1 << 24
"""A longer line is handed on in pieces, so that a file without line ends cannot fill the memory."""

_SIGNATURES = (
    (b"%PDF", "a PDF", "copy its text into a .txt or .docx file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.xls or .doc)", "save it as .xlsx, .docx or CSV"),
    (b"\x89PNG", "a picture", "export the text it shows"),
    (b"\xff\xd8\xff", "a picture", "export the text it shows"),
    (b"GIF8", "a picture", "export the text it shows"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (b"Rar!", "a compressed file", "unpack it first"),
    (b"ID3", "a sound recording", "transcribe it first"),
    (b"OggS", "a sound recording", "transcribe it first"),
    (b"RIFF", "a recording", "transcribe it first"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
    (b"{\\rtf", "a rich-text file (RTF)", "save it as .docx or plain text"),
)
FORMATS = "CSV, TSV, XLSX, JSON, JSON Lines, WebVTT, SRT, text, Markdown or DOCX"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of an original, readable as often as one likes without holding them all.

    Either a text file (`path` with `encoding`), or, for a document, the text laid out from it. Characters that bytes
    do not yield become U+FFFD; `damaged` says that there are such.
    """

    path: Path | None = None
    encoding: str = "utf-8"
    laid_out: str | None = None
    damaged: bool = False

    def open(self) -> TextIO:
        """From the first character, line ends untouched."""
        if self.laid_out is not None:
            return io.StringIO(self.laid_out, newline="")
        assert self.path is not None
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def read_head(self, characters: int = 1 << 16) -> str:
        with self.open() as file:
            return file.read(characters)


class Line(NamedTuple):
    """One physical line: its number from 1, its offset in the decoded text, its text with and without line end."""

    number: int
    start: int
    raw: str

    @property
    def text(self) -> str:
        return self.raw.rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Examined:
    """What the pass over the bytes found."""

    path: Path
    sha256: str
    size: int
    head: bytes
    decoded: Decoded | None
    """None for a zip container (XLSX, DOCX)."""


def examine(path: Path, *, formats: str = FORMATS) -> Examined:
    """Digest `path` and find its encoding. Raises `UnusableFile`, naming `formats`, where it cannot hold text."""
    _demand_file(path, formats)
    digest, size, watcher = hashlib.sha256(), 0, ByteWatcher()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                watcher.watch(chunk)
    except OSError as error:
        raise UnusableFile(f"the file cannot be opened ({error.strerror})", where=str(path), mend=_ALLOW) from error
    _demand_text(path, watcher.head, size)
    decoded = None if watcher.head.startswith(b"PK\x03\x04") else _decode(path, watcher, formats)
    return Examined(path, digest.hexdigest(), size, watcher.head, decoded)


def iter_lines(decoded: Decoded) -> Iterator[Line]:
    """Every line in order: ends are LF, CRLF or a lone CR."""
    start = number = 0
    with decoded.open() as file:
        while raw := file.readline(LONGEST_LINE):
            number += 1
            yield Line(number, start, raw)
            start += len(raw)


_ALLOW = "give a file you may read"


def _demand_file(path: Path, formats: str) -> None:
    try:
        if path.is_dir():
            raise UnusableFile("this is a folder, not a file", where=str(path), mend="name the files in it")
        if not path.exists():
            raise UnusableFile("there is no such file", where=str(path), mend="check the name and the folder")
        if not path.is_file():
            raise UnusableFile("this is not an ordinary file", where=str(path), mend=f"give a {formats} file")
    except (OSError, ValueError) as error:
        raise UnusableFile("the file cannot be reached", where=str(path), mend="check the name") from error


def _demand_text(path: Path, head: bytes, size: int) -> None:
    if size == 0 or not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnusableFile("the file is empty", where=str(path), mend="export it again")
    for signature, what, mend in _SIGNATURES:
        if head.startswith(signature):
            raise UnusableFile(f"this is {what}", where=str(path), mend=mend)
    if head[4:8] == b"ftyp":
        raise UnusableFile("this is a recording", where=str(path), mend="transcribe it first")


def _decode(path: Path, watcher: ByteWatcher, formats: str) -> Decoded:
    encoding = watcher.decide()
    decoded = encoding and Decoded(path, encoding.name, damaged=encoding.damaged)
    if decoded is None or _looks_binary(decoded.read_head()):
        raise UnusableFile("this is a binary file, not text", where=str(path), mend=f"give a {formats} file")
    return decoded


def _looks_binary(head: str) -> bool:
    odd = sum(1 for letter in head if letter == "\ufffd" or (letter < " " and letter not in "\t\n\r\f\v\x08\x1b"))
    return odd > max(3, 0.04 * len(head))
