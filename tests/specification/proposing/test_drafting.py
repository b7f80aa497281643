"""From the questions to the accepted section, through services and jobs, over real HTTP."""

from __future__ import annotations

import pytest

from tests.core.test_undo import take_snapshot
from tests.language.model_server import KEY, Status
from tests.specification.conftest import SYNC
from tests.specification.proposing.conftest import LEADS, begin, ids, list_texts
from tests.specification.proposing.thinking import (
    ask_questions,
    claim,
    find_rows,
    says,
    think,
)
from throughline.core.contracts import Actor, JobState, MemberRole
from throughline.core.jobs.queries import get_job
from throughline.core.jobs.services import cancel_job
from throughline.core.kernel.errors import Conflict, Forbidden
from throughline.core.models import Change, ChangedRow, Job
from throughline.core.services import add_member, find_last_change, undo_change
from throughline.language.models.errors import ModelOff
from throughline.specification.editing.deciding import accept_line, restore_line
from throughline.specification.models import ModelCall, PrdLine, SectionProposal
from throughline.specification.proposing import queries, services
from throughline.specification.proposing.errors import AlreadyDrafted, AlreadyDrafting, NoSections, NothingTaken
from throughline.specification.queries import get_prd
from throughline.specification.stations import list_cited


class TestTheWholeWay:
    def test_proposals_come_checked_and_the_prd_is_untouched_until_one_is_accepted(
        self, actor, prd, server, configure, run
    ):
        configure()
        server.says(think)
        before, draft = list_texts(prd), begin(actor, prd, q1="Clinics come first.")
        job = run(draft)
        assert (job.state, job.error) == (JobState.DONE, "")
        assert list_texts(prd) == before
        draft.refresh_from_db()
        report = draft.report
        told = [report[name] for name in ("stand", "unshown", "repeated")]
        assert sum(told) + len(report["refused"]) == report["sentences"]
        invented = dict(map(tuple, report["invented"]))
        assert {"words nobody said", "numbers the rows do not give", "sources that do not exist"} <= set(invented)
        proposed = str(list(SectionProposal.objects.filter(draft=draft).values_list("lines", flat=True)))
        assert not any(words in proposed for words in ("leaving in May", "84 accounts", "Maria", "have agreed"))

        services.accept_section(actor, draft=draft.pk, section="problem", taken=ids(draft, "problem"))
        added = set(list_texts(prd)) - set(before)
        assert set(before) <= set(list_texts(prd))
        assert len(added) == len(ids(draft, "problem")) == 2, "a quote that stands there already is no proposal"
        undo_change(actor, change_id=find_last_change(actor).pk)
        assert list_texts(prd) == before

    def test_what_was_accepted_is_linked_verified_and_waits_as_what_it_is(self, actor, prd, server, configure, run):
        configure("anthropic:claude-test")
        server.says(think)
        draft = begin(actor, prd, q1="Clinics come first.")
        assert run(draft).state == JobState.DONE
        for section in ("problem", "approach", "stories"):
            services.accept_section(actor, draft=draft.pk, section=section, taken=ids(draft, section))
        document = get_prd(actor.workspace, prd.key)
        lines = {line.claim.text: line for line in document.lines}
        said = next(line for line in lines.values() if line.owner == "Ada" and line.claim.rests_on)
        assert said.claim.rests_on == ("answer 1",)
        story = next(b for s in document.sections if s.key == "stories" for b in s.blocks if "See at once" in b.title)
        assert (story.kind, [line.label[:1] for line in story.lines]) == ("story", ["", "C", "C"])
        cited = {c.evidence for line in lines.values() for c in line.claim.citations}
        assert cited <= set(list_cited(actor.workspace, prd.key))
        waiting = PrdLine.objects.get(prd=prd, claim_id=story.lines[1].claim.id)
        assert waiting.content["origin"] == "proposal"
        assert accept_line(actor, prd=prd.key, claim=waiting.claim_id).content["origin"] == "judgement"

    def test_a_better_wording_takes_the_place_of_the_line_it_names_and_no_other(
        self, actor, prd, server, configure, run
    ):
        configure()
        old: dict[str, str] = {}

        def reword(received):
            line = next(r for r in find_rows(received, "line") if "id" in r and r["section"] == "questions")
            old["text"] = line["text"]
            first = find_rows(received, "evidence")[0]
            return says(
                {
                    "questions": [
                        claim("proposal", "How often, and since when?", [first], "question") | {"instead": line["id"]}
                    ]
                }
            )

        server.says(reword)
        draft = begin(actor, prd, sections=["questions"])
        run(draft)
        was = PrdLine.objects.get(prd=prd, content__text=old["text"])
        services.accept_section(actor, draft=draft.pk, section="questions", taken=ids(draft, "questions"))
        new = PrdLine.objects.get(prd=prd, content__text="How often, and since when?")
        assert (new.place, new.position, new.content["label"]) == (was.place, was.position, was.content["label"])
        was.refresh_from_db()
        assert (was.state, was.reason) == ("rejected", "gave way to a model's proposal that Ada accepted")
        assert old["text"] in {gone.was.text for gone in get_prd(actor.workspace, prd.key).rejected}
        restore_line(actor, prd=prd.key, claim=was.claim_id)
        assert old["text"] in list_texts(prd)

    def test_a_line_somebody_decided_about_meanwhile_keeps_its_place(self, actor, prd, server, configure, run):
        configure()

        def reword(received):
            line = next(r for r in find_rows(received, "line") if "id" in r and r["section"] == "questions")
            first = find_rows(received, "evidence")[0]
            return says({"questions": [claim("proposal", "How often?", [first], "question") | {"instead": line["id"]}]})

        server.says(reword)
        draft = begin(actor, prd, sections=["questions"])
        run(draft)
        named = SectionProposal.objects.get(draft=draft).lines[0]["instead"]
        accept_line(actor, prd=prd.key, claim=named)
        services.accept_section(actor, draft=draft.pk, section="questions", taken=ids(draft, "questions"))
        assert PrdLine.objects.get(prd=prd, claim_id=named).state == "stands"
        assert "How often?" in list_texts(prd)

    def test_what_nothing_shows_comes_in_only_where_somebody_ticks_it(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd, sections=["audience"])
        run(draft)
        everything, shown = ids(draft, "audience", shown=False), ids(draft, "audience")
        assert len(everything) == len(shown) + 1
        services.accept_section(actor, draft=draft.pk, section="audience", taken=everything)
        line = PrdLine.objects.get(prd=prd, content__text__startswith="Voice commands")
        assert line.content["origin"] == "proposal", "and even then it is nobody's fact"

    def test_a_dismissed_section_leaves_the_prd_alone(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd)
        run(draft)
        before = list_texts(prd)
        services.dismiss_section(actor, draft=draft.pk, section="problem")
        assert list_texts(prd) == before
        with pytest.raises(Conflict, match="nothing waits"):
            services.accept_section(actor, draft=draft.pk, section="problem", taken=ids(draft, "problem"))
        with pytest.raises(NothingTaken):
            services.accept_section(actor, draft=draft.pk, section="risks", taken=[])


