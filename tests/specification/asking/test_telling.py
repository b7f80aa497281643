"""Where open, answered and dismissed cases show besides: engineering's agenda and How we got here."""

from __future__ import annotations

from tests.specification.asking.conftest import enter, open_cases, read_row
from tests.specification.living import KEY
from throughline.core.contracts import Actor
from throughline.specification.asking.queries import list_open
from throughline.specification.asking.services import answer_case, dismiss_case


def test_the_half_hour_with_engineering_has_the_open_cases_that_weigh_most(owner: Actor):
    client = enter(owner)
    agenda = client.get(f"/prds/{KEY}/agenda").content.decode()
    assert "Edge cases nobody has answered" in agenda
    for question in list_open(read_row(), most=5):
        assert question.split("“")[0] in agenda


def test_how_we_got_here_tells_what_was_thought_of_and_what_was_dismissed_and_why(owner: Actor):
    client, (first, second, *_) = enter(owner), open_cases()
    before = client.get(f"/prds/{KEY}/why").content.decode()
    assert "No question about an edge case was answered" in before
    answer_case(owner, prd=KEY, story="story-3", case=first, answer="the rest goes on")
    dismiss_case(owner, prd=KEY, story="story-3", case=second, reason="clerks have one file type")
    told = client.get(f"/prds/{KEY}/why").content.decode()
    assert "the rest goes on" in told
    assert "dismissed: clerks have one file type, says Ada" in told
