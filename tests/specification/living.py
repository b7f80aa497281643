"""A small PRD to write in and to review: two stories, a question, a metric, a risk."""

from __future__ import annotations

from throughline.core.contracts import Actor, MemberRole
from throughline.core.services import add_member
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Craft, Line, Prd, Role, Section, Size, Status
from throughline.specification.editing import deciding, services
from throughline.specification.queries import get_prd
from throughline.specification.reviewing import services as reviewing

KEY = "prd-1"


def make_line(id_: str, text: str, role: Role, label: str = "", origin: Origin = Origin.PROPOSAL, **more) -> Line:
    return Line(Claim(id_, origin, text), role, label=label, **more)


def make_prd(*, size: Size = Size.STANDARD, owner: str = "Ada") -> Prd:
    """Proposals that nobody has decided; the technical section is engineering's, and empty."""
    stories = (
        Block(
            "story-1",
            (
                make_line("c1", "Given a report, when it is exported, then the file is whole", Role.CRITERION, "C1"),
                make_line("c2", "Given no report, when it is exported, then it says so", Role.CRITERION, "C2"),
            ),
            title="S1 Get the whole file",
            kind="story",
        ),
        Block(
            "story-2",
            (make_line("c3", "Given a wait, when it is long, then it is shown", Role.CRITERION, "C3"),),
            title="S2 Know while waiting",
            kind="story",
        ),
    )
    question = make_line("q1", "Is it size or load?", Role.QUESTION, "Q1", owner="engineering")
    size_row = make_line("f1", "Size when it fails: 30,000 rows", Role.ROW, cells=("Size when it fails", "30,000 rows"))
    table = Block("questions", (question,), columns=("", "Question", "Owner"), kind="table")
    facts = Block("facts", (size_row,), columns=("What", "Rows say"), kind="table")
    return Prd(
        KEY,
        "Exports arrive whole",
        size,
        (
            Section("problem", 1, "Problem", (facts,)),
            Section("stories", 8, "Stories", stories),
            Section("technical", 12, "Technical constraints and architecture", (), "Engineering's to write."),
            Section("questions", 14, "Open questions", (table,)),
        ),
        owner=owner,
    )


def invite_engineer(owner: Actor, name: str = "Ravi") -> Actor:
    """A member who contributes as engineering."""
    member = add_member(owner, name=name, role=MemberRole.CONTRIBUTOR)
    reviewing.add_contributor(owner, prd=KEY, member=member.pk, craft=Craft.ENGINEERING)
    return Actor(owner.workspace, member)


def settle_all(owner: Actor) -> None:
    """Every proposal is accepted."""
    for line in list(get_prd(owner.workspace, KEY).lines):
        if line.undecided:
            deciding.accept_line(owner, prd=KEY, claim=line.claim.id)


def bring_to_approval(owner: Actor) -> Actor:
    """Everything a gate asks for is so, and the PRD is approved; the engineer."""
    ravi = invite_engineer(owner)
    reviewing.advance(owner, prd=KEY, to=Status.IN_REVIEW)
    settle_all(owner)
    services.add_line(ravi, prd=KEY, section="technical", text="The queue takes 50 jobs at once; above that, R2.")
    reviewing.sign_off(ravi, prd=KEY)
    reviewing.advance(owner, prd=KEY, to=Status.APPROVED)
    return ravi
