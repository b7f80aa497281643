"""Every way a call can end, what the ledger keeps of each, and the draft that nothing of it touches."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.core.test_undo import take_snapshot
from tests.language.model_server import KEY, Cut, Gate, Refusal, Silence, Status, Words
from tests.specification.proposing.conftest import begin
from tests.specification.proposing.thinking import (
    think,
    write_draft,
)
from throughline.core.contracts import JobState
from throughline.core.jobs.services import cancel_job
from throughline.core.models import Member
from throughline.language.models.errors import ModelOff
from throughline.specification.models import ModelCall, SectionProposal
from throughline.specification.proposing import queries

FAILURES = {
    "cut off": Cut('{"sections": [{"section": "problem", "cl'),
    "too many requests": Status(429, "{}", {"Retry-After": "60"}),
    "key refused": Status(401, json.dumps({"error": {"message": f"no {KEY}"}})),
    "declined": Refusal(),
    "timed out": Silence('{"sections": ['),
    "unreadable answer": Words('{"sections": [{"section": "problem", "claims": [{"origin": "quote"}]}]}'),
}


class TestWhatFails:
    @pytest.mark.parametrize("code", FAILURES)
    def test_a_failure_is_said_written_down_and_leaves_everything_as_it_was(
        self, actor, prd, server, configure, run, code
    ):
        configure(timeout="0.4" if code == "timed out" else "20")
        server.says(FAILURES[code])
        draft = begin(actor, prd)
        before = {
            name: rows for name, rows in take_snapshot().items() if name not in {"core.job", "specification.modelcall"}
        }
        job = run(draft)
        after = {name: rows for name, rows in take_snapshot().items() if name in before}
        assert job.state == JobState.FAILED
        assert job.error.startswith("openai:gpt-test at 127.0.0.1:")
        assert after == before
        call = ModelCall.objects.get()
        assert (call.outcome, call.ended is None) == (code, False)
        assert KEY not in str(take_snapshot())
        server.says(think)
        assert run(draft).state == JobState.DONE, "and it can be sent again"

    def test_an_answer_without_anything_in_it_is_said_to_be_that(self, actor, prd, server, configure, run):
        configure()
        server.says(Words('{"sections": []}'))
        draft = begin(actor, prd)
        assert run(draft).outcome == "Proposals for 0 sections."
        draft.refresh_from_db()
        assert draft.report["sentences"] == 0

    def test_it_can_be_cancelled_while_the_model_writes(self, actor, prd, server, configure, monkeypatch, run):
        configure()
        gate: list[Gate] = []

        def answer(received):
            gate.append(Gate(write_draft(received).text, first=400))
            return gate[0]

        server.says(answer)
        draft = begin(actor, prd)
        seen: list[list] = []
        own = queries.ModelCall.objects.filter

        def watch(*args, **kwargs):
            if gate and gate[0].reached.is_set() and not seen:
                seen.append([])
                cancel_job(actor, job_id=queries.find_job(draft).pk)
            return own(*args, **kwargs)

        monkeypatch.setattr(queries.ModelCall.objects, "filter", watch)
        job = run(draft)
        gate[0].opened.set()
        monkeypatch.undo()
        assert job.state == JobState.CANCELLED
        assert ModelCall.objects.get().outcome == "cancelled"
        assert SectionProposal.objects.count() == 0

    def test_a_call_that_a_dead_worker_left_is_not_paid_for_twice_unasked(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd)
        ModelCall.objects.create(
            workspace=actor.workspace, member=actor.member, draft=draft, purpose="draft", model="m", host="h"
        )
        job = run(draft)
        assert job.state == JobState.FAILED
        assert "interrupted while the model was writing" in job.error
        assert server.requests == []
        assert ModelCall.objects.get().outcome == "interrupted"
        assert run(draft).state == JobState.DONE

    def test_a_job_run_again_after_its_end_asks_nobody(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd)
        run(draft)
        from throughline.specification.proposing.jobs import draft_with_model

        assert "Proposals for" in draft_with_model(actor, report=None, draft=draft.pk)
        assert len(server.requests) == 1


class TestLedger:
    def test_tokens_cost_and_minutes_are_kept_and_summed(self, actor, prd, server, configure, run):
        configure(price="3/15")
        server.says(think)
        run(begin(actor, prd))
        call = ModelCall.objects.get()
        assert (call.tokens_in, call.tokens_out, call.cost) == (9_400, 2_150, Decimal("0.060450"))
        assert (call.purpose, call.prd, call.model, call.outcome) == ("draft", prd.key, "openai:gpt-test", "answered")
        assert call.seconds > 0
        assert call.host.startswith("127.0.0.1:")

    def test_an_unknown_cost_is_in_no_sum_and_counted_beside_it(self, actor, prd, server, configure, run):
        configure(price="")
        server.says(think)
        run(begin(actor, prd))
        totals = queries.sum_calls(actor.workspace)
        assert ModelCall.objects.get().cost is None
        assert (totals.calls, totals.without_cost, totals.cost, totals.tokens_out) == (1, 1, Decimal(0), 2_150)

    def test_a_neighbours_ledger_is_their_own(self, actor, prd, server, configure, run):
        from throughline.core.services import make_workspace

        configure()
        server.says(think)
        run(begin(actor, prd))
        stranger = make_workspace("Theirs", owner="Eve")
        assert list(queries.list_calls(stranger.workspace)) == []
        assert Member.objects.count() == 2


class TestTheDoorForOtherRooms:
    def test_their_json_comes_back_by_their_schema_and_stands_in_the_ledger(self, actor, server, configure):
        from throughline.specification.proposing.pipeline import ask_json_as, word_json

        configure()
        schema = {"type": "object", "required": ["names"]}
        question = word_json("Name the screens.", rows=[{"screen": "a <b>"}], schema=schema)
        server.says(Words('Here: {"names": ["Exports"]}'))
        assert json.loads(ask_json_as(actor, question, schema, purpose="prototype", prd="prd-x")) == {
            "names": ["Exports"]
        }
        assert server.last.rows == [{"screen": "a <b>"}]
        assert server.last.instructions == "Name the screens."
        call = ModelCall.objects.get()
        assert (call.purpose, call.prd, call.outcome) == ("prototype", "prd-x", "answered")

    def test_off_is_off_for_them_too(self, actor):
        from throughline.specification.proposing.pipeline import ask_json_as, word_json

        with pytest.raises(ModelOff):
            ask_json_as(actor, word_json("x", rows=[], schema={}), {}, purpose="prototype")
