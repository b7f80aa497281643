"""Conversations in every layout people bring: turns numbered as written, voices told apart, words exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Evidence, FileKind, SourceFile
from throughline.discovery.reading.files import read_files
from throughline.discovery.reading.formats import decode_original


def read(folder: Path, content: str, name: str, **options: object) -> SourceFile:
    path = folder / name
    path.write_bytes(content.encode())
    return read_files([path], **options).files[0]  # type: ignore[arg-type]


def said(file: SourceFile) -> list[tuple[int | None, str | None, str]]:
    return [(piece.turn, piece.person, piece.text) for piece in file.evidence]


def who_asks(file: SourceFile) -> dict[str, bool]:
    return {speaker.name: speaker.interviewer for speaker in file.speakers}


VTT = """\ufeffWEBVTT - Call with Acme

NOTE
Account: Acme Corp
Segment: Enterprise

STYLE
::cue { color: red }

REGION
id:one

intro-1
00:01.000 --> 00:04.000 align:start
<v Sam Lee>Thanks for joining, how do you <i>use</i>
reports &amp; exports?</v>

00:00:05.000 --> 00:00:09.000
<v.loud Jane Doe>By <c.yellow>hand</c>, &lt;5 GB</v> <v Sam Lee>I see.</v> <v Jane Doe>Every Friday.

00:10.000 --> 00:11.000

00:12.000 --> 00:14.000
<v Jane Doe>It fails at month end.</v>
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_webvtt_gives_a_turn_to_each_voice_and_each_empty_cue(tmp_path: Path, end: str) -> None:
    file = read(tmp_path, VTT.replace("\n", end), "call.vtt")
    assert said(file) == [
        (0, "Sam Lee", "Thanks for joining, how do you use reports & exports?"),
        (1, "Jane Doe", "By hand, <5 GB"),
        (2, "Sam Lee", "I see."),
        (3, "Jane Doe", "Every Friday."),
        (5, "Jane Doe", "It fails at month end."),
    ]
    assert file.records == 6
    assert [piece.at_seconds for piece in file.evidence] == [1.0, 5.0, 5.0, 5.0, 12.0]
    assert who_asks(file) == {"Sam Lee": True, "Jane Doe": False}


TALK = "Kim: We have Bo Lund from ACME here.\n\nBo: Glad to be with Kim at the panel.\n\nKim: Is the oven hot?\n"


@pytest.mark.parametrize(
    ("name", "head", "title"),
    [
        ("2024-03-05-panel-with-bo-from-acme.txt", "", "Panel with Bo from ACME"),
        ("2024-03-05-OTel Q&A with bo.txt", "", "OTel Q&A with bo"),
        ("call.txt", "Title: 2024-03-05 The oven at ACME\n\n", "The oven at ACME"),
    ],
)
def test_a_title_has_the_capitals_the_file_has_and_no_date(tmp_path: Path, name: str, head: str, title: str) -> None:
    assert read(tmp_path, head + TALK, name).title == title


def test_a_note_tells_the_account_and_only_customers_get_it(tmp_path: Path) -> None:
    file = read(tmp_path, VTT, "call.vtt")
    assert {(p.account, p.segment) for p in file.evidence if p.person == "Jane Doe"} == {("Acme Corp", "Enterprise")}
    assert all(p.account is None for p in file.evidence if p.interviewer)
    assert file.title == "Call with Acme"


def test_offsets_are_the_slice_as_the_file_writes_it(tmp_path: Path) -> None:
    file = read(tmp_path, VTT, "call.vtt")
    decoded = decode_original(tmp_path / "call.vtt")
    slices = [decoded[piece.start : piece.end] for piece in file.evidence]
    assert slices[0] == "Thanks for joining, how do you <i>use</i>\nreports &amp; exports?"
    assert slices[1] == "By <c.yellow>hand</c>, &lt;5 GB"


