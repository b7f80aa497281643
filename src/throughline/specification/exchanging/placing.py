"""Files of an export put into a folder: all of them or none, and nothing that somebody else wrote is lost.

What was written is remembered in `.throughline/written.json` with a hash for each file. A file may be replaced where it
is as it was written; what an earlier export of the same PRD wrote and this one does not is taken away, where nobody
changed it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from throughline.core.kernel.errors import BadInput
from throughline.specification.exchanging.errors import NotOurs

FORMAT = "throughline/written/1"
MEMORY = ".throughline/written.json"
_MOST = 20_000_000
"""Characters of a folder that are read back; more is no PRD."""
Json = dict[str, Any]


def place_files(files: Mapping[str, bytes], folder: Path, *, by: str) -> list[str]:
    """Write the files below the folder and return their paths; `by` names the export, `prd-ab/spec-kit`.

    Raises `NotOurs` where a file would be lost, `BadInput` where the folder cannot be written.
    """
    known = _read_memory(folder)
    own = {path: entry["sha256"] for path, entry in known.items() if entry["by"] == by}
    lost = [path for path, data in files.items() if _is_lost(folder / path, data, own.get(path, ""))]
    if lost:
        raise NotOurs(lost, str(folder))
    gone = [path for path, hash_ in own.items() if path not in files and _hash_file(folder / path) == hash_]
    kept = {path: entry for path, entry in known.items() if path not in gone}
    memory = kept | {path: {"sha256": _hash(data), "by": by} for path, data in files.items()}
    written = json.dumps({"format": FORMAT, "files": memory}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _write_all({**files, MEMORY: written.encode()}, folder)
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    return list(files)


def _read_memory(folder: Path) -> dict[str, Json]:
    """What earlier exports wrote here, by path; nothing where that cannot be read."""
    try:
        memory = json.loads((folder / MEMORY).read_text(encoding="utf-8"))["files"]
        return {str(path): {"sha256": str(e["sha256"]), "by": str(e["by"])} for path, e in memory.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_lost(path: Path, data: bytes, own: str) -> bool:
    """Whether writing would destroy what stands there; `own` is the hash of what this export wrote before."""
    if not path.exists() and not path.is_symlink():
        return False
    there = _hash_file(path)
    return not there or there not in (_hash(data), own)


def _hash_file(path: Path) -> str:
    """The hash of a plain file; empty for anything else."""
    try:
        return _hash(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""
    except OSError:
        return ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Every file beside its place first, then all of them into their places."""
    parts: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f".{place.name}.part")
            parts.append((part, place))
            part.write_bytes(data)
        for part, place in parts:
            part.replace(place)
    except OSError as error:
        for part, _ in parts:
            part.unlink(missing_ok=True)
        what = error.strerror or "cannot be written"
        raise BadInput(what, where=str(folder), mend="name another folder with -o", on_page="try again") from None


def number_feature(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """A spec-kit feature under the number it has in this folder already, else under the next one that is free."""
    match = next((m for path in files if (m := re.match(r"specs/(001-([^/]+))/", path))), None)
    if match is None:
        return dict(files)
    taken = {int(one.name[:3]): one.name[4:] for one in folder.glob("specs/[0-9][0-9][0-9]-*") if one.is_dir()}
    same = [number for number, name in taken.items() if name == match[2]]
    name = f"{same[0] if same else max(taken, default=0) + 1:03d}-{match[2]}"
    return {
        path.replace(match[1], name, 1): data.replace(f"`{match[1]}`".encode(), f"`{name}`".encode())
        for path, data in files.items()
    }


def read_files(folder: Path) -> dict[str, str]:
    """Every file of an exported folder as text, by its path. Raises `BadInput` where it cannot be read.

    Hidden folders are passed over, but for the snapshot; so is what is no text.
    """
    from throughline.specification.exports.folder.writing import BASE

    found: dict[str, str] = {}
    size = 0
    try:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            hidden = any(part.startswith(".") for part in name.split("/"))
            if not path.is_file() or path.is_symlink() or (hidden and name != BASE):
                continue
            size += path.stat().st_size
            if size > _MOST:
                raise BadInput("this folder holds more than a PRD", where=str(folder), mend="give the folder alone")
            found[name] = path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        what = error.strerror or "cannot be read"
        raise BadInput(what, where=str(folder), mend="give the folder that was exported") from None
    return found
