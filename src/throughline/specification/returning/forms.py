"""What a person gives and decides when a folder is read back."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput
from throughline.specification.exchanging.packing import choose_folder, unpack
from throughline.specification.exports.folder.writing import BASE
from throughline.specification.returning.contracts import Choice, Decision
from throughline.specification.returning.errors import TooMuch

MOST = 5_000_000
"""Bytes of a folder that are read back; more is no PRD."""
LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class FolderForm:
    """The files of a folder by their paths, and what it was called."""

    name: str
    files: dict[str, str]

    @classmethod
    def read(cls, request: HttpRequest) -> FolderForm:
        """An archive, a page, or the files of a folder with their paths. Raises `BadInput` where it is none."""
        uploads = [one for one in request.FILES.getlist("files") if one.size]
        if not uploads:
            raise BadInput("nothing was given", mend="choose the ZIP archive, the folder or the page")
        if sum(one.size or 0 for one in uploads) > MOST:
            raise TooMuch(_name(uploads[0]))
        if len(uploads) == 1 and not request.POST.get("path"):
            return cls._read_one(uploads[0])
        paths = request.POST.getlist("path")
        names = paths if len(paths) == len(uploads) else [_name(one) for one in uploads]
        found = {name: one.read() for name, one in zip(names, uploads, strict=True)}
        return cls(names[0].partition("/")[0], keep_folder(found))

    @classmethod
    def _read_one(cls, upload: UploadedFile) -> FolderForm:
        name, data = _name(upload), upload.read()
        if name.lower().endswith((".md", ".markdown")):
            return cls(name, {name: read_text(data)})
        return cls(name, keep_folder(unpack(data, name=name, most=MOST)))


def _name(upload: UploadedFile) -> str:
    return upload.name or "folder"


def keep_folder(files: dict[str, bytes]) -> dict[str, str]:
    """The files of the exported folder among those given, as text; of hidden ones only the snapshot."""
    root = choose_folder(files, BASE)
    inside = {path.removeprefix(root): data for path, data in files.items() if path.startswith(root)}
    return {
        path: read_text(data)
        for path, data in inside.items()
        if path == BASE or not any(part.startswith((".", "__MACOSX")) for part in path.split("/"))
    }


def read_text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")


@dataclass(frozen=True, slots=True)
class TakeForm:
    """What was decided, by the ids of the items; whether the words are the person's own."""

    decisions: dict[str, Decision]
    own: bool

    @classmethod
    def read(cls, request: HttpRequest) -> TakeForm:
        taken = {id_: Decision(Choice.THEIRS) for id_ in request.POST.getlist("take")}
        chosen = {name.removeprefix("side-"): str(value) for name, value in request.POST.items()}
        sides = {id_: Choice(side) for id_, side in chosen.items() if side in {one.value for one in Choice}}
        words = {id_: request.POST.get(f"words-{id_}", "")[:LONGEST_WORDS] for id_ in sides}
        decided = {id_: Decision(side, words[id_]) for id_, side in sides.items() if f"side-{id_}" in request.POST}
        return cls(taken | decided, request.POST.get("whose") == "own")
