"""Looking into XLSX and DOCX containers without being blown up by them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from throughline.discovery.reading.errors import UnusableFile

_LARGEST = 1 << 30
_LARGEST_RATIO = 150
_SMALL_ENOUGH = 1 << 26


def list_members(path: Path) -> frozenset[str]:
    """The names in the container. Raises `UnusableFile` where it is broken or would unpack to an absurd size.

    The sizes a container states bound what `zipfile` unpacks, so checking them is enough.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnusableFile(
            "the file is damaged and cannot be unpacked", where=str(path), mend="save it again"
        ) from error
    unpacked, packed = sum(m.file_size for m in members), max(path.stat().st_size, 1)
    if unpacked > _LARGEST or (unpacked > _SMALL_ENOUGH and unpacked > _LARGEST_RATIO * packed):
        size = f"{unpacked / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB"
        raise UnusableFile(f"it would unpack to {size}", where=str(path), mend="save its text as CSV and give that")
    if any(m.flag_bits & 0x1 for m in members):
        raise UnusableFile("the file is protected by a password", where=str(path), mend="save it without one")
    return frozenset(member.filename for member in members)
