"""A model that reads the rows it is sent and answers as one would: mostly true, and in known places invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.language.model_server import Received, Words

Row = dict[str, Any]


def find_rows(received: Received, kind: str) -> list[Row]:
    return [row for row in received.rows if row["kind"] == kind]


def answer(sections: dict[str, list[Row]]) -> str:
    return json.dumps({"sections": [{"section": key, "claims": claims} for key, claims in sections.items()]})


def says(sections: dict[str, list[Row]], **more: Any) -> Words:
    return Words(answer(sections), **more)


def quote(row: Row, words: str = "", **more: Any) -> Row:
    """A claim that these are the row's own words; all of them where none are given."""
    said = words or row["text"]
    return {"origin": "quote", "role": "quote", "text": said, "quote": said, "cites": [row["id"]], **more}


def claim(origin: str, text: str, rows: Sequence[Row | str], role: str = "") -> Row:
    cites = [row if isinstance(row, str) else row["id"] for row in rows]
    return {"origin": origin, "text": text, "cites": cites, **({"role": role} if role else {})}


def write_draft(received: Received) -> Words:
    """Something for every section that was asked for, out of the evidence that was sent; five things are invented."""
    quotable = [row for row in find_rows(received, "evidence") if "how" not in row and len(row["text"]) < 300]
    asked = [row["section"] for row in find_rows(received, "section")]
    answers = find_rows(received, "answer")
    told = {key: WRITE[key](quotable, answers) for key in asked}
    for key, line in _find_better(received).items():
        told[key].append(line)
    return Words(answer(told), tokens=(9_400, 2_150), chunk=200)


def _find_better(received: Received) -> dict[str, Row]:
    """A better wording for the first criterion and the first question that may be put better."""
    first = find_rows(received, "evidence")[0]
    better: dict[str, Row] = {}
    for row in find_rows(received, "line"):
        if (
            "id" in row
            and row["section"] in ("stories", "questions")
            and row["text"].startswith(("Given", "How", "One"))
        ):
            role = {"stories": "criterion", "questions": "question"}[row["section"]]
            words = row["text"].rstrip(".?")
            text = f"{words}, and nothing is lost." if role == "criterion" else f"{words}, and since when?"
            better.setdefault(row["section"], claim("proposal", text, [first], role) | {"instead": row["id"]})
    return better


def _problem(rows: list[Row], _: list[Row]) -> list[Row]:
    first, second = rows[0], rows[1]
    return [
        quote(first),
        claim("inference", f"Customers say that {lower(second['text'])}", [second], "sentence"),
        claim("number", f"{len(rows[:4])} items are about this", rows[:4], "count"),
        quote(second, "It has never worked for anybody here and we are leaving in May."),
        claim("number", "84 accounts report it every single week", rows[:2], "count"),
        claim("inference", "Maria, a compliance officer, loses a day each month", [first], "sentence"),
    ]


def _why_now(rows: list[Row], _: list[Row]) -> list[Row]:
    return [quote(rows[2]), claim("quote", rows[0]["text"], ["e9999"], "quote")]


def _goals(rows: list[Row], answers: list[Row]) -> list[Row]:
    cites = [answers[0]["id"]] if answers else [rows[0]]
    return [claim("proposal", "Fewer people write about this; baseline [decide], target [decide]", cites, "metric")]


def _non_goals(rows: list[Row], _: list[Row]) -> list[Row]:
    return [claim("proposal", "No new page for administrators in this step", [rows[0]], "non-goal")]


def _audience(rows: list[Row], _: list[Row]) -> list[Row]:
    return [
        claim("inference", f"Those who wrote say that {lower(rows[3]['text'])}", [rows[3]], "sentence"),
        claim("inference", "Voice commands are preferred while driving a forklift at night", [rows[1]], "sentence"),
    ]


def _approach(rows: list[Row], answers: list[Row]) -> list[Row]:
    cites = [answers[0]["id"]] if answers else [rows[0]]
    return [
        claim(
            "proposal", "Tell the person at once that it has failed, and keep what was entered", [rows[0]], "sentence"
        ),
        claim("proposal", "Start with those named in the answer, the others after them", cites, "sentence"),
        claim("judgement", "We have agreed to build the import first", [rows[0]], "sentence"),
    ]


def _stories(rows: list[Row], _: list[Row]) -> list[Row]:
    return [
        claim("proposal", "I want to see at once when it fails, so that nothing is lost", [rows[0]], "story"),
        claim(
            "proposal",
            "Given it fails, when it ends, then the person is told and can try again",
            [rows[0]],
            "criterion",
        ),
        claim(
            "proposal", "Given it is tried again, when it works, then nothing is there twice", [rows[1]], "criterion"
        ),
    ]


def _risks(rows: list[Row], _: list[Row]) -> list[Row]:
    return [claim("proposal", "A second way of doing it may confuse those for whom it works", [rows[0]], "risk")]


def _questions(rows: list[Row], _: list[Row]) -> list[Row]:
    return [claim("proposal", "How often does this happen to those who do not write?", [rows[0]], "question")]


WRITE: dict[str, Callable[[list[Row], list[Row]], list[Row]]] = {
    "problem": _problem,
    "why-now": _why_now,
    "goals": _goals,
    "non-goals": _non_goals,
    "audience": _audience,
    "approach": _approach,
    "stories": _stories,
    "risks": _risks,
    "questions": _questions,
}


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def ask_questions(received: Received) -> Words:
    """Two questions that hold, and one that invents somebody."""
    rows = find_rows(received, "evidence")
    asked = [
        {"text": "Is it enough to say that it failed, or must it go on by itself?", "cites": [rows[0]["id"]]},
        {"text": "Which comes first: those who lose data or those who wait?", "cites": [rows[1]["id"]]},
        {"text": "Should Maria, a compliance officer, approve it?", "cites": [rows[0]["id"]]},
    ]
    return Words(json.dumps({"questions": asked}), tokens=(4_000, 120))


def think(received: Received) -> Words:
    """Whatever was asked for."""
    return write_draft(received) if find_rows(received, "section") else ask_questions(received)
