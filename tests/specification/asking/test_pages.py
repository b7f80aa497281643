"""The panel and the page of asking: what they show, to whom, and what their forms do."""

from __future__ import annotations

from django.test import Client

from tests.specification.asking.conftest import enter, look, open_cases
from tests.specification.living import KEY
from throughline.core.contracts import Actor, MemberRole
from throughline.specification.asking.services import answer_case, dismiss_case
from throughline.specification.contracts import Prd as PrdContract
from throughline.specification.contracts import Size, Status
from throughline.specification.models import Prd
from throughline.specification.services import keep_prd

PAGE = f"/prds/{KEY}/edge-cases"
PANEL = f"/prds/{KEY}/stories/story-3/edge-cases"
HTMX = {"HTTP_HX_REQUEST": "true"}


def read(client: Client, path: str, **more) -> str:
    return client.get(path, **more).content.decode()


def test_the_page_asks_of_each_story_and_says_how_many_nobody_has_answered(owner: Actor):
    page = read(enter(owner), PAGE)
    for asked in (one for questions in look().ask_each().values() for one in questions):
        assert asked.reason.replace("“", "“") in page
    total = sum(map(len, look().ask_each().values()))
    assert f"{total} questions that nobody has answered" in page


def test_the_document_learns_how_many_are_open_at_each_story(owner: Actor):
    client = enter(owner)
    assert f'href="{PANEL}"' in read(client, f"/prds/{KEY}")
    counts = read(client, f"{PAGE}?counts=1", **HTMX)
    assert counts.count("5 questions") >= 1
    assert "<html" not in counts


def test_a_shipped_prd_is_not_asked_at_its_stories_any_more(owner: Actor):
    Prd.objects.update(status=Status.LAUNCHED)
    client = enter(owner)
    assert PANEL not in read(client, f"/prds/{KEY}")
    assert client.get(PAGE).status_code == 200


def test_the_panel_is_a_fragment_and_a_plain_link_goes_to_the_page(owner: Actor):
    client = enter(owner)
    assert "<html" not in read(client, PANEL, **HTMX)
    assert client.get(PANEL)["Location"] == f"{PAGE}#asked-story-3"
    assert client.get(PANEL.replace("story-3", "story-9")).status_code == 404


def test_a_plain_form_answers_and_goes_back_to_its_story_with_undo(owner: Actor):
    client, case = enter(owner), open_cases()[0]
    sent = client.post(f"{PAGE}/answer", {"story": "story-3", "case": case, "answer": "nothing is imported"})
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"{PAGE}?changed=")
    assert sent["Location"].endswith("#asked-story-3")
    page = read(client, sent["Location"])
    assert "nothing is imported" in page
    assert "1 answered" in page
    assert "Undo" in page


def test_a_form_sent_by_htmx_lets_everything_draw_itself_anew(owner: Actor):
    client, case = enter(owner), open_cases()[0]
    sent = client.post(f"{PAGE}/answer", {"story": "story-3", "case": case, "answer": "nothing is imported"}, **HTMX)
    assert (sent.status_code, sent.content) == (204, b"")
    assert "throughline-changed" in sent["HX-Trigger"]
    assert "throughline-done" in sent["HX-Trigger"]


def test_a_dismissal_shows_its_reason_on_the_page_and_is_taken_back_there(owner: Actor):
    client, case = enter(owner), open_cases()[0]
    told = {"story": "story-3", "case": case, "reason": "clerks have one file type"}
    client.post(f"{PAGE}/dismiss", told)
    assert "Clerks have one file type" in read(client, PAGE)
    client.post(f"{PAGE}/reopen", {"story": "story-3", "case": case})
    assert "Clerks have one file type" not in read(client, PAGE)
    client.post(f"{PAGE}/dismiss", {**told, "everywhere": "on"})
    assert "Every story" in read(client, PAGE)


def test_an_empty_answer_is_refused_in_one_sentence(owner: Actor):
    sent = enter(owner).post(f"{PAGE}/answer", {"story": "story-3", "case": "UP-03", "answer": " "})
    assert sent.status_code == 422
    assert "say what happens then" in sent.content.decode().lower()


def test_who_may_not_write_reads_the_questions_without_a_form(owner: Actor):
    for role in (MemberRole.VIEWER, MemberRole.CONTRIBUTOR):
        page = read(enter(owner, role), PAGE)
        assert "questions that nobody has answered" in page
        assert "<textarea" not in page


def test_a_story_that_is_done_with_says_so_and_more_can_be_asked(owner: Actor):
    for left in range(5):
        case = open_cases()[0]
        if left % 2:
            dismiss_case(owner, prd=KEY, story="story-3", case=case, reason="not here")
        else:
            answer_case(owner, prd=KEY, story="story-3", case=case, answer="it is so")
    client = enter(owner)
    assert "Nothing is left to ask." in read(client, PANEL, **HTMX)
    assert "Ask five more" in read(client, PANEL, **HTMX)
    assert "No question left" in read(client, f"{PAGE}?counts=1", **HTMX)
    further = read(client, f"{PAGE}?further=story-3")
    assert "Nothing is left to ask." not in further


def test_a_prd_without_stories_says_what_to_do_first(owner: Actor):
    keep_prd(owner, prd=PrdContract("prd-2", "Nothing yet", Size.ONE_PAGE, ()))
    assert "There is no story yet" in read(enter(owner), "/prds/prd-2/edge-cases")
