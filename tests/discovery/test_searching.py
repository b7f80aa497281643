"""Search over feedback and conversations together."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import read_files, search, search_spans

ROWS = [
    ("Brightwater", "The export of our invoices times out after two minutes."),
    ("Hillside", "Love the new colours."),
    ("Hillside", "Please add single sign-on."),
    ("Quarry", "Cannot log in with my password since Monday."),
]
TURNS = [
    ("Ann", "Good morning."),
    ("Bo", "We export invoices every Friday and the file is always cut off."),
    ("Ann", ""),
    ("Ann", "What happens then?"),
    ("Bo", "We start the export again and hope that it does not time out."),
    ("Bo", "Otherwise we are happy with the reports."),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("search")
    return read_files([_write_feedback(folder / "feedback.csv"), _write_talk(folder / "talk.json")])


def _write_feedback(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("account", "text"), *ROWS])
    return path


def _write_talk(path: Path) -> Path:
    document = {"segments": [{"speaker": speaker, "text": text} for speaker, text in TURNS]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_items_and_turns_are_found_together_and_say_why(corpus: Corpus) -> None:
    hits = search(corpus, "export times out", limit=3)
    assert {hit.evidence.source for hit in hits} == {"feedback.csv", "talk.json"}
    assert "“export”" in hits[0].why


def test_an_item_in_other_words_is_similar_in_meaning(corpus: Corpus) -> None:
    hit = search(corpus, "authentication failure", limit=1)[0]
    assert hit.evidence.row == 4
    assert "similar in meaning" in hit.why


def test_what_has_nothing_in_common_is_only_the_nearest(corpus: Corpus) -> None:
    assert search(corpus, "quantum chromodynamics", limit=1)[0].why == "the nearest there is"


def test_a_customer_is_found_by_name(corpus: Corpus) -> None:
    assert search(corpus, "Brightwater", limit=1)[0].evidence.account == "Brightwater"


def test_every_piece_comes_back_once_under_a_large_limit(corpus: Corpus) -> None:
    hits = search(corpus, "invoices", limit=1000)
    assert sorted(hit.evidence.id for hit in hits) == sorted(piece.id for piece in corpus)


def test_turns_keep_their_numbers_past_an_empty_one(corpus: Corpus) -> None:
    turns = {hit.evidence.turn for hit in search(corpus, "reports", limit=1000)} - {None}
    assert turns == {0, 1, 3, 4, 5}


def test_a_span_stays_within_its_source_and_a_row_is_a_span_of_its_own(corpus: Corpus) -> None:
    spans = search_spans(corpus, "export times out", limit=1000)
    assert all(span.first_turn == span.last_turn for span in spans if span.source == "feedback.csv")
    held = [(s.source, n) for s in spans for n in range(s.first_turn, s.last_turn + 1)]
    assert len(held) == len(set(held))
    assert {n for source, n in held if source == "talk.json"} >= {0, 1, 3, 4, 5}


def test_the_best_span_of_a_conversation_holds_the_answer(corpus: Corpus) -> None:
    talk = Corpus(files=tuple(file for file in corpus.files if file.original.name == "talk.json"))
    best = search_spans(talk, "export times out", limit=1)[0]
    assert best.first_turn <= 4 <= best.last_turn


@pytest.mark.parametrize("query", ["", " \t"])
def test_no_question_has_no_answer(corpus: Corpus, query: str) -> None:
    assert search(corpus, query, limit=10) == ()
    assert search_spans(corpus, query, limit=10) == ()


@pytest.mark.parametrize("query", ["the of and", '" OR *', "🙂", "NEAR/2 (x", "日本語", "-- ; DROP"])
def test_odd_questions_are_answered_like_any_other(corpus: Corpus, query: str) -> None:
    assert len(search(corpus, query, limit=5)) == 5
    assert search_spans(corpus, query, limit=5)


def test_an_empty_corpus_has_no_answer() -> None:
    assert search(Corpus(), "export", limit=10) == ()
    assert search_spans(Corpus(), "export", limit=10) == ()


def test_answers_to_real_questions_are_found(real_data: Path, tmp_path: Path) -> None:
    """One real meeting: the first anchors and the first sixth of the words hold answers more often than not."""
    line = (real_data / "meetings" / "qmsum_val.jsonl").read_text(encoding="utf-8").splitlines()[0]
    meeting = json.loads(line)
    path = tmp_path / "meeting.json"
    path.write_text(json.dumps({"segments": meeting["turns"]}), encoding="utf-8")
    corpus = read_files([path])
    found = 0
    for query in meeting["queries"]:
        gold = {turn for first, last in query["spans"] for turn in range(first, last + 1)}
        found += any(hit.evidence.turn in gold for hit in search(corpus, query["q"], limit=5))
    assert found >= len(meeting["queries"]) / 2
