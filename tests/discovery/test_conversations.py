"""Conversations: read, marked, corrected, and what is made of them; by services and by pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from throughline.core.contracts import Actor
from throughline.core.kernel.errors import BadInput, Conflict, NotFound
from throughline.core.services import find_last_change, issue_link, make_workspace, undo_change
from throughline.discovery import services as discovery
from throughline.discovery.contracts import MarkKind, MarkState, Stance, Theme, Themes
from throughline.discovery.conversations import queries, services
from throughline.discovery.conversations.services import Bearing, Passage, VoiceSaid
from throughline.discovery.jobs import correct_speakers
from throughline.discovery.models import EvidenceRow, Mark, Opportunity, Snapshot, SourceFile
from throughline.discovery.queries import get_evidence, load_corpus
from throughline.discovery.reading.pasted import name_pasted

pytestmark = pytest.mark.django_db

CALL = """Title: Export papers
Account: Tarrowby
Segment: Enterprise
Date: 2026-04-14
Interviewer: Noor Haddad

Noor Haddad  0:04
What happened the last time you exported?

Gareth Penhallow  0:12
It stopped at row 50,000. I ran it again. <b>Nobody</b> told me 👀 why.

Noor Haddad  1:20
Would you use a progress bar?

Gareth Penhallow  2:04
Perhaps. Call me at gareth_p@tarrowby.example.
"""


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


@pytest.fixture
def file(actor: Actor, tmp_path: Path) -> SourceFile:
    return bring(actor, tmp_path, "call.txt", CALL)


def bring(actor: Actor, folder: Path, name: str, text: str) -> SourceFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    discovery.import_file(actor, path=path)
    return queries.visible_conversations(actor.workspace).get(name=name)


def make_talk(turns: int, *, voices: int = 2) -> str:
    said = [f"Voice {chr(65 + n % voices)}: This is what was said, number {n}." for n in range(turns)]
    return "\n\n".join(said) + "\n"


def say(file: SourceFile, turn: int, words: str) -> Passage:
    row = queries.get_turn(file, turn)
    start = row.text.index(words)
    return Passage(row.key, start, start + len(words), words)


def mark(actor: Actor, file: SourceFile, words: str = "I ran it again.", title: str = "", turn: int = 1) -> Mark:
    bearing = Bearing(title=title)
    return services.mark_passages(actor, passages=[say(file, turn, words)], kind=MarkKind.PAIN, bearing=bearing)[0]


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_marked_words_keep_their_place_kind_and_opportunity(actor: Actor, file: SourceFile):
    made = mark(actor, file, title="Exports that finish")
    assert made.evidence.text[made.start : made.end] == "I ran it again."
    assert (made.kind, made.state, made.opportunity.title) == ("pain", MarkState.ACCEPTED, "Exports that finish")


def test_a_title_that_is_known_finds_its_opportunity_and_begins_no_second(actor: Actor, file: SourceFile):
    first = mark(actor, file, title="Exports that finish")
    second = mark(actor, file, "It stopped at row 50,000.", title=" exports  THAT finish ")
    assert second.opportunity == first.opportunity
    assert Opportunity.objects.count() == 1


def test_undo_takes_a_mark_and_the_opportunity_begun_with_it(actor: Actor, file: SourceFile):
    mark(actor, file, title="Exports that finish")
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert (Mark.objects.count(), Opportunity.objects.count()) == (0, 0)


def test_marking_the_same_again_changes_nothing(actor: Actor, file: SourceFile):
    mark(actor, file, title="Exports that finish")
    again = Bearing(title="Exports that finish")
    passages = [say(file, 1, "I ran it again.")]
    assert services.mark_passages(actor, passages=passages, kind=MarkKind.PAIN, bearing=again) == []
    assert Mark.objects.count() == 1


def test_the_words_that_are_sent_must_stand_in_the_stored_turn(actor: Actor, file: SourceFile):
    good = say(file, 1, "I ran it again.")
    for start, end, words in [(good.start + 1, good.end, good.words), (0, 4000, good.words), (0, 0, "")]:
        with pytest.raises(Conflict, match="do not stand"):
            services.mark_passages(actor, passages=[Passage(good.evidence, start, end, words)], kind=MarkKind.NEED)
    assert not Mark.objects.exists()


def test_offsets_count_characters_as_the_server_does_behind_an_emoji(actor: Actor, file: SourceFile):
    made = mark(actor, file, "why.")
    assert made.evidence.text[made.start : made.end] == "why."


def test_the_interviewers_words_are_never_a_customers_evidence(actor: Actor, file: SourceFile):
    with pytest.raises(BadInput, match="Noor Haddad, who asks here"):
        mark(actor, file, "Would you use a progress bar?", turn=2)
    assert not Mark.objects.exists()


def test_a_whole_turn_is_marked_without_offsets(actor: Actor, file: SourceFile):
    row = queries.get_turn(file, 3)
    assert mark(actor, file, row.text, turn=3).start is None


def test_a_mark_can_change_its_kind_its_stance_and_its_opportunity(actor: Actor, file: SourceFile):
    made = mark(actor, file, title="Exports that finish")
    services.change_mark(
        actor, mark_id=made.pk, kind=MarkKind.DELIGHT, stance=Stance.AGAINST, bearing=Bearing(title="Another")
    )
    made.refresh_from_db()
    assert (made.kind, made.stance, made.opportunity.title) == ("delight", "against", "Another")


def test_taking_away_the_quote_to_remember_lets_go_of_it_and_undo_brings_both_back(actor: Actor, file: SourceFile):
    made = mark(actor, file)
    services.choose_quote(actor, file_id=file.pk, mark_id=made.pk)
    services.remove_mark(actor, mark_id=made.pk)
    assert (Mark.objects.count(), Snapshot.objects.get().quote_id) == (0, None)
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert Snapshot.objects.get().quote_id == made.pk


def test_a_renamed_voice_is_named_so_wherever_it_is_quoted_and_its_words_stay(actor: Actor, file: SourceFile):
    before = [(piece.id, piece.text) for piece in load_corpus(actor.workspace)]
    said = VoiceSaid(name="Gareth P.", account="Tarrowby Valves")
    services.correct_voice(actor, file_id=file.pk, voice="Gareth Penhallow", said=said)
    piece = get_evidence(actor.workspace, queries.get_turn(file, 1).key)
    assert (piece.person, piece.account) == ("Gareth P.", "Tarrowby Valves")
    assert [(piece.id, piece.text) for piece in load_corpus(actor.workspace)] == before
    row = queries.get_turn(file, 3)
    assert (row.customer_person.name, row.customer_account.name) == ("Gareth P.", "Tarrowby Valves")


def test_a_voice_that_asks_after_all_is_no_evidence_and_loses_its_marks_until_undone(actor: Actor, file: SourceFile):
    mark(actor, file)
    services.correct_voice(
        actor, file_id=file.pk, voice="Gareth Penhallow", said=VoiceSaid("Gareth Penhallow", interviewer=True)
    )
    assert all(piece.interviewer for piece in load_corpus(actor.workspace))
    assert not Mark.objects.exists()
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert Mark.objects.count() == 1
    assert not queries.get_turn(file, 1).interviewer


def test_nobody_named_can_be_named_and_asked_about_again(actor: Actor, tmp_path: Path):
    talk = bring(actor, tmp_path, "noise.txt", "It broke on Monday and nobody knew.\n\nThen it broke again, twice.\n")
    voices = queries.list_voices(talk).voices
    assert list(voices) == [""]
    services.correct_voice(actor, file_id=talk.pk, voice="", said=VoiceSaid("Bo", interviewer=True))
    talk.refresh_from_db()
    assert [(one.name, one.interviewer) for one in queries.list_voices(talk).voices.values()] == [("Bo", True)]
    services.correct_voice(actor, file_id=talk.pk, voice="", said=VoiceSaid("Bo", account="Acme"))
    assert get_evidence(actor.workspace, queries.get_turn(talk, 0).key).customer == "Acme"


def test_one_turn_can_be_given_to_another_voice(actor: Actor, file: SourceFile):
    services.give_turn(actor, file_id=file.pk, number=1, voice="Priya Shah")
    assert get_evidence(actor.workspace, queries.get_turn(file, 1).key).person == "Priya Shah"
    assert get_evidence(actor.workspace, queries.get_turn(file, 3).key).person == "Gareth Penhallow"
    file.refresh_from_db()
    services.give_turn(actor, file_id=file.pk, number=1, voice="Noor Haddad")
    assert queries.get_turn(file, 1).interviewer


def test_a_person_of_the_trail_says_who_speaks_and_strangers_do_not(actor: Actor, file: SourceFile):
    with pytest.raises(NotFound, match="nobody of that name"):
        services.correct_voice(actor, file_id=file.pk, voice="Nobody Here", said=VoiceSaid("X"))
    stranger = make_workspace("Elsewhere", owner="Eve")
    with pytest.raises(NotFound):
        services.correct_voice(stranger, file_id=file.pk, voice="Gareth Penhallow", said=VoiceSaid("X"))


def test_the_day_of_a_conversation_is_the_day_of_its_turns(actor: Actor, file: SourceFile):
    services.describe_conversation(actor, file_id=file.pk, title="Valves", on=date(2026, 5, 1))
    row = queries.get_turn(file, 1)
    assert (row.date, row.arrived) == (date(2026, 5, 1), date(2026, 5, 1))
    file.refresh_from_db()
    assert queries.count_by_week(actor.workspace, until=date(2026, 5, 3), weeks=2) == {
        date(2026, 4, 20): 0,
        date(2026, 4, 27): 1,
    }
    assert queries.list_latest_conversations(actor.workspace) == [file]


def test_the_list_says_who_was_heard_how_long_and_what_was_marked(actor: Actor, client: Client, file: SourceFile):
    mark(actor, file)
    page = client.get("/discovery/conversations/").content.decode()
    assert "Gareth Penhallow, Tarrowby, Enterprise" in page
    assert "Noor Haddad" not in page
    assert "14 Apr 2026" in page


def test_an_empty_list_teaches(client: Client):
    page = client.get("/discovery/conversations/").content.decode()
    assert "Add a conversation" in page
    assert "/mine" in page


def test_the_list_holds_every_conversation_once_in_each_order(actor: Actor, client: Client):
    SourceFile.objects.bulk_create(
        SourceFile(
            workspace=actor.workspace, name=f"c{n}.txt", title=f"Talk {n % 7}", sha256=str(n), size=1, format="text",
            encoding="utf-8", kind="conversation", state="visible", records=n % 5,
            date=date(2026, 1, 1 + n % 9) if n % 4 else None,
        )
        for n in range(95)
    )  # fmt: skip
    for sort in ("newest", "oldest", "name", "turns"):
        seen, url = [], f"/discovery/conversations/?sort={sort}"
        while url:
            page = client.get(url).context["page"]
            seen += [one.file.pk for one in page.entries]
            url = f"/discovery/conversations/{page.next}" if page.next else ""
        assert len(seen) == len(set(seen)) == 95


def test_the_list_is_narrowed_by_name_by_voice_and_by_marks(actor: Actor, client: Client, tmp_path: Path):
    one = bring(actor, tmp_path, "one.txt", CALL)
    bring(actor, tmp_path, "two.txt", CALL.replace("Gareth Penhallow", "Zoë Ünal").replace("papers", "sheets"))
    mark(actor, one)

    def names(query: str) -> list[str]:
        return [entry.file.name for entry in client.get(f"/discovery/conversations/?{query}").context["page"].entries]

    assert names("q=sheets") == ["two.txt"]
    assert names("q=Ünal") == ["two.txt"]
    assert names("marked=yes") == ["one.txt"]
    assert names("marked=no") == ["two.txt"]
    assert client.get("/discovery/conversations/?sort=loudest").status_code == 422
    assert client.get("/discovery/conversations/?after=1~never").status_code == 422


def test_pages_ask_the_database_as_often_for_a_long_talk_as_for_a_short_one(
    actor: Actor, client: Client, tmp_path: Path
):
    short = bring(actor, tmp_path, "short.txt", make_talk(4))
    pages = ["", "snapshot", "review", "speakers", "turns/1"]
    mark(actor, short, "number 1.", title="A")
    few = [count_queries(client, f"/discovery/conversations/{short.pk}/{page}") for page in pages]
    list_of_one = count_queries(client, "/discovery/conversations/")
    long = bring(actor, tmp_path, "long.txt", make_talk(180, voices=6))
    rows = [row for row in queries.list_turns(long, limit=None) if not row.interviewer][:30]
    passages = [Passage(row.key, 0, 4, row.text[:4]) for row in rows]
    services.mark_passages(actor, passages=passages, kind=MarkKind.NEED, bearing=Bearing(title="B"))
    assert [count_queries(client, f"/discovery/conversations/{long.pk}/{page}") for page in pages] == few
    assert count_queries(client, "/discovery/conversations/") == list_of_one


def test_a_long_transcript_is_cut_into_pages_and_a_link_finds_its_turn(actor: Actor, client: Client, tmp_path: Path):
    talk = bring(actor, tmp_path, "long.txt", make_talk(230))
    row = queries.get_turn(talk, 215)
    answer = client.get(f"/discovery/conversations/at/{row.key}?words=0-4")
    assert answer.url == f"/discovery/conversations/{talk.pk}/?from=160&turn=215&words=0-4#t-215"
    page = client.get(answer.url).content.decode()
    assert page.count('class="t') >= 30
    assert '<mark class="pointed">This</mark>' in page
    assert "turns 161 to 230 of 230" in page


def test_what_was_said_is_never_markup(client: Client, file: SourceFile):
    page = client.get(f"/discovery/conversations/{file.pk}/").content.decode()
    assert "<b>Nobody</b>" not in page
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in page


def test_words_are_marked_from_the_transcript_and_stand_there_with_their_letter(client: Client, file: SourceFile):
    passage = say(file, 1, "I ran it again.")
    sent = {"evidence": passage.evidence, "start": passage.start, "end": passage.end, "words": passage.words}
    url = f"/discovery/conversations/{file.pk}/marks"
    answer = client.post(url, {**sent, "kind": "workaround", "title": "Exports"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert '<mark class="k-workaround" data-letters="W">I ran it again.</mark>' in page
    assert 'id="t-1"' in page
    assert 'id="t-0"' not in page
    assert "throughline-done" in answer["HX-Trigger"]
    assert client.post(url, {**sent, "kind": "gossip"}).status_code == 422
    assert client.post(url, {**sent, "kind": "pain", "start": 0}).status_code == 409


def test_a_turn_is_marked_by_a_plain_form_sentence_by_sentence(client: Client, file: SourceFile):
    form = client.get(f"/discovery/conversations/{file.pk}/turns/1")
    one, two, three = form.context["sentences"]
    ticked = [f"{one.start}-{one.end}", f"{two.start}-{two.end}"]
    answer = client.post(
        f"/discovery/conversations/{file.pk}/turns/1/mark", {"kind": "pain", "sentence": ticked, "title": "Exports"}
    )
    assert answer.url.startswith(f"/discovery/conversations/{file.pk}/?changed=")
    made = Mark.objects.get()
    assert made.evidence.text[made.start : made.end] == "It stopped at row 50,000. I ran it again."
    assert three.text not in made.evidence.text[made.start : made.end]


def test_the_form_of_an_interviewers_turn_says_no_in_a_sentence(client: Client, file: SourceFile):
    page = client.get(f"/discovery/conversations/{file.pk}/turns/0").content.decode()
    assert "never a customer’s evidence" in page
    assert 'name="kind"' not in page
    sent = client.post(f"/discovery/conversations/{file.pk}/turns/0/mark", {"kind": "pain"})
    assert sent.status_code == 422


def test_opportunities_are_offered_while_a_title_is_typed(actor: Actor, client: Client, file: SourceFile):
    mark(actor, file, title="Exports that finish")
    url = "/discovery/conversations/opportunities"
    assert "Exports that finish" in client.get(f"{url}?title=finish exp").content.decode()
    assert "New: " in client.get(f"{url}?title=finish exp").content.decode()
    assert "New: " not in client.get(f"{url}?title=exports that FINISH").content.decode()
    assert "No opportunity yet" in client.get(url).content.decode()


def test_a_theme_that_waits_is_offered_and_choosing_it_accepts_it_in_one_change(
    actor: Actor, client: Client, file: SourceFile
):
    other = EvidenceRow.objects.get(file=file, turn=3)
    theme = Theme("th-stops", "", "Exports stop half way", (other.key,), (), None)
    discovery.keep_themes(actor, themes=Themes((theme,)))
    url = "/discovery/conversations/opportunities"
    assert 'value="th-stops"' in client.get(f"{url}?title=exports stop").content.decode()
    assert "New: " not in client.get(f"{url}?title=exports STOP half way").content.decode()
    assert "th-stops" not in client.get(url).content.decode()
    chosen = Bearing(opportunity="th-stops")
    (made,) = services.mark_passages(actor, passages=[say(file, 1, "I ran it again.")], kind=None, bearing=chosen)
    assert (made.opportunity.title, made.opportunity.from_theme) == ("Exports stop half way", "th-stops")
    assert Mark.objects.filter(opportunity=made.opportunity).count() == 2
    assert "th-stops" not in client.get(f"{url}?title=exports stop").content.decode()
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert not Opportunity.objects.exists()
    assert not Mark.objects.exists()
    assert "th-stops" in client.get(f"{url}?title=exports stop").content.decode()


def test_the_kind_of_a_mark_may_stay_open_and_the_form_has_a_button(client: Client, file: SourceFile):
    passage = say(file, 1, "I ran it again.")
    sent = {"evidence": passage.evidence, "start": passage.start, "end": passage.end, "words": passage.words}
    assert client.post(f"/discovery/conversations/{file.pk}/marks", {**sent, "title": "Exports"}).status_code == 302
    assert (Mark.objects.get().kind, Mark.objects.get().opportunity.title) == ("", "Exports")
    page = client.get(f"/discovery/conversations/{file.pk}/").content.decode()
    assert "Save <kbd>Enter</kbd>" in page
    assert " required" not in page


def test_a_snapshot_holds_facts_quotes_and_opportunities_and_leaves_without_personal_data(
    actor: Actor, client: Client, file: SourceFile
):
    made = mark(actor, file, "Call me at gareth_p@tarrowby.example.", title="Reach people", turn=3)
    client.post(f"/discovery/conversations/{file.pk}/snapshot/facts", {"facts": "Four plants\n\n Two people \n"})
    client.post(f"/discovery/conversations/{file.pk}/snapshot/quote", {"mark": made.pk})
    assert Snapshot.objects.get(file=file).facts == ["Four plants", "Two people"]
    page = client.get(f"/discovery/conversations/{file.pk}/snapshot").content.decode()
    assert "Reach people" in page
    assert "1 mark for" in page
    written = client.get(f"/discovery/conversations/{file.pk}/snapshot.md").content.decode()
    assert "# Export papers" in written
    assert "gareth" not in written
    assert written.count(r"\[mail\]") == 2


def test_the_review_names_the_rule_a_question_breaks_and_leads_to_it(client: Client, file: SourceFile):
    page = client.get(f"/discovery/conversations/{file.pk}/review").content.decode()
    assert "Ask what happened, not what would" in page
    assert f"/discovery/conversations/{file.pk}/?from=0&amp;turn=2&amp;words=0-" in page


VTT = """WEBVTT

