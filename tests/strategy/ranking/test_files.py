"""A spreadsheet of ideas is ranked as it comes, from the command line, without a workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from throughline.core.kernel.errors import AppError
from throughline.strategy.ranking.answering import Answer, Wish, answer
from throughline.strategy.ranking.showing import show_text
from throughline.surfaces.cli import run

HEADER = "Idea,Reach,Impact,Confidence,Effort\n"
ROWS = (
    "Offline mode,400-1200,2-3,60-80%,6-10\n"
    "Bulk export,300 – 900,1-2,80%,2-4\n"
    "SSO,~200,3,50-70%,4-8\n"
    "Slack alerts,500..700,1,70%,1.5-3\n"
)


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str, name: str = "ideas.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def names(found: Answer) -> list[str]:
    return [standing.name for standing in found.ranking.standings]


def read_json(capsys, *args: object) -> tuple[int, dict[str, Any]]:
    code = run(["rank", *map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out)


def refuse(path: Path, **wish: Any) -> str:
    with pytest.raises(AppError) as caught:
        answer(path, Wish(**wish))
    return caught.value.sentence


def test_a_clean_file_is_ranked_and_ends_with_0(write, capsys):
    code, found = read_json(capsys, write(HEADER + ROWS))
    assert code == 0
    assert {idea["idea"] for idea in found["ideas"]} == {"Offline mode", "Bulk export", "SSO", "Slack alerts"}
    assert [idea["rank"] for idea in found["ideas"]] == [1, 2, 3, 4]
    assert sum(idea["chance"] for idea in found["ideas"]) == pytest.approx(found["top"], abs=1e-3)
    assert found["model"] == "rice"
    assert found["capacity"] is None
    assert found["hinges"]
    assert found["research"]


KEYS = {"file", "sheet", "model", "formula", "top", "draws", "seed", "as_stated", "level", "tied_above", "columns"} | {
    *(
        "units",
        "ideas",
        "ties",
        "hinges",
        "research",
        "capacity",
        "models",
        "agreement",
        "incomplete",
        "problems",
        "notes",
    )
}


def test_the_document_has_the_same_keys_every_time_and_each_is_described(write, capsys):
    _, plain = read_json(capsys, write(HEADER + ROWS))
    _, other = read_json(capsys, write("Feature\tCost\tBenefit\nA\t1\t2\n", "ideas.tsv"), "--capacity", "3")
    assert set(plain) == set(other) == KEYS
    described = (Path(__file__).parents[3] / "docs/reference/json.md").read_text(encoding="utf-8")
    section = described.split("## `throughline rank --json`")[1].split("\n## ")[0]
    assert {key for key in KEYS if f"`{key}`" not in section} == set()


def test_the_same_file_and_seed_give_the_same_document(write, capsys):
    path = write(HEADER + ROWS)
    assert read_json(capsys, path) == read_json(capsys, path)


def test_a_blank_is_never_a_number(write, capsys):
    code, found = read_json(capsys, write(HEADER + ROWS + "Audit log,200,2,80%,\n"))
    assert code == 1
    assert "Audit log" not in [idea["idea"] for idea in found["ideas"]]
    (blank,) = found["incomplete"]
    assert blank["missing"] == ["effort"]
    assert blank["unusable"] == []
    assert blank["needed"]["input"] == "effort"
    assert blank["needed"]["at_most"] > 0
    assert "effort" not in blank["inputs"]


def test_what_is_known_of_an_idea_is_used_by_the_models_that_need_no_more(write, capsys):
    _, found = read_json(capsys, write(HEADER + ROWS + "Audit log,,2,80%,3\n"))
    (blank,) = found["incomplete"]
    assert blank["models"]["rice"] is None
    assert blank["models"]["ice"]["place"] >= 1


def test_a_bad_cell_is_said_in_one_sentence_with_line_column_and_mend(write, capsys):
    code, found = read_json(capsys, write(HEADER + ROWS + "Audit log,200,2,80%,3-May\n"))
    assert code == 1
    (problem,) = found["problems"]
    assert (problem["line"], problem["column"], problem["cell"]) == (6, "Effort", "3-May")
    assert problem["sentence"].startswith("ideas.csv, line 6, column “Effort”: ")
    assert found["incomplete"][0]["unusable"] == ["effort"]


def test_a_row_that_is_shifted_is_not_guessed_at(write):
    found = answer(write(HEADER + ROWS + "Dark mode,1,500,1,80%,2\n"), Wish())
    assert "Dark mode" not in names(found)
    assert "6 cells where the header has 5" in found.troubles[0].error.what


def test_semicolons_decimal_commas_and_german_headers(write):
    text = "Idee;Reichweite;Wirkung;Konfidenz;Aufwand\nA;1.200;1,5;80 %;2,5\nB;900;1;50 %;1\n"
    found = answer(write(text), Wish())
    scores = {s.name: s.score.middle for s in found.ranking.standings}
    assert scores == pytest.approx({"A": 1200 * 1.5 * 0.8 / 2.5, "B": 450})


def test_a_workbook_with_a_title_and_a_second_sheet(tmp_path: Path):
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Read me first"])
    sheet = book.create_sheet("Q3")
    for row in (
        ["Roadmap"],
        [],
        ["Feature", "Reach", "Impact", "Confidence", "Effort"],
        ["A", "100-300", 1.125, 0.8, 2],
    ):
        sheet.append(row)
    sheet.append(["B", 90, 2, 0.5, "1-3"])
    book.save(tmp_path / "ideas.xlsx")
    found = answer(tmp_path / "ideas.xlsx", Wish())
    assert found.sheet == "Q3"
    assert found.ideas["A"].idea.estimates["impact"].low == 1.125
    assert found.ideas["A"].line == 4


def test_ends_of_a_range_may_stand_in_columns_of_their_own(write):
    text = "Idea,Impact,Effort low,Effort,Effort high\nA,2,1,2,5\nB,2,,3,\nC,2,1,,\n"
    found = answer(write(text), Wish())
    effort = found.ideas["A"].idea.estimates["effort"]
    assert (effort.low, effort.best, effort.high) == (1, 2, 5)
    assert found.ideas["B"].idea.estimates["effort"].low == 3
    assert found.ideas["C"].unusable == ("effort",)


def test_a_line_of_totals_is_no_idea_and_twins_are_told_apart(write):
    found = answer(write(HEADER + ROWS + ROWS + "Total,9,9,90%,9\n"), Wish())
    assert "SSO (line 4)" in names(found)
    assert "SSO (line 8)" in names(found)
    assert not any(name.startswith("Total") for name in names(found))
    assert any("sums the others up" in note for note in found.notes)


def test_own_weights_take_any_column(write):
    path = write("Idea,Reach,Strategic fit,Risk\nA,100,5,1\nB,100,1,5\n")
    found = answer(path, Wish(weights={"reach": 1, "strategic fit": 2, "risk": -1}))
    assert found.ranking.model.name == "weighted"
    assert names(found) == ["A", "B"]
    assert "there is no column “fun”" in refuse(path, weights={"fun": 1})


def test_columns_with_other_names_can_be_named(write):
    path = write("What,Loudness,Price\nA,9,3\nB,3,3\n")
    assert names(answer(path, Wish(columns={"value": "loudness", "effort": "Price"}))) == ["A", "B"]
    assert "choose one of “What”" in refuse(path, columns={"value": "Sound"})


def test_sizes_get_their_ranges_from_the_person(write, capsys):
    path = write("Idea,Value,Size\nA,9,S\nB,9,L\n")
    code, found = read_json(capsys, path, "--words", "S=1-2,L=8-13")
    assert code == 0
    assert [idea["idea"] for idea in found["ideas"]] == ["A", "B"]


def test_a_capacity_in_another_unit_is_converted(write):
    path = write("Idea,Value,Effort\nA,9,2 weeks\nB,8,10 days\nC,7,3 weeks\n")
    found = answer(path, Wish(capacity="1 month"))
    assert [round(fit.chance) for fit in found.ranking.capacity] == [1, 1, 0]


@pytest.mark.parametrize(
    ("text", "wish", "says"),
    [
        ("a,b\n1,2\n", {}, "no row names columns"),
        (HEADER, {}, "not one idea has all of reach, impact, confidence and effort"),
        (HEADER + "A,,,,\n", {}, "not one idea"),
        ("Idea,Reach\nA,1\n", {}, "no model can be made of the columns “Idea”, “Reach”"),
        ("Idea,Impact,Effort\nA,1,1\n", {"model": "rice"}, "RICE needs reach, impact, confidence and effort, and no"),
        (HEADER + ROWS, {"model": "weighted"}, "it has no weights"),
        (HEADER + ROWS, {"capacity": "a lot"}, "--capacity: “a lot” is no number"),
        (HEADER + ROWS, {"capacity": "3 weeks"}, "no effort in the file names a unit"),
        ('[{"idea": 1}]', {}, "this is JSON, not a table"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_one_sentence(write, text: str, wish: dict[str, Any], says: str):
    assert says in refuse(write(text), **wish)


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--map", "reach", "not of the form name=value"),
        ("--map", "fame=A", "there is no input “fame”"),
        ("--weights", "reach=much", "“much” is no weight"),
        ("--words", "S=soon", "“soon” is no number"),
        ("--words", "ease:S=1", "no column holds ease"),
    ],
)
def test_an_option_that_says_nothing_ends_with_2(write, capsys, option: str, value: str, says: str):
    assert run(["rank", str(write(HEADER + ROWS)), option, value]) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.out == ""


def test_a_missing_file_ends_with_2(tmp_path: Path, capsys):
    assert run(["rank", str(tmp_path / "none.csv")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_the_text_says_what_the_document_says(write, capsys):
    path = write(HEADER + ROWS + "Audit log,200,2,80%,\nWild,1,1,100%,x\n")
    assert run(["rank", str(path), "--capacity", "9", "--top", "2"]) == 1
    shown = capsys.readouterr().out
    for said in ("4 ideas by RICE", "What the order hinges on", "Worth an hour of research", "What fits 9", "= tied"):
        assert said in shown
    assert "Audit log (line 6) has no effort" in shown
    assert "Wild (line 7) has no usable effort" in shown
    assert "\x1b[" not in shown


def test_exact_numbers_are_said_to_be_taken_as_exact(write):
    found = answer(write("Idea,Impact,Effort\nA,2,1\nB,1,1\n"), Wish())
    assert "Every input is a single number and taken as exact" in show_text(found)


@pytest.mark.parametrize(
    "text", ["\ufeff" + HEADER + ROWS, "sep=,\n" + HEADER + ROWS, HEADER.upper() + ROWS.replace("\n", "\r\n")]
)
def test_what_spreadsheets_add_does_not_matter(write, text: str):
    assert len(names(answer(write(text), Wish()))) == 4
