"""Numbers and quotations are held against the document's own evidence, and against files that are given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from throughline.discovery.contracts import Corpus
from throughline.specification.pipeline import ground_of
from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.contracts import Finding

AGAINST = {"EV001", "EV002", "EV003", "EV004", "EV005"}
PRD = """# Sync that finishes

## Problem

{}

## Evidence

- E1: 7 of 12 clinics retype the list after a sync.
- E2: "We gave up on the sync, now a colleague copies it" (salon, 15 Mar)
- E3: The sync took 48 s at the median over 310 runs.
- E4: 6 of 30 salons hand the list to a colleague.
- E5: Letters of May: 40 letters, 8 answered.
"""


def list_rules(text: str) -> list[str]:
    return [finding.rule for finding in check_text(text).findings if finding.rule in AGAINST]


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        ("7 of 12 clinics retype the list [E1].", []),
        ("58 % of the clinics retype the list [E1].", []),
        ("Seven of twelve clinics retype the list [E1].", []),
        ("9 of 12 clinics retype the list [E1].", ["EV001"]),
        ("70 % of the clinics retype the list [E1].", ["EV001"]),
        ("The sync takes 48 s at the median [E3].", []),
        ("The sync takes 84 s at the median [E3].", ["EV001"]),
        ('A salon told us: "We gave up on the sync, now a colleague copies it" [E2].', []),
        ("A salon told us: “We gave up on the sync” [E2].", []),
        ('A salon told us: "We gave up on the sync, now a friend copies it" [E2].', ["EV002"]),
        ('A salon told us: "We gave up on the sync, now a colleague copies it" [E1].', ["EV003"]),
        ("All clinics retype the list [E1].", ["EV004"]),
        ("Most salons gave up on the sync [E2].", ["EV004"]),
        ("Clinics retype the list [E1].", []),
        ('A salon told us that "we gave up on the sync, now a colleague copies it." [E2]', []),
        ("1 in 5 hand the list to a colleague [E4].", []),
        ("1 in 4 hand the list to a colleague [E4].", ["EV001", "EV001"]),
        ("Of 40 letters, 8 were answered, 1 in 5 [E5].", []),
        ("Of 40 letters, 8 were answered, 1 in 3 [E5].", ["EV001", "EV001"]),
    ],
)
def test_a_claim_is_held_against_the_evidence_it_cites(claim: str, rules: list[str]):
    assert list_rules(PRD.format(claim)) == rules


@pytest.mark.parametrize(
    "line",
    [
        "- E4: “I would definitely pay for a sync that works”",
        "- E4: “If you build it, we will all use it every day”",
        "- E4: “That sounds like a great idea, I would use it”",
    ],
)
def test_politeness_about_the_future_is_no_evidence(line: str):
    assert list_rules(PRD.format("Clinics retype the list [E4].") + line + "\n") == ["EV005"]


def test_without_evidence_these_rules_keep_silent_and_completeness_speaks():
    text = '# Sync\n\n## Problem\n\n9 of 12 clinics retype the list. "We gave up on the sync entirely now."\n'
    assert list_rules(text) == []
    assert [f.line for f in check_text(text).findings if f.rule == "DO002"] == [1]


def test_a_finding_names_the_right_number_and_makes_none_up():
    (finding,) = [f for f in check_text(PRD.format("9 of 12 clinics retype it [E1].")).findings if f.rule == "EV001"]
    assert (finding.line, finding.column, finding.text) == (5, 1, "9")
    assert "7" in finding.suggestion
    assert "E1" in finding.message


def test_a_quotation_that_was_never_said_is_offered_the_nearest_that_was():
    text = PRD.format('A salon told us: "We gave up on the sync, now a friend copies it" [E2].')
    (finding,) = [f for f in check_text(text).findings if f.rule == "EV002"]
    assert "now a colleague copies it" in finding.suggestion


def test_footnotes_are_evidence():
    note = "[^1]: Calls in March: 7 of 12 clinics retype the list."
    text = f"# Sync\n\n## Problem\n\n{{}} clinics retype it.[^1]\n\n{note}\n"
    assert list_rules(text.format("7 of 12")) == []
    assert list_rules(text.format("8 of 12")) == ["EV001"]


def find_against(text: str, corpus: Corpus) -> list[Finding]:
    findings = check_text(text, ground=ground_of(corpus)).findings
    return [finding for finding in findings if finding.rule in AGAINST]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("Salons say “We gave up on the sync, now a colleague copies it one by one.”", []),
        ("Salons say “We gave up on the sync, now a colleague copies it two by two.”", ["EV002"]),
        ("A clinic has 4,200 appointments and gets a 504.", []),
        ("A clinic has 4,700 appointments and gets a 504.", ["EV001"]),
    ],
)
def test_files_that_are_given_are_evidence_too(sentence: str, rules: list[str], corpus: Corpus):
    found = find_against(f"# Sync\n\n## Problem\n\n{sentence}\n", corpus)
    assert [finding.rule for finding in found] == rules


def test_targets_and_limits_are_no_claims_about_the_evidence(corpus: Corpus):
    text = "# Sync\n\n## Requirements\n\n- The sync finishes within 20 s for 9,999 appointments.\n"
    assert find_against(text, corpus) == []


def test_the_same_corpus_gives_the_same_findings(read: Callable[..., Corpus], corpus: Corpus):
    text = "# Sync\n\n## Problem\n\nA clinic has 4,700 appointments. All salons gave up on the sync.\n"
    assert find_against(text, corpus) == find_against(text, corpus)


IN_ROWS = """# Seed swaps

## Problem

{claim}

| Src | Who | What they said |
|---|---|---|
| 1 | Ines, plot 4, June 2025 | "I threw away nine packets of beans." |
| 2 | Tomas, plot 11, June 2025 | "Nobody told me that there was a swap day." |
| 3 | Count of June 2025 | 14 of 60 plots had seeds left over |
"""
BY_NAME = """# Seed swaps

## Why

{claim}

## Papers

Count 2025, 60 plots: 14 had seeds left over.

> **Ines**, plot 4: "I threw away nine packets of beans."

> **Tomas**, plot 11: "Nobody told me that there was a swap day."
"""


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        ('"I threw away nine packets of beans" (src 1). 14 of 60 plots had seeds left over (src 3).', []),
        ('"I threw away nine packets of beans" (src 2).', ["EV003"]),
        ('"I threw away nine boxes of beans" (src 1).', ["EV002"]),
        ("19 of 60 plots had seeds left over (src 3).", ["EV001"]),
    ],
)
def test_sources_in_the_rows_of_a_table_are_cited_by_their_number(claim: str, rules: list[str]):
    assert list_rules(IN_ROWS.format(claim=claim)) == rules


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        ('"I threw away nine packets of beans" (Ines). 14 plots had seeds left over (Count 2025).', []),
        ('"I threw away nine packets of beans" (Tomas). 14 plots had seeds left over (Count 2025).', ["EV003"]),
        ('"I threw away nine boxes of beans" (Ines).', ["EV002"]),
        ("19 plots had seeds left over (Count 2025).", ["EV001"]),
    ],
)
def test_sources_are_cited_by_the_name_of_a_person_or_a_record(claim: str, rules: list[str]):
    assert list_rules(BY_NAME.format(claim=claim)) == rules
