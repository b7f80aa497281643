"""The sample workspace: invented data, imported and drafted by the same services as anyone's own."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from django.db import transaction

from throughline.core.contracts import Actor
from throughline.core.queries import find_owner, find_sample_workspace
from throughline.core.services import make_workspace
from throughline.discovery.services import find_themes, import_customers, import_file
from throughline.specification.contracts import Size
from throughline.specification.pipeline import DraftRequest
from throughline.specification.queries import count_prds, has_prds
from throughline.specification.services import write_prd
from throughline.surfaces.sample_people import decide_sample, find_noor, link_sample
from throughline.surfaces.sample_prototype import prototype_sample
from throughline.surfaces.sample_shipped import ship_sample
from throughline.surfaces.sample_week import decide_lately

NAME = "Harbor (sample)"
OWNER = "You"
REQUEST = DraftRequest(
    about="customs declaration rejected at the border because of commodity codes",
    size=Size.STANDARD,
    title="Customs declarations are rejected at the border",
    owner=OWNER,
    sample=True,
)
PRDS = 2
"""One that has shipped and one that is open; with fewer, a start was interrupted."""
TABLES = {".csv", ".vtt", ".srt", ".txt", ".md", ".json"}


def load_sample() -> Actor:
    """The sample workspace, made on first use; what an interrupted start left undone is done now."""
    known = find_sample_workspace()
    actor = Actor(known, find_owner(known)) if known else make_workspace(NAME, owner=OWNER, is_sample=True)
    if count_prds(actor.workspace) < PRDS:
        fill_workspace(find_noor(actor.workspace))
    return actor


def fill_workspace(actor: Actor) -> None:
    """Customers, feedback, interviews, themes, what its people decided, a PRD that has shipped, one still open."""
    with as_file(files("throughline.discovery") / "sample") as folder:
        import_customers(actor, path=folder / "customers.csv")
        for path in list_files(folder):
            import_file(actor, path=path)
    find_themes(actor)
    opportunities = decide_sample(actor)
    if len(opportunities) > 1 and not has_prds(actor.workspace):
        ship_sample(actor, opportunity=opportunities[1])
    write_open(actor, opportunities[:1])


def write_open(noor: Actor, opportunities: list[str]) -> None:
    """The open PRD, linked to what it is for, what was decided of late, its prototype: all of it, or nothing."""
    with transaction.atomic():
        prd = write_prd(noor, request=REQUEST)
        for key in opportunities:
            link_sample(noor, prd=prd.key, opportunity=key)
            decide_lately(noor, opportunity=key)
        prototype_sample(noor, prd=prd.key)


def list_files(folder: Path) -> list[Path]:
    """The feedback, then every interview by name."""
    interviews = sorted((folder / "interviews").iterdir())
    return [folder / "feedback.csv", *(path for path in interviews if path.suffix in TABLES)]