CUT = """1
00:00:01,000 --> 00:00:03,000
Kim: so what did you

2
00:00:03,000 --> 00:00:05,000
do when the oven

3
00:00:05,000 --> 00:00:06,000
<i>broke down?</i>

4
00:00:06,000 --> 00:00:08,000
Ada: We called Bo.

5
00:00:08,000 --> 00:00:09,000
and then nothing.

6
00:00:09,000 --> 00:00:11,000
Kim: And

7
00:00:11,000 --> 00:00:12,000
- nobody came?

8
00:00:12,000 --> 00:00:13,000
Ada: Nobody.
"""


def test_a_cue_that_goes_on_with_a_named_ones_sentence_is_the_same_voices(tmp_path: Path) -> None:
    file = read(tmp_path, CUT, "cut.srt")
    assert [piece.person for piece in file.evidence] == ["Kim", "Kim", "Kim", "Ada", None, "Kim", None, "Ada"]
    written = decode_original(tmp_path / "cut.srt")
    assert [written[piece.start : piece.end] for piece in file.evidence[1:3]] == [
        "do when the oven",
        "<i>broke down?</i>",
    ]


def test_where_few_cues_have_names_no_name_is_carried_over(tmp_path: Path) -> None:
    few = "\n".join(f"{n}\n00:01:{n:02},000 --> 00:01:{n + 1:02},000\nThis is said, {n}.\n" for n in range(8, 20))
    file = read(tmp_path, CUT + "\n" + few, "few.srt")
    assert file.evidence[1].person is None


def test_srt_reads_names_before_colons_and_leaves_unnamed_cues_unnamed(tmp_path: Path) -> None:
    srt = (
        "1\n00:00:00,000 --> 00:00:02,000\nThank you everyone for joining our panel today.\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\nAda: What is the hardest part: setup or use?\n\n"
        "3\n00:00:04,000 --> 00:00:06,000\n{\\an8}Iris: Setup. One thing: it took\nus <b>two</b> days.\n"
        "4\n00:00:06,000 --> 00:00:07,000\nAda: Why is that?\n\n"
        "5\n00:00:08,000 --> 00:00:09,000\nThe docs are thin.\n\n"
        "6\n00:00:08,000 --> 00:00:09,000\nIris: No examples.\n"
    )
    file = read(tmp_path, srt, "2024-03-05-panel.srt")
    assert said(file)[1:3] == [
        (1, "Ada", "What is the hardest part: setup or use?"),
        (2, "Iris", "Setup. One thing: it took us two days."),
    ]
    opening, docs = file.evidence[0], file.evidence[4]
    assert (opening.person, opening.interviewer) == (None, True)
    assert (docs.person, docs.interviewer, docs.text) == (None, False, "The docs are thin.")
    assert str(file.date) == "2024-03-05"


