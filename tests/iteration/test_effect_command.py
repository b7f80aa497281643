"""`throughline effect` from a file to one document, or to one sentence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from throughline.surfaces.cli import run

START = date(2024, 1, 1)
RANGES = ["effect", "low", "high", "relative", "relative_low", "relative_high"]
KEYS = [*RANGES, "p", "half_width", "placebo", "verdict", "reason"]


def write(path: Path, *, lift: float = 0.0, header: str = "ds,y", form: str = "%Y-%m-%d", seed: int = 1) -> Path:
    rng = np.random.default_rng(seed)
    values = np.round(rng.normal(1000, 40, 455) + lift * (np.arange(455) >= 365))
    rows = [f"{(START + timedelta(days=n)).strftime(form)},{value:.0f}" for n, value in enumerate(values)]
    path.write_text("\n".join([header, *rows]))
    return path


def ask(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run(["effect", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_document_has_every_key_and_the_same_answer_in_any_format(tmp_path: Path, capsys):
    code, out, _ = ask(capsys, write(tmp_path / "a.csv", lift=100), "--date", "2024-12-31", "--json")
    found = json.loads(out)
    assert (code, list(found), found["verdict"]) == (0, KEYS, "extend")
    assert set(found["placebo"]) == {"dates", "false_alarms"}
    other = write(tmp_path / "b.csv", lift=100, header="Day,Sign ups", form="%d/%m/%Y")
    again = ask(capsys, other, "--date", "2024-12-31", "--map", "date=Day,value=Sign ups", "--json")[1]
    assert json.loads(again) == found


def test_a_control_and_words_for_people(tmp_path: Path, capsys):
    file, control = write(tmp_path / "a.csv", lift=-100), write(tmp_path / "c.csv", seed=2)
    code, out, _ = ask(capsys, file, "--date", "2024-12-31", "--control", control)
    assert code == 0
    assert out.startswith("y: sunset\nThe mean of 90 days lies ")
    assert "Tried on 28 earlier dates" in out


def test_nothing_to_say_is_said_with_exit_code_one(tmp_path: Path, capsys):
    code, out, _ = ask(capsys, write(tmp_path / "a.csv"), "--date", "2024-12-31", "--enough", "0.001", "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "inconclusive")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "2030-01-01"], "2030-01-01 lies outside the series"),
        (["--date", "03/04/2024"], "--date: “03/04/2024” is no date"),
        (["--date", "2024-12-31", "--log", "--logged"], "give one of the two"),
        (["--date", "2024-12-31", "--map", "value=visits"], "there is no column “visits”"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_two(tmp_path: Path, capsys, options, said):
    code, out, err = ask(capsys, write(tmp_path / "a.csv"), *options)
    assert (code, out) == (2, "")
    assert said in err
