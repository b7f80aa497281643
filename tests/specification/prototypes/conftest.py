"""A workspace with a PRD of two stories, and a prototype made of an idea."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.specification.living import make_prd
from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.specification.models import Prototype
from throughline.specification.prototyping.answering import Asked
from throughline.specification.prototyping.services import make_prototype
from throughline.specification.prototyping.showing import Shown, show
from throughline.specification.services import keep_prd

IDEA = (
    "Guests book a table and see their bookings. Hosts confirm or decline a booking. "
    "When a booking is declined, the guest gets a message with the reason."
)


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Ada")
    keep_prd(owner, prd=make_prd())
    return owner


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


@pytest.fixture
def of_idea(actor: Actor) -> Prototype:
    return make_prototype(actor, idea=IDEA)


@pytest.fixture
def of_prd(actor: Actor) -> Prototype:
    return make_prototype(actor, prd="prd-1")


def look(row: Prototype) -> Shown:
    """The page of a prototype as it stands now."""
    return show(Prototype.objects.select_related("prd", "workspace", "member").get(pk=row.pk))


def first_open(row: Prototype) -> Asked:
    """The first open state that a catalogued case asks about."""
    return next(one for one in look(row).open if one.case)
