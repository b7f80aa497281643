"""A small PRD with two stories, one of which section 11 already asks about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from tests.specification.living import KEY, make_line, make_prd
from throughline.core.contracts import Actor, MemberRole
from throughline.core.services import add_member, issue_link, make_workspace
from throughline.specification.asking.queries import Questioning, read_questioning
from throughline.specification.contracts import Block, Role, Section
from throughline.specification.models import Prd as PrdRow
from throughline.specification.services import keep_prd

EDGE = "e1"
TEXT = "As a clerk, I want to import customers from a spreadsheet."


def add_edges(prd):
    """The PRD with a story in its own words, and a line of section 11 that asks about a file of the wrong type."""
    story = Block(
        "story-3",
        (
            make_line("s3", TEXT, Role.SENTENCE),
            make_line("c4", "Given a good file, when it is imported, then a summary is shown", Role.CRITERION, "C4"),
        ),
        title="S3 Import customers",
        kind="story",
    )
    edge = make_line("e1", "File, wrong type: which types?", Role.EDGE_CASE, "S3 · UP-03")
    edge = replace(edge, claim=replace(edge.claim, rests_on=("UP-03",)))
    sections = [replace(one, blocks=(*one.blocks, story)) if one.key == "stories" else one for one in prd.sections]
    sections.insert(2, Section("edges", 11, "Edge cases", (Block("edges", (edge,)),)))
    return replace(prd, sections=tuple(sections))


@pytest.fixture
def owner(db) -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=add_edges(make_prd()))
    return actor


def read_row() -> PrdRow:
    return PrdRow.objects.get(key=KEY)


def look() -> Questioning:
    return read_questioning(read_row())


def open_cases(story: str = "story-3") -> list[str]:
    return [asked.case for asked in look().ask_each()[story]]


def enter(actor: Actor, role: MemberRole | None = None) -> Client:
    client = Client()
    member = add_member(actor, name=role.value, role=role) if role else actor.member
    client.get(f"/?key={issue_link(member)}")
    return client
