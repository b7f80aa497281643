"""A PRD, or an idea in a few sentences, becomes an outline of stories with what belongs to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from throughline.grounding.contracts import Citation, Claim, Origin
from throughline.specification.contracts import Block, Line, Prd, Role, Section, Size
from throughline.specification.rules.stories.contracts import Kind
from throughline.specification.rules.stories.outlining import outline_prd
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.sketching import outline_sentences


def line(
    id_: str, text: str, role: Role, *, label: str = "", origin: Origin = Origin.PROPOSAL, owner: str = ""
) -> Line:
    return Line(Claim(id_, origin, text, (Citation(evidence="ev-1"),)), role, label=label, owner=owner)


PRD = Prd(
    id="prd-1",
    title="Exports time out",
    size=Size.STANDARD,
    sections=(
        Section("non-goals", 5, "In or out?", (Block("r", (line("cl-n", "“Excel, please.”", Role.REQUEST),)),)),
        Section(
            "stories",
            8,
            "Stories",
            (
                Block(
                    "story-1",
                    (
                        line("cl-s", "“Finance needs this file.”", Role.SITUATION, origin=Origin.QUOTE),
                        line("cl-1", "Given 84,000 rows, when …, then it ends.", Role.CRITERION, label="C1"),
                    ),
                    title="S1 Get the whole file",
                    kind="story",
                ),
                Block(
                    "story-2",
                    (
                        line("cl-w", "As a clerk, I want to email the file.", Role.SENTENCE, origin=Origin.JUDGEMENT),
                        line("cl-2", "The mail has a link.", Role.CRITERION, label="C2"),
                    ),
                    title="Send it",
                    kind="story",
                    priority="P3",
                ),
            ),
        ),
        Section("edges", 11, "Edges", (Block("e", (line("cl-e", "Who may?", Role.EDGE_CASE, label="S1 · EX-02"),)),)),
        Section(
            "questions",
            14,
            "Open",
            (Block("q", (line("cl-q", "Which size?", Role.QUESTION, label="Q1", owner="Ana"),)),),
        ),
        Section(
            "risks",
            13,
            "Risks",
            (Block("x", (line("cl-a", "Load is low.", Role.SENTENCE, origin=Origin.ASSUMPTION),)),),
        ),
    ),
)


def test_stories_keep_their_label_title_priority_and_criteria() -> None:
    first, second = outline_prd(PRD).stories
    assert (first.label, first.title, first.priority, first.situation) == (
        "S1",
        "Get the whole file",
        "P1",
        "“Finance needs this file.”",
    )
    assert [(point.id, point.label) for point in first.criteria] == [("cl-1", "C1")]
    assert (second.label, second.title, second.priority) == ("S2", "Send it", "P3")
    assert second.text == "As a clerk, I want to email the file."


def test_every_point_keeps_its_claim_its_owner_its_origin_and_what_it_cites() -> None:
    outline = outline_prd(PRD, opportunity="op-7")
    assert outline.opportunity == "op-7"
    assert [(q.id, q.label, q.owner, q.origin, q.cites) for q in outline.questions] == [
        ("cl-q", "Q1", "Ana", "P", ("ev-1",))
    ]
    assert [point.id for point in outline.non_goals] == ["cl-n"]
    assert [point.id for point in outline.assumptions] == ["cl-a"]
    assert outline.stories[0].edge_cases == outline.edge_cases
    assert outline.personas == ("clerk",)


def test_an_idea_becomes_a_story_for_each_thing_somebody_does() -> None:
    outline = outline_sentences(
        "Reception staff need to see the week's appointments on one page and move one by dragging. "
        "Owners approve holiday requests. If nobody answers within two days, the deputy is asked."
    )
    assert [story.title for story in outline.stories] == [
        "See the week's appointments on one page",
        "Move an appointment by dragging",
        "Approve holiday requests",
    ]
    assert [read_story(story.text).role for story in outline.stories] == [
        "Reception staff",
        "Reception staff",
        "Owners",
    ]
    assert [read_story(story.text).kind for story in outline.stories] == [Kind.LIST, Kind.FORM, Kind.APPROVE]
    assert [point.text for point in outline.stories[2].criteria] == [
        "If nobody answers within two days, the deputy is asked."
    ]


def test_what_it_refers_to_is_named() -> None:
    outline = outline_sentences("Tenants report damage, landlords assign a plumber, and the plumber marks it as done.")
    assert [story.text for story in outline.stories] == [
        "Tenants can report damage.",
        "Landlords can assign a plumber.",
        "The plumber can mark the damage as done.",
    ]


def test_a_sentence_in_which_nobody_does_anything_is_the_summary() -> None:
    outline = outline_sentences("We run a bakery. Customers order bread.", title="Bread")
    assert (outline.title, outline.summary) == ("Bread", "We run a bakery.")
    assert len(outline.stories) == 1


@given(st.text(max_size=400))
def test_any_text_has_an_outline_and_the_same_one_again(text: str) -> None:
    outline = outline_sentences(text)
    assert outline == outline_sentences(text)
    assert len({story.id for story in outline.stories}) == len(outline.stories) <= 20