1
00:01.000 --> 00:04.000
<v Noor>What happened the last time you exported?

2
00:04.000 --> 54:01.000
<v Gareth>It stopped at row 50,000, and I ran it again.
"""


@pytest.mark.parametrize(
    ("name", "text", "length"), [("a.vtt", VTT, "54 minutes"), ("b.txt", CALL, "at least 2 minutes")]
)
def test_a_conversation_lasts_until_its_last_turn_ends_or_at_least_until_that_began(
    actor: Actor, client: Client, tmp_path: Path, name: str, text: str, length: str
):
    talk = bring(actor, tmp_path, name, text)
    assert f"<span>{length}</span>" in client.get(f"/discovery/conversations/{talk.pk}/").content.decode()
    listed = client.get("/discovery/conversations/").content.decode()
    assert ('<span class="quiet">at least</span> 2' in listed) == length.startswith("at least")


HOSTED = """0:00
Welcome everyone, and thanks for joining us!

Dan  0:20
I look after our alarms.

0:40
What do you do when one rings?

Dan  0:50
I look at the trace first.
"""


def test_voices_without_a_name_can_be_corrected_before_and_after_an_import(actor: Actor, client: Client):
    asked = client.post("/mine", {"rows": HOSTED})
    page = client.get(asked.url).content.decode()
    assert 'Nobody named<small>2 turns</small><input type="hidden" name="voice-0" value="?">' in page
    said = {"voice-0": ["Dan", "?"], "asks-0": ["customer", "customer"]}
    client.post(asked.url, said)
    again = client.get(asked.url).content.decode()
    assert "you said so" in again


@pytest.mark.parametrize(("said", "asks"), [("customer", 0), ("interviewer", 2)])
def test_what_is_said_of_a_voice_without_a_name_holds(
    actor: Actor, client: Client, tmp_path: Path, said: str, asks: int
):
    talk = bring(actor, tmp_path, "hosted.txt", HOSTED)
    correct_speakers(actor, talk.name, {"Dan": "customer", "?": said})
    assert talk.evidence.filter(interviewer=True).count() == asks
    page = client.get(f"/discovery/conversations/{talk.pk}/speakers").content.decode()
    assert page.count('<section class="voice" aria-labelledby') == 2


def read_review(client: Client, talk: SourceFile) -> str:
    return client.get(f"/discovery/conversations/{talk.pk}/review").content.decode().replace("\u00a0", " ")


def test_the_review_says_whose_words_they_are_without_a_slip(client: Client, file: SourceFile):
    page = read_review(client, file)
    assert "of the words are the customer’s," in page
    assert "’ss" not in page


def test_a_review_gives_no_share_where_most_words_are_nobodys(actor: Actor, client: Client, tmp_path: Path):
    nobodys = "\n\n".join(f"{n}:00\nThis was said and nobody is named at it, as often." for n in range(3, 9))
    talk = bring(actor, tmp_path, "half.txt", CALL + "\n" + nobodys + "\n")
    page = read_review(client, talk)
    assert "words: too little to say who talked how much." in page
    assert f'href="/discovery/conversations/{talk.pk}/speakers">Correct the speakers first.' in page
    assert "<meter" not in page


def test_a_review_says_beside_the_share_how_many_words_it_rests_on(actor: Actor, client: Client, tmp_path: Path):
    talk = bring(actor, tmp_path, "nearly.txt", CALL + "\n3:00\nTwo words.\n")
    page = read_review(client, talk)
    assert "words (of 34) whose speaker is known," in page
    assert "<meter" in page


def test_the_guide_is_made_from_what_is_known_of_the_opportunity(actor: Actor, client: Client, file: SourceFile):
    made = mark(actor, file, title="Exports that finish")
    page = client.get(f"/discovery/conversations/prepare/{made.opportunity.key}")
    assert "Exports that finish" in page.content.decode()
    assert client.get("/discovery/conversations/prepare/op-none").status_code == 404


def test_doubtful_speakers_are_said_with_the_way_to_correct_them(actor: Actor, client: Client, tmp_path: Path):
    talk = bring(actor, tmp_path, "noise.txt", "It broke on Monday and nobody knew.\n\nThen it broke again, twice.\n")
    page = client.get(f"/discovery/conversations/{talk.pk}/").content.decode()
    assert "The file names nobody" in page
    assert f"/discovery/conversations/{talk.pk}/speakers" in page


def test_a_viewer_reads_and_is_offered_no_marks(actor: Actor, client: Client, file: SourceFile):
    made = mark(actor, file)
    actor.member.role = "viewer"
    actor.member.save()
    page = client.get(f"/discovery/conversations/{file.pk}/").content.decode()
    assert 'id="marker"' not in page
    assert client.post(f"/discovery/conversations/marks/{made.pk}/remove").status_code == 403
    assert Mark.objects.count() == 1


def test_a_neighbour_sees_no_conversation_turn_or_mark_of_ours(actor: Actor, file: SourceFile):
    made = mark(actor, file, title="Ours")
    neighbour = Client()
    neighbour.get(f"/?key={issue_link(make_workspace('Theirs', owner='Eve').member)}")
    base = f"/discovery/conversations/{file.pk}"
    urls = [f"{base}/", f"{base}/turns/1", f"{base}/speakers", f"{base}/snapshot", f"{base}/review"]
    urls += [f"/discovery/conversations/marks/{made.pk}", f"/discovery/conversations/at/{made.evidence.key}"]
    urls += [f"/discovery/conversations/prepare/{made.opportunity.key}"]
    assert {neighbour.get(url).status_code for url in urls} == {404}


def test_a_pasted_transcript_is_a_conversation_under_a_name_of_its_own(client: Client, settings):
    answer = client.post("/mine", {"rows": "Ada Lind: What happened?\nBo Ness: It broke, twice.\nAda Lind: When?\n"})
    page = client.get(answer.url).content.decode()
    assert "conversation · 3 turns" in page
    assert "Conversation with Bo Ness (" in page
    rows = client.post("/mine", {"rows": "account,text\nAcme,It hangs\nBirch,It works\n"})
    assert "table · 2 rows" in client.get(rows.url).content.decode()


def test_the_title_of_what_was_pasted_is_a_name_as_people_write_it(actor: Actor, tmp_path: Path):
    text = "Ada Lind: What happened?\nKofi Mensah-Boyd: It broke, twice.\n"
    assert bring(actor, tmp_path, name_pasted(text), text).title == "Conversation with Kofi Mensah-Boyd"


def test_a_piece_leads_to_its_place_in_the_conversation(client: Client, file: SourceFile):
    key = queries.get_turn(file, 1).key
    assert f"/discovery/conversations/at/{key}" in client.get(f"/discovery/evidence/{key}").content.decode()


def test_a_voice_that_a_file_names_with_its_company_is_corrected_too(actor: Actor, tmp_path: Path):
    talk = bring(actor, tmp_path, "noted.txt", "Ada: What happened?\nBo Ness (Acme): It broke.\nAda: When?\n")
    label = next(voice["name"] for voice in talk.speakers if voice["name"].startswith("Bo"))
    discovery.correct_speaker(actor, file_id=talk.pk, speaker=label, interviewer=True)
    assert queries.get_turn(talk, 1).interviewer
    assert queries.get_turn(talk, 1).customer_account is None


def test_a_snapshot_leaves_under_pseudonyms_where_they_are_chosen(actor: Actor, client: Client, file: SourceFile):
    mark(actor, file)
    actor.workspace.pseudonyms = True
    actor.workspace.save()
    written = client.get(f"/discovery/conversations/{file.pk}/snapshot.md").content.decode()
    assert "Gareth" not in written
    assert "Tarrowby" not in written
    assert "“I ran it again.”" in written
