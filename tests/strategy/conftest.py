"""A workspace in which trees are grown."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client
