"""A PRD written from an opportunity rests on what people accepted for it, and the line walks through."""

from __future__ import annotations

import pytest
from django.test import Client

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.core.models import Link
from throughline.discovery.models import Opportunity
from throughline.specification.models import Prd

pytestmark = pytest.mark.django_db


@pytest.fixture
def prd(client: Client, exports: Opportunity) -> Prd:
    answer = client.post("/prds/write", {"opportunity": exports.key, "size": "one-page"})
    return Prd.objects.get(key=answer["Location"].rpartition("/")[2])


def test_it_carries_the_title_and_cites_nothing_but_accepted_evidence(prd: Prd, keys: list[str]):
    assert prd.title == "Large exports never arrive"
    cited = set(Link.objects.filter(upper_id=prd.key, lower_kind="evidence").values_list("lower_id", flat=True))
    assert cited
    assert cited <= set(keys[:4])


def test_the_line_leads_from_a_piece_over_the_opportunity_to_the_prd_and_back(
    actor: Actor, prd: Prd, exports: Opportunity, keys: list[str]
):
    up = {
        s.station.kind: [stop.ref.id for stop in s.stops] for s in walk_line(actor.workspace, Ref("evidence", keys[0]))
    }
    assert (up["opportunity"], up["prd"]) == ([exports.key], [prd.key])
    down = {s.station.kind: s.count for s in walk_line(actor.workspace, Ref("prd", prd.key))}
    assert (down["opportunity"], down["evidence"]) == (1, 4)


def test_the_opportunity_lists_the_prds_written_from_it(client: Client, prd: Prd, exports: Opportunity):
    page = client.get(f"/discovery/opportunities/{exports.key}").content.decode()
    assert f'href="/prds/{prd.key}"' in page
