"""Opening what was brought: one HTML file, or a zip of them. Nothing is unpacked to disk, and nothing is run here."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings

from throughline.specification.models import PrototypeKind
from throughline.specification.prototyping.errors import UnusableLink, UnusablePrototype

LARGEST_PAGE = 10 * 1024 * 1024
LARGEST_ZIP = 30 * 1024 * 1024
LARGEST_UNPACKED = 120 * 1024 * 1024
MOST_FILES = 2_000
LARGEST_RATIO = 200
SMALL_ENOUGH = 4 * 1024 * 1024
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brought: its kind, its own name, and the SHA-256 under which its bytes are kept."""

    kind: PrototypeKind
    name: str
    sha256: str


def keep_brought(name: str, data: bytes) -> Brought:
    """Look at a file and keep it. Raises `UnusablePrototype`, with what and how to mend it."""
    base = PurePosixPath(name.replace("\\", "/")).name[:200] or "prototype.html"
    kind = PrototypeKind.ZIP if data[:4] in (b"PK\x03\x04", b"PK\x05\x06") else PrototypeKind.FILE
    if kind is PrototypeKind.ZIP:
        _demand_zip(base, data)
    else:
        _demand_page(base, data)
    digest = hashlib.sha256(data).hexdigest()
    _keep(digest, data)
    return Brought(kind, base, digest)


def read_address(url: str) -> str:
    """The address of a prototype elsewhere, http or https alone. Raises `UnusableLink`."""
    given = url.strip()
    try:
        parts = urlsplit(given)
        host = parts.hostname
    except ValueError:
        raise UnusableLink from None
    blank = any(letter.isspace() or not letter.isprintable() for letter in given)
    if parts.scheme not in {"http", "https"} or not host or blank or len(given) > 2_000 or parts.username is not None:
        raise UnusableLink
    return given


def find_kept(sha256: str) -> Path:
    """Where the bytes lie."""
    return Path(settings.MEDIA_ROOT) / "prototypes" / sha256


def find_start(names: list[str]) -> str:
    """The page a zip begins with: index.html in its root or nearest to it, else its only page; empty for none."""
    pages = sorted((name for name in names if name.lower().endswith(_PAGES)), key=lambda name: (name.count("/"), name))
    indexes = [name for name in pages if PurePosixPath(name).stem.lower() == "index"]
    return next(iter(indexes), pages[0] if len(pages) == 1 else "")


def list_names(archive: zipfile.ZipFile) -> list[str]:
    """The names of its files, without what systems add by themselves."""
    names = (info.filename for info in archive.infolist() if not info.is_dir())
    return [name for name in names if not name.startswith(_IGNORED[0]) and PurePosixPath(name).name not in _IGNORED]


def _demand_page(name: str, data: bytes) -> None:
    if len(data) > LARGEST_PAGE:
        raise UnusablePrototype("this page is larger than 10 MB", where=name, mend="take the largest pictures out")
    head = data[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in data[:4_096] or not head.startswith(b"<") or not any(tag in data.lower() for tag in _TAGS):
        raise UnusablePrototype("this is no HTML page", where=name)


_TAGS = (b"<html", b"<body", b"<div", b"<main", b"<p", b"<script", b"<section")


def _demand_zip(name: str, data: bytes) -> None:
    """Refuse whatever is broken, locked, absurdly large once unpacked, or names a place outside itself."""
    if len(data) > LARGEST_ZIP:
        raise UnusablePrototype("this zip is larger than 30 MB", where=name, mend="take the largest pictures out")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members, names = archive.infolist(), list_names(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise UnusablePrototype("this zip is damaged", where=name, mend="pack it again") from None
    _demand_sizes(name, members)
    for member in members:
        _demand_inside(name, member)
    if not find_start(names):
        raise UnusablePrototype("no page of this zip is called index.html", where=name)


def _demand_sizes(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(m.file_size for m in members), max(1, sum(m.compress_size for m in members))
    bomb = unpacked > SMALL_ENOUGH and unpacked > LARGEST_RATIO * packed
    if unpacked > LARGEST_UNPACKED or bomb:
        what = f"this zip would unpack to {unpacked / 1e6:,.0f} MB"
        raise UnusablePrototype(what, where=name, mend="leave out what the prototype does not show")
    if len(members) > MOST_FILES:
        mend = "leave out what the prototype does not show, such as node_modules"
        raise UnusablePrototype(f"this zip holds {len(members):,} files", where=name, mend=mend)


def _demand_inside(name: str, member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename)
    outside = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in path.parts[:1]
    if outside or stat.S_ISLNK(member.external_attr >> 16):
        what = "a file of this zip points outside it"
        raise UnusablePrototype(what, where=f"{name}: {member.filename}", mend="pack the folder itself again")
    if member.flag_bits & 0x1:
        raise UnusablePrototype("this zip is protected by a password", where=name, mend="pack it without one")


def _keep(digest: str, data: bytes) -> None:
    path = find_kept(digest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        part = path.with_suffix(f".{id(data)}.part")
        part.write_bytes(data)
        part.replace(path)
