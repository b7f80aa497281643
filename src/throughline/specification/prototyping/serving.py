"""Showing a prototype: under an address of its own that opens nothing else, in a box it cannot leave.

The address carries a signature instead of a session, because what runs inside the box has no cookies. It names who
opened it (a member or a review link), is checked on every request, and runs out within hours. The box is the header
below: an opaque origin, no network, no forms, framed by our own pages alone. What runs inside can therefore neither
read the app nor send anything anywhere.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpResponse

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Member
from throughline.specification.models import Prototype, PrototypeKind, ReviewLink
from throughline.specification.prototyping.errors import PrototypeNotFound, ReviewOver
from throughline.specification.prototyping.opening import find_kept, find_start, list_names

if TYPE_CHECKING:
    from collections.abc import Mapping

SALT = "throughline.prototype"
HOURS = 12
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".txt": "text/plain; charset=utf-8",
}
_CLOSED = (
    "sandbox allow-scripts",
    "default-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'self'",
)
_OWN = ("script-src 'unsafe-inline'", "style-src 'unsafe-inline'", "img-src data:", "base-uri 'none'")
_ALONE = (
    "script-src 'unsafe-inline' 'unsafe-eval' data: blob:",
    "style-src 'unsafe-inline' data: blob:",
    "img-src data: blob:",
    "font-src data:",
    "media-src data: blob:",
    "base-uri 'none'",
)
_WITH_FILES = (
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
    "style-src 'self' 'unsafe-inline' data: blob:",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "base-uri 'self'",
)
POLICIES: Mapping[str, tuple[str, ...]] = {
    PrototypeKind.MADE: _OWN,
    PrototypeKind.FILE: _ALONE,
    PrototypeKind.ZIP: _WITH_FILES,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a prototype as it is served."""

    data: bytes
    kind: str


def sign(prototype: Prototype, *, member: Member | None = None, review: ReviewLink | None = None) -> str:
    """The token under which this prototype is shown to whoever opened it."""
    who = {"m": member.pk} if member else {"r": review.pk if review else 0}
    return signing.dumps({"p": prototype.pk, **who}, salt=SALT)


def find_signed(token: str) -> Prototype:
    """The prototype, as long as whoever opened it may still see it. Raises `ReviewOver`."""
    try:
        named = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        raise ReviewOver("this view of the prototype is over") from None
    row = Prototype.objects.filter(pk=named["p"]).first()
    if row is None or not (_knows_member(row, named.get("m")) or _knows_review(row, named.get("r"))):
        raise ReviewOver("this view of the prototype is over")
    return row


def _knows_member(row: Prototype, member: int | None) -> bool:
    return member is not None and Member.objects.filter(pk=member, workspace=row.workspace_id, active=True).exists()  # type: ignore[attr-defined]


def _knows_review(row: Prototype, review: int | None) -> bool:
    links = ReviewLink.objects.filter(pk=review, prototype=row, revoked=None, expires__gt=utc_now())
    return review is not None and row.away is None and links.exists()


def read_piece(row: Prototype, path: str) -> Piece:
    """The page (`path` is empty), or a file beside it in a zip. Raises `PrototypeNotFound`."""
    if row.kind == PrototypeKind.ZIP:
        return _read_member(row, path)
    if path or row.kind == PrototypeKind.LINK:
        raise PrototypeNotFound(path or row.key)
    if row.kind == PrototypeKind.MADE:
        from throughline.specification.prototyping.building import render

        return Piece(render(row).encode(), TYPES[".html"])
    return _read_page(read_kept(row))


def read_kept(row: Prototype) -> bytes:
    """What was brought, as it came. Raises `PrototypeNotFound`."""
    kept = find_kept(row.file)
    if not kept.is_file():
        raise PrototypeNotFound(row.name)
    return kept.read_bytes()


def _read_page(data: bytes) -> Piece:
    """A page in UTF-8 is said to be; of any other it says so itself, or the browser finds out."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Piece(data, "text/html")
    return Piece(data, TYPES[".html"])


def _read_member(row: Prototype, path: str) -> Piece:
    """Names are looked up as they stand in the zip: there is no path to walk out of."""
    try:
        with zipfile.ZipFile(find_kept(row.file)) as archive:
            names = list_names(archive)
            start = find_start(names)
            name = _choose_name(names, start, path)
            with archive.open(name) as member:
                data = member.read(archive.getinfo(name).file_size)
    except (KeyError, OSError, zipfile.BadZipFile, RuntimeError):
        raise PrototypeNotFound(path or row.name) from None
    kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    page = kind.startswith("text/html")
    return _read_page(_mend_addresses(data, names, start, name)) if page else Piece(data, kind)


def _choose_name(names: list[str], start: str, path: str) -> str:
    """The file a path means: as it stands in the zip, or beside the page the zip begins with. Raises `KeyError`."""
    if not path:
        return start
    folder = start.rpartition("/")[0]
    wanted = [path, f"{folder}/{path}" if folder else path]
    wanted += [f"{one.rstrip('/')}/index.html" for one in wanted]
    found = next((one for one in wanted if one in names), None)
    if found is None:
        raise KeyError(path)
    return found


_ROOTED = re.compile(rb"""(\b(?:src|href|poster)\s*=\s*["']?)/(?!/)([^"'\s>?#]+)""", re.IGNORECASE)


def _mend_addresses(data: bytes, names: list[str], start: str, name: str) -> bytes:
    """Addresses that begin at a server's root ("/assets/app.js"), as builds write them, made to stay in the zip."""
    folder = start.rpartition("/")[0]
    up = "../" * (name.count("/") - start.count("/")) if name.startswith(folder) else ""

    def mend(match: re.Match[bytes]) -> bytes:
        path = match[2].decode("utf-8", "replace")
        inside = path in names or (f"{folder}/{path}" if folder else path) in names
        return match[1] + f"{up}{path}".encode() if inside else match[0]

    return _ROOTED.sub(mend, data)


def answer_piece(row: Prototype, piece: Piece) -> HttpResponse:
    """The answer with everything that keeps it in its box."""
    response = HttpResponse(piece.data, content_type=piece.kind)
    response["Content-Security-Policy"] = "; ".join((*_CLOSED, *POLICIES[row.kind]))
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["X-DNS-Prefetch-Control"] = "off"
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), clipboard-read=()"
    response["Cache-Control"] = "private, no-store"
    if row.kind == PrototypeKind.ZIP:  # fonts and modules of an opaque origin are asked for across origins
        response["Access-Control-Allow-Origin"] = "*"
    return response
