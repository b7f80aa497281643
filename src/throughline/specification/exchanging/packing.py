"""Several files as one download, and one that comes back."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from throughline.specification.returning.errors import NoArchive, TooMuch

_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that every entry bears, so that the same files give the same archive."""


def pack(files: Mapping[str, bytes], *, root: str) -> bytes:
    """A ZIP archive in which every file stands below the folder `root`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{root}/{path}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path])
    return out.getvalue()


def unpack(archive: bytes, *, name: str, most: int) -> dict[str, bytes]:
    """Every file in a ZIP archive by its path. Raises `NoArchive`; `TooMuch` above `most` bytes, packed or not."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for entry in opened.infolist():
                if entry.is_dir():
                    continue
                with opened.open(entry) as file:
                    found[entry.filename.replace("\\", "/")] = file.read(most + 1)
                if sum(map(len, found.values())) > most:
                    raise TooMuch(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise NoArchive(name) from None
    return found


def choose_folder(paths: Iterable[str], base: str) -> str:
    """The folder among the paths that was exported, with a `/` at its end: the one that holds `base`; else empty."""
    inside = [path.removesuffix(base) for path in paths if path == base or path.endswith(f"/{base}")]
    return min(inside, key=len, default="")