class TestWhatIsSent:
    def test_the_rows_are_the_prds_own_without_a_name_and_only_for_what_was_chosen(
        self, actor, prd, server, configure, run
    ):
        configure()
        server.says(think)
        draft = begin(actor, prd, sections=["problem", "technical"], q1="Mail me at ada@ours.example")
        assert draft.sections == ["problem"]
        run(draft)
        assert len(server.requests) == 1
        told = str(server.last.rows)
        assert {row["section"] for row in find_rows(server.last, "section")} == {"problem"}
        assert {row["section"] for row in find_rows(server.last, "line")} == {"problem"}
        names = {row.split(",")[3] for row in SYNC.strip().split("\n")}
        assert "Alder Clinic" in names
        assert not any(name in server.last.raw.decode() for name in names)
        assert "ada@ours.example" not in server.last.raw.decode()
        assert "[mail]" in told
        cited = set(list_cited(actor.workspace, prd.key))
        assert len(find_rows(server.last, "evidence")) == len(cited)

    def test_nothing_is_sent_before_somebody_says_go(self, actor, prd, server, configure, run_jobs):
        configure()
        draft = begin(actor, prd)
        queries.word_task(draft)
        run_jobs()
        assert server.requests == []

    def test_while_it_is_off_nothing_can_be_started(self, actor, prd, server):
        draft = begin(actor, prd)
        with pytest.raises(ModelOff, match="nothing leaves this machine"):
            services.start_drafting(actor, draft=draft.pk, leads_to=LEADS)
        assert Job.objects.filter(name=queries.DRAFTING).count() == 0


