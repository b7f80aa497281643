"""Goals by their pages: objectives with key results, the north-star tree, values by hand and from a table."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import AppError
from throughline.core.queries import list_changes
from throughline.core.services import add_member, issue_link, undo_change
from throughline.discovery.opportunities.services import close_opportunity
from throughline.strategy import services as strategy
from throughline.strategy.aiming import services
from throughline.strategy.aiming.services import MetricWords
from throughline.strategy.contracts import Combination, Direction, GoalKind
from throughline.strategy.models import Goal, Metric, MetricValue, Placement
from throughline.strategy.recording import services as recording
from throughline.strategy.rules.aiming.progress import Aim

pytestmark = pytest.mark.django_db
TODAY = utc_today()
BEGIN, END = TODAY - timedelta(days=60), TODAY + timedelta(days=60)
GOALS, VALUES = "/strategy/goals", "/strategy/values"


def read(page: bytes) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).replace("&#x27;", "'").split())


def aim(start: float = 61, target: float = 95) -> Aim:
    return Aim(start, BEGIN, target, END)


@pytest.fixture
def objective(actor: Actor) -> Goal:
    return strategy.add_goal(actor, title="Labels come out")


@pytest.fixture
def result(actor: Actor, objective: Goal) -> Goal:
    return services.add_result(actor, objective=objective.key, metric=MetricWords("Whole batches", "of 100"), aim=aim())


def grow(actor: Actor) -> dict[str, Goal]:
    """A star of two inputs that multiply, 20 teams × 3 each, 66 recorded."""
    star = services.add_node(actor, metric=MetricWords("Arrivals", "a week"))
    made = {"Arrivals": star}
    for name, unit in (("Teams", "teams"), ("Each", "a week")):
        made[name] = services.add_node(actor, metric=MetricWords(name, unit), under=star.key)
    services.combine_inputs(actor, goal=star.key, how=Combination.PRODUCT)
    for name, value in (("Arrivals", 66.0), ("Teams", 20.0), ("Each", 3.0)):
        strategy.record_value(actor, name=name, on=BEGIN, value=value)
    return made


def test_an_empty_page_says_what_to_do(client: Client):
    page = read(client.get(GOALS).content)
    assert "No goal yet. Name the one metric" in page
    assert "Add an objective" in page


def test_an_objective_and_a_key_result_are_added_by_plain_forms(client: Client):
    assert client.post(f"{GOALS}/new", {"title": "Labels come out"}).status_code == 302
    sent = {
        **{"under": Goal.objects.get().key, "metric": "Whole batches", "unit": "of 100", "direction": "up"},
        **{"start": "61", "target": "95 of 100", "since": BEGIN.isoformat(), "by": END.isoformat()},
    }
    assert client.post(f"{GOALS}/new", sent).status_code == 302
    made = Goal.objects.get(kind=GoalKind.RESULT)
    assert (made.start, made.target, made.title, made.metric) == (61, 95, "Whole batches", Metric.objects.get())
    page = read(client.get(GOALS).content)
    assert "From 61 to 95 of 100 by" in page
    assert f"Not known: no value since {BEGIN.day} {BEGIN:%B %Y}" in page


def test_what_is_wrong_with_a_key_result_is_said_and_what_was_typed_stays(client: Client, objective: Goal):
    sent = {
        **{"under": objective.key, "metric": "Crashes", "unit": "a week", "direction": "down"},
        **{"start": "10", "target": "20", "since": BEGIN.isoformat(), "by": END.isoformat(), "title": "Calm"},
    }
    answer = client.post(f"{GOALS}/new", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "less is better for Crashes" in page
    assert 'value="20"' in page
    assert 'value="Calm"' in page
    assert not Metric.objects.exists()
    for name, value, said in (
        ("start", "few", "“few” is no number"),
        ("since", "soon", "“soon” is no day"),
        ("target", "10", "start and target are the same"),
        ("by", BEGIN.isoformat(), "the day comes before the start"),
        ("unit", "", "a new metric needs a unit"),
    ):
        assert said in client.post(f"{GOALS}/new", {**sent, name: value}).content.decode()


def test_progress_follows_the_values_by_day_not_by_when_they_were_typed(actor: Actor, client: Client, result: Goal):
    strategy.record_value(actor, name="Whole batches", on=BEGIN - timedelta(days=1), value=90.0)
    assert "Not known" in read(client.get(GOALS).content)
    strategy.record_value(actor, name="Whole batches", on=TODAY, value=78.0)
    strategy.record_value(actor, name="Whole batches", on=BEGIN, value=61.0)
    page = read(client.get(GOALS).content)
    assert "50 % of the way 78 of 100 on" in page
    assert "50 % of the time is over" in page
    assert "+17 since" in page or "78" in page
    assert "50 % of the way" in read(client.get(f"{GOALS}/{result.key}").content)


def test_a_metric_that_shall_fall_gets_there_by_falling(actor: Actor, client: Client, objective: Goal):
    words = MetricWords("Crashes", "a week", Direction.DOWN)
    services.add_result(actor, objective=objective.key, metric=words, aim=aim(40, 10))
    strategy.record_value(actor, name="Crashes", on=BEGIN, value=46.0)
    assert "Further away than at the start" in read(client.get(GOALS).content)
    strategy.record_value(actor, name="Crashes", on=TODAY, value=9.0)
    assert "Reached" in read(client.get(GOALS).content)


def test_the_inputs_are_recomputed_and_what_does_not_agree_is_said(actor: Actor, client: Client):
    grow(actor)
    page = read(client.get(GOALS).content)
    assert "its inputs give 60, recorded 66: 9.1 % apart." in page
    strategy.record_value(actor, name="Arrivals", on=BEGIN, value=60.0)
    assert "its inputs give 60, recorded 60: they agree." in read(client.get(GOALS).content)


def test_nobody_puts_a_metric_under_its_own_inputs_and_there_is_one_north_star(actor: Actor, client: Client):
    made = grow(actor)
    low = services.add_node(actor, metric=MetricWords("New teams", "teams"), under=made["Teams"].key)
    with pytest.raises(AppError, match="an input of its own inputs"):
        services.move_goal(actor, goal=made["Teams"].key, under=low.key)
    with pytest.raises(AppError, match="is the north star already"):
        services.add_node(actor, metric=MetricWords("Fame", "fans"))
    with pytest.raises(AppError, match="stands in the tree already"):
        services.add_node(actor, metric=MetricWords("teams"), under=made["Each"].key)
    answer = client.post(f"{GOALS}/{made['Teams'].key}", {"act": "move", "under": low.key})
    assert answer.status_code == 409
    services.move_goal(actor, goal=low.key, under=made["Each"].key)
    low.refresh_from_db()
    assert low.parent == made["Each"]


def test_opportunities_stand_under_their_goal_and_those_that_hang_nowhere_are_placed_in_one_step(
    actor: Actor, client: Client, result: Goal
):
    hung = strategy.create_under(actor, title="Labels vanish", goal=result.key)
    loose = strategy.create_under(actor, title="Sums differ")
    strategy.create_under(actor, title="Below it", parent=loose)
    page = read(client.get(GOALS).content)
    assert "1 opportunity hangs under no goal" in page
    assert page.index("Labels vanish") < page.index("Hangs under no goal") < page.index("Sums differ")
    assert "Below it" not in page
    sent = {"goal": result.key, "opportunity": loose}
    answer = client.post(f"{GOALS}/place", sent, headers={"HX-Request": "true"})
    assert "throughline-done" in answer["HX-Trigger"]
    after = read(answer.content)
    assert "Every opportunity hangs under a goal" in after
    assert "2 opportunities : Labels vanish ; Sums differ" in after
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert set(Placement.objects.values_list("opportunity", flat=True)) == {hung}


def test_the_tree_of_opportunities_shows_the_same_goals(actor: Actor, client: Client, result: Goal):
    made = grow(actor)
    strategy.create_under(actor, title="Labels vanish", goal=result.key)
    strategy.create_under(actor, title="Teams leave", goal=made["Teams"].key)
    tree = client.get("/strategy/tree").content.decode()
    shown = re.findall(r'class="name" id="t-[^"]*"[^>]*>([^<]+)<', tree)
    assert shown == ["Labels come out", "Whole batches", "Labels vanish", "Arrivals", "Teams", "Teams leave"]
    assert "key result (of 100)" in read(tree.encode())
    with pytest.raises(AppError, match="it is a goal of its metric alone"):
        strategy.bind_goal(actor, goal=result.key, metric="")


def test_a_goal_goes_only_when_nothing_hangs_there_and_comes_back_by_undo(actor: Actor, client: Client, result: Goal):
    need = strategy.create_under(actor, title="Labels vanish", goal=result.key)
    above = f"{GOALS}/{result.parent.key}"
    assert "1 key result stands under it" in client.post(above, {"act": "remove"}).content.decode()
    answer = client.post(f"{GOALS}/{result.key}", {"act": "remove"})
    assert answer.status_code == 409
    assert "“Labels vanish” hangs under it; move what hangs there first" in answer.content.decode()
    close_opportunity(actor, opportunity=need)
    assert client.post(f"{GOALS}/{result.key}", {"act": "remove"}).status_code == 302
    assert not Goal.objects.filter(pk=result.pk).exists()
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert Placement.objects.get().goal == result


def test_goals_change_places_with_their_neighbours_alone(actor: Actor, client: Client, objective: Goal):
    second, third = (strategy.add_goal(actor, title=title) for title in ("Second", "Third"))
    grow(actor)
    client.post(f"{GOALS}/{third.key}/step", {"way": "up"})
    page = client.get(GOALS).content.decode()
    order = [page.index(f'id="goal:{goal.key}"') for goal in (objective, third, second)]
    assert order == sorted(order)
    before = list_changes(actor.workspace)[0].pk
    client.post(f"{GOALS}/{objective.key}/step", {"way": "up"})
    assert list_changes(actor.workspace)[0].rows.count() == 0 or list_changes(actor.workspace)[0].pk == before


def test_a_value_is_recorded_corrected_removed_and_put_back(actor: Actor, client: Client):
    grow(actor)
    row = Metric.objects.get(name="Teams")
    page = reverse("strategy:metric", args=[row.key])
    client.post(page, {"act": "record", "on": TODAY.isoformat(), "value": "1,234.5 teams"})
    shown = read(client.get(page).content)
    assert "1,234.5" in shown
    assert "Teams rose from 20 to 1,234.5 teams since" in shown
    client.post(page, {"act": "record", "on": TODAY.isoformat(), "value": "25"})
    assert MetricValue.objects.get(metric=row, on=TODAY).value == 25
    client.post(page, {"act": "remove", "on": TODAY.isoformat()})
    assert not MetricValue.objects.filter(metric=row, on=TODAY).exists()
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert MetricValue.objects.get(metric=row, on=TODAY).value == 25


@pytest.mark.parametrize(
    ("on", "value", "said"),
    [
        (TODAY.isoformat(), "1.200", "can be read in two ways"),
        (TODAY.isoformat(), "", "there is no value"),
        ("soon", "4", "“soon” is no day"),
        ((TODAY + timedelta(days=1)).isoformat(), "4", "is yet to come"),
    ],
)
def test_a_value_that_cannot_be_kept_is_said_and_stays_typed(
    actor: Actor, client: Client, on: str, value: str, said: str
):
    grow(actor)
    page = reverse("strategy:metric", args=[Metric.objects.get(name="Teams").key])
    answer = client.post(page, {"act": "record", "on": on, "value": value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{value}"' in answer.content.decode()
    assert MetricValue.objects.count() == 3


TABLE = "date,metric,value\n2026-03-01,Teams,18\n\nsoon,Teams,19\n2026-03-02,Fame,3\n2026-03-03,each,3.5\n"


def test_a_table_is_looked_at_first_and_its_good_rows_kept_on_confirmation(actor: Actor, client: Client):
    grow(actor)
    looked = read(client.post(VALUES, {"act": "look", "rows": TABLE}).content)
    assert "2 new values, 2 rows that cannot be read." in looked
    assert "Line 4: “soon” is no day; write it as 2026-03-31." in looked
    assert "Line 5: there is no metric called “Fame”" in looked
    assert MetricValue.objects.count() == 3
    kept = client.post(VALUES, {"act": "keep", "rows": TABLE}).content.decode()
    assert MetricValue.objects.count() == 5
    assert "2 values kept" in kept
    left = re.search(r"<textarea[^>]*>([^<]*)<", kept)
    assert left is not None
    assert left[1].strip() == "date,metric,value\nsoon,Teams,19\n2026-03-02,Fame,3"
    undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert MetricValue.objects.count() == 3


def test_the_same_table_again_changes_nothing_and_a_corrected_one_says_what(actor: Actor, client: Client):
    grow(actor)
    row = Metric.objects.get(name="Teams")
    rows = f"date;value\n{BEGIN.isoformat()};20\n2026-03-01;18\n"
    sent = {"metric": row.key, "rows": rows, "act": "keep"}
    assert client.post(VALUES, sent).status_code == 302
    assert "There is nothing new to keep" in read(client.post(VALUES, sent).content)
    looked = read(client.post(VALUES, {**sent, "act": "look", "rows": rows.replace("18", "17")}).content)
    assert "0 new values, 1 corrected, 1 that stands already" in looked
    assert "Teams , 1 March 2026: 18 becomes 17" in looked


def test_a_file_is_read_like_rows_with_its_own_line_numbers(actor: Actor, client: Client):
    grow(actor)
    file = SimpleUploadedFile("teams.csv", b"date\tmetric\tvalue\n\n01.03.2026\tTeams\t18\n13.03.2026\tTeams\tmany\n")
    looked = read(client.post(VALUES, {"act": "look", "file": file}).content)
    assert "1 new value, 1 row that cannot be read" in looked
    assert "Line 4: “many” is no number" in looked
    broken = SimpleUploadedFile("teams.json", b'{"a": 1}')
    answer = client.post(VALUES, {"act": "look", "file": broken})
    assert answer.status_code == 422
    assert "teams.json: this is JSON, not a table" in answer.content.decode()


def test_no_row_of_a_file_is_lost_whatever_is_wrong_with_its_quotes(actor: Actor, client: Client):
    grow(actor)
    data = b'date,metric,value\n2026-03-01,"Fame\nof all",3\n2026-03-02,"Teams,4\n2026-03-03,Teams,5\n'
    looked = client.post(VALUES, {"act": "look", "file": SimpleUploadedFile("teams.csv", data)}).content.decode()
    assert "1 new value, 2 rows that cannot be read" in read(looked.encode())
    assert "Line 4: a quote is opened on this line and never closed" in looked
    kept = client.post(VALUES, {"act": "keep", "rows": data.decode()}).content.decode()
    for part in ("Fame\nof all", "2026-03-02"):
        assert part in kept.partition("<textarea")[2]
    assert "2026-03-03" not in kept.partition("<textarea")[2]


@pytest.mark.parametrize("rows", ["", "Teams,Each\n1,2\n", "date\n2026-03-01\n"])
def test_a_table_without_its_columns_is_refused_and_stays(actor: Actor, client: Client, rows: str):
    grow(actor)
    answer = client.post(VALUES, {"act": "look", "rows": rows})
    assert answer.status_code == 422
    assert rows.strip() in answer.content.decode()


def test_a_metric_is_renamed_with_its_node_and_removed_once_nothing_rests_on_it(actor: Actor, client: Client):
    made = grow(actor)
    row = Metric.objects.get(name="Teams")
    page = reverse("strategy:metric", args=[row.key])
    client.post(page, {"act": "describe", "name": "Crews", "unit": "crews", "direction": "up"})
    assert Goal.objects.get(pk=made["Teams"].pk).title == "Crews"
    assert "“Crews” rests on it" in client.post(page, {"act": "forget"}).content.decode()
    services.remove_goal(actor, goal=made["Teams"].key)
    assert "Other metrics" in read(client.get(GOALS).content)
    assert client.post(page, {"act": "forget"}).status_code == 302
    assert not MetricValue.objects.filter(metric_id=row.pk).exists()


def test_names_that_are_too_long_are_cut_before_they_are_compared(actor: Actor):
    star = services.add_node(actor, metric=MetricWords("x" * 300, "y" * 300))
    assert (len(star.title), len(star.metric.unit)) == (120, 40)
    with pytest.raises(AppError, match="stands in the tree already"):
        services.add_node(actor, metric=MetricWords("X" * 300), under=star.key)
    other = services.add_node(actor, metric=MetricWords("Ärger", "calls"), under=star.key)
    with pytest.raises(AppError, match="there is a metric called xxx"):
        recording.describe_metric(actor, metric=other.metric.key, name="x" * 300, unit="m", direction=Direction.UP)
    with pytest.raises(AppError, match="stands in the tree already"):
        services.add_node(actor, metric=MetricWords("ÄRGER"), under=star.key)


def test_hostile_words_are_shown_as_words(actor: Actor, client: Client):
    evil = "<img src=x onerror=alert(1)>"
    objective = strategy.add_goal(actor, title=evil)
    services.add_result(actor, objective=objective.key, metric=MetricWords(evil, evil[:40]), aim=aim())
    for path in (GOALS, f"{GOALS}/{objective.key}", reverse("strategy:metric", args=[Metric.objects.get().key])):
        assert "<img" not in client.get(path).content.decode()


def test_a_viewer_reads_goals_and_changes_none(actor: Actor, result: Goal):
    viewer = Client()
    viewer.get(f"/?key={issue_link(add_member(actor, name='Vi', role=MemberRole.VIEWER))}")
    page = read(viewer.get(GOALS).content)
    assert "Whole batches" in page
    assert "Add a key result" not in page
    assert viewer.post(f"{GOALS}/{result.key}", {"act": "remove"}).status_code == 403


def test_the_page_asks_as_often_for_two_hundred_metrics_as_for_three_and_draws_the_latest_values_alone(
    actor: Actor, client: Client
):
    grow(actor)
    asked = []
    for count in (0, 200):
        crowd(actor, count)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(GOALS).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.count('class="metric"') == 203
    paths = re.findall(r'<path d="(M[^"]+)"', page)
    assert max(path.count("L") for path in paths) == 23


def crowd(actor: Actor, count: int, values: int = 60) -> None:
    """So many inputs of the north star, each with values for so many days."""
    star = Goal.objects.get(kind=GoalKind.NODE, parent=None)
    metrics = Metric.objects.bulk_create(
        Metric(workspace=actor.workspace, name=f"Input {n}", unit="files", direction="up") for n in range(count)
    )
    Goal.objects.bulk_create(
        Goal(workspace=actor.workspace, key=f"go-{n}", title=row.name, kind="node", metric=row, parent=star)
        for n, row in enumerate(metrics)
    )
    first = date(2025, 1, 1)
    MetricValue.objects.bulk_create(
        [
            MetricValue(metric=row, on=first + timedelta(days=day), value=float(day))
            for row in metrics
            for day in range(values)
        ],
        batch_size=5000,
    )
