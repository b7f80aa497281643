"""What is downloaded from a PRD's page: a file, or several as one archive."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from throughline.core.contracts import Actor
from throughline.core.models import Workspace
from throughline.discovery.feedback.queries import read_disguise
from throughline.discovery.queries import load_corpus
from throughline.specification.exchanging.packing import pack
from throughline.specification.exchanging.queries import find_source
from throughline.specification.exports.formats import FORMATS, export_files
from throughline.specification.exports.names import make_name
from throughline.specification.queries import get_prd

ARCHIVE = "application/zip"


def download(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """The PRD in a format. Raises `UnknownFormat`, `PrdNotFound`, `NothingToBuildFrom`."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    name, media, content = pack_export(actor.workspace, key, fmt)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def pack_export(workspace: Workspace, key: str, fmt: str) -> tuple[str, str, bytes]:
    """The name, media type and bytes of a download; a format of several files comes as a ZIP archive."""
    prd, disguise = get_prd(workspace, key), read_disguise(workspace)
    files = export_files(prd, fmt, load_corpus(workspace), disguise, opportunity=find_source(workspace, key))
    chosen, name = FORMATS[fmt], make_name(disguise.show(prd.title), prd.id)
    if not chosen.is_folder:
        ((path, content),) = files.items()
        return path, chosen.media, content
    return f"{name}-{chosen.key}.zip", ARCHIVE, pack(files, root=f"{name}-{chosen.key}")
