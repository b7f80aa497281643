"""A decision keeps what it was decided against and who took part, stands on the line, and leaves as one page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.core.services import add_links, add_member, issue_link
from throughline.discovery.opportunities.services import create_opportunity
from throughline.strategy import services as strategy
from throughline.strategy.deciding.errors import DecidedAlready
from throughline.strategy.deciding.services import decide, raise_decision
from throughline.strategy.models import Decision, Idea
from throughline.strategy.rules.deciding import Record, read_people, write_record

pytestmark = pytest.mark.django_db
OPTIONS = ["Stream what is there", "Wait until it is whole"]
DAY = date(2026, 5, 4)


@pytest.fixture
def idea(actor: Actor) -> Idea:
    need = create_opportunity(actor, title="Exports arrive")
    return strategy.add_idea(actor, opportunity=need.key, title="Send parts")


@pytest.fixture
def decision(actor: Actor, idea: Idea) -> Decision:
    told = {"context": "The largest take an hour.", "people": ["Ada", "Ana of Finance"]}
    return raise_decision(actor, question="Fast or right?", options=OPTIONS, on=Ref("idea", idea.key), **told)


def list_stops(actor: Actor, ref: Ref) -> dict[str, list[str]]:
    return {one.station.kind: [stop.ref.id for stop in one.stops] for one in walk_line(actor.workspace, ref)}


def download(client: Client, decision: Decision) -> str:
    answer = client.get(reverse("strategy:decision-record", args=[decision.key]))
    assert answer["Content-Disposition"] == 'attachment; filename="fast-or-right.md"'
    return answer.content.decode()


@given(
    st.lists(st.sampled_from(["Ada", "ada", "Bo Lund", " "])), st.lists(st.sampled_from(["Ana", "ADA", "", "Legal"]))
)
def test_each_who_took_part_is_named_once(members: list[str], others: list[str]):
    named = read_people(members, ", ".join(others))
    folded = [name.casefold() for name in named]
    assert len(folded) == len(set(folded))
    assert set(folded) == {name.strip().casefold() for name in [*members, *others]} - {""}


@given(st.text(max_size=60), st.text(max_size=60))
@example("?", "Title\n---\n===\n~~~\n- one\n1. two\n# three\n    four\n&lt;b&gt;")
def test_no_words_of_a_person_become_a_part_of_the_page(question: str, context: str):
    page = write_record(Record(f"Q {question}", "Ada", DAY, context=context, options=[f"O {context}", "two"]))
    tokens = MarkdownIt().parse(page)
    titles = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert titles[1:] == (["Context"] if context.strip() else []) + ["Options"]
    children = [child.type for token in tokens for child in token.children or []]
    assert not {"link_open", "html_inline", "image", "em_open", "strong_open", "code_inline"} & set(children)
    assert not {"html_block", "fence", "code_block", "blockquote_open", "hr"} & {token.type for token in tokens}


def test_a_decision_stands_on_the_line_of_what_it_is_about_both_ways(actor: Actor, idea: Idea, decision: Decision):
    from_need = list_stops(actor, Ref("opportunity", idea.opportunity))
    assert from_need["decision"] == [decision.key]
    found = list_stops(actor, Ref("decision", decision.key))
    assert (found["idea"], found["opportunity"]) == ([idea.key], [idea.opportunity])


def test_one_about_a_prd_reaches_what_the_prd_is_for(actor: Actor, idea: Idea):
    row = raise_decision(actor, question="Now or later?", options=OPTIONS, on=Ref("prd", "prd-1"))
    add_links(actor, upper=Ref("prd", "prd-1"), lowers=[Ref("idea", idea.key)])
    assert list_stops(actor, Ref("decision", row.key))["opportunity"] == [idea.opportunity]
    assert list_stops(actor, Ref("opportunity", idea.opportunity))["decision"] == [row.key]


def test_the_record_is_whole_and_says_what_is_open(actor: Actor, client: Client, decision: Decision):
    assert "Nobody has decided yet. Raised by Ada" in download(client, decision)
    told = {"trade_off": "A week", "expected": "No file is cut", "revisit": date(2027, 3, 1)}
    decide(actor, decision=decision.key, choice=OPTIONS[1], **told)
    page = download(client, decision)
    for line in (
        "# Fast or right?",
        "**Wait until it is whole**",
        "- Stream what is there",
        "The largest take an hour.",
        "A week",
        "No file is cut",
        "1 March 2027",
        "- Ana of Finance",
        "- Opportunity: Exports arrive",
    ):
        assert f"\n{line}\n" in f"\n{page}"
    assert f"[Send parts](http://testserver{reverse('strategy:idea', args=[Decision.objects.get().on[5:]])})" in page


def test_one_raised_on_the_page_of_an_idea_names_members_and_others(actor: Actor, client: Client, idea: Idea):
    page = client.get(reverse("strategy:idea", args=[idea.key])).content.decode()
    address = f"{reverse('strategy:decision-new')}?on=idea:{idea.key}"
    assert address in page
    assert f'value="idea:{idea.key}" selected' in client.get(address).content.decode()
    sent = {"question": "Fast or right?", "options": "\n".join(OPTIONS), "on": f"idea:{idea.key}"}
    answer = client.post(reverse("strategy:decision-new"), {**sent, "person": ["Ada"], "others": "Legal, Ana"})
    row = Decision.objects.get()
    assert answer["Location"].startswith(reverse("strategy:decision", args=[row.key]))
    assert (row.people, row.on) == (["Ada", "Legal", "Ana"], f"idea:{idea.key}")
    assert "Fast or right?" in client.get(reverse("strategy:idea", args=[idea.key])).content.decode()
    client.post(reverse("strategy:decision", args=[row.key]), {"act": "decide", "choice": OPTIONS[0], "others": "Ana"})
    row.refresh_from_db()
    assert (row.people, row.choice) == (["Ana"], OPTIONS[0])


@pytest.mark.parametrize("on", ["idea:nothing", "member:1", "idea:", "?"])
def test_what_it_is_about_must_be_there(client: Client, idea: Idea, on: str):
    sent = {"question": "Fast or right?", "options": "\n".join(OPTIONS), "on": on}
    answer = client.post(reverse("strategy:decision-new"), sent)
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_with_script_a_refusal_leaves_the_form_as_it_was_typed(client: Client):
    path, sent = reverse("strategy:decision-new"), {"question": "Fast or right?", "options": "one"}
    refused = client.post(path, sent, headers={"HX-Request": "true"})
    assert "at least two options" in refused.content.decode()
    assert "<form" not in refused.content.decode()


def test_hostile_words_stay_words(actor: Actor, client: Client):
    bad = "<script>alert(1)</script>"
    row = raise_decision(actor, question=bad, options=[bad, "two"], context=bad, people=[bad])
    decide(actor, decision=row.key, choice=bad, trade_off=bad)
    for name in ("strategy:decision", "strategy:decision-record"):
        assert bad not in client.get(reverse(name, args=[row.key])).content.decode()


def test_a_contributor_raises_a_decision_and_a_viewer_does_not(actor: Actor):
    sent = {"question": "Fast or right?", "options": "\n".join(OPTIONS)}
    for role, status in ((MemberRole.CONTRIBUTOR, 302), (MemberRole.VIEWER, 403)):
        theirs = Client()
        theirs.get(f"/?key={issue_link(add_member(actor, name=role.value, role=role))}")
        assert theirs.post(reverse("strategy:decision-new"), sent).status_code == status


def test_what_is_decided_is_not_decided_over_in_a_second_tab(actor: Actor, decision: Decision):
    decide(actor, decision=decision.key, choice=OPTIONS[0])
    with pytest.raises(DecidedAlready):
        decide(actor, decision=decision.key, choice=OPTIONS[1])
    assert Decision.objects.get(key=decision.key).choice == OPTIONS[0]
