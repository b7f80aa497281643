"""`throughline metrics`: files of every kind, exports by their own rules, late events, and faults in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from throughline.surfaces.cli import run

DEFS = """
timezone: UTC
late: 1 day
events: {time: at, user: who, event: what, received: got, id: id}
metrics:
  - {name: opens, kind: count, event: opened}
  - {name: users, kind: users}
  - {name: paid, kind: sum, event: paid, value: amount}
"""
ROWS = [
    ("2026-03-01T10:00:00Z", "007", "opened", "2026-03-01T10:00:01Z", "a", ""),
    ("2026-03-01T23:30:00-02:00", "7", "opened", "2026-03-02T01:31:00Z", "b", ""),
    ("2026-03-02T09:00:00Z", "007", "opened", "2026-03-05T09:00:00Z", "c", ""),
    ("2026-03-02T09:00:00Z", "007", "opened", "2026-03-05T09:10:00Z", "c", ""),
    ("2026-03-02T12:00:00Z", "7", "paid", "2026-03-02T12:00:00Z", "d", "0.1"),
    ("2026-03-02T12:00:00Z", "7", "paid", "2026-03-02T12:00:00Z", "e", "0.2"),
    ("2026-03-02T12:00:00Z", "7", "paid", "2026-03-02T12:00:00Z", "f", "1,5"),
    ("2026-03-05T08:00:00Z", "", "opened", "2026-03-05T08:00:00Z", "g", ""),
]
NAMES = ("at", "who", "what", "got", "id", "amount")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "defs.yaml").write_text(DEFS, encoding="utf-8")
    lines = [",".join(NAMES), *(",".join(f'"{cell}"' for cell in row) for row in ROWS)]
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    rows = [json.dumps(dict(zip(NAMES, row, strict=True))) for row in ROWS]
    (tmp_path / "events.ndjson").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "events.json").write_text(f"[{','.join(rows)}]", encoding="utf-8")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any], str]:
    code = run(["metrics", *map(str, words), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def values(document: dict[str, Any], name: str) -> list[float | None]:
    metric = next(metric for metric in document["metrics"] if metric["name"] == name)
    return [value["value"] for value in metric["values"]]


@pytest.mark.parametrize("name", ["events.csv", "events.ndjson", "events.json"])
def test_text_is_taken_as_it_is_written(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document, _ = call(capsys, folder / "defs.yaml", "--events", folder / name)
    assert code == 1, "something was left out"
    assert values(document, "opens") == [1, 2, 0, 0, 1]
    assert values(document, "users") == [1, 2, 0, 0, 0], "007 and 7 are two users, and nobody is none"
    assert values(document, "paid") == [0, 0.3, 0, 0, 0], "exactly, not 0.30000000000000004"
    events = document["events"]
    assert (events["read"], events["counted"], events["duplicates"], events["without_user"]) == (8, 7, 1, 1)
    assert events["as_of"] == "2026-03-05T09:00:00Z"
    assert events["late_by_day"] == {"2026-03-02": 1}
    changing = [value["can_change"] for value in document["metrics"][0]["values"]]
    assert changing == [False, False, False, True, True]
    assert "1 of 3 events have no usable amount" in document["metrics"][2]["notes"][0]


EXPORTS: dict[str, tuple[list[dict[str, Any]], list[float], list[float]]] = {
    "posthog": (
        [
            {
                "uuid": "1",
                "event": "opened",
                "distinct_id": "anon",
                "person_id": "p",
                "timestamp": "2026-03-01 10:00:00Z",
            },
            {
                "uuid": "1",
                "event": "opened",
                "distinct_id": "anon",
                "person_id": "p",
                "timestamp": "2026-03-01 10:00:00Z",
            },
            {
                "uuid": "1",
                "event": "opened",
                "distinct_id": "anon",
                "person_id": "p",
                "timestamp": "2026-03-02 10:00:00Z",
            },
            {
                "uuid": "2",
                "event": "opened",
                "distinct_id": "known",
                "person_id": "p",
                "timestamp": "2026-03-02 11:00:00Z",
            },
            {
                "uuid": "3",
                "event": "opened",
                "distinct_id": "other",
                "timestamp": "2026-03-02T11:00:00+00:00",
                "properties": '{"plan": "pro"}',
            },
        ],
        [1, 3],
        [1, 2],
    ),
    "amplitude": (
        [
            _made
            for insert, device, user, day, got in [
                ("i", "d1", 1, 1, 1),
                ("i", "d1", 1, 1, 7),
                ("i", "d2", 2, 1, 1),
                ("j", "d1", 1, 1, 1),
                ("j", "d1", 1, 2, 9),
                (None, "d3", None, 2, 2),
            ]
            for _made in [
                {
                    "event_type": "opened",
                    "$insert_id": insert,
                    "device_id": device,
                    "amplitude_id": user,
                    "event_time": f"2026-03-0{day} 10:00:00.000000",
                    "server_received_time": f"2026-03-0{got} 10:00:01.000000",
                    "event_properties": {"plan": "pro"},
                }
            ]
        ],
        [3, 2],
        [2, 2],
    ),
    "mixpanel": (
        [
            {"event": "opened", "properties": properties}
            for properties in [
                {
                    "time": 1772359200,
                    "distinct_id": "$device:x",
                    "$device_id": "x",
                    "$insert_id": "1",
                    "mp_processing_time_ms": 1772532000001,
                },
                {
                    "time": 1772359200,
                    "distinct_id": "$device:x",
                    "$device_id": "x",
                    "$insert_id": "1",
                    "mp_processing_time_ms": 1772532000002,
                    "plan": "pro",
                },
                {"time": 1772445600000, "distinct_id": "ann", "$device_id": "x", "$user_id": "ann", "$insert_id": "2"},
                {"time": 1772445600, "distinct_id": "bo"},
                {"time": 1772445600, "distinct_id": "bo"},
            ]
        ],
        [1, 3],
        [1, 2],
    ),
}


@pytest.mark.parametrize("product", EXPORTS)
def test_an_export_is_read_by_its_own_rules(product: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, opens, users = EXPORTS[product]
    (tmp_path / "export.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "defs.yaml").write_text(
        f"timezone: UTC\nevents: {{format: {product}}}\nmetrics:\n- {{name: opens, kind: count, event: opened}}\n"
        "- {name: users, kind: users}\n- {name: all, kind: users, every: month}\n"
        "- {name: pro, kind: count, where: [{property: plan, is: pro}]}",
        encoding="utf-8",
    )
    _, document, _ = call(capsys, tmp_path / "defs.yaml", "--events", tmp_path / "export.json")
    assert values(document, "opens")[:2] == opens
    assert values(document, "users")[:2] == users
    assert sum(value or 0 for value in values(document, "pro")) >= 1


def test_merged_identities_are_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = EXPORTS["amplitude"][0]
    (tmp_path / "export.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "merged.csv").write_text("amplitude_id,merged_amplitude_id\n2,3\n3,1\n", encoding="utf-8")
    (tmp_path / "defs.yaml").write_text(
        "timezone: UTC\nevents: {format: amplitude, identities: merged.csv}\nmetrics: [{name: u, kind: users}]",
        encoding="utf-8",
    )
    _, document, _ = call(capsys, tmp_path / "defs.yaml", "--events", tmp_path / "export.json")
    assert values(document, "u")[0] == 1


def test_a_name_that_no_event_has_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "defs.yaml").write_text(DEFS.replace("event: opened", "event: opend"), encoding="utf-8")
    _, document, _ = call(capsys, folder / "defs.yaml", "--events", folder / "events.csv")
    assert document["metrics"][0]["notes"] == ["no event is called “opend”; there are “opened”, “paid”"]


def test_a_ready_series_needs_no_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sales.csv").write_text("day,eur\n2026-03-02,0.1\n2026-03-03,0.2\n2026-03-09,5\n", encoding="utf-8")
    text = "timezone: UTC\nmetrics:\n- {name: s, kind: series, file: sales.csv, date: day, value: eur, every: week"
    (tmp_path / "defs.yaml").write_text(f"{text}, together: last}}", encoding="utf-8")
    _, document, _ = call(capsys, tmp_path / "defs.yaml")
    assert values(document, "s") == [0.2, 5]
    assert document["events"] is None
    assert [value["can_change"] for value in document["metrics"][0]["values"]] == [False, True]


FAULTS: dict[str, tuple[tuple[str, str], tuple[str, str], str]] = {
    "a date in another order": (("", ""), ("2026-03-05T08:00:00Z", "05/03/2026 08:00"), "1 of 8 events have a time"),
    "a column that is not there": (("who,", "user,"), ("", ""), "there is no column “user”; choose one of “at”"),
    "only dates ahead": (("", ""), ("2026-03", "2826-03"), "every event is dated after"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_events_that_cannot_be_used_end_in_one_sentence(
    fault: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition, row, said = FAULTS[fault]
    (folder / "defs.yaml").write_text(DEFS.replace(*definition), encoding="utf-8")
    text = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(text.replace(*row) if row[0] else text, encoding="utf-8")
    code, document, error = call(capsys, folder / "defs.yaml", "--events", folder / "events.csv")
    assert (code, document) == (2, {})
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("date,value\n2026-03-01,1\n2026-03-01,2\n", "line 3: 2026-03-01 is there twice"),
        ("date,value\n01.03.2026,1\n", "line 2: “01.03.2026” is no date"),
        ("date,value\n2026-03-01,many\n", "line 2: “many” is no number"),
        ("date,amount\n2026-03-01,1\n", "there is no column “value”"),
        ("date,value\n2026-03-01,\n", "no row has a value"),
    ],
)
def test_a_bad_series_ends_in_one_sentence(
    rows: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "defs.yaml").write_text(
        "timezone: UTC\nmetrics: [{name: s, kind: series, file: s.csv}]", encoding="utf-8"
    )
    code, _, error = call(capsys, tmp_path / "defs.yaml")
    assert code == 2
    assert said in error


def test_a_password_in_an_address_is_never_repeated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = call(capsys, folder / "defs.yaml", "--events", "postgresql://me:secret@127.0.0.1:1/none")
    assert code == 2
    assert "does not answer" in error
    assert "secret" not in error
