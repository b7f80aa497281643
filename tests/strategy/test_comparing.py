"""The same ideas by every model: weights and classes are kept and undone, and who asked changes nothing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategy.test_estimating import FULL, TODAY, make_idea, need, read_page
from throughline.core.contracts import Actor, MemberRole
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, make_workspace, undo_change
from throughline.discovery.models import EvidenceRow
from throughline.discovery.opportunities.services import create_opportunity
from throughline.discovery.services import import_customers, import_file
from throughline.strategy.comparing.errors import BadWeight, NoSuchClass, NothingWeighs
from throughline.strategy.comparing.queries import find_weights, list_classes, list_models
from throughline.strategy.comparing.services import set_weights, sort_ideas
from throughline.strategy.estimating.queries import list_known
from throughline.strategy.models import MoscowClass
from throughline.strategy.ranking.answering import Wish, answer
from throughline.strategy.services import add_idea

pytestmark = pytest.mark.django_db
__all__ = ["need"]
ASKERS = ["CEO's nephew", "Board", "A customer", "Zendesk", "", "Sales, relayed", "=1+1", "Кто-то"]
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_weights_are_kept_as_shares_and_can_be_undone(actor: Actor):
    set_weights(actor, written={"effort": "1", "reach": "2,5", "impact": "", "confidence": "0"})
    kept = find_weights(actor.workspace)
    assert kept
    assert kept.weights == {"reach": 2.5, "effort": 1}
    assert list(list_models(kept)[-1].terms) == ["reach", "effort"]
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert find_weights(actor.workspace) is None


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ({"reach": "lots"}, BadWeight),
        ({"reach": "-3"}, BadWeight),
        ({"effort": "1e9"}, BadWeight),
        ({"reach": "10-40"}, BadWeight),
        ({"reach": "0", "effort": "0"}, NothingWeighs),
    ],
)
def test_what_is_no_weight_is_refused_and_nothing_is_kept(actor: Actor, written: dict[str, str], error: type):
    with pytest.raises(error):
        set_weights(actor, written={"impact": "30", **written} if error is BadWeight else written)
    assert find_weights(actor.workspace) is None


def test_all_weights_emptied_take_the_model_away(actor: Actor):
    set_weights(actor, written={"reach": "1"})
    set_weights(actor, written={"reach": " "})
    assert find_weights(actor.workspace) is None


def test_a_class_is_kept_with_who_said_so_and_the_same_again_changes_nothing(actor: Actor, need: str):
    row, other = make_idea(actor, need), make_idea(actor, need, "Other")
    sort_ideas(actor, classes={row.key: "must", other.key: ""})
    before = list(MoscowClass.objects.values())
    sort_ideas(actor, classes={row.key: "Must have", other.key: ""})
    assert list(MoscowClass.objects.values()) == before
    assert list_classes([row, other])[row.key].member.name == "Ada"
    with pytest.raises(NoSuchClass):
        sort_ideas(actor, classes={other.key: "could", row.key: "urgent"})
    assert list(MoscowClass.objects.values()) == before


def test_the_page_ranks_by_the_model_that_is_asked_for(actor: Actor, client: Client, need: str):
    make_idea(actor, need, "Deep", **{**FULL, "reach": "1-2", "impact": "3"})
    make_idea(actor, need, "Wide", **{**FULL, "reach": "500-900", "impact": "1"})
    rice, ice = read_page(client, top="1"), read_page(client, top="1", model="ice")
    assert rice.index("Wide") < rice.index("Deep")
    assert ice.index("Deep") < ice.index("Wide")
    assert "impact × confidence ÷ effort" in ice
    assert "Nobody has set weights yet" in read_page(client, model="weighted")
    set_weights(actor, written={"reach": "1"})
    weighed = read_page(client, top="1", model="weighted")
    assert weighed.index("Wide") < weighed.index("Deep")
    assert "100 × reach" in weighed
    assert client.get(reverse("strategy:ideas"), {"model": "astrology"}).status_code == 422


def read(client: Client, name: str, **query: str) -> str:
    found = client.get(reverse(name), query)
    assert found.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", found.content.decode()).split())


def test_side_by_side_says_where_the_models_disagree(actor: Actor, client: Client, need: str):
    deep = make_idea(actor, need, "Deep", **{**FULL, "reach": "1-2", "impact": "3"})
    make_idea(actor, need, "Wide", **{**FULL, "reach": "500-900", "impact": "1"})
    make_idea(actor, need, "Unknown", impact="1")
    sort_ideas(actor, classes={deep.key: "must"})
    shown = read(client, "strategy:models", top="1")
    assert "“Deep” is in the top 1 with" in shown
    assert "what differs is" in shown
    assert "too little known" in shown
    assert "Must" in shown
    sorted_page = read(client, "strategy:moscow", capacity="3")
    assert sorted_page.index("Musts") < sorted_page.index("Deep") < sorted_page.index("Not sorted")
    assert "All musts take" in sorted_page
    assert "they fit with" in sorted_page


def test_a_viewer_sees_models_and_changes_none(actor: Actor, need: str):
    row = make_idea(actor, need, **FULL)
    viewer = Client()
    viewer.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    assert "Keep the classes" not in read(viewer, "strategy:moscow")
    assert viewer.post(reverse("strategy:moscow"), {f"class-{row.key}": "must"}).status_code == 403
    assert viewer.post(reverse("strategy:weights"), {"reach": "1"}).status_code == 403


def derive(folder: Path, askers: list[str]):
    """What the evidence says of an idea whose wishes came from `askers`, in a workspace of its own."""
    actor = make_workspace("Ours", owner="Ada")
    said = [("Exports hang", "Acme"), ("My exports hang too", "Birch"), ("Nice colours", "Cedar")]
    folder.mkdir(exist_ok=True)
    with (folder / "feedback.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "account", "date", "source"])
        for (text, account), asker in zip(said, askers, strict=True):
            rows.writerow([text, account, "2026-10-01", asker])
    (folder / "customers.csv").write_text("account,segment\nAcme,Small\nBirch,Small\nCedar,Small\nDorn,Small\n")
    import_file(actor, path=folder / "feedback.csv")
    import_customers(actor, path=folder / "customers.csv")
    pieces = EvidenceRow.objects.filter(workspace=actor.workspace, text__contains="xports").order_by("text")
    home = create_opportunity(actor, title="Exports arrive", evidence_ids=[row.key for row in pieces])
    idea = add_idea(actor, opportunity=home.key, title="Send parts")
    return list_known(actor.workspace, [idea], today=TODAY)[idea.key].estimates


@few
@given(st.lists(st.sampled_from(ASKERS), min_size=3, max_size=3))
def test_the_same_wish_from_a_relative_of_the_boss_and_from_a_customer_comes_to_the_same(
    tmp_path: Path, settings, askers: list[str]
):
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    plain, asked = derive(tmp_path / "plain", ["A customer"] * 3), derive(tmp_path / "asked", askers)
    assert set(plain) == {"reach", "confidence"}
    assert asked == plain


@few
@given(st.lists(st.sampled_from(ASKERS), min_size=4, max_size=4))
def test_who_is_named_in_a_spreadsheet_changes_no_figure_of_its_ranking(tmp_path: Path, askers: list[str]):
    cells = ["100-400,1-2,60-80 %,2-4", "90-500,1-3,50-90 %,3-4", "10-20,1,80 %,1-2", "300-500,0.5-1,70 %,4-9"]

    def ask(names: list[str]):
        path = tmp_path / "ideas.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["idea", "reach", "impact", "confidence", "effort", "requested by"])
            rows.writerows(
                [f"I{n}", *line.split(","), name] for n, (line, name) in enumerate(zip(cells, names, strict=True))
            )
        found = answer(path, Wish(draws=500))
        return found.ranking.standings, found.ranking.questions, found.beside

    assert ask(askers) == ask(["A customer"] * 4)
