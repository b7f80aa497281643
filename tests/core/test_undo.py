"""Undo is one mechanism: whatever a service did, undoing it puts everything back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.core import (
    cases_of_calendar,
    cases_of_conversations,
    cases_of_feedback,
    cases_of_goals,
    cases_of_narratives,
    cases_of_opportunities,
    cases_of_prds,
    cases_of_proposing,
    cases_of_prototypes,
    cases_of_retrospectives,
    cases_of_sorting,
    cases_of_status,
    cases_of_weeks,
)
from throughline.core import services as core
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.errors import Conflict, Forbidden, NotFound
from throughline.core.kernel.ids import Ref
from throughline.core.kernel.telling import say_done
from throughline.core.queries import list_changes, list_views
from throughline.core.undo.images import take_image
from throughline.core.undo.service import SERVICES
from throughline.discovery import contracts as discovery_contracts
from throughline.discovery import services as discovery
from throughline.discovery.customers import services as customers
from throughline.discovery.models import Account, BatchState, EvidenceRow, Person, SourceFile
from throughline.discovery.queries import visible_files
from throughline.grounding.contracts import Claim, Origin
from throughline.specification import contracts as specification_contracts
from throughline.specification import services as specification
from throughline.specification.models import PrdLine
from throughline.strategy import services as strategy
from throughline.strategy.contracts import Direction

pytestmark = pytest.mark.django_db
TRAIL = {"core.change", "core.changedrow"}
DERIVED = {"discovery.heardcount", "discovery.theme", "discovery.thememember"}


def take_snapshot() -> dict[str, list[dict]]:
    """Every row of every table but the audit trail itself; what is derived may come back under another key."""
    models = [
        m for m in apps.get_models() if m.__module__.startswith("throughline") and m._meta.label_lower not in TRAIL
    ]
    return {m._meta.label_lower: take_images(m) for m in models}


def take_images(model) -> list[dict]:
    images = [take_image(row) for row in model._default_manager.order_by("pk")]
    if model._meta.label_lower not in DERIVED:
        return images
    return sorted(({k: v for k, v in image.items() if k != "id"} for image in images), key=repr)


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    """An owner in a workspace with a conversation, a table and a PRD in it."""
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = core.make_workspace("Ours", owner="Ada")
    talk = tmp_path / "call.json"
    talk.write_text('{"segments":[{"speaker":"Host","text":"What happened?"},{"speaker":"Bo","text":"It broke."}]}')
    discovery.import_file(owner, path=talk)
    made = [Account(workspace=owner.workspace, name=name, segment="Large") for name in ("Acme", "Birch")]
    Account.objects.bulk_create(made)
    Person.objects.create(workspace=owner.workspace, identity="name::bo diddley", name="Bo Diddley")
    specification.keep_prd(owner, prd=make_prd())
    core.save_view(owner, place="discovery:themes", name="Large", query="from=40")
    cases_of_calendar.prepare(owner)
    cases_of_feedback.prepare(owner)
    cases_of_conversations.prepare(owner)
    cases_of_opportunities.prepare(owner)
    cases_of_goals.prepare(owner)
    cases_of_sorting.prepare(owner)
    cases_of_prds.prepare(owner)
    cases_of_proposing.prepare(owner)
    cases_of_prototypes.prepare(owner)
    cases_of_retrospectives.prepare(owner)
    cases_of_status.prepare(owner)
    cases_of_narratives.prepare(owner)
    cases_of_weeks.prepare(owner)
    return owner


def make_prd() -> specification_contracts.Prd:
    claims = [
        Claim(id="c1", origin=Origin.PROPOSAL, text="Given a file, when it is sent, then it arrives"),
        Claim(id="c2", origin=Origin.PROPOSAL, text="Closing the tab: [decide: goes on / stops]"),
    ]
    lines = tuple(specification_contracts.Line(claim, specification_contracts.Role.CRITERION) for claim in claims)
    block = specification_contracts.Block(id="b1", lines=lines)
    section = specification_contracts.Section(key="stories", number=8, title="Stories", blocks=(block,))
    size = specification_contracts.Size.ONE_PAGE
    return specification_contracts.Prd(id="prd-1", title="Files", size=size, sections=(section,))


def import_table(actor: Actor, folder: Path) -> None:
    table = folder / "feedback.csv"
    table.write_text("text,account\nIt hangs,Acme\nIt works,Birch\n")
    discovery.import_file(actor, path=table)


def show_pending(actor: Actor, folder: Path) -> None:
    file = SourceFile.objects.create(
        workspace=actor.workspace, name="x.csv", sha256="0", size=1, format="csv", encoding="utf-8", kind="feedback"
    )
    before = take_snapshot()
    discovery.show_import(actor, file_id=file.pk)
    core.undo_change(actor, change_id=list_changes(actor.workspace)[0].pk)
    assert take_snapshot() == before
    discovery.show_import(actor, file_id=file.pk)
    SourceFile.objects.filter(pk=file.pk).update(state=BatchState.VISIBLE)


def import_customers(actor: Actor, folder: Path) -> None:
    table = folder / "customers.csv"
    table.write_text("account,segment\nAcme,Large\nBirch,Small\n")
    discovery.import_customers(actor, path=table)


THEMES = discovery_contracts.Themes(
    themes=(discovery_contracts.Theme(id="t1", broad="b1", label="It hangs", members=(), quotes=(), accounts=None),)
)

DO: dict[str, Callable[[Actor, Path], object]] = {
    "throughline.core.services.rename_workspace": lambda a, _: core.rename_workspace(a, name="Theirs"),
    "throughline.core.services.add_member": lambda a, _: core.add_member(a, name="Bo", role=MemberRole.VIEWER),
    "throughline.core.services.add_links": lambda a, _: core.add_links(
        a, upper=Ref("prd", "prd-1"), lowers=[Ref("evidence", "e1"), Ref("evidence", "e2")]
    ),
    "throughline.core.services.save_view": lambda a, _: core.save_view(
        a, place="specification:list", name="Open", query="open=1"
    ),
    "throughline.core.services.delete_view": lambda a, _: core.delete_view(
        a, view_id=list_views(a.workspace, "discovery:themes")[0].pk
    ),
    "throughline.discovery.services.withdraw_file": lambda a, _: discovery.withdraw_file(
        a, file_id=visible_files(a.workspace)[0].pk
    ),
    "throughline.discovery.services.withdraw_files": lambda a, _: discovery.withdraw_files(
        a, file_ids=[file.pk for file in visible_files(a.workspace)]
    ),
    "throughline.discovery.services.correct_speaker": lambda a, _: discovery.correct_speaker(
        a, file_id=visible_files(a.workspace)[0].pk, speaker="Bo", interviewer=True
    ),
    "throughline.discovery.services.import_customers": import_customers,
    "throughline.discovery.services.keep_themes": lambda a, _: discovery.keep_themes(a, themes=THEMES),
    "throughline.discovery.customers.services.describe_account": lambda a, _: customers.describe_account(
        a, account_id=_find_account(a, "Birch").pk, segment="Small", revenue="12,500 EUR"
    ),
    "throughline.discovery.customers.services.move_person": lambda a, _: customers.move_person(
        a, person_id=Person.objects.filter(workspace=a.workspace)[0].pk, account="Acme"
    ),
    "throughline.discovery.customers.services.join_accounts": lambda a, _: customers.join_accounts(
        a, account_id=_find_account(a, "Acme").pk, into=_find_account(a, "Birch").name
    ),
    "throughline.discovery.customers.services.join_people": lambda a, _: customers.join_people(
        a, person_id=Person.objects.get(workspace=a.workspace, name="Bo").pk, into="Bo Diddley"
    ),
    "throughline.discovery.customers.services.join_segments": lambda a, _: customers.join_segments(
        a, segment="Large", into="Enterprise"
    ),
    "throughline.discovery.customers.services.assign_customer": lambda a, _: customers.assign_customer(
        a, key=_take_key(a), account="Cedar"
    ),
    "throughline.discovery.customers.services.correct_relay": lambda a, _: customers.correct_relay(
        a, key=_take_key(a), relayed_by="Sam in sales"
    ),
    **cases_of_calendar.DO,
    **cases_of_conversations.DO,
    **cases_of_feedback.DO,
    **cases_of_goals.DO,
    **cases_of_narratives.DO,
    **cases_of_opportunities.DO,
    **cases_of_sorting.DO,
    **cases_of_prds.DO,
    **cases_of_proposing.DO,
    **cases_of_prototypes.DO,
    **cases_of_retrospectives.DO,
    **cases_of_status.DO,
    **cases_of_weeks.DO,
    "throughline.specification.services.keep_prd": lambda a, _: specification.keep_prd(
        a, prd=_renamed(make_prd()), theme="t1"
    ),
    "throughline.strategy.services.add_metric": lambda a, _: strategy.add_metric(
        a, name="Files a day", unit="files", direction=Direction.UP
    ),
    "throughline.strategy.services.record_value": lambda a, _: _record(a),
}
ALONE = {"throughline.discovery.services.show_import": show_pending}


def _find_account(actor: Actor, name: str) -> Account:
    return Account.objects.get(workspace=actor.workspace, name=name)


def _take_key(actor: Actor) -> str:
    return EvidenceRow.objects.filter(workspace=actor.workspace, interviewer=False)[0].key


def _renamed(prd: specification_contracts.Prd) -> specification_contracts.Prd:
    from dataclasses import replace

    return replace(prd, id="prd-2")


def _record(actor: Actor) -> None:
    from throughline.strategy.models import Metric

    if not Metric.objects.filter(workspace=actor.workspace, name="Depth").exists():
        Metric.objects.create(workspace=actor.workspace, name="Depth", unit="m", direction="up")
    strategy.record_value(actor, name="Depth", on=date(2026, 3, 1), value=4.0)


def test_every_service_has_a_case_here():
    registered = {name for name in SERVICES if name.startswith("throughline.")}
    assert registered == set(DO) | set(ALONE)


@pytest.mark.parametrize("name", sorted(DO))
def test_doing_and_undoing_restores_every_row(name: str, actor: Actor, tmp_path: Path):
    if name.endswith("record_value"):
        strategy.add_metric(actor, name="Depth", unit="m", direction=Direction.UP)
    before = take_snapshot()
    DO[name](actor, tmp_path)
    assert take_snapshot() != before
    core.undo_change(actor, change_id=core.find_last_change(actor).pk)
    assert take_snapshot() == before


@pytest.mark.parametrize("name", sorted(ALONE))
def test_doing_and_undoing_restores_what_needs_a_stage_of_its_own(name: str, actor: Actor, tmp_path: Path):
    before = visible_files(actor.workspace).count()
    ALONE[name](actor, tmp_path)
    assert visible_files(actor.workspace).count() == before + 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(n for n in DO if "record_value" not in n)), unique=True, max_size=6))
@example(names=[f"{cases_of_narratives.PLACE}{name}" for name in ("leave_out", "restore_sentence")])
def test_undoing_everything_in_turn_ends_where_it_began(names: list[str], actor: Actor, tmp_path: Path):
    with transaction.atomic():
        before, done = take_snapshot(), 0
        for name in names:
            try:
                DO[name](actor, tmp_path)
                done += 1
            except (NotFound, Conflict, IndexError, ObjectDoesNotExist):
                continue
        for _ in range(done):
            core.undo_change(actor, change_id=core.find_last_change(actor).pk)
        assert take_snapshot() == before
        transaction.set_rollback(True)


def test_an_undone_change_cannot_be_undone_again(actor: Actor):
    core.rename_workspace(actor, name="Theirs")
    change = core.find_last_change(actor)
    core.undo_change(actor, change_id=change.pk)
    with pytest.raises(Conflict, match="undone before"):
        core.undo_change(actor, change_id=change.pk)


def test_undo_is_refused_where_the_row_has_moved_on(actor: Actor):
    specification.edit_line(actor, prd="prd-1", claim="c1", text="First words")
    first = core.find_last_change(actor)
    specification.edit_line(actor, prd="prd-1", claim="c1", text="Second words")
    with pytest.raises(Conflict, match="changed again since"):
        core.undo_change(actor, change_id=first.pk)
    assert PrdLine.objects.get(claim_id="c1").content["text"] == "Second words"


def test_the_trail_names_who_did_what(actor: Actor):
    core.add_member(actor, name="Bo", role=MemberRole.VIEWER)
    change = list_changes(actor.workspace)[0]
    assert (change.member.name, change.verb, change.subject) == ("Ada", "add a member", "Bo")


@pytest.mark.parametrize("role", [MemberRole.CONTRIBUTOR, MemberRole.VIEWER])
def test_only_writers_write(role: MemberRole, actor: Actor):
    reader = Actor(actor.workspace, core.add_member(actor, name="Bo", role=role))
    before = take_snapshot()
    with pytest.raises(Forbidden):
        specification.edit_line(reader, prd="prd-1", claim="c1", text="Mine")
    assert take_snapshot() == before


def test_a_member_of_another_workspace_is_a_stranger(actor: Actor):
    stranger = core.make_workspace("Elsewhere", owner="Eve")
    with pytest.raises(Forbidden):
        core.rename_workspace(Actor(actor.workspace, stranger.member), name="Taken over")
    with pytest.raises(NotFound):
        core.undo_change(stranger, change_id=list_changes(actor.workspace)[0].pk)


REGULAR = {
    "accept",
    "add",
    "agree",
    "aim",
    "answer",
    "ask",
    "book",
    "change",
    "close",
    "comment",
    "correct",
    "count",
    "create",
    "decide",
    "delete",
    "describe",
    "dismiss",
    "edit",
    "estimate",
    "heed",
    "import",
    "join",
    "link",
    "look",
    "mark",
    "merge",
    "move",
    "name",
    "note",
    "open",
    "propose",
    "raise",
    "record",
    "reject",
    "remove",
    "rename",
    "reopen",
    "resolve",
    "reword",
    "save",
    "sign",
    "sort",
    "supersede",
    "tick",
    "turn",
    "word",
}
"""Verbs whose past ends in -ed, as somebody has looked at each of them."""


def test_the_past_of_every_verb_of_a_service_is_one_that_people_say():
    firsts = {service.verb.partition(" ")[0] for service in SERVICES.values()}
    assert {first for first in firsts if say_done(first) in {f"{first}ed", f"{first}d"}} <= REGULAR
