"""`throughline anomalies` on plain files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from throughline.iteration.anomalies import commands
from throughline.surfaces.cli import run

START = date(2025, 1, 6)


def write(path: Path, values: np.ndarray, *, header: str = "date,value", skip: tuple[int, ...] = ()) -> Path:
    rows = [f"{START + timedelta(days=day)},{value:g}" for day, value in enumerate(values) if day not in skip]
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


@pytest.fixture
def values() -> np.ndarray:
    random = np.random.default_rng(5)
    made = np.round(
        900 * np.array([1, 1, 1, 1, 1, 0.7, 0.7])[np.arange(130) % 7] * np.exp(0.03 * random.normal(size=130))
    )
    made[57] = 412
    return made


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["anomalies", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_each_anomaly_has_the_promised_keys_and_no_other(tmp_path: Path, values: np.ndarray, capsys):
    found = ask(capsys, str(write(tmp_path / "s.csv", values)))
    assert [list(each) for each in found] == [["date", "value", "expected", "low", "high"]] * len(found)
    named = next(each for each in found if each["date"] == "2025-03-04")
    assert named["value"] == 412 < named["low"] < named["expected"] < named["high"]


def test_rows_may_stand_in_any_order_and_columns_have_other_names(tmp_path: Path, values: np.ndarray, capsys):
    plain = ask(capsys, str(write(tmp_path / "a.csv", values)))
    path = write(tmp_path / "b.csv", values, header="Day,Sign-ups")
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    assert ask(capsys, str(path), "--map", "date=Day,value=Sign-ups") == plain
    assert ask(capsys, str(write(tmp_path / "c.csv", values, header="ds,y"))) == plain


def test_each_day_of_a_run_is_listed_on_demand(tmp_path: Path, values: np.ndarray, capsys):
    values[100:103] = 400
    path = str(write(tmp_path / "s.csv", values))
    runs, each = ask(capsys, path), ask(capsys, path, "--each-day")
    ran = {str(START + timedelta(days=day)) for day in (100, 101, 102)}
    assert len(ran & {entry["date"] for entry in runs}) == 1
    assert ran <= {entry["date"] for entry in each}
    assert all(not entry["low"] <= entry["value"] <= entry["high"] for entry in each)


def test_today_is_left_out_and_said(tmp_path: Path, values: np.ndarray, capsys, monkeypatch: pytest.MonkeyPatch):
    values[-1] = 3
    path = str(write(tmp_path / "s.csv", values))
    last = START + timedelta(days=len(values) - 1)
    assert ask(capsys, path)[-1]["date"] == str(last)
    assert str(last) not in [each["date"] for each in ask(capsys, path, "--skip-last")]
    monkeypatch.setattr(commands, "utc_today", lambda: last)
    assert run(["anomalies", path]) == 0
    assert f"{last} is left out: the day is not over." in capsys.readouterr().out


def test_the_text_says_anomalies_in_sentences_with_their_holiday(tmp_path: Path, values: np.ndarray, capsys):
    path = str(write(tmp_path / "s.csv", values, skip=(70, 71)))
    holidays = tmp_path / "h.csv"
    holidays.write_text("date,name\n2025-03-04,Carnival\n", encoding="utf-8")
    assert run(["anomalies", path, "--name", "Sign-ups", "--holidays", str(holidays)]) == 0
    said = capsys.readouterr().out
    assert "Sign-ups were 412 on Tuesday 4 March (Carnival); " in said
    assert "2 days without a value" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,value\n2025-01-01,1\n2025-01-02,2\n", "2 days with a value"),
        ("date,value\n2025-01-01,1\n2025-01-01,2\n", "2025-01-01"),
        ("date,value\n2025-01-01,n/a?\n", "line 2"),
        ("when,what\n2025-01-01,1\n", "no column"),
    ],
)
def test_what_cannot_be_judged_ends_in_one_sentence(text: str, told: str, tmp_path: Path, capsys):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert run(["anomalies", str(path), "--json"]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert told in streams.err
    assert streams.err.count("\n") == 1


def test_holidays_without_their_columns_are_refused(tmp_path: Path, values: np.ndarray, capsys):
    holidays = tmp_path / "h.csv"
    holidays.write_text("when,what\n2025-03-04,Carnival\n", encoding="utf-8")
    assert run(["anomalies", str(write(tmp_path / "s.csv", values)), "--holidays", str(holidays)]) == 2
    assert "date and name" in capsys.readouterr().err
