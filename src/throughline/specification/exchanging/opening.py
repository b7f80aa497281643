"""The PRDs that a command names: files of ours, exported folders, or keys of a workspace; each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.specification.contracts import Prd
from throughline.specification.exchanging.errors import NoSuchDocument
from throughline.specification.exchanging.placing import read_files
from throughline.specification.exports.folder.contracts import FolderEdit
from throughline.specification.exports.folder.writing import BASE

if TYPE_CHECKING:
    from throughline.core.contracts import Actor


@dataclass(frozen=True, slots=True)
class Document:
    """A PRD as it goes out: with its evidence, how its customers are called, and what it was written for."""

    prd: Prd
    corpus: Corpus
    disguise: Disguise
    opportunity: str = ""


def open_documents(named: Sequence[str], *, workspace: Path | None, evidence: Sequence[Path]) -> list[Document]:
    """What each name stands for: an existing file or folder, else the key of a PRD in the workspace.

    Raises `NoSuchDocument`, and `BadInput` where a file is none of ours.
    """
    corpus = _read_evidence(evidence)
    return [_open_document(name, workspace=workspace, corpus=corpus) for name in named]


def _open_document(name: str, *, workspace: Path | None, corpus: Corpus) -> Document:
    path = Path(name)
    if path.exists():
        return Document(read_document(path), corpus, Disguise())
    if workspace is None:
        raise NoSuchDocument(name)
    return _find_document(name, workspace)


def open_home(folder: Path, key: str) -> Actor:
    """The owner of the workspace that keeps the PRD, of all in the folder; where none does, of the person's own."""
    from throughline.core.opening import open_workspace

    own = open_workspace(folder)
    from throughline.core.contracts import Actor
    from throughline.core.queries import find_owner
    from throughline.specification.queries import find_home

    home = find_home(key)
    return Actor(home, find_owner(home)) if home else own


def _find_document(key: str, folder: Path) -> Document:
    workspace = open_home(folder, key).workspace
    from throughline.discovery.feedback.queries import read_disguise
    from throughline.discovery.queries import load_corpus
    from throughline.specification.exchanging.queries import find_source
    from throughline.specification.queries import get_prd, list_prds

    known = [summary.key for summary in list_prds(workspace)]
    if key not in known:
        raise NoSuchDocument(key, known)
    source = find_source(workspace, key)
    return Document(get_prd(workspace, key), load_corpus(workspace), read_disguise(workspace), source)


def _read_evidence(paths: Sequence[Path]) -> Corpus:
    from throughline.discovery.pipeline import read_files as read_evidence

    return read_evidence(list(paths)) if paths else Corpus()


def read_document(path: Path) -> Prd:
    """The PRD in a JSON or Markdown file of ours, or in an exported folder. Raises `BadInput`."""
    if path.is_dir() or path.suffix.lower() in (".md", ".markdown"):
        from throughline.specification.exports.folder.merging import apply_edit

        return apply_edit(read_edit(path))
    from throughline.specification.exports.json import read_json

    return read_json(_read_object(path))


def read_edit(path: Path) -> FolderEdit:
    """What somebody changed in an exported folder, or on an exported page. Raises `BadInput`."""
    return read_edit_of(read_given(path))


def read_given(path: Path) -> dict[str, str]:
    """The files of an exported folder, or the one page, by their paths. Raises `BadInput`."""
    if path.is_dir():
        return read_files(path if (path / BASE).exists() else _find_inside(path))
    return {path.name: _read_text(path)}


def read_edit_of(files: Mapping[str, str]) -> FolderEdit:
    """What somebody changed in the files of a folder, or on the one page. Raises `BadInput`."""
    if len(files) == 1 and BASE not in files:
        from throughline.specification.exports.read_markdown import read_page

        return read_page(next(iter(files.values())))
    from throughline.specification.exports.folder.reading import read_folder

    return read_folder(files)


def _find_inside(path: Path) -> Path:
    """The one folder inside that was exported, as where a ZIP archive was unpacked; else the folder itself."""
    inside = [one.parent.parent for one in path.glob(f"*/{BASE}")]
    return inside[0] if len(inside) == 1 else path


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        what = error.strerror or "cannot be read"
        raise BadInput(what, where=str(path), mend="name a PRD's JSON, Markdown or folder") from None


def _read_object(path: Path) -> dict[str, object]:
    import json

    try:
        data = json.loads(_read_text(path))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise BadInput("this is no PRD of ours", where=str(path), mend="give the JSON or Markdown of a PRD")
    return data
