"""A change that OpenSpec itself accepts, with a Why within its bounds, which it does not check."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.specification.exports.building import FORTY, build, make_nasty
from tests.specification.exports.invented import prds
from tests.specification.exports.tools import find_tool
from throughline.discovery.contracts import Corpus
from throughline.specification.contracts import Prd, Size
from throughline.specification.errors import NothingToBuildFrom
from throughline.specification.exports.building.brief import brief_prd
from throughline.specification.exports.openspec import LONGEST_WHY, SHORTEST_WHY, say_why, write_openspec

Draft = Callable[..., Prd]


def put(files: dict[str, str], folder: Path) -> None:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def find_spec(files: dict[str, str]) -> str:
    return next(text for path, text in files.items() if path.endswith("spec.md"))


def test_openspec_accepts_every_change(sample: Draft, tmp_path: Path) -> None:
    tool = find_tool("openspec")
    long = build(("Whole file", ("Given " + "many rows " * 200 + ", when it is exported, then it is whole.",)))
    made = {
        "sample": sample(),
        "full": sample(Size.FULL),
        "one-page": sample(Size.ONE_PAGE),
        "nasty": make_nasty(),
        "forty": FORTY,
        "long": long,
    }
    for name, prd in made.items():
        put(write_openspec(replace(prd, title=f"{name} {prd.title}"), Corpus(), "op-1"), tmp_path)
    quiet = {**os.environ, "OPENSPEC_TELEMETRY": "0", "DO_NOT_TRACK": "1", "HOME": str(tmp_path)}
    run = subprocess.run(
        [tool, "validate", "--changes", "--strict", "--json"], cwd=tmp_path, capture_output=True, text=True, env=quiet
    )
    items = json.loads(run.stdout)["items"]
    faults = {item["id"]: [i for i in item["issues"] if i["level"] != "INFO"] for item in items if not item["valid"]}
    assert faults == {}
    assert len(items) == len(made)


@settings(max_examples=40, deadline=None)
@given(prds())
def test_the_why_is_within_bounds_and_made_of_nothing_else(prd: Prd) -> None:
    why = say_why(brief_prd(prd))
    assert SHORTEST_WHY <= len(why) <= LONGEST_WHY


def test_a_why_draws_on_counts_and_on_customers(sample: Draft) -> None:
    why = say_why(brief_prd(sample()))
    assert "Counted in what customers wrote: “refusal”" in why
    assert re.search(r"Wexholm Medical Supplies wrote “My deadline", why)


def test_a_why_without_evidence_says_so_instead_of_filling_up() -> None:
    why = say_why(brief_prd(build(("A", ("it holds",)), title="Go")))
    assert why == (
        "Go. Nobody's words were read for this yet: whether it is wanted, and by whom, is still to be shown."
    )


def test_every_criterion_is_a_scenario_with_when_and_then(sample: Draft) -> None:
    prd = sample()
    spec = find_spec(write_openspec(prd, Corpus(), "op-9"))
    scenarios = re.split(r"^#### Scenario: ", spec, flags=re.MULTILINE)[1:]
    criteria = [line for line in prd.lines if line.role.value == "criterion"]
    assert [text.split(" ")[0] for text in scenarios] == [line.label for line in criteria]
    for text, line in zip(scenarios, criteria, strict=True):
        assert "- **WHEN** " in text
        assert "- **THEN** " in text
        assert line.claim.id in text
        assert "opportunity op-9" in text
        assert all(citation.evidence in text for citation in line.claim.citations)


def test_every_requirement_says_shall_and_keeps_its_ears_form(sample: Draft) -> None:
    spec = find_spec(write_openspec(sample(), Corpus()))
    bodies = re.findall(r"### Requirement: .+\n\n(.+)\n", spec)
    assert bodies
    assert all(re.search(r"\bSHALL\b", body) for body in bodies)
    assert "WHEN the same request for the code arrives again, THE SYSTEM SHALL make no second entry." in spec


def test_tasks_are_boxes_numbered_by_group(sample: Draft) -> None:
    tasks = next(text for path, text in write_openspec(sample(), Corpus()).items() if path.endswith("tasks.md"))
    groups = re.findall(r"^## (\d+)\. ", tasks, re.MULTILINE)
    assert groups == [str(n) for n in range(1, len(groups) + 1)]
    assert all(re.match(r"- \[ \] \d+\.\d+ \S", row) for row in tasks.split("\n") if row.startswith("-"))


def test_a_prd_with_neither_criterion_nor_requirement_is_refused_in_one_sentence() -> None:
    with pytest.raises(NothingToBuildFrom, match="write a story with a criterion first"):
        write_openspec(build(("A story", ())), Corpus())
