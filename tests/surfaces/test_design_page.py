"""The page of all components shows each of them in both looks, without a row of anybody's."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.services import issue_link, make_workspace
from throughline.surfaces.design import PARTS

pytestmark = pytest.mark.django_db


def test_every_component_is_shown_light_and_dark(django_assert_max_num_queries):
    client = Client()
    client.get(f"/?key={issue_link(make_workspace('Ours', owner='Ada').member)}")
    with django_assert_max_num_queries(8):
        page = client.get("/design").content.decode()
    for title in PARTS.values():
        assert f'aria-label="{title}, light"' in page
        assert f'aria-label="{title}, dark"' in page
