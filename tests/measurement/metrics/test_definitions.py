"""Definitions: what is understood, and that every fault is a sentence that names its line."""

from __future__ import annotations

import pytest

from throughline.measurement.metrics.errors import BadDefinitions
from throughline.measurement.metrics.faults import load_schema
from throughline.measurement.metrics.parsing import parse_definitions
from throughline.measurement.metrics.using import list_uses

HEAD = "timezone: UTC\nevents: {time: t, user: u, event: e}\nmetrics:\n"
FAULTS = {
    "- {name: a, kind: counts}": "line 4: metric “a”, kind: “counts” is not known; choose from count, users",
    "- {name: a, kind: sum}": "line 4: metric “a”: value must be said",
    "- {name: a, kind: count, evnt: x}": "there is no “evnt” here; choose from title",
    "- {name: Big Name, kind: count}": "“Big Name” cannot be used; use small letters",
    "- {name: a, kind: funnel, within: a week, steps: [{event: x}, {event: y}]}": "“a week” cannot be used; write a",
    "- {name: a, kind: funnel, within: 1 week, steps: [{event: x}]}": "it is empty",
    "- {name: a, kind: percentile, value: v, percentile: 101}": "“101” is out of bounds; keep it at or below 100",
    "- {name: a, kind: ratio, of: {kind: sum}, over: {kind: users}}": "metric “a”, of: value must be said",
    "- {name: a, kind: ratio, of: {kind: count, value: v}, over: {kind: users}}": "only a sum has a value",
    "- {name: a, kind: count, where: [{property: p}]}": "a condition names a property and one comparison",
    "- {name: a, kind: count, where: [{property: p, is: 2026-01-01}]}": "2026-01-01 is a date to YAML; put it",
    "- {name: a, kind: count}\n- {name: a, kind: users}": "two metrics are called “a”",
    "- {name: a, kind: count, kind: users}": "line 4: “kind” is said twice",
    "- {name: a, kind: count, where: [}": "this is no YAML",
    "- a": "metric 1: “a” is not keys with values",
}


@pytest.mark.parametrize(("written", "said"), FAULTS.items())
def test_a_fault_is_one_sentence_with_its_line(written: str, said: str) -> None:
    with pytest.raises(BadDefinitions) as caught:
        parse_definitions(HEAD + written, where="defs.yaml")
    sentence = str(caught.value)
    assert said in sentence
    assert sentence.startswith("defs.yaml: ")
    assert "\n" not in sentence


def test_every_fault_is_said_at_once_by_line() -> None:
    with pytest.raises(BadDefinitions) as caught:
        parse_definitions(HEAD + "- {name: a, kind: sum}\n- {name: b, kind: nothing}", where="defs.yaml")
    assert "line 4: metric “a”" in str(caught.value)
    assert "line 5: metric “b”" in str(caught.value)


@pytest.mark.parametrize("zone", ["Berlin", "+02:00", "../etc"])
def test_a_zone_that_nobody_knows_is_refused(zone: str) -> None:
    with pytest.raises(BadDefinitions, match="is not known"):
        parse_definitions(f"timezone: '{zone}'\nmetrics: [{{name: a, kind: series, file: a.csv}}]", where="defs.yaml")


def test_a_property_is_taken_for_one_thing_only() -> None:
    two = "- {name: a, kind: count, where: [{property: p, is: '3'}]}\n- {name: b, kind: sum, value: p}"
    with pytest.raises(BadDefinitions, match="“p” is taken for numbers here and for text before"):
        list_uses(parse_definitions(HEAD + two, where="defs.yaml"))


def test_the_schema_is_one_that_editors_can_use() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(load_schema())
