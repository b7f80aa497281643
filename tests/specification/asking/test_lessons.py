"""What a later station taught is asked first: the door is the registry's hints, here of an invented station."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.specification.asking.conftest import enter, look, open_cases
from tests.specification.living import KEY
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Hint, registry
from throughline.core.models import Workspace
from throughline.specification.asking.errors import NoSuchCase
from throughline.specification.asking.services import answer_case, dismiss_case
from throughline.specification.queries import get_prd

STORY = "story-3"
RETROSPECTIVE = Hint(
    text="Imports waited for an hour behind payroll",
    ref=Ref("retrospective", "rt-7"),
    words=("import",),
    source="the retrospective of 3 May",
)
REVIEW = Hint(
    text="A file of the wrong type was refused without a reason",
    ref=Ref("review", "rv-2"),
    words=("import",),
    source="the 90-day review of Uploads",
)
ELSEWHERE = Hint(text="Refunds were doubled", ref=Ref("review", "rv-3"), words=("refund",), source="a review")


class Station:
    """A station that has learnt something, and remembers what it was asked about."""

    def __init__(self, *hints: Hint) -> None:
        self.hints, self.asked = hints, list[tuple[Workspace, str]]()

    def list_hints(self, workspace: Workspace, about: str) -> Sequence[Hint]:
        self.asked.append((workspace, about))
        return self.hints


@pytest.fixture
def station() -> Iterator[Station]:
    made = Station(RETROSPECTIVE, ELSEWHERE)
    registry.add_hints("invented", made.list_hints)
    yield made
    del registry.hints["invented"]


def test_what_concerns_the_story_is_asked_before_everything_else_and_says_who_taught_it(owner: Actor, station: Station):
    first = look().ask_each()[STORY][0]
    assert first.lesson is not None
    assert first.question.startswith("The retrospective of 3 May taught: “Imports waited")
    assert [asked.case for asked in look().ask_each()[STORY]].count("retrospective:rt-7") == 1
    assert all(asked.lesson is None for asked in look().ask_each()["story-1"])
    page = enter(owner).get(f"/prds/{KEY}/edge-cases").content.decode()
    assert page.index("Taught by the past") < page.index("The retrospective of 3 May taught")


def test_the_station_is_told_the_workspace_and_what_is_written(owner: Actor, station: Station):
    look()
    workspace, about = station.asked[-1]
    assert workspace == owner.workspace
    assert about.startswith("Exports arrive whole")


def test_an_answer_to_a_lesson_is_a_criterion_that_names_it_and_it_is_not_asked_again(owner: Actor, station: Station):
    line = answer_case(owner, prd=KEY, story=STORY, case="retrospective:rt-7", answer="imports run before payroll")
    assert line.content["text"] == "Imports run before payroll."
    assert line.content["rests_on"] == ["retrospective:rt-7"]
    assert "retrospective:rt-7" not in open_cases()
    client = enter(owner)
    assert client.get(f"/prds/{KEY}/lines/{line.claim_id}").status_code == 200
    assert RETROSPECTIVE.text in client.get(f"/prds/{KEY}/edge-cases").content.decode()


def test_a_lesson_is_dismissed_like_any_case(owner: Actor, station: Station):
    dismiss_case(owner, prd=KEY, story=STORY, case="retrospective:rt-7", reason="payroll has moved")
    assert "retrospective:rt-7" not in open_cases()


def test_a_lesson_comes_up_even_where_everything_else_was_answered(owner: Actor, station: Station):
    for _ in range(6):
        case = next((one for one in open_cases() if ":" not in one), None)
        if case:
            dismiss_case(owner, prd=KEY, story=STORY, case=case, reason="not here")
    assert open_cases() == ["retrospective:rt-7"]


def test_a_lesson_that_says_what_a_catalogued_case_says_is_that_case(owner: Actor, station: Station):
    station.hints = (REVIEW,)
    first = look().ask_each()[STORY][0]
    assert (first.case, first.lesson.ref) == ("UP-01", "review:rv-2")
    line = answer_case(owner, prd=KEY, story=STORY, case="UP-01", answer="it is refused with the types that work")
    assert line.content["rests_on"] == ["UP-01"]
    assert all(asked.lesson is None for asked in look().ask_each()[STORY])


def test_what_nobody_taught_cannot_be_answered(owner: Actor, station: Station):
    with pytest.raises(NoSuchCase):
        answer_case(owner, prd=KEY, story=STORY, case="review:none", answer="it is so")


def test_a_prd_keeps_its_answer_when_the_station_forgets(owner: Actor, station: Station):
    answer_case(owner, prd=KEY, story=STORY, case="retrospective:rt-7", answer="imports run before payroll")
    station.hints = ()
    assert "Imports run before payroll." in [line.claim.text for line in get_prd(owner.workspace, KEY).lines]
    assert enter(owner).get(f"/prds/{KEY}/edge-cases").status_code == 200