class TestQuestions:
    def test_the_model_may_word_questions_and_those_that_invent_are_left_out(
        self, actor, prd, server, configure, run_jobs
    ):
        configure()
        server.says(ask_questions)
        draft = services.begin_draft(actor, prd=prd.key)
        own = [question["text"] for question in draft.questions]
        services.start_asking(actor, draft=draft.pk, leads_to=LEADS)
        run_jobs()
        draft.refresh_from_db()
        texts = [question["text"] for question in draft.questions]
        assert texts[:2] == [
            "Is it enough to say that it failed, or must it go on by itself?",
            "Which comes first: those who lose data or those who wait?",
        ]
        assert [question["by_model"] for question in draft.questions] == [True, True, False, False, False]
        assert not any("Maria" in text for text in texts)
        assert set(texts[2:]) <= set(own)
        assert ModelCall.objects.get().purpose == "questions"

    def test_where_the_model_fails_the_drafts_own_questions_stay(self, actor, prd, server, configure, run_jobs):
        configure()
        server.says(Status(500))
        draft = services.begin_draft(actor, prd=prd.key)
        before = draft.questions
        job = services.start_asking(actor, draft=draft.pk, leads_to=LEADS)
        run_jobs()
        draft.refresh_from_db()
        assert draft.questions == before
        assert get_job(actor.workspace, job.pk).state == JobState.FAILED

    def test_an_answer_goes_along_and_an_empty_one_does_not(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        run(begin(actor, prd, q1="  Clinics\n come first. ", q2="  ", q9="not asked"))
        told = find_rows(server.last, "answer")
        assert [(row["id"], row["text"]) for row in told] == [("a1", "Clinics come first.")]


class TestRules:
    def test_a_draft_is_answered_once_and_by_one_model_at_a_time(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd)
        with pytest.raises(NoSections):
            services.answer_questions(actor, draft=draft.pk, answers={}, sections=["technical"])
        services.start_drafting(actor, draft=draft.pk, leads_to=LEADS)
        with pytest.raises(AlreadyDrafting):
            services.answer_questions(actor, draft=draft.pk, answers={}, sections=["problem"])
        cancel_job(actor, job_id=queries.find_job(draft).pk)
        run(draft)
        with pytest.raises(AlreadyDrafted):
            services.start_drafting(actor, draft=draft.pk, leads_to=LEADS)

    @pytest.mark.parametrize("role", [MemberRole.CONTRIBUTOR, MemberRole.VIEWER])
    def test_only_writers_draft(self, actor, prd, role):
        reader = Actor(actor.workspace, add_member(actor, name="Bo", role=role))
        with pytest.raises(Forbidden):
            services.begin_draft(reader, prd=prd.key)

    def test_no_key_is_in_the_database_or_its_trail(self, actor, prd, server, configure, run):
        configure()
        server.says(think)
        draft = begin(actor, prd)
        run(draft)
        services.accept_section(actor, draft=draft.pk, section="problem", taken=ids(draft, "problem"))
        trail = [*ChangedRow.objects.values_list("before", "after"), *Change.objects.values_list("verb", "subject")]
        assert KEY not in str(take_snapshot()) + str(trail)
