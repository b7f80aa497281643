"""The narrative of a PRD: what each audience hears of it, that it is checked, edited, copied and kept."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.models import Change
from throughline.core.services import add_links, issue_link, make_workspace, undo_change
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Evidence, MarkState, Stance
from throughline.discovery.models import Mark
from throughline.discovery.opportunities import services as opportunities
from throughline.discovery.queries import load_corpus
from throughline.grounding.contracts import Claim, Ground, Origin
from throughline.grounding.telling.contracts import Reference
from throughline.specification.contracts import Audience, Block, Line, Prd, Role, Section, Size, Status
from throughline.specification.models import KeptNarrative, NarrativeLine
from throughline.specification.narrating import services
from throughline.specification.narrating.queries import draft, load_draft
from throughline.specification.queries import get_row
from throughline.specification.rules.narrating.arranging import TITLES, narrate
from throughline.specification.rules.narrating.contracts import Choice, Decided, Matter, Narrative, Voice
from throughline.specification.services import keep_prd
from throughline.strategy.services import add_idea
from throughline.surfaces.cli import throughline

HERE, TODAY = Reference("PRD: Labels", "/prds/p1"), date(2026, 11, 30)
SAID = "Only 50 of 160 labels came out."


def piece(id_: str, text: str, *, account: str = "Birch", day: date | None = date(2026, 10, 1)) -> Evidence:
    return Evidence(id=id_, source="a.csv", row=1, turn=None, text=text, account=account, person=None, date=day)


def line(id_: str, text: str, role: Role, origin: Origin = Origin.JUDGEMENT, **more: object) -> Line:
    return Line(Claim(id_, origin, text), role, **more)  # type: ignore[arg-type]


def prd(*lines: Line, key: str = "stories", **more: object) -> Prd:
    block = Block("b", tuple(lines), title="S1 Send a file", kind="story")
    return Prd("p1", "Labels", Size.ONE_PAGE, (Section(key, 1, key, (block,)),), **more)  # type: ignore[arg-type]


def tell(matter: Matter, audience: Audience = Audience.LEADERSHIP) -> Narrative:
    return narrate(matter, audience, Ground((*matter.answers, *matter.denies)), today=TODAY)


def read_all(found: Narrative) -> str:
    return " ".join(one.text for one in found.sentences)


def choice(**more: object) -> Choice:
    told = dict.fromkeys(("effort", "estimated_by", "prediction", "predicted_by", "predicted_on", "answer"), "")
    return Choice(**{"title": "Name it", "linked": True, "reason": "", "told": "", "reference": HERE, **told, **more})  # type: ignore[arg-type]


def test_every_part_says_what_is_missing_and_makes_nothing_up():
    told = read_all(tell(Matter(prd(), HERE)))
    assert "no evidence stands behind it" in told
    assert "No bet is on record, so this page cannot say what success would change." in told
    assert "its cost cannot be said" in told
    assert "No goal is on record" in told
    assert "No risk is written down." in told
    assert not re.findall(r"\d", told.replace("90-day review", ""))


def test_an_audience_hears_its_own_choice_of_the_same_records():
    decided = Decided("Fast or right?", "Right", ("Fast",), "a week more", "no recount", "Noor", HERE)
    lines = (line("c1", "Given 50, when sent, then 50.", Role.CRITERION), line("r1", "It may jam.", Role.RISK))
    matter = Matter(prd(*lines), HERE, decided=(decided,), choices=(choice(effort="3 to 6 weeks of one person"),))
    leads, builds, sells = (read_all(tell(matter, audience)) for audience in Audience)
    assert "3 to 6 weeks of one person" in leads
    assert "A risk on record: it may jam." in leads
    assert "Given 50" not in leads
    assert "Agreed: Given 50, when sent, then 50." in builds
    assert "The price: a week more." in builds
    assert "3 to 6 weeks" not in builds
    assert "Nothing of it may be promised." in sells
    assert not any(words in sells for words in ("3 to 6", "It may jam", "a week more", "Given 50"))


@pytest.mark.parametrize("status", Status)
def test_sales_is_given_no_day_that_is_not_set_and_no_effect_that_is_not_shown(status: Status):
    told = read_all(tell(Matter(prd(status=status), HERE), Audience.SALES))
    assert not re.search(r"\b20\d\d\b", told)
    assert "none may be promised" in told
    assert ("may be told to customers" in told) is (status in {Status.LAUNCHED, Status.REVIEWED})


def test_a_reason_for_a_no_that_is_only_for_us_is_not_told_to_sales():
    matter = Matter(
        prd(), HERE, choices=(choice(linked=False, answer="declined", reason="They pay late", told="Not now"),)
    )
    assert "They pay late" in read_all(tell(matter))
    assert "They pay late" not in read_all(tell(matter, Audience.SALES))
    assert "is declined: Not now." in read_all(tell(matter, Audience.SALES))


def test_a_quote_that_nobody_said_so_is_withheld_with_the_reason():
    found = piece("e1", SAID)
    good, bad = Voice(SAID, found, HERE), Voice("Only 55 of 160 labels came out.", found, HERE)
    assert f"In the words of Birch: “{SAID}”" in read_all(tell(Matter(prd(), HERE, answers=(found,), voices=(good,))))
    told = tell(Matter(prd(), HERE, answers=(found,), voices=(bad,)))
    assert "55 of 160" not in read_all(told)
    assert len(told.withheld) == 1


WORDS = (
    "",
    "12 of 50 *came* out <b>",
    "“Quoted” words. " * 40,
    "a" * 2000,
    "Given a file, when it is sent, then it is there",
)
voices = st.lists(st.tuples(st.sampled_from(["Birch", "Cedar", "Elm"]), st.integers(0, 300) | st.none()), max_size=8)


@given(voices, st.integers(0, 30), st.sampled_from(WORDS), st.sampled_from(Audience), st.sampled_from(Status))
@example([], 0, "", Audience.SALES, Status.LAUNCHED)
def test_however_much_is_on_record_it_stays_one_page_and_every_count_comes_out(
    said: list[tuple[str, int | None]], number: int, words: str, audience: Audience, status: Status
):
    days = [None if late is None else date(2026, 1, 1) + timedelta(late) for _, late in said]
    answers = tuple(piece(f"e{n}", SAID, account=said[n][0], day=day) for n, day in enumerate(days))
    lines = tuple(line(f"c{n}", words, list(Role)[n % len(Role)]) for n in range(number))
    told = tell(Matter(prd(*lines, status=status), HERE, answers=answers), audience)
    assert told.withheld == ()
    assert [section.key for section in told.sections] == list(TITLES)
    assert len(read_all(told)) < 6000
    assert len({one.key for one in told.sentences}) == len(list(told.sentences))


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    """A workspace with a PRD for an opportunity that two accounts speak for and one against."""
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    owner = make_workspace("Ours", owner="Dana")
    table = tmp_path / "feedback.csv"
    table.write_text(
        f"date,account,text\n2026-03-01,Birch,{SAID}\n2026-10-02,Cedar,Labels jam.\n2026-10-03,Elm,It works.\n"
    )
    discovery.import_file(owner, path=table)
    by_name = {one.account: one.id for one in load_corpus(owner.workspace)}
    ids = list(by_name.values())
    found = opportunities.create_opportunity(owner, title="Labels go missing", evidence_ids=ids)
    against = Mark.objects.filter(opportunity=found, evidence__key=by_name["Elm"])
    opportunities.turn_marks(owner, opportunity=found.key, marks=[one.pk for one in against], stance=Stance.AGAINST)
    keep_prd(owner, prd=replace(prd(line("c1", "It is done", Role.CRITERION)), id="prd-1"))
    add_links(owner, upper=Ref("prd", "prd-1"), lowers=[Ref("opportunity", found.key)])
    add_idea(owner, opportunity=found.key, title="Name them")
    assert Mark.objects.filter(state=MarkState.ACCEPTED).count() == 3
    return owner


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def read(client: Client, audience: str = "leadership") -> str:
    return " ".join(unescape(client.get(f"/prds/prd-1/narrative/{audience}").content.decode()).split())


def act(client: Client, what: str, audience: str = "leadership", **given: str):
    return client.post(f"/prds/prd-1/narrative/{audience}/{what}", given, follow=True)


def test_it_counts_who_speaks_for_it_and_against_it_and_leads_to_what_it_rests_on(actor: Actor, client: Client):
    page = read(client)
    assert "2 accounts have spoken of it." in page
    assert f"In the words of Birch: “{SAID}”" in page
    assert "Elm says otherwise: “It works.”" in page
    assert "first said on 1 March 2026, and last on 2 October 2026" in page
    assert "Which idea it follows is not on record" in page
    assert re.search(r'data-evidence hx-get="/evidence/[^"]+"', page) or "/evidence/" in page
    assert draft(get_row(actor.workspace, "prd-1"), Audience.SALES).withheld == ()


def test_a_persons_words_are_theirs_checked_kept_and_undone(actor: Actor, client: Client):
    key = next(load_draft(get_row(actor.workspace, "prd-1"), Audience.LEADERSHIP).narrative.sentences).key
    act(client, "edit", key=key, section="problem", text="Birch said “only 12 of 160 labels ever came out” 77 times.")
    page = read(client)
    assert "reworded" in page
    assert "“77 times”" in page.partition("Not on record")[2]
    assert "“only 12 of 160 labels ever came out”" in page.partition("Not on record")[2]
    pasted = client.get("/prds/prd-1/narrative/leadership/as/md").content.decode()
    assert "(words of Dana; not on record:" in pasted
    undo_change(actor, change_id=Change.objects.latest("pk").pk)
    assert not NarrativeLine.objects.exists()
    act(client, "leave-out", key=key)
    assert "Take it in again" in read(client)
    act(client, "restore", key=key)
    act(client, "add", section="now", text="It rains.")
    digest = load_draft(get_row(actor.workspace, "prd-1"), Audience.LEADERSHIP).digest
    kept = act(client, "keep", digest=digest).content.decode()
    assert "kept by" in kept
    services.add_sentence(actor, prd="prd-1", audience=Audience.LEADERSHIP, section="now", text="It pours.")
    row = KeptNarrative.objects.get()
    assert "It pours" not in client.get(f"/prds/prd-1/narrative/kept/{row.key}").content.decode()
    assert act(client, "keep", digest=digest).status_code == 422


@pytest.mark.parametrize(
    ("what", "given"), [("edit", {"key": "gone", "text": "x"}), ("add", {"section": "now", "text": " "})]
)
def test_trouble_is_said_on_the_page_and_nothing_is_written(client: Client, what: str, given: dict[str, str]):
    answer = act(client, what, **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not NarrativeLine.objects.exists()


def test_the_command_writes_the_page_and_its_json(actor: Actor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("throughline.core.opening.open_workspace", lambda _: actor)
    told = CliRunner().invoke(throughline, ["narrative", "prd-1", "--audience", "sales"])
    assert told.exit_code == 0, told.output
    assert "## Why this problem" in told.output
    found = json.loads(CliRunner().invoke(throughline, ["narrative", "prd-1", "--json"]).output)
    assert [one["key"] for one in found["sections"]] == list(TITLES)
