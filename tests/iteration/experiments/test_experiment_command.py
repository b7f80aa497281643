"""`throughline experiment` on plain files: what it answers, and what it refuses in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook

from throughline.surfaces.cli import run

PROMISED = [
    "name", "control", "treatment", "difference", "low", "high", "p", "relative", "relative_low", "relative_high",
]  # fmt: skip
HEADER = "user,variant,revenue,converted,visits,before,wait"


@pytest.fixture
def table() -> list[list[str]]:
    """Invented units: revenue is higher in the treatment, nothing else differs."""
    random = np.random.default_rng(3)
    rows: list[list[str]] = []
    for number in range(1200):
        treated = number % 2
        before = random.gamma(3, 4)
        visits = random.poisson(4) + 1
        revenue = before + random.gamma(2, 2) + 1.5 * treated
        cells = (revenue, int(random.random() < 0.3), visits, before, random.normal(200, 20))
        rows.append([f"u{number}", ("control", "treatment")[treated], *(f"{cell:.6g}" for cell in cells)])
    return rows


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def ask(rows: list[list[str]], *options: str, header: str = HEADER, name: str = "units.csv") -> Any:
        path = tmp_path / name
        path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
        return ask_file(path, *options, capsys=capsys)

    return ask


def ask_file(path: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """The document and the exit code; of a refusal the sentence."""
    code = run(["experiment", str(path), "--variant", "variant", *options, "--json"])
    out, err = capsys.readouterr()
    if code == 2:
        assert out == ""
        return err.strip().removeprefix(f"throughline: {path}: ")
    return json.loads(out), code


def test_the_document_has_the_promised_keys_first_and_the_verdict(ask, table):
    document, code = ask(table, "--metric", "revenue")
    assert list(document)[:4] == ["metrics", "srm", "verdict", "reason"]
    assert list(document["metrics"][0])[:10] == PROMISED
    assert (document["verdict"], document["srm"]["verdict"], code) == ("better", "ok", 0)
    one = document["metrics"][0]
    assert one["difference"] == pytest.approx(one["treatment"] - one["control"])
    assert one["low"] < 1.5 < one["high"]
    assert "“control” is taken for the control, by its name." in document["notes"]


def test_scipy_finds_the_same_from_the_same_file(ask, table):
    from scipy.stats import ttest_ind

    document, _ = ask(table, "--metric", "revenue")
    sides = [[float(row[2]) for row in table if row[1] == name] for name in ("treatment", "control")]
    theirs = ttest_ind(*sides, equal_var=False)
    one = document["metrics"][0]
    assert one["p"] == pytest.approx(theirs.pvalue)
    assert (one["low"], one["high"]) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


def test_ratios_covariates_guardrails_and_several_metrics_go_together(ask, table):
    document, code = ask(
        table, "--metric", "revenue", "--metric", "converted", "--denominator", "converted=visits",
        "--covariate", "revenue=before", "--guardrail", "wait:5%", "--less-is-better", "wait",
    )  # fmt: skip
    revenue, converted, wait = document["metrics"]
    assert (revenue["covariate"], converted["denominator"], converted["covariate"]) == ("before", "visits", None)
    assert wait["guardrail"] == {"margin": 0.05, "relative": True, "verdict": "holds"}
    assert revenue["p_adjusted"] == pytest.approx(2 * revenue["p"])
    assert (document["verdict"], code) == ("better", 0)


def test_a_sequential_reading_is_wider_and_named(ask, table):
    once, _ = ask(table, "--metric", "revenue")
    always, _ = ask(table, "--metric", "revenue", "--sequential", "--planned", "1200")
    assert always["metrics"][0]["low"] < once["metrics"][0]["low"]
    assert always["sequential"] is True
    assert any("confidence sequence, narrowest at 1,200 units" in note for note in always["notes"])


def test_a_broken_split_blocks_the_verdict_and_is_a_finding(ask, table):
    kept = [row for number, row in enumerate(table) if row[1] == "control" or number % 3]
    document, code = ask(kept, "--metric", "revenue")
    assert (document["verdict"], document["srm"]["verdict"], code) == ("blocked", "block", 1)
    intended, _ = ask(kept, "--metric", "revenue", "--split", "control=60,treatment=40")
    assert intended["srm"]["verdict"] == "ok"


def test_each_of_several_variants_is_held_against_the_control(ask, table):
    for number, row in enumerate(table):
        row[1] = "abc"[number % 3]
    document, _ = ask(table, "--metric", "revenue", "--control", "b")
    assert [entry["variant"] for entry in document["metrics"]] == ["a", "c"]
    assert (document["control"], [each["name"] for each in document["variants"]]) == ("b", ["a", "c"])


def test_rows_of_one_unit_are_added_up(ask, table):
    split = [[*row[:2], str(float(row[2]) / 2), *row[3:]] for row in table for _ in range(2)]
    once, _ = ask(table, "--metric", "revenue", "--covariate", "before")
    twice, _ = ask(split, "--metric", "revenue", "--covariate", "before", "--unit", "user")
    assert twice["units"] == 1200
    assert twice["metrics"][0]["low"] == pytest.approx(once["metrics"][0]["low"])


def test_a_workbook_true_and_false_and_parquet_are_read_alike(tmp_path, ask, table, capsys):
    import duckdb

    plain, _ = ask(table, "--metric", "converted")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    for row in table:
        sheet.append([*row[:3], row[3] == "1", *row[4:]])
    book.save(tmp_path / "units.xlsx")
    duckdb.sql(f"COPY (FROM '{tmp_path}/units.csv') TO '{tmp_path}/units.parquet'")
    for name in ("units.xlsx", "units.parquet"):
        document, _ = ask_file(tmp_path / name, "--metric", "converted", capsys=capsys)
        assert document["metrics"] == plain["metrics"]


def test_other_writings_of_a_file_are_read(tmp_path, table, capsys):
    lines = [HEADER.replace("revenue", " Revenue "), *(",".join(row) for row in table)]
    text = "\n".join(lines).replace(",", ";")
    for name, written in (("o'brien [1].csv", text.encode("utf-8-sig")), ("wide.csv", text.encode("utf-16"))):
        (tmp_path / name).write_bytes(written)
        document, _ = ask_file(tmp_path / name, "--metric", "revenue", capsys=capsys)
        assert document["verdict"] == "better"


def test_blanks_are_refused_until_somebody_says_what_they_mean(ask, table):
    for row in table[4:10]:
        row[2] = ""
    sentence = ask(table, "--metric", "revenue")
    assert sentence.startswith("6 of 1,200 rows have no value in column “revenue”, the first is row 5; ")
    dropped, _ = ask(table, "--metric", "revenue", "--missing", "drop")
    zeroed, _ = ask(table, "--metric", "revenue", "--missing", "zero")
    assert dropped["metrics"][0]["units_control"] + dropped["metrics"][0]["units_treatment"] == 1194
    assert zeroed["metrics"][0]["control"] < dropped["metrics"][0]["control"]
    assert any("6 of 1,200 rows" in note for note in dropped["notes"])


@pytest.mark.parametrize(
    ("place", "cell", "options", "sentence"),
    [
        (1, "control", (), "column “variant” holds one variant alone, “control”"),
        (1, "{0}", (), "column “variant” holds 1,200 different values, too many for variants"),
        (1, "new {1}", (), "none of the variants “new control” and “new treatment” is called control"),
        (1, "", (), "1,200 rows have no value in column “variant”, the first is row 1"),
        (2, "5", (), "“revenue” has the same value, 5, in every unit of variant “control”"),
        (2, "much", (), "“much” in row 1 of column “revenue” is no number, and 1,199 more"),
        (2, "€{2}", (), "“€33.0926” in row 1 of column “revenue” is no number"),
        (2, "inf", (), "“inf” in row 1 of column “revenue” is no number"),
        (2, "{2}e300", (), "“33.0926e300” in row 1 of column “revenue” is no number"),
        (0, "u1", ("--unit", "user"), "1 unit is in more than one variant by column “user”, such as “u1”"),
        (0, "", ("--unit", "user"), "1,200 rows have no value in column “user”"),
        (
            0,
            "u of {1}",
            ("--unit", "user", "--covariate", "before"),
            "column “before” differs between rows of one unit",
        ),
        (4, "0", ("--denominator", "visits"), "“revenue” has fewer than two units with a denominator"),
        (0, "{0}", ("--metric", "sales"), "there is no column “sales” for --metric; choose one of “user”"),
        (0, "{0}", ("--control", "old"), "there is no variant “old”; name the control with --control"),
    ],
)
def test_what_tells_nothing_is_refused_in_one_sentence(ask, table, place, cell, options, sentence):
    for row in table:
        row[place] = cell.format(*row)
    assert ask(table, "--metric", "revenue", *options).startswith(sentence)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--guardrail", "wait"), "“wait” has no margin above 0"),
        (("--guardrail", "wait:-1"), "“wait:-1” has no margin above 0"),
        (("--metric", "revenue"), "“revenue” is named twice"),
        (("--metric", "converted", "--denominator", "visits"), "“visits” may belong to any of 2 metrics"),
        (("--less-is-better", "wait"), "“wait” is no metric here"),
        (("--split", "control=1"), "it names “control”, and the file holds “control” and “treatment”"),
        (("--split", "half"), "“half” is no share"),
        (("--sequential", "--alternative", "less"), "a sequence is two-sided"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(ask, table, options, sentence):
    assert sentence in ask(table, "--metric", "revenue", *options)


def test_one_variant_in_two_writings_is_refused(ask, table):
    for row in table[:300]:
        row[1] = row[1].title()
    assert ask(table, "--metric", "revenue").startswith("column “variant” holds “Control”, “Treatment”, “control” and")


@pytest.mark.parametrize("place", [0, 5, 700, 1199])
@pytest.mark.parametrize(("cells", "word"), [(9, "more"), (5, "fewer")])
def test_a_line_with_too_many_or_too_few_cells_is_named_and_no_row_is_lost(ask, table, place, cells, word):
    table[place] = [*table[place], "and", "more"][:cells]
    assert ask(table, "--metric", "revenue").startswith(f"line {place + 2:,} has {word} cells than the 7 of the header")


def test_no_rows_no_file_and_no_table_are_said(ask, tmp_path, capsys):
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "it is empty" in ask_file(tmp_path / "empty.csv", "--metric", "revenue", capsys=capsys)
    assert ask([], "--metric", "revenue").startswith("it has a header and no rows")
    assert "there is no such file" in ask_file(tmp_path / "none.csv", "--metric", "revenue", capsys=capsys)
    (tmp_path / "odd.parquet").write_bytes(b"nothing of the kind")
    assert "cannot be read as a table" in ask_file(tmp_path / "odd.parquet", "--metric", "revenue", capsys=capsys)


def test_the_words_say_the_verdict_first(tmp_path, ask, table, capsys):
    ask(table, "--metric", "revenue")
    assert run(["experiment", str(tmp_path / "units.csv"), "--variant", "variant", "--metric", "revenue"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("BETTER. revenue in treatment is higher: +")
    assert any(line.startswith("Units: 600 in control, 600 in treatment; sample ratio ok") for line in said)


def test_several_variants_are_told_one_a_line(tmp_path, ask, table, capsys):
    for number, row in enumerate(table):
        row[1] = "abc"[number % 3]
    ask(table, "--metric", "revenue")
    assert run(["experiment", str(tmp_path / "units.csv"), "--variant", "variant", "--metric", "revenue"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "INCONCLUSIVE."
    assert [line[:3] for line in said[1:3]] == ["b: ", "c: "]


def test_help_does_not_wait_for_the_engines():
    code = "import sys; from throughline.surfaces.cli import run; run(['experiment', '--help']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"duckdb", "numpy", "scipy", "ibis", "tea_tasting", "pandas", "pyarrow"} & set(loaded)
