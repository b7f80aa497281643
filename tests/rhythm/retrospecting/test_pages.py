"""A retrospective is written line by line, and what comes back stands first in the next PRD."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.specification.living import KEY, make_prd
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.core.queries import list_changes
from throughline.core.services import issue_link, make_workspace, undo_change
from throughline.rhythm.findings import offer_rhythm
from throughline.rhythm.models import Friction, Remedy, Retrospective
from throughline.rhythm.retrospecting import services
from throughline.rhythm.retrospecting.stations import list_hints
from throughline.specification import services as specification
from throughline.specification.asking.queries import read_questioning
from throughline.specification.queries import get_row

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 6)


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Ada")
    specification.keep_prd(owner, prd=make_prd())
    return owner


def enter(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def hold(actor: Actor, *lines: str, day: date = DAY, story: str = "") -> str:
    key = services.begin_retrospective(actor, held=day, prds=[KEY] if story else []).key
    for line in lines:
        services.add_friction(actor, retrospective=key, line=line, story=story)
    return key


def hold_three(actor: Actor) -> list[str]:
    """Three; a missing state in the first and the last."""
    lines = ["Nobody said what is empty, 2 days /3", "It changed /2", "Nobody said what fails /3"]
    return [hold(actor, line, day=DAY + timedelta(days=14 * n)) for n, line in enumerate(lines)]


def read(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_one_is_begun_and_written_line_by_line(actor: Actor):
    client = enter(actor)
    page = client.post("/week/retrospectives/", {"held": "2026-03-06", "name": "Sprint 7", "prd": KEY}, follow=True)
    path = page.redirect_chain[-1][0].partition("?")[0]
    client.post(path, {"act": "add", "line": "Nobody said what is empty, 2 days /3"})
    item = Friction.objects.get()
    client.post(path, {"act": "place", "item": item.pk, "story": f"{KEY}/story-1"})
    client.post(path, {"act": "agree", "words": "Say it", "owner": "Ada", "due": "2026-03-20"})
    told = read(client, path)
    for words in (
        "Sprint 7, 6 March 2026",
        "Nobody said what is empty",
        "2 days",
        "Missing state",
        "Get the whole file",
    ):
        assert words in told
    assert "by 20 March 2026" in told


def test_what_cannot_be_kept_is_said_and_stays_in_its_field(actor: Actor):
    client, key = enter(actor), hold(actor)
    answer = client.post(f"/week/retrospectives/{key}/", {"act": "add", "line": "x" * 301})
    assert answer.status_code == 422
    assert "A line holds 300 characters" in answer.content.decode()
    assert "x" * 301 in answer.content.decode()
    answer = client.post("/week/retrospectives/", {"held": "soon", "name": "Sprint 8"})
    assert answer.status_code == 422
    assert "“soon” is no day" in answer.content.decode()
    assert 'value="Sprint 8"' in answer.content.decode()


def test_a_third_action_is_refused(actor: Actor):
    client, key = enter(actor), hold(actor)
    for words in ("One", "Two", "Three"):
        answer = client.post(f"/week/retrospectives/{key}/", {"act": "agree", "words": words})
    assert answer.status_code == 422
    assert "keeps 2 actions" in answer.content.decode()
    assert Remedy.objects.count() == 2


def test_what_is_typed_is_one_change(actor: Actor):
    client, key = enter(actor), hold(actor)
    before = len(list_changes(actor.workspace))
    told = {"act": "describe", "held": "2026-03-06", "name": "", "typed": 1}
    for words in ("Test", "Tests ran", "Tests ran fast"):
        client.post(f"/week/retrospectives/{key}/", {**told, "went_well": words, "joins": 1})
    assert Retrospective.objects.get().went_well == "Tests ran fast"
    assert len(list_changes(actor.workspace)) == before + 1
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert Retrospective.objects.get().went_well == ""


def test_a_story_of_another_prd_is_refused(actor: Actor):
    key = hold(actor)
    answer = enter(actor).post(f"/week/retrospectives/{key}/", {"act": "place", "item": 1, "story": "x"})
    assert answer.status_code == 404
    item = services.add_friction(actor, retrospective=key, line="Slow")
    answer = enter(actor).post(
        f"/week/retrospectives/{key}/", {"act": "place", "item": item.pk, "story": f"{KEY}/story-1"}
    )
    assert "no such story in its PRDs" in answer.content.decode()


def test_what_comes_back_raises_its_questions_in_the_next_prd_and_says_so(actor: Actor):
    before = read_questioning(get_row(actor.workspace, KEY)).ask_each()
    hold_three(actor)
    asked = read_questioning(get_row(actor.workspace, KEY)).ask_each()
    raised = {story: [one for one in found if one.lesson] for story, found in asked.items()}
    assert any(raised.values())
    for story, found in asked.items():
        assert list(found[: len(raised[story])]) == raised[story]
        assert len(found) == len(before[story])
    one = next(one for found in raised.values() for one in found)
    assert one.reason == "Missing states came back in 2 of your last 3 retrospectives."
    page = read(enter(actor), f"/prds/{KEY}/edge-cases")
    assert "This came back" in page
    assert "20 March 2026" not in page
    assert "6 March 2026" in page


def test_what_comes_back_raises_its_rules_in_the_check_with_the_links(actor: Actor):
    first, _, last = hold_three(actor)
    for path in (f"/prds/{KEY}/check", f"/prds/{KEY}/check?beside=1"):
        page = " ".join(enter(actor).get(path, headers={"hx-request": "true"}).content.decode().split())
        assert "Missing states came back in 2 of your last 3 retrospectives." in page
        assert f"/week/retrospectives/{first}/" in page
        assert f"/week/retrospectives/{last}/" in page
    page = read(enter(actor), f"/prds/{KEY}/check")
    rules = [part.partition("</code>")[0] for part in page.split("<code>")[1:]]
    assert rules[0] in {"AC003", "AC004", "AC005", "AC006"}


def test_nothing_is_raised_where_nothing_came_back_or_in_another_workspace(actor: Actor):
    hold(actor, "Nobody said what is empty /3", "Nor what fails /3")
    assert "came back" not in read(enter(actor), f"/prds/{KEY}/check")
    hold(actor, "Nobody said it again /3", day=DAY + timedelta(days=14))
    assert list_hints(actor.workspace, "")
    assert list_hints(make_workspace("Theirs", owner="Eve").workspace, "") == []


def test_friction_in_a_kind_of_story_raises_questions_of_such_stories_alone(actor: Actor):
    for n in range(2):
        hold(
            actor,
            "Asked thrice /1" if n else "Nobody said what is empty /3",
            day=DAY + timedelta(n),
            story=f"{KEY}/story-1",
        )
    hints = {hint.ref.id: hint for hint in list_hints(actor.workspace, "")}
    kinds = [hint for hint in hints.values() if hint.kinds]
    assert all(hint.cases and not hint.checks for hint in kinds)


def test_the_list_says_on_what_it_rests_and_what_is_not_known(actor: Actor):
    hold_three(actor)
    page = read(enter(actor), "/week/retrospectives/")
    assert "Missing states came back in 2 of your last 3 retrospectives." in page
    assert "It cost 2 days; for 1 of 2 lines nobody said." in page
    assert "“Nobody said what fails”" in page


def test_a_retrospective_stands_on_the_line_of_its_prd_and_is_taken_away_whole(actor: Actor):
    key = hold(actor, "Nobody said what is empty, 2 days /3", story=f"{KEY}/story-1")
    line = walk_line(actor.workspace, Ref("prd", KEY))
    assert [stop.ref.id for here in line if here.station.kind == "retrospective" for stop in here.stops] == [key]
    enter(actor).post(f"/week/retrospectives/{key}/forget")
    assert not Friction.objects.exists()
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert Friction.objects.get().minutes == 960


def test_a_neighbour_finds_nothing(actor: Actor):
    key = hold(actor)
    neighbour = enter(make_workspace("Theirs", owner="Eve"))
    assert neighbour.get(f"/week/retrospectives/{key}/").status_code == 404
    assert neighbour.post(f"/week/retrospectives/{key}/", {"act": "add", "line": "x"}).status_code == 404
    assert neighbour.post(f"/week/retrospectives/{key}/forget").status_code == 404
    answer = neighbour.post("/week/retrospectives/", {"held": "2026-03-06", "prd": KEY})
    assert "no such PRD here" in answer.content.decode()


def test_an_action_whose_day_has_come_is_a_finding_until_it_is_ticked(actor: Actor):
    key = hold(actor)
    remedy = services.add_remedy(actor, retrospective=key, words="Say it", owner="Ada", due=DAY)
    now = datetime(2026, 3, 9, tzinfo=UTC)
    assert [one.title for one in offer_rhythm(actor, now, now)] == ["Say it"]
    services.finish_remedy(actor, retrospective=key, remedy=remedy.pk, done=True)
    assert list(offer_rhythm(actor, now, now)) == []


def test_the_hints_take_a_few_queries_however_much_was_written(actor: Actor, django_assert_max_num_queries):
    for n in range(12):
        hold(actor, *(["Nobody said it /3"] * 6), day=DAY + timedelta(days=n), story=f"{KEY}/story-1")
    with django_assert_max_num_queries(4):
        assert list_hints(actor.workspace, "")
