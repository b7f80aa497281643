"""Drafts are read whoever wrote them, and what cannot be read is told in one sentence."""

from __future__ import annotations

import json

import pytest

from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Computation, Counted, Ground, Origin
from throughline.grounding.drafts import claim_from_json, claim_to_json, load_draft, parse_draft, report_to_json
from throughline.grounding.verify import verify

CLAIM = Claim(
    id="c7",
    origin=Origin.NUMBER,
    text="2 accounts",
    citations=(Citation("feedback.csv", row=1), Citation(evidence="ev-2"), Citation(quote="some words")),
    quote="words",
    customer="Aldgate Press",
    computations=(Computation(Counted.SHARE_OF_ITEMS, 50.0, over=(0,), base=(0, 1), rule="distinct items"),),
    rests_on=("EX-02",),
)


def test_a_claim_survives_json() -> None:
    assert claim_from_json(json.loads(json.dumps(claim_to_json(CLAIM)))) == CLAIM


def test_a_plain_draft_is_read_in_order() -> None:
    draft = {
        "claims": [
            {"id": "a", "origin": "quote", "text": "“Hi”", "citations": [{"source": "f.csv", "row": 3}]},
            {
                "id": 2,
                "origin": "N",
                "text": "2 items",
                "citations": [{"source": "f.vtt", "turn": "0"}],
                "customer": "X",
            },
            {"id": "c", "origin": "Judgement", "text": "yes"},
        ]
    }
    first, second, third = parse_draft(draft)
    assert (first.id, first.origin, first.citations) == ("a", Origin.QUOTE, (Citation("f.csv", row=3),))
    assert (second.id, second.origin, second.citations) == ("2", Origin.NUMBER, (Citation("f.vtt", turn=0),))
    assert (third.origin, third.citations) == (Origin.JUDGEMENT, ())


def test_claims_are_found_wherever_a_prd_nests_them_but_not_among_the_rejected() -> None:
    def claim(name: str) -> dict[str, object]:
        return {"id": name, "origin": "proposal", "text": "t", "citations": []}

    prd = {
        "title": "x",
        "settle": [{"role": "settle", "claim": claim("first")}],
        "sections": [
            {"key": "problem", "blocks": [{"lines": [claim("second"), {"claim": claim("third")}]}]},
            {"blocks": [{"lines": [{**claim("fourth"), "cells": [claim("fifth")]}]}]},
        ],
        "report": {"rejected": [{"id": "no", "was": claim("no"), "reason": "r"}]},
    }
    assert [found.id for found in parse_draft(prd)] == ["first", "second", "third", "fourth", "fifth"]


def test_an_unknown_origin_is_kept_to_be_answered() -> None:
    (claim,) = parse_draft({"claims": [{"id": "a", "origin": "hunch", "text": "t"}]})
    assert claim.stated_origin == "hunch"
    assert claim_to_json(claim)["origin"] == "hunch"


@pytest.mark.parametrize(
    "citation", [{"source": "f.csv", "row": "abc"}, {"source": "f.csv", "row": 1.5}, 7, "ev-x", {}]
)
def test_a_citation_that_cannot_be_read_rejects_its_claim_and_no_other(citation: object) -> None:
    draft = {
        "claims": [
            {"id": "a", "origin": "judgement", "text": "t", "citations": [citation]},
            {"id": "b", "origin": "judgement", "text": "t"},
        ]
    }
    ground = Ground([Evidence(id="e", source="f.csv", text="t", row=1)])
    answers = report_to_json(verify(parse_draft(draft), ground))["claims"]
    assert [answer["verdict"] for answer in answers] == ["rejected", "verified"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "object"),
        ({}, "neither claims nor sections"),
        ({"claims": {}}, "'claims' must be a list"),
        ({"claims": ["x"]}, "claim 1"),
        ({"claims": [{"origin": "quote", "text": "t"}]}, "'id' is missing"),
        ({"claims": [{"id": "a7", "text": "t"}]}, "(a7): 'origin' is missing"),
        ({"claims": [{"id": "a7", "origin": "quote"}]}, "(a7): 'text' is missing"),
        ({"claims": [{"id": "a7", "origin": "quote", "text": 5}]}, "'text' cannot be 5"),
        (
            {"claims": [{"id": "a7", "origin": "quote", "text": "t", "citations": "f.csv"}]},
            "'citations' must be a list",
        ),
        ({"claims": [{"id": "a7", "origin": "quote", "text": "t", "customer": 5}]}, "'customer' must be text"),
        ({"claims": [{"id": "a", "origin": "number", "text": "t", "computations": [{"value": 1}]}]}, "cannot count"),
        ({"claims": [{"id": "a", "origin": "number", "text": "t", "computations": [{"counted": "items"}]}]}, "'value'"),
    ],
)
def test_an_ill_formed_draft_is_one_sentence_that_names_the_claim(data: object, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_draft(data, where="draft.json")
    assert caught.value.sentence.startswith("draft.json")
    assert told in caught.value.sentence


@pytest.mark.parametrize("content", ["", "{", b"\xff\xfe", "[" * 100_000])
def test_a_file_that_is_not_json_is_told_so(content: str | bytes) -> None:
    with pytest.raises(BadInput, match="not JSON"):
        load_draft(content, where="draft.json")


def test_a_report_has_the_same_keys_for_every_claim() -> None:
    claims = [Claim(str(n), origin, "Exports time out in 3 cases") for n, origin in enumerate(Origin)]
    report = report_to_json(verify(claims, Ground(())))
    assert {tuple(answer) for answer in report["claims"]} == {
        ("id", "origin", "verdict", "reason", "becomes", "recomputed", "spans")
    }
    assert sum(report["summary"].values()) == len(claims)
