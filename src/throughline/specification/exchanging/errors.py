"""What can go wrong when files go out or come back, each with its mend."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.core.kernel.errors import BadInput, Conflict


class NotOurs(Conflict):
    """Files stand where the export goes that it did not write, or that somebody changed since."""

    def __init__(self, paths: Sequence[str], folder: str) -> None:
        more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
        listed = f"{', '.join(paths[:3])}{more}"
        said = f"{listed} {'is' if len(paths) == 1 else 'are'} not as an export wrote it, and would be lost"
        super().__init__(said, where=folder, mend="export into another folder, or read it back and move it away first")


class NoSuchDocument(BadInput):
    """What was named is neither a file of ours nor a PRD of the workspace."""

    def __init__(self, named: str, known: Sequence[str] = ()) -> None:
        listed = f"choose one of {', '.join(known[:5])}" if known else "name a PRD's JSON, Markdown or folder"
        mend = f"{listed}, or the key of a PRD with --workspace"
        super().__init__("there is no such PRD", where=named, mend=mend, on_page=listed)


class NowhereToWrite(BadInput):
    def __init__(self, fmt: str) -> None:
        super().__init__(f"{fmt} is several files", mend="name the folder they go into with -o")
