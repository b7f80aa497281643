"""People without an account: one link opens one prototype and its pins, for a while, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from tests.specification.prototypes.conftest import look
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.core.models import Change
from throughline.specification.models import Pin, Prototype, ReviewLink
from throughline.specification.prototyping import pinning, services, sharing
from throughline.specification.prototyping.errors import NoPrdYet
from throughline.specification.prototyping.opening import keep_brought
from throughline.specification.prototyping.serving import sign

pytestmark = pytest.mark.django_db
TOKEN = "a-secret-nobody-guesses"
SAID = {"name": "Bo of the pilots", "text": "And when the list is empty?"}


@pytest.fixture
def review(actor: Actor, of_prd: Prototype) -> ReviewLink:
    return sharing.make_review(actor, prototype=of_prd.key, token=TOKEN, label="Pilots")


@pytest.fixture
def stranger() -> Client:
    return Client()


def test_a_stranger_with_the_link_sees_the_prototype_and_nothing_of_the_workspace(review, stranger: Client, actor):
    page = stranger.get(f"/review/{TOKEN}").content.decode()
    assert 'sandbox="allow-scripts"' in page
    assert review.prototype.title in page
    assert not any(words in page for words in (actor.workspace.name, actor.member.name, "/prds/", "/prototypes/"))


def test_no_other_page_opens_with_it(review, stranger: Client):
    stranger.get(f"/review/{TOKEN}")
    for path in ("/", "/prototypes/", f"/prototypes/{review.prototype.key}", "/prds/prd-1", f"/prds/?key={TOKEN}"):
        assert stranger.get(path).status_code == 403, path
    assert stranger.post(f"/prototypes/{review.prototype.key}/pins", SAID).status_code == 403


def test_only_the_hash_of_a_link_is_kept(review):
    rows = [*ReviewLink.objects.values_list(), *Change.objects.values_list("verb", "subject", "rows__after")]
    assert TOKEN not in repr(rows)


def test_a_pin_from_outside_says_who_its_writer_said_to_be(review, stranger: Client, actor: Actor):
    changes = Change.objects.count()
    place = look(review.prototype).places[1]
    given = {**SAID, "place": f"{place.screen}\t{place.state}", "x": "120", "y": "9999"}
    assert stranger.post(f"/review/{TOKEN}/pin", given).status_code == 302
    pin = Pin.objects.get()
    assert (pin.screen, pin.state, pin.member, pin.x) == (place.screen, place.state, None, None)
    shown = look(review.prototype).pins[0]
    assert (shown.by, shown.place) == ("outside, said to be Bo of the pilots", place.title)
    assert Change.objects.count() == changes
    assert SAID["text"] in stranger.get(f"/review/{TOKEN}").content.decode()


def test_what_one_link_pinned_is_not_shown_to_another(review, stranger: Client, actor: Actor):
    stranger.post(f"/review/{TOKEN}/pin", SAID)
    pinning.add_pin(actor, prototype=review.prototype.key, spot=pinning.Spot(), text="Between us: too expensive")
    sharing.make_review(actor, prototype=review.prototype.key, token="another")
    page = stranger.get("/review/another").content.decode()
    assert SAID["text"] not in page
    assert "too expensive" not in page + stranger.get(f"/review/{TOKEN}").content.decode()


@pytest.mark.parametrize(("given", "said"), [({"name": ""}, "your name needs words"), ({"text": " "}, "a pin needs")])
def test_a_pin_without_words_or_a_name_is_refused_and_what_was_typed_stays(review, stranger, given, said):
    answer = stranger.post(f"/review/{TOKEN}/pin", SAID | given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page.lower()
    assert all(words.strip() in page for words in (SAID | given).values())


def test_markup_in_a_pin_is_words(review, stranger: Client, client: Client):
    stranger.post(f"/review/{TOKEN}/pin", {"name": "<b>Bo</b>", "text": "<script>alert(1)</script>"})
    page = client.get(f"/prototypes/{review.prototype.key}").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_flood_of_pins_is_stopped_and_says_so(review, stranger: Client):
    codes = [stranger.post(f"/review/{TOKEN}/pin", SAID).status_code for _ in range(sharing.MOST_AT_ONCE + 1)]
    assert codes == [302] * sharing.MOST_AT_ONCE + [422]
    assert Pin.objects.count() == sharing.MOST_AT_ONCE


def test_a_very_long_pin_is_cut(review, stranger: Client):
    stranger.post(f"/review/{TOKEN}/pin", {"name": "x" * 500, "text": "y" * 50_000})
    pin = Pin.objects.get()
    assert (len(pin.name), len(pin.text)) == (80, pinning.LONGEST)


def test_a_form_from_another_site_pins_nothing(review):
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(f"/review/{TOKEN}/pin", SAID).status_code == 403
    assert Pin.objects.count() == 0


def end(review: ReviewLink) -> None:
    ReviewLink.objects.filter(pk=review.pk).update(expires=utc_now() - timedelta(minutes=1))


def revoke(review: ReviewLink) -> None:
    sharing.revoke_review(actor_of(review), prototype=review.prototype.key, review=review.pk)


def put_away(review: ReviewLink) -> None:
    services.put_away(actor_of(review), prototype=review.prototype.key)


def actor_of(review: ReviewLink) -> Actor:
    return Actor(review.prototype.workspace, review.member)


@pytest.mark.parametrize(
    ("how", "said"),
    [(end, "this review ended"), (revoke, "this review was closed"), (put_away, "this prototype is no longer shown")],
)
def test_a_link_that_is_over_opens_nothing_and_says_so_kindly(review, stranger: Client, how, said: str):
    frame = f"/shown/{sign(review.prototype, review=review)}/"
    assert stranger.get(frame).status_code == 200
    how(review)
    answer = stranger.get(f"/review/{TOKEN}")
    assert answer.status_code == 403
    assert said in answer.content.decode().lower()
    assert "thank you for looking" in answer.content.decode()
    assert stranger.post(f"/review/{TOKEN}/pin", SAID).status_code == 403
    assert stranger.get(frame).status_code == 403
    assert Pin.objects.count() == 0


def test_an_unknown_link_opens_nothing(stranger: Client, review):
    assert stranger.get("/review/none").status_code == 403


def test_an_old_or_altered_signature_shows_nothing(of_prd: Prototype, actor: Actor, stranger: Client):
    good = sign(of_prd, member=actor.member)
    other = signing.dumps({"p": of_prd.pk, "m": actor.member.pk}, salt="another")
    assert stranger.get(f"/shown/{good}/").status_code == 200
    assert [stranger.get(f"/shown/{token}/").status_code for token in (good[:-1], other, "x")] == [403, 403, 403]


def test_a_prototype_is_answered_to_a_frame_alone(of_prd: Prototype, actor: Actor, stranger: Client):
    path = f"/shown/{sign(of_prd, member=actor.member)}/"
    assert stranger.get(path, headers={"Sec-Fetch-Dest": "iframe"}).status_code == 200
    assert stranger.get(path, headers={"Sec-Fetch-Dest": "document"}).status_code == 403


def test_what_is_shown_stands_in_a_box(actor: Actor, of_prd: Prototype, stranger: Client):
    brought = services.bring_prototype(actor, brought=keep_brought("x.html", b"<html><p>x</html>"))
    for row in (of_prd, brought):
        answer = stranger.get(f"/shown/{sign(row, member=actor.member)}/")
        policy = answer["Content-Security-Policy"].split("; ")
        assert {"sandbox allow-scripts", "default-src 'none'", "connect-src 'none'", "form-action 'none'"} <= set(
            policy
        )
        assert {"frame-src 'none'", "frame-ancestors 'self'"} <= set(policy)
        assert not any("allow-same-origin" in part or "*" in part or "http" in part for part in policy)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer


def test_a_pin_becomes_a_criterion_or_a_question_of_the_prd(review, stranger: Client, actor: Actor):
    for _ in range(2):
        stranger.post(f"/review/{TOKEN}/pin", SAID)
    first, second = Pin.objects.order_by("pk")
    key = review.prototype.key
    made = pinning.make_criterion(actor, prototype=key, pin=first.pk, story="story-1", text="Given none, it says so.")
    asked = pinning.make_question(actor, prototype=key, pin=second.pk, text=SAID["text"])
    assert (made.outcome, asked.outcome) == ("became criterion C4", "became question Q2")
    assert [one.line.claim_id for one in look(review.prototype).added] == [made.claim]
    assert look(review.prototype).pins == ()


def test_a_pin_stays_a_pin_while_there_is_no_prd(of_idea: Prototype, actor: Actor):
    pin = pinning.add_pin(actor, prototype=of_idea.key, spot=pinning.Spot(), text="Why?")
    with pytest.raises(NoPrdYet):
        pinning.make_question(actor, prototype=of_idea.key, pin=pin.pk, text="Why?")


def test_the_link_is_shown_once_and_never_again(client: Client, of_prd: Prototype):
    page = client.post(f"/prototypes/{of_prd.key}/reviews", {"label": "Pilots", "days": "7"}).content.decode()
    token = page.partition("/review/")[2].partition('"')[0]
    assert len(token) > 30
    assert Client().get(f"/review/{token}").status_code == 200
    again = client.get(f"/prototypes/{of_prd.key}").content.decode()
    assert token not in again
    assert "Pilots" in again
    assert ReviewLink.objects.get().expires - utc_now() < timedelta(days=7)
