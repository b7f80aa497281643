"""`throughline power`: what an experiment takes, before it starts."""

from __future__ import annotations

import json

import pytest

from throughline.surfaces.cli import run

KEYS = [
    "per_variant", "total", "days", "effect", "relative", "detectable", "detectable_relative", "within",
    "per_variant_within", "power_within", "alpha", "power", "variants", "verdict", "reason",
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code", "verdict"),
    [
        (["--share", "0.05", "--relative", "0.2"], 0, None),
        (["--share", "0.05", "--relative", "0.2", "--per-day", "2000"], 0, "can be shown"),
        (["--share", "0.05", "--relative", "0.02", "--per-day", "200"], 1, "cannot be shown"),
        (["--mean", "12", "--sd", "30", "--per-day", "200"], 0, None),
    ],
)
def test_the_keys_are_always_the_same(options: list[str], code: int, verdict: str | None, capsys):
    assert run(["power", *options, "--json"]) == code
    said = json.loads(capsys.readouterr().out)
    assert list(said) == KEYS
    assert said["verdict"] == verdict


def test_too_little_traffic_is_said_before_the_start(capsys):
    assert run(["power", "--share", "0.05", "--relative", "0.05", "--per-day", "400"]) == 1
    said = capsys.readouterr().out
    assert "122,124 units in each of 2 variants" in said
    assert "Your traffic cannot show this: it would take 88 weeks, and you would wait 8 weeks." in said


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--share", "0.05"], "--per-day"),
        (["--relative", "0.1"], "--share"),
        (["--mean", "5", "--relative", "0.1"], "--sd"),
        (["--share", "0.05", "--sd", "2", "--relative", "0.1"], "--sd"),
        (["--mean", "0", "--sd", "2", "--relative", "0.1"], "--absolute"),
        (["--share", "0.5", "--relative", "1.2"], "0 and 1"),
        (["--share", "0.5", "--relative", "0.1", "--absolute", "0.1"], "keep one"),
        (["--share", "0.5", "--relative", "nan"], "no number"),
    ],
)
def test_what_cannot_be_worked_out_ends_in_one_sentence(options: list[str], told: str, capsys):
    assert run(["power", *options]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert told in streams.err
