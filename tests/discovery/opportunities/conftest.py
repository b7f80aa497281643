"""An invented product whose large exports never arrive: two accounts of the customer table, one that is not in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.discovery import services as discovery
from throughline.discovery.models import EvidenceRow, Opportunity
from throughline.discovery.opportunities import services

ROWS = """date,account,segment,relayed_by,text
2026-01-05,Acme,Large,,"When we export the year, it never arrives. I want to send the whole list at once."
2026-02-03,Acme,Large,,The export of May hangs as well
2026-02-11,Birch,Small,,Exports time out on Mondays
2026-02-20,Cedar,Small,Sam in sales,They say the export fails above ten thousand rows
2026-03-02,Dogwood,Small,,Exports work fine for us
2026-03-09,Elm,Small,,A lovely blue
"""


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    """An owner in a workspace with the rows above and a table of four customers."""
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Ada")
    table, customers = tmp_path / "feedback.csv", tmp_path / "customers.csv"
    table.write_text(ROWS)
    customers.write_text("account,segment\nAcme,Large\nBirch,Small\nFir,Large\nGum,Middle\n")
    discovery.import_file(owner, path=table)
    discovery.import_customers(owner, path=customers)
    return owner


@pytest.fixture
def keys(actor: Actor) -> list[str]:
    """The ids of the rows, in order."""
    return list(EvidenceRow.objects.filter(workspace=actor.workspace).order_by("pk").values_list("key", flat=True))


@pytest.fixture
def exports(actor: Actor, keys: list[str]) -> Opportunity:
    """An opportunity with the first four rows accepted for it."""
    return services.create_opportunity(actor, title="Large exports never arrive", evidence_ids=keys[:4])


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client
