"""Themes over a corpus: who belongs, who is quoted, what is counted, which ids stay."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from throughline.discovery.contracts import Corpus, Evidence, FileKind, Original, SourceFile, Theme, Themes
from throughline.discovery.rules.chatter import is_chatter
from throughline.discovery.rules.excerpts import cut_excerpt
from throughline.discovery.rules.theme_ids import choose_ids
from throughline.discovery.theming import choose_quotes, find_themes
from throughline.language.themes.choosing import compare_groupings

EXPORT = (
    "Exporting the yearly report to CSV times out every single time",
    "The CSV export of our orders never finishes",
    "Export to a CSV file hangs at 80 per cent and then dies",
    "Downloading the CSV export takes an hour and then fails",
    "We cannot get the report export to complete any more",
)
LOGIN = (
    "Signing in with my password is refused since Monday",
    "Login fails although the password is right",
    "I am locked out of my account and the password reset mail never comes",
    "Password reset link says it has expired at once",
    "Two-factor login codes arrive too late to sign in",
)
COLOURS = (
    "The dark theme has grey letters on a grey ground",
    "Dark mode colours are unreadable in sunlight",
    "Please give us more contrast in the dark theme",
    "The new colours of the dark mode hurt my eyes at night",
    "In dark mode links have the same colour as text",
)


def make_corpus(texts: Sequence[str], **common: object) -> Corpus:
    pieces = [Evidence(f"ev-{row}", "items.csv", text, row=row) for row, text in enumerate(texts, start=1)]
    return corpus_of([replace(piece, **common) for piece in pieces])  # type: ignore[arg-type]


def corpus_of(pieces: Sequence[Evidence]) -> Corpus:
    original = Original("items.csv", "0" * 64, 1, "csv", "utf-8")
    return Corpus((SourceFile(original, FileKind.FEEDBACK, tuple(pieces), records=len(pieces)),))


def theme_with(themes: Themes, evidence: str) -> Theme:
    return themes.theme_of[evidence]


@pytest.fixture(scope="module")
def three_topics() -> Corpus:
    return make_corpus([*EXPORT, *LOGIN, *COLOURS])


@pytest.fixture(scope="module")
def themes(three_topics: Corpus) -> Themes:
    return find_themes(three_topics)


def test_items_about_one_thing_share_a_theme_and_others_do_not(themes: Themes) -> None:
    for start in (1, 6, 11):
        assert len({theme_with(themes, f"ev-{row}").id for row in range(start, start + 5)}) == 1
    assert len(themes.themes) == 3


def test_every_theme_has_a_label_of_its_own_and_one_broad_theme(themes: Themes) -> None:
    assert len({theme.label.lower() for theme in themes.themes}) == len(themes.themes)
    assert {theme.broad for theme in themes.themes} == {broad.id for broad in themes.broad}
    for broad in themes.broad:
        assert broad.size == sum(theme.size for theme in themes.themes if theme.broad == broad.id)


def test_quotes_are_whole_items_word_for_word(themes: Themes, three_topics: Corpus) -> None:
    for theme in themes.themes:
        assert 3 <= len(theme.quotes) <= 5
        for quote in theme.quotes:
            assert quote.text == three_topics.by_id[quote.evidence].text
            assert quote.evidence in theme.members
            assert (quote.source, quote.row) == ("items.csv", three_topics.by_id[quote.evidence].row)


def test_the_same_corpus_gives_the_same_themes(themes: Themes, three_topics: Corpus) -> None:
    assert find_themes(three_topics) == themes


def test_a_theme_keeps_its_id_when_items_join(themes: Themes, three_topics: Corpus) -> None:
    more = [
        *three_topics,
        Evidence("ev-90", "items.csv", "CSV export of invoices is stuck for hours", row=90),
        Evidence("ev-91", "items.csv", "My password does not let me sign in", row=91),
    ]
    again = find_themes(corpus_of(more), previous=themes)
    assert theme_with(again, "ev-90").id == theme_with(themes, "ev-1").id
    assert theme_with(again, "ev-91").id == theme_with(themes, "ev-6").id


def test_nobody_named_means_no_count_of_accounts(themes: Themes) -> None:
    assert [theme.accounts for theme in themes.themes] == [None, None, None]


def test_an_account_that_writes_often_counts_once() -> None:
    corpus = make_corpus(EXPORT, account="Brightwater", segment="Enterprise", date=date(2026, 3, 4))
    (theme,) = find_themes(corpus).themes
    assert theme.accounts == 1
    assert theme.segments == {"Enterprise": 5}
    assert theme.months == {"2026-03": 5}


def test_the_interviewer_pleasantries_and_bare_replies_are_in_no_theme() -> None:
    turns = [
        Evidence("ask", "talk.json", "Why does the CSV export time out for you?", turn=0, interviewer=True),
        Evidence("thanks", "talk.json", "Yeah, thanks, absolutely!", turn=1),
        Evidence("music", "talk.json", "[Music]", turn=2),
        Evidence("said", "talk.json", "Because our yearly report has too many rows and the server gives up.", turn=3),
        Evidence("reply", "talk.json", "Ten past four, on Mondays.", turn=4),
    ]
    assert set(find_themes(corpus_of(turns)).theme_of) == {"said"}


def test_second_hand_items_are_members_and_never_quoted() -> None:
    pieces = [replace(piece, relayed_by="sales" if piece.row in {1, 2} else None) for piece in make_corpus(EXPORT)]
    (theme,) = find_themes(corpus_of(pieces)).themes
    assert set(theme.members) == {piece.id for piece in pieces}
    assert {quote.evidence for quote in theme.quotes} == {"ev-3", "ev-4", "ev-5"}


def test_customers_speak_once_before_any_speaks_twice() -> None:
    accounts = ["A", "A", "A", "A", "B", "C", "D", "E"]
    pieces = [
        Evidence(f"ev-{row}", "f.csv", f"text {row}", row=row, account=account)
        for row, account in enumerate(accounts, start=1)
    ]
    assert [quote.row for quote in choose_quotes(pieces, ())] == [1, 5, 6, 7, 8]


def test_praise_and_complaint_about_one_thing_are_two_themes() -> None:
    works = ("The export works", "The export works well for us", "Exporting works great", "The export works every time")
    fails = (
        "The export does not work",
        "The export doesn't work for us",
        "Exporting is not working",
        "The export never works",
    )
    themes = find_themes(make_corpus([*works, *fails, *LOGIN, *COLOURS]))
    praise = {theme_with(themes, f"ev-{row}").id for row in range(1, 5)}
    complaint = {theme_with(themes, f"ev-{row}").id for row in range(5, 9)}
    assert not praise & complaint


@pytest.mark.parametrize("count", [1, 2, 5])
def test_very_few_items_still_become_themes(count: int) -> None:
    corpus = make_corpus([*EXPORT[:1], *LOGIN[:1], *COLOURS[:3]][:count])
    assert set(find_themes(corpus).theme_of) == {piece.id for piece in corpus}


def test_identical_items_are_one_theme_of_that_size() -> None:
    (theme,) = find_themes(make_corpus(["Too slow"] * 7)).themes
    assert theme.size == 7
    assert len(theme.quotes) == 1


def test_the_same_words_land_in_the_same_theme_wherever_they_stand() -> None:
    corpus = make_corpus([*EXPORT, "Login fails!", *LOGIN, "login fails", *COLOURS, "LOGIN FAILS"])
    themes = find_themes(corpus)
    assert len({theme_with(themes, id_).id for id_ in ("ev-6", "ev-12", "ev-18")}) == 1


def test_an_empty_corpus_has_no_themes() -> None:
    assert find_themes(Corpus()).themes == ()


@pytest.mark.parametrize(
    "text", ["[Music]", "Thanks!", "Yeah, exactly. Right.", "ok", "…", "", "(laughs) Thank you so much", "N/A", "None."]
)
def test_what_says_nothing_is_chatter(text: str) -> None:
    assert is_chatter(text)


@pytest.mark.parametrize(
    "text", ["Slow.", "crashes", "Error 504", "Thanks, but the export is slow", "Bitte schneller", "遅い"]
)
def test_one_word_of_meaning_is_no_chatter(text: str) -> None:
    assert not is_chatter(text)


def test_an_excerpt_of_a_long_item_is_whole_sentences_with_the_theme_words() -> None:
    text = (
        "We have been with you for six years and were mostly content with the reports and the friendly people. "
        "Since March the export does not finish. It stops at row 50,000 without any message. "
        "My colleague Tom says hello to everyone he met at the fair in Hanover last year, it was a pleasure."
    )
    excerpt = cut_excerpt(text, ("export", "finish", "stops at row"))
    assert excerpt in text
    assert "the export does not finish" in excerpt
    assert excerpt[0].isupper()
    assert excerpt.endswith(".")
    assert "Tom" not in excerpt


def test_ids_are_different_even_where_a_kept_id_stems_from_a_member_that_moved() -> None:
    one, other = [f"a{n}" for n in range(9)], [f"b{n}" for n in range(9)]
    first = choose_ids([one, other])
    deciding = next(member for member in one if choose_ids([[member]]) == first[:1])
    stayed = [member for member in one if member != deciding]
    old = Themes(
        tuple(Theme(id_, "br", "x", tuple(part), (), None) for id_, part in zip(first, [one, other], strict=True))
    )
    assert choose_ids([stayed, [*other, deciding]], previous=old) == first
    alone = choose_ids([stayed, other, [deciding]], previous=old)
    assert alone[:2] == first
    assert alone[2] not in first


def test_an_id_needs_no_memory_while_its_deciding_member_stays() -> None:
    part = [f"e{n}" for n in range(40)]
    kept = sum(choose_ids([part]) == choose_ids([[*part, f"new{n}"]]) for n in range(200))
    assert kept > 180


def test_real_answers_give_themes_with_verbatim_quotes(real_data: Path) -> None:
    from throughline.discovery.pipeline import read_files

    corpus = read_files([real_data / "feedback" / "otel_survey.csv"])
    themes = find_themes(corpus)
    assert 8 <= len(themes.themes) <= 40
    assert len(themes.theme_of) > 0.9 * len(corpus.evidence)
    for theme in themes.themes:
        for quote in theme.quotes:
            assert quote.text in corpus.by_id[quote.evidence].text


def number(names: Sequence[str]) -> np.ndarray:
    return np.unique(np.array(names), return_inverse=True)[1]


def test_labelled_requests_are_grouped_as_people_would(real_data: Path) -> None:
    with (real_data / "feedback" / "banking77_train.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] < "b"][::3]
    themes = find_themes(make_corpus([row["text"] for row in rows]))
    found = [themes.theme_of[f"ev-{n}"].id if f"ev-{n}" in themes.theme_of else "" for n in range(1, len(rows) + 1)]
    assert compare_groupings(number([row["label"] for row in rows]), number(found)) > 0.6