LAYOUTS = {
    "otter": """Ola Berg  0:03
Hi, thanks for taking the time. What hurts?

Nora Chen  1:02:10
The export.

It fails.

Ola Berg  1:03:00
How often?

Nora Chen  1:03:20
Daily.

Transcribed by https://otter.ai
""",
    "bracketed": """[00:00:03] Ola Berg: Hi, thanks for taking the time. What hurts?
[01:02:10] Nora Chen: The export.

It fails.
[01:03:00] Ola Berg: How often?
[01:03:20] Nora Chen: Daily.
""",
    "stamped": """00:00:03 Ola Berg: Hi, thanks for taking the time. What hurts?
01:02:10 Nora Chen: The export.

It fails.
01:03:00 Ola Berg: How often?
01:03:20 Nora Chen: Daily.
""",
    "parenthesised": """Ola Berg (00:03):
Hi, thanks for taking the time. What hurts?
Nora Chen (1:02:10): The export.

It fails.
Ola Berg (1:03:00):
How often?
Nora Chen (1:03:20):
Daily.
""",
    "barred": """Call about exports

Transcript

0:03 | Ola Berg
Hi, thanks for taking the time. What hurts?

1:02:10 | Nora Chen
The export.

It fails.

1:03:00 | Ola Berg
How often?

1:03:20 | Nora Chen
Daily.
""",
    "dashed": """0:03 - Ola Berg
  Hi, thanks for taking the time. What hurts?

1:02:10 - Nora Chen (Acme)
  The export.

It fails.

1:03:00 - Ola Berg
  How often?

1:03:20 - Nora Chen (Acme)
  Daily.
""",
    "bold": """# Call

## Summary
The customer wants exports.

## Transcript

**Ola Berg** *(0:03)*: Hi, thanks for taking the time. What hurts?

**Nora Chen** *(1:02:10)*: The export.

It fails.

**Ola Berg** *(1:03:00)*: How often?

**Nora Chen** *(1:03:20)*: Daily.
""",
    "behind": """Ola Berg: [0:03] Hi, thanks for taking the time. What hurts?
Nora Chen: [1:02:10] The export.

It fails.
Ola Berg: [1:03:00] How often?
Nora Chen: [1:03:20] Daily.
""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_with_times_gives_the_same_conversation(tmp_path: Path, layout: str) -> None:
    name = "call.md" if layout == "bold" else "call.txt"
    file = read(tmp_path, LAYOUTS[layout], name)
    assert said(file) == [
        (0, "Ola Berg", "Hi, thanks for taking the time. What hurts?"),
        (1, "Nora Chen", "The export.\nIt fails."),
        (2, "Ola Berg", "How often?"),
        (3, "Nora Chen", "Daily."),
    ]
    assert [piece.at_seconds for piece in file.evidence] == [3.0, 3730.0, 3780.0, 3800.0]
    assert [piece.interviewer for piece in file.evidence] == [True, False, True, False]


def test_a_company_behind_the_name_is_the_customers_account(tmp_path: Path) -> None:
    file = read(tmp_path, LAYOUTS["dashed"], "call.txt")
    assert {piece.account for piece in file.evidence if not piece.interviewer} == {"Acme"}


def test_name_and_colon_with_a_header_on_top(tmp_path: Path) -> None:
    text = (
        "Account: Northwind\nSegment: Enterprise\nDate: 12 March 2024\n"
        "Participants: Jane Doe (Northwind, customer), Sam Lee (PM)\n\n"
        "Sam: How do you plan the week?\n\nJane: In a shared sheet.\nIt breaks often.\n\n"
        "Sam: And then?\n\nJane: We call each other. Note: nobody likes it.\n"
    )
    file = read(tmp_path, text, "talk.txt")
    assert said(file)[1] == (1, "Jane", "In a shared sheet. It breaks often.")
    assert len(file.evidence) == 4
    assert [(p.account, p.segment) for p in file.evidence if not p.interviewer] == [("Northwind", "Enterprise")] * 2
    assert str(file.date) == "2024-03-12"
    assert {speaker.reason for speaker in file.speakers} == {"the file says so"}


def test_front_matter_headings_and_emphasis_in_markdown(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Interview with Nora\naccount: Contoso\nsegment: Mid-market\ndate: 2024-05-01\nparticipants:\n"
        "  - Nora Chen (customer)\n  - Ola (interviewer)\n---\n\n# Interview\n\n## Background\n\n"
        "**Ola:** Tell me about your setup.\n\n**Nora:** We have *three* warehouses, and **all** run on `paper_v2`.\n\n"
        "## Wrap up\n\n**Ola:** Anything else?\n\n**Nora:** No.\n"
    )
    file = read(tmp_path, text, "nora.md")
    assert said(file)[1] == (1, "Nora", "We have three warehouses, and all run on `paper_v2`.")
    assert (file.title, file.evidence[1].account, str(file.evidence[1].date)) == (
        "Interview with Nora",
        "Contoso",
        "2024-05-01",
    )
    assert who_asks(file) == {"Ola": True, "Nora": False}


def test_names_as_headings_speak_and_titles_as_headings_do_not(tmp_path: Path) -> None:
    named = (
        "### Nora Chen\nWe have three warehouses.\n\nThey are cold.\n\n### Ola Berg\nHow cold?\n\n### Nora Chen\n-10.\n"
    )
    assert [person for _, person, _ in said(read(tmp_path, named, "a.md"))] == ["Nora Chen", "Ola Berg", "Nora Chen"]
    chapters = "Introduction  00:00\nOf exports.\n\nPricing  05:00\nIt is dear.\n\nNext Steps  10:00\nWe will see.\n"
    file = read(tmp_path, chapters, "b.txt")
    assert [person for _, person, _ in said(file)] == [None, None, None]
    assert file.speakers == ()


def test_a_section_title_beside_a_time_is_not_the_speaker_named_in_bold_below(tmp_path: Path) -> None:
    text = (
        "Moderator  00:00\nWelcome everyone to the panel.\n\nPanelist Introductions  00:44\n"
        "- **Iris:** Hello everyone! I run observability.\n\nPanelist Introductions  00:54\n"
        "- **Nikos Takas:** Hi, I write code.\n\nModerator  01:30\nWhat is hard?\n\nIris  01:40\nThe upgrade.\n"
    )
    file = read(tmp_path, text, "panel.txt")
    assert said(file)[1:3] == [
        (1, "Iris", "Hello everyone! I run observability."),
        (2, "Nikos Takas", "Hi, I write code."),
    ]
    assert set(who_asks(file)) == {"Moderator", "Iris", "Nikos Takas"}


def test_a_bold_numbered_question_under_a_customers_name_is_nobodys_quote(tmp_path: Path) -> None:
    text = (
        "Dan  00:21\nHello! I am a staff engineer and run alerting for forty teams.\n\n"
        "Dan  04:17\n1. **What do you think of sampling? Is more always better?**\n\n"
        "Dan  04:25\n- More data is not better. It should tell what users feel.\n\nDan  04:30\n---\n\n"
        "Dan  04:40\nThank you, Dan, for sharing your insights!\n"
    )
    file = read(tmp_path, text, "talk.txt")
    voices = {piece.turn: (piece.person, piece.quotable) for piece in file.evidence}
    assert voices == {0: ("Dan", True), 1: (None, False), 2: ("Dan", True), 4: (None, False)}
    assert file.evidence[2].text == "More data is not better. It should tell what users feel."


def test_stage_directions_are_turns_but_no_evidence(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        json.dumps(
            {"segments": [{"text": "[Music]"}, {"text": "(laughs)"}, {"text": "[Music] It fails."}, {"text": ""}]}
        ),
        "talk.json",
    )
    assert said(file) == [(2, None, "[Music] It fails.")]
    assert file.records == 4


def test_a_json_segment_i_is_turn_i(tmp_path: Path) -> None:
    segments = [
        {"speaker": "Bo", "text": "How do you export?", "start": 0.5},
        {"speaker": "Jane", "text": '  It "fails"\n daily é '},
        {"speaker": None, "text": None},
        5,
        {"speaker": "Jane", "text": "Every day."},
    ]
    document = {"participants": [{"name": "Jane", "role": "customer"}], "account": "Acme", "segments": segments}
    file = read(tmp_path, json.dumps(document, indent=1), "talk.json")
    assert said(file) == [(0, "Bo", "How do you export?"), (1, "Jane", 'It "fails" daily é'), (4, "Jane", "Every day.")]
    decoded = decode_original(tmp_path / "talk.json")
    piece = file.evidence[1]
    assert json.loads(f'"{decoded[piece.start : piece.end]}"') == 'It "fails"\n daily é'
    assert piece.account == "Acme"
    assert who_asks(file) == {"Bo": True, "Jane": False}
    assert [(bad.row, bad.reason) for bad in file.rejected] == [(3, "it is no object")]


@pytest.mark.parametrize(
    "document",
    [
        {"utterances": [{"speaker": "A1", "text": "hello there"}, {"speaker": "B1", "text": "it is slow"}]},
        {"d": {"turns": [{"speakerName": "A1", "body": "hello there"}, {"speakerName": "B1", "body": "it is slow"}]}},
        [{"speaker": "A1", "text": "hello there"}, {"speaker": "B1", "text": "it is slow"}],
        [{"speaker": "A1", "sentences": [{"text": "hello"}, {"text": "there"}]}, {"voice": "B1", "text": "it is slow"}],
    ],
)  # fmt: skip
def test_transcripts_in_json_are_recognised_by_shape(tmp_path: Path, document: object) -> None:
    file = read(tmp_path, json.dumps(document), "talk.json")
    assert file.kind is FileKind.CONVERSATION
    assert said(file) == [(0, "A1", "hello there"), (1, "B1", "it is slow")]


def test_a_person_can_correct_who_asks(tmp_path: Path) -> None:
    text = "Ada: What do you do?\nBo: I run ops.\nAda: Why?\nBo: For fun.\n"
    assert who_asks(read(tmp_path, text, "a.txt")) == {"Ada": True, "Bo": False}
    corrected = read(tmp_path, text, "a.txt", speakers={"Ada": "customer", "Bo": "interviewer"})
    assert who_asks(corrected) == {"Ada": False, "Bo": True}
    assert [piece.interviewer for piece in corrected.evidence] == [False, True, False, True]
    with pytest.raises(AppError, match="customer or interviewer"):
        read(tmp_path, text, "a.txt", speakers={"Ada": "boss"})


def test_in_a_talk_without_names_openings_and_questions_are_the_interviewers(tmp_path: Path) -> None:
    turns = [
        "Welcome everyone to our session.",
        "We moved to the cloud in May.",
        "How long did it take?",
        "Two weeks. Hard ones.",
    ]
    file = read(tmp_path, json.dumps({"segments": [{"text": turn} for turn in turns]}), "talk.json")
    assert [piece.interviewer for piece in file.evidence] == [True, False, True, False]


def test_a_whole_stretch_of_talk_in_one_turn_is_nobodys_words(tmp_path: Path) -> None:
    long = (
        "welcome everyone thanks for joining. How is it? It is slow. Why? "
        + "we use it every day and it is slow. " * 300
    )
    turns = [{"speaker": "Jane", "text": f"We use it daily, part {i}."} for i in range(6)]
    file = read(tmp_path, json.dumps({"segments": [*turns, {"speaker": "Jane", "text": long}]}), "talk.json")
    last: Evidence = file.evidence[-1]
    assert (last.person, last.quotable, last.attributes["voices"]) == (None, False, "several")


def test_paragraphs_and_list_items_are_turns_and_headings_are_not(tmp_path: Path) -> None:
    text = (
        "# Notes\n\nTalked to the lead.\n\n- Scanner drops twice a day\n- Labels peel off\n\n---\n\nThey want more.\n"
    )
    file = read(tmp_path, text, "notes.md")
    assert [text for _, _, text in said(file)] == [
        "Talked to the lead.",
        "Scanner drops twice a day",
        "Labels peel off",
        "They want more.",
    ]


WORDS = st.lists(
    st.sampled_from(["the", "export", "fails", "on", "monday", "because", "it", "is", "slow", "and", "we", "wait"]),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(turns=st.lists(st.tuples(st.sampled_from(["Jane Doe", "Sam Lee"]), WORDS), min_size=4, max_size=12))
def test_the_same_turns_come_back_from_every_caption_and_text_layout(
    tmp_path: Path, turns: list[tuple[str, list[str]]]
) -> None:
    spoken = [(name, " ".join(words).capitalize() + ".") for name, words in turns]
    if any(sum(name == who for name, _ in spoken) < 2 for who in ("Jane Doe", "Sam Lee")):
        return
    vtt = "WEBVTT\n\n" + "\n\n".join(
        f"00:{i:02}.000 --> 00:{i + 1:02}.000\n<v {name}>{text}</v>" for i, (name, text) in enumerate(spoken)
    )
    srt = "\n\n".join(
        f"{i}\n00:00:{i:02},000 --> 00:00:{i + 1:02},000\n{name}: {text}" for i, (name, text) in enumerate(spoken)
    )
    otter = "\n\n".join(f"{name}  0:{i:02}\n{text}" for i, (name, text) in enumerate(spoken))
    plain = "\n".join(f"{name}: {text}" for name, text in spoken)
    expected = [(i, name, text) for i, (name, text) in enumerate(spoken)]
    for name, content in (("a.vtt", vtt), ("a.srt", srt), ("b.txt", otter), ("c.txt", plain)):
        assert said(read(tmp_path, content, name)) == expected
