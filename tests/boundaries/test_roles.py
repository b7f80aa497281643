"""Every address of the app, asked by whoever may not: strangers see the way in, readers read, and nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import Resolver404, resolve

from tests.boundaries.walking import Address, list_addresses
from throughline.core.commenting.services import add_comment
from throughline.core.contracts import WRITERS, Actor, MemberRole
from throughline.core.kernel.clock import utc_now
from throughline.core.kernel.ids import Ref
from throughline.core.models import Change, Workspace
from throughline.core.services import add_member, issue_link, make_workspace, save_view
from throughline.core.undo.images import take_image
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Corpus, Theme, Themes
from throughline.discovery.opportunities import services as opportunities
from throughline.discovery.opportunities import urls
from throughline.discovery.queries import load_corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.rhythm.feeding import services as feeding
from throughline.rhythm.keeping import services as keeping
from throughline.rhythm.reporting import services as reporting
from throughline.rhythm.reporting.queries import load_draft
from throughline.rhythm.retrospecting import services as retrospecting
from throughline.rhythm.rules.timing.aims import PRESETS
from throughline.rhythm.rules.timing.contracts import Event, Kind
from throughline.rhythm.timing import services as timing
from throughline.rhythm.timing.reading import Reading
from throughline.specification import services as specification
from throughline.specification.contracts import Audience, Block, Line, Prd, Role, Section, Size
from throughline.specification.exports.folder.writing import write_folder
from throughline.specification.narrating import services as narrating
from throughline.specification.narrating.queries import load_draft as load_narrative
from throughline.specification.proposing.services import begin_draft
from throughline.specification.prototyping import answering, naming, pinning, sharing
from throughline.specification.prototyping import services as prototypes
from throughline.specification.prototyping.answering import Asked
from throughline.specification.prototyping.opening import keep_brought
from throughline.specification.prototyping.pinning import Spot
from throughline.specification.queries import get_prd, get_row
from throughline.specification.returning.services import keep_folder
from throughline.specification.reviewing import services as reviewing
from throughline.strategy import services as strategy
from throughline.strategy.aiming import services as aiming
from throughline.strategy.deciding import services as decisions
from throughline.strategy.models import Decision

pytestmark = pytest.mark.django_db
WAY_IN = {"enter", "review", "review-pin", "shown", "shown-file", "calendar-feed"}
"""What opens without a session: by a secret or a signature in its address (tests/specification/prototypes)."""
HARMLESS = {"switch", "look"}
"""Forms that every member may send: they change what one sees, and nothing that others do."""
OWN = {"undo", "specification:trade-offs", "strategy:decision-new"}
"""What a contributor may send besides comments: undo what they did themselves, raise what must be decided."""


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    """An owner in a workspace with a table, a conversation, a theme, a PRD and a saved view in it."""
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Ada")
    table, talk = tmp_path / "feedback.csv", tmp_path / "call.json"
    table.write_text("date,account,text\n2026-03-01,Acme,The export hangs\n2026-03-02,Birch,It works for us\n")
    talk.write_text('{"segments":[{"speaker":"Host","text":"What happened?"},{"speaker":"Bo","text":"It broke."}]}')
    for path in (table, talk):
        discovery.import_file(owner, path=path)
    ids = tuple(piece.id for piece in load_corpus(owner.workspace))
    discovery.keep_themes(owner, themes=Themes((Theme("th-1", "br-1", "It hangs", ids[:1], (), 1),), (), "words"))
    line = Line(Claim("c1", Origin.PROPOSAL, "It is done"), Role.CRITERION)
    section = Section("stories", 1, "Stories", (Block("b", (line,), title="S1 Send files", kind="story"),))
    specification.keep_prd(owner, prd=Prd("prd-1", "Files", Size.ONE_PAGE, (section,)))
    save_view(owner, place="discovery:themes", name="Mine", query="a=1")
    begin_draft(owner, prd="prd-1")
    pages = write_folder(get_prd(owner.workspace, "prd-1"), Corpus())
    keep_folder(owner, prd="prd-1", name="prd", files={**pages, "note.txt": "Mine"})
    need = opportunities.create_opportunity(owner, title="Exports arrive", evidence_ids=ids[-1:])
    strategy.add_idea(owner, opportunity=need.key, title="Send parts")
    aiming.add_node(owner, metric=aiming.MetricWords("Exports that arrive", "%"))
    strategy.record_value(owner, name="Exports that arrive", on=date(2026, 3, 1), value=61.0)
    reviewing.keep_version(owner, prd="prd-1", reason="as it began")
    add_comment(owner, on=Ref("line", "prd-1/c1"), text="Is it?", proposes="It is nearly done")
    decisions.raise_decision(owner, question="Fast or right?", options=["fast", "right"], on=Ref("prd", "prd-1"))
    make_prototypes(owner)
    make_calendar(owner)
    make_retrospective(owner)
    make_status(owner)
    keep_narrative(owner)
    keeping.take_week_off(owner, day=utc_now().date())
    keeping.set_hours(owner, hours=38)
    return owner


def make_retrospective(owner: Actor) -> None:
    """One with a line and an action."""
    key = retrospecting.begin_retrospective(owner, held=utc_now().date(), prds=["prd-1"]).key
    retrospecting.add_friction(owner, retrospective=key, line="Nobody said it, 2 days /3")
    retrospecting.add_remedy(owner, retrospective=key, words="Say it")


def keep_narrative(owner: Actor) -> None:
    digest = load_narrative(get_row(owner.workspace, "prd-1"), Audience.SALES).digest
    narrating.keep_narrative(owner, prd="prd-1", audience=Audience.SALES, digest=digest)


def make_status(owner: Actor) -> None:
    """One that was sent to sales, and one for leadership that somebody has added to."""
    draft = load_draft(owner.workspace, Audience.SALES, now=utc_now())
    reporting.send_status(owner, audience=Audience.SALES, digest=draft.digest, usual="40")
    reporting.add_sentence(owner, audience=Audience.LEADERSHIP, section="risks", text="It may rain.")


def make_calendar(owner: Actor) -> None:
    """One of a single meeting, sorted, with an aim and an address where dates are read."""
    starts = utc_now().replace(microsecond=0)
    event = Event("ce-1", "cs-1", "Retro", starts, starts + timedelta(hours=1), people=3)
    span = {"since": starts - timedelta(days=1), "until": starts + timedelta(days=1)}
    timing.import_calendar(owner, reading=Reading("mine.ics", "UTC", "", (event,), {}, **span))
    timing.sort_event(owner, event="ce-1", kind=Kind.ITERATION)
    timing.set_aim(owner, shares=PRESETS[0].shares)
    feeding.make_feed(owner, token="secret", label="Phone")


def make_prototypes(owner: Actor) -> None:
    """One of the PRD, made elsewhere, with an answer, a pin, a named screen and a review link; it opens in a frame."""
    brought = keep_brought("clicks.html", b"<!doctype html><p>Files")
    key = prototypes.bring_prototype(owner, brought=brought, prd="prd-1").key
    naming.name_state(owner, prototype=key, screen="Files")
    pinning.add_pin(owner, prototype=key, spot=Spot("Files"), text="Where does it arrive?")
    sharing.make_review(owner, prototype=key, token="secret")
    asked = Asked("ST-01", "b", question="And when there is none?")
    answering.answer_state(owner, prototype=key, asked=asked, text="It says so.")


def enter(actor: Actor, role: MemberRole) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(add_member(actor, name=role.value, role=role))}")
    return client


def list_pages(actor: Actor) -> list[Address]:
    """Every address, its parameters filled with what is there."""
    given = {
        "discovery:evidence:key": load_corpus(actor.workspace).evidence[0].id,
        "theme_id": "th-1",
        "specification:key": "prd-1",
        **name_opportunity(),
        **name_goal(),
        "strategy:decision:key": Decision.objects.get().key,
        "strategy:decision-record:key": Decision.objects.get().key,
        "rhythm:time-sort:key": "ce-1",
        "audience": "leadership",
        "specification:narrative-change:act": "add",
        "specification:narrative-kept:kept": find_kept(),
        "specification:narrative-kept-file:kept": find_kept(),
        "rhythm:status-change:act": "add",
        "rhythm:status-sent:key": find_sent(),
        "rhythm:status-sent-file:key": find_sent(),
        "rhythm:time-forget:key": apps.get_model("rhythm.MemberCalendar").objects.get().key,
        "rhythm:retrospective:key": apps.get_model("rhythm.Retrospective").objects.get().key,
        "rhythm:retrospective-forget:key": apps.get_model("rhythm.Retrospective").objects.get().key,
        "prototyping:key": apps.get_model("specification.Prototype").objects.get().key,
        "claim": "c1",
        "section": "questions",
        "block": "b",
        "number": "1",
        "fmt": "md",
        "change_id": str(Change.objects.latest("pk").pk),
        "workspace_id": str(actor.workspace.pk),
        "view_id": str(apps.get_model("core.SavedView").objects.get().pk),
    }
    for model in apps.get_models():
        row = model._default_manager.order_by("pk").first() if model.__module__.startswith("throughline") else None
        if row is not None:
            given.setdefault(f"{model.__name__.lower()}_id", str(row.pk))
    return list_addresses(given)


def find_kept() -> str:
    return apps.get_model("specification", "KeptNarrative").objects.latest("pk").key


def find_sent() -> str:
    return apps.get_model("rhythm.StatusReport").objects.get(sent__isnull=False).key


def name_opportunity() -> dict[str, str]:
    """The key of the opportunity for each of its pages, and where it stands in the tree."""
    need, idea = (apps.get_model(name).objects.get() for name in ("discovery.Opportunity", "strategy.Idea"))
    pages = {f"discovery:{entry.name}:key": need.key for entry in urls.urlpatterns if entry.name}
    node = {"strategy:act:kind": "opportunity", "strategy:act:key": need.key, "strategy:act:act": "move"}
    return (
        pages
        | node
        | {"strategy:idea:key": idea.key, "strategy:bet:key": idea.key, "strategy:begin:act": "new"}
        | {"strategy:no:key": idea.key}
    )


def name_goal() -> dict[str, str]:
    """The key of the one goal for its pages, and of its metric."""
    goal = apps.get_model("strategy.Goal").objects.select_related("metric").get()
    return {
        "strategy:goal:key": goal.key,
        "strategy:goal-step:key": goal.key,
        "strategy:metric:key": goal.metric.key,
    }


def take_snapshot() -> dict[str, list[dict]]:
    models = [model for model in apps.get_models() if model.__module__.startswith("throughline")]
    return {m._meta.label_lower: [take_image(row) for row in m._default_manager.order_by("pk")] for m in models}


def test_a_stranger_finds_only_the_way_in(actor: Actor):
    stranger = Client()
    addresses = [address for address in list_pages(actor) if address.name not in WAY_IN]
    assert len(addresses) > 25
    answers = {(a.name, method): getattr(stranger, method)(a.path) for a in addresses for method in ("get", "post")}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 403} == {}
    assert all("this page is for members" in answer.content.decode().lower() for answer in answers.values())


@pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.CONTRIBUTOR, MemberRole.EDITOR])
def test_every_page_opens_for_every_member_and_reading_changes_nothing(actor: Actor, role: MemberRole):
    client, addresses = enter(actor, role), list_pages(actor)
    before = take_snapshot()
    codes = {a.path: client.get(a.path).status_code for a in addresses if a.name not in WAY_IN}
    known = {a.path for a in addresses if a.known}
    refused = {
        path: code
        for path, code in codes.items()
        if code not in ({200, 302, 404, 405} if path not in known else {200, 302, 405})
    }
    assert refused == {}
    assert take_snapshot() == before


@pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.CONTRIBUTOR])
def test_whoever_may_not_write_is_refused_every_form_before_it_is_read(actor: Actor, role: MemberRole):
    client = enter(actor, role)
    theirs = OWN | HARMLESS if role is MemberRole.CONTRIBUTOR else HARMLESS
    addresses = [address for address in list_pages(actor) if address.name not in theirs | WAY_IN]
    before = take_snapshot()
    codes = {address.name: client.post(address.path, {"text": "x", "name": "x"}).status_code for address in addresses}
    comments = {name for name in codes if "comment" in name and role is MemberRole.CONTRIBUTOR}
    assert {name: code for name, code in codes.items() if code != 403 and name not in comments} == {}
    if not comments:
        assert take_snapshot() == before


@pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.CONTRIBUTOR])
def test_no_page_shows_a_form_that_would_be_refused(actor: Actor, role: MemberRole):
    client = enter(actor, role)
    shown: dict[str, set[str]] = {}
    for address in list_pages(actor):
        answer = client.get(address.path) if address.known and address.name not in WAY_IN else None
        if answer is not None and answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            shown[address.name] = {form for form in list_forms(answer.content.decode()) if not may_send(form, role)}
    assert {name: forms for name, forms in shown.items() if forms} == {}


def list_forms(page: str) -> Iterator[str]:
    """The addresses to which forms and buttons of the page send something."""
    for tag in re.findall(r"<(?:form|button|input|select|textarea|div|tr)\b[^>]*>", page):
        if re.search(r'method="post"', tag, re.IGNORECASE):
            yield unescape(next(iter(re.findall(r'action="([^"]*)"', tag)), "its own page"))
        yield from map(unescape, re.findall(r'(?:hx-post|formaction)="([^"]*)"', tag))


def may_send(path: str, role: MemberRole) -> bool:
    try:
        view = resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return role in getattr(view.func, "allowed_roles", WRITERS)


def test_a_viewer_may_change_what_they_see_and_nothing_else(actor: Actor):
    viewer = enter(actor, MemberRole.VIEWER)
    before = take_snapshot()
    assert viewer.post("/look", {"look": "dark"}).status_code == 302
    assert viewer.post(f"/workspace/{actor.workspace.pk}").status_code == 302
    assert viewer.post("/undo", {"change": Change.objects.latest("pk").pk}).status_code == 403
    assert take_snapshot() == before


def test_a_contributor_undoes_nothing_that_others_did(actor: Actor):
    contributor = enter(actor, MemberRole.CONTRIBUTOR)
    before = take_snapshot()
    assert contributor.post("/undo", {"change": Change.objects.latest("pk").pk}).status_code == 403
    assert take_snapshot() == before


def test_nobody_learns_anything_of_a_neighbours_workspace(actor: Actor):
    neighbour = Client()
    neighbour.get(f"/?key={issue_link(make_workspace('Theirs', owner='Eve').member)}")
    addresses = [a for a in list_pages(actor) if a.known and ("/prd-1" in a.path or "/th-1" in a.path)]
    assert len(addresses) > 8
    codes = {address.name: neighbour.get(address.path, follow=True).status_code for address in addresses}
    assert {name: code for name, code in codes.items() if code not in {404, 405}} == {}
    assert Workspace.objects.count() == 2
