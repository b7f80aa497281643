"""A workspace with a PRD in it, a provider on this machine, and a model configured there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.language.model_server import KEY, ModelServer, run_model_server
from tests.specification.conftest import HEAD, SYNC
from tests.specification.proposing.thinking import WRITE
from throughline.core.contracts import Actor
from throughline.core.jobs.queries import get_job
from throughline.core.models import Job
from throughline.core.services import issue_link, make_workspace
from throughline.discovery.services import import_file
from throughline.specification.models import ModelDraft, Prd, PrdLine, SectionProposal
from throughline.specification.pipeline import DraftRequest
from throughline.specification.proposing import services
from throughline.specification.services import write_prd

LEADS = "/prds/x/model/1"


@pytest.fixture(scope="session")
def running() -> Iterator[ModelServer]:
    with run_model_server() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.requests.clear()
    return running


@pytest.fixture
def actor(db, tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """An owner whose workspace holds feedback; no model is configured."""
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    for name in ("", "_URL", "_KEY", "_TIMEOUT", "_PRICE"):
        monkeypatch.delenv(f"THROUGHLINE_MODEL{name}", raising=False)
    owner = make_workspace("Ours", owner="Ada")
    table = tmp_path / "feedback.csv"
    table.write_text(f"{HEAD}\n{SYNC.strip()}\n", encoding="utf-8")
    import_file(owner, path=table)
    return owner


@pytest.fixture
def prd(actor: Actor) -> Prd:
    return write_prd(actor, request=DraftRequest(about="the calendar sync", title="Sync fails", owner="Ada"))


@pytest.fixture
def configure(server: ModelServer, tmp_path: Path) -> Callable[..., None]:
    """Keeps a model in the folder's file, as the page does."""

    def keep(kind: str = "openai:gpt-test", **more: str) -> None:
        url = server.root if kind.startswith("anthropic") else f"{server.root}/v1"
        values = {"name": kind, "url": url, "key": KEY, "timeout": "20", "price": "3/15", **more}
        (tmp_path / "model.json").write_text(json.dumps(values), encoding="utf-8")

    return keep


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


@pytest.fixture
def run(actor, run_jobs):
    """Sends a draft and runs its job, as a worker would."""

    def send(draft: ModelDraft) -> Job:
        job = services.start_drafting(actor, draft=draft.pk, leads_to=LEADS)
        run_jobs()
        return get_job(actor.workspace, job.pk)

    return send


def begin(actor: Actor, prd, *, sections=tuple(WRITE), **answers: str) -> ModelDraft:
    draft = services.begin_draft(actor, prd=prd.key)
    return services.answer_questions(actor, draft=draft.pk, answers=answers, sections=sections)


def ids(draft: ModelDraft, section: str, *, shown: bool = True) -> list[str]:
    lines = SectionProposal.objects.get(draft=draft, section=section).lines
    return [one["line"]["id"] for one in lines if one["shown"] or not shown]


def list_texts(prd: Prd) -> list[str]:
    """What stands in the PRD now."""
    return [line.content["text"] for line in PrdLine.objects.filter(prd=prd, state="stands")]
