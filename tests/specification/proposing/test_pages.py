"""The pages of drafting with a model, as plain forms; and what they never show."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.language.model_server import KEY, Status, Words
from tests.postgres import URL
from tests.specification.proposing.conftest import list_texts
from tests.specification.proposing.thinking import claim, find_rows, says, think
from throughline.core.contracts import MemberRole
from throughline.core.services import add_member, issue_link
from throughline.specification.models import ModelCall, ModelDraft

HTMX = {"HX-Request": "true"}
FORM = {"provider": "openai", "model": "gpt-test", "key": KEY, "timeout": "20", "price": "3/15"}


def read(client: Client, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    return answer.content.decode()


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def set_up(client: Client, server, **more: str):
    return client.post("/prds/model", {**FORM, "url": f"{server.root}/v1", **more})


@pytest.mark.skipif(URL in os.environ, reason="with PostgreSQL it is a team's server, where no page sets a model")
class TestSettings:
    def test_off_is_said_plainly_with_what_would_be_sent_and_to_whom(self, client, prd, server):
        for path in (f"/prds/{prd.key}/model", "/prds/model"):
            page = plain(read(client, path))
            assert "othing leaves this machine" in page
            assert "names of customers, people and colleagues, which become codes" in page
        assert "Draft with a model" in read(client, f"/prds/{prd.key}")
        assert server.requests == []

    def test_an_owner_sets_it_and_the_key_is_never_shown_again(self, client, prd, server, tmp_path):
        answer = set_up(client, server, prd=prd.key)
        assert answer.status_code == 302
        page = read(client, answer["Location"])
        assert KEY not in page
        assert "Zx9Q" in page
        assert f"/prds/{prd.key}/model" in page
        assert (tmp_path / "model.json").exists()
        assert server.requests == [], "saving asks nobody"

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"model": ""}, "no name of a model"),
            ({"url": "http://models.example.com"}, "without encryption"),
            ({"key": "a b"}, "this is no key"),
            ({"price": "cheap"}, "no price"),
        ],
    )
    def test_what_cannot_be_is_said_and_what_was_typed_stays_but_for_the_key(self, client, prd, server, more, words):
        answer = set_up(client, server, **more)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert 'value="3/15"' in page or "price" in more
        assert KEY not in page

    def test_trying_it_asks_one_word_and_a_failure_is_said(self, client, prd, server):
        set_up(client, server)
        server.says(Words("yes", tokens=(12, 1)))
        assert "12 tokens in, 1 out" in client.post("/prds/model/check").content.decode()
        assert server.last.body["max_tokens"] == 16
        server.says(Status(401))
        assert "refuses the key ending in Zx9Q" in client.post("/prds/model/check").content.decode()
        assert list(ModelCall.objects.values_list("outcome", flat=True).order_by("pk")) == ["answered", "key refused"]

    def test_switching_it_off_forgets_the_key(self, client, prd, server, tmp_path: Path):
        set_up(client, server)
        client.post("/prds/model/forget")
        assert not (tmp_path / "model.json").exists()
        assert "Off. Nothing leaves this machine." in read(client, "/prds/model")

    def test_an_editor_reads_it_and_an_owner_alone_sets_it(self, actor, prd, server, tmp_path):
        editor = Client()
        editor.get(f"/?key={issue_link(add_member(actor, name='Bo', role=MemberRole.EDITOR))}")
        assert 'name="key"' not in read(editor, "/prds/model")
        assert set_up(editor, server).status_code == 403
        assert editor.post("/prds/model/forget").status_code == 403
        assert not (tmp_path / "model.json").exists()

    def test_on_a_teams_server_and_under_the_environment_no_page_sets_it(
        self, client, prd, server, settings, monkeypatch, tmp_path
    ):
        settings.BEHIND_HTTPS = True
        assert "set by whoever runs it" in plain(read(client, "/prds/model"))
        assert set_up(client, server).status_code == 403
        settings.BEHIND_HTTPS = False
        monkeypatch.setenv("THROUGHLINE_MODEL", "ollama:llama3.2")
        page = read(client, "/prds/model")
        assert "ollama:llama3.2" in page
        assert 'name="key"' not in page
        assert set_up(client, server).status_code == 403
        assert not (tmp_path / "model.json").exists()


def begin(client: Client, prd) -> str:
    return client.post(f"/prds/{prd.key}/model/begin")["Location"]


class TestTheWholeWay:
    def test_questions_estimate_proposals_and_decisions_with_plain_forms(
        self, client, prd, server, configure, run_jobs
    ):
        configure()
        server.says(think)
        path = begin(client, prd)
        assert read(client, path).count("<textarea") == 5
        client.post(f"{path}/answer", {"q1": "Clinics first.", "section": ["problem", "approach", "stories"]})
        page = read(client, path)
        assert "Clinics first." in page, "what will be sent is there to read"
        assert "&lt;data-" in page
        assert re.search(r"\$0\.0\d+ to \$0\.\d+", page)
        assert server.requests == []

        client.post(f"{path}/run")
        assert "The model is writing" in read(client, path)
        assert "hx-get" in read(client, path, **HTMX)
        run_jobs()
        assert client.get(path, headers=HTMX).headers["HX-Refresh"] == "true"
        page = read(client, path)
        assert "What the model proposes" in page
        assert "1 × words nobody said" in plain(page)
        assert "leaving in May" in page.partition("Not let through")[2], "listed with the reason"
        assert "leaving in May" not in page.partition("Not let through")[0]

        take = re.findall(r'name="take" value="([\w-]+)" checked', page.partition('id="section-approach"')[0])
        answer = client.post(f"{path}/problem/accept", {"take": take})
        assert "changed=" in answer["Location"], "undo is offered on the next page"
        assert set(take) <= set(prd.lines.values_list("claim_id", flat=True))
        answer = client.post(f"{path}/approach/dismiss", headers=HTMX)
        assert "dismissed by Ada" in answer.content.decode()
        assert "throughline-done" in answer.headers["HX-Trigger"]
        assert "all decided" not in read(client, f"/prds/{prd.key}/model")

    def test_a_failure_stands_above_the_same_estimate_and_can_be_sent_again(
        self, client, prd, server, configure, run_jobs
    ):
        configure()
        server.says(Status(429, "{}", {"Retry-After": "60"}))
        path, before = begin(client, prd), list_texts(prd)
        client.post(f"{path}/answer", {"section": ["problem"]})
        client.post(f"{path}/run")
        run_jobs()
        page = plain(read(client, path))
        assert "wait 1" not in page
        assert "wait 60 seconds, as it asks, and try again" in page
        assert "The PRD is as it was." in page
        assert "Send it again" in page
        assert list_texts(prd) == before

    def test_hostile_words_are_letters_on_every_page(self, client, prd, server, configure, run_jobs):
        configure()
        bad = '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) " onmouseover="x'

        def hostile(received):
            row = find_rows(received, "evidence")[0]
            return says(
                {
                    "risks": [claim("proposal", f"It may fail {bad}", [row], "risk")],
                    f"problem{bad}": [claim("quote", bad, [row])],
                    "problem": [claim(bad, bad, [row]), claim("quote", bad, [bad])],
                }
            )

        server.says(hostile)
        path = begin(client, prd)
        client.post(f"{path}/answer", {"q1": bad, "section": ["problem", "risks"]})
        assert "<script>alert" not in read(client, path)
        client.post(f"{path}/run")
        run_jobs()
        page = read(client, path)
        assert "&lt;script&gt;" in page
        for tag in ("<script>alert", "<img src=x", 'href="javascript', 'onmouseover="x'):
            assert tag not in page
        take = re.findall(r'name="take" value="([\w-]+)"', page)
        client.post(f"{path}/risks/accept", {"take": take})
        assert "<script>alert" not in read(client, f"/prds/{prd.key}")

    def test_the_ledger_shows_each_call_and_the_sums(self, client, prd, server, configure, run_jobs):
        configure()
        assert "No model was ever asked" in read(client, "/prds/model/ledger")
        server.says(think)
        path = begin(client, prd)
        client.post(f"{path}/answer", {"section": ["problem"]})
        client.post(f"{path}/run")
        run_jobs()
        page = plain(read(client, "/prds/model/ledger"))
        assert "openai:gpt-test" in page
        assert "9,400" in page
        assert "$0.060" in page

    def test_cancelling_before_it_began_leaves_it_to_be_sent(self, client, prd, server, configure):
        configure()
        path = begin(client, prd)
        client.post(f"{path}/answer", {"section": ["problem"]})
        client.post(f"{path}/run")
        client.post(f"{path}/cancel")
        assert "Cancelled. The PRD is as it was." in read(client, path)
        assert server.requests == []

    def test_a_viewer_reads_the_proposals_without_a_form(self, actor, client, prd, server, configure, run_jobs):
        configure()
        server.says(think)
        path = begin(client, prd)
        client.post(f"{path}/answer", {"section": ["problem"]})
        client.post(f"{path}/run")
        run_jobs()
        viewer = Client()
        viewer.get(f"/?key={issue_link(add_member(actor, name='Bo', role=MemberRole.VIEWER))}")
        page = read(viewer, path)
        assert "What it invented" in page
        assert "/accept" not in page
        assert ModelDraft.objects.count() == 1
