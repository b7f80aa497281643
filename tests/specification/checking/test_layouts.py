"""Numbers and quotations are held against evidence in whatever form a document keeps it."""

from __future__ import annotations

import pytest

from throughline.specification.rules.checking.check import check_text
from throughline.specification.rules.checking.labels import find_items

AGAINST = {"EV001", "EV002", "EV003", "EV004", "EV005"}
FACTS = (
    "Telephone log, March 2026: 4,310 calls, 1,260 callers hung up before an answer.",
    "Home visits, 16 tenants, April 2026: 9 of 16 had reported one leak twice.",
    'Tenant, Rue Basse, 12 April 2026: "I stayed home all day and nobody rang the bell."',
    'Dispatcher, 14 April 2026: "Half the sheets do not say which floor, so we send somebody to look."',
    "Job sheets, 2026: 38 % of the visits ended without a repair.",
)
CLAIMS = (
    "In March the line took 4,310 calls, and 1,260 callers hung up before an answer {0}. "
    "9 of the 16 tenants we visited had reported one leak twice {1}. "
    '"I stayed home all day and nobody rang the bell," a tenant told us {2}. '
    'A dispatcher puts it this way: "Half the sheets do not say which floor, so we send somebody to look" {3}. '
    "38 % of the visits ended without a repair {4}."
)
REST = """
## Who it is for

- **Tenant**: reports a leak.
- **Dispatcher**: sends a plumber.
"""
PERSON, SAID = zip(*(fact.split(': "') for fact in FACTS[2:4]), strict=True)


def list_facts(form: str, *, head: str) -> str:
    """The evidence as a list, each fact in the form given, with its number."""
    return head + "\n\n" + "\n".join(form.format(n=n, l="ABCDE"[n - 1], f=fact) for n, fact in enumerate(FACTS, 1))


def number(form: str) -> list[str]:
    return [form.format(n=n, l="ABCDE"[n - 1], s="¹²³⁴⁵"[n - 1]) for n in range(1, 6)]


TABLE = "## Evidence\n\n| Id | Source | What it says |\n|---|---|---|\n" + "\n".join(
    f"| S{n} | {fact.split(': ', 1)[0]} | {fact.split(': ', 1)[1]} |" for n, fact in enumerate(FACTS, 1)
)
TABLE_BY_NUMBER = "## Data\n\n| # | Where | Finding |\n|---|---|---|\n" + "\n".join(
    f"| {n} | {fact.split(': ', 1)[0]} | {fact.split(': ', 1)[1]} |" for n, fact in enumerate(FACTS, 1)
)
INTERVIEWS = "## Appendix: interviews and counts\n\n" + "\n\n".join(
    f"### Interview {n}: {fact.split(': ', 1)[0]}\n\n> {fact.split(': ', 1)[1]}" for n, fact in enumerate(FACTS, 1)
)
BLOCKQUOTES = (
    "## What we heard\n\n"
    + "\n\n".join(f"> {said.rstrip(chr(34))}\n>\n> — {person}" for person, said in zip(PERSON, SAID, strict=True))
    + "\n\n"
    + "\n".join(f"- {FACTS[n]}" for n in (0, 1, 4))
)
LAYOUTS = {
    "research log": ("## What we learned", number("[R{n}]"), list_facts("- R{n}: {f}", head="## Research log")),
    "numbered references": ("## Problem", number("[{n}]"), list_facts("{n}. {f}", head="## References")),
    "numbered sources": ("## Problem", number("[{n}]"), list_facts("[{n}] {f}\n", head="## Sources")),
    "round numbers": ("## Why now", number("({n})"), list_facts("{n}. {f}", head="## Where this comes from")),
    "table": ("## Problem", number("(S{n})"), TABLE),
    "numbered table": ("## Background", number("[{n}]"), TABLE_BY_NUMBER),
    "footnotes": ("## Problem", number("[^{n}]"), list_facts("[^{n}]: {f}", head="")),
    "named footnotes": ("## Situation", number("[^note-{l}]"), list_facts("[^note-{l}]: {f}", head="")),
    "interviews": ("## Problem", number("(Interview {n})"), INTERVIEWS),
    "source with number": ("## Problem", number("(Source {n})"), list_facts("- Source {n} – {f}", head="## Sources")),
    "bold labels": ("## Today", number("[K{n}]"), list_facts("**K{n}** {f}\n", head="## Proof")),
    "labels at the end": ("## Problem", number("(ref. N{n})"), list_facts("N{n}. {f}\n", head="## Notes")),
    "superscripts": ("## Problem", number("{s}"), list_facts("{n}. {f}", head="## Notes")),
    "letters": ("## Problem", number("[{l}]"), list_facts("- [{l}] {f}", head="## Literature")),
    "under the problem": ("## Problem", number("[E{n}]"), list_facts("* [E{n}] {f}", head="")),
    "see": ("## Context", number("(see D-{n})"), list_facts("- **D-{n}**: {f}", head="## Data and voices")),
    "said in the sentence": ("## Problem", number("according to V{n}"), list_facts("* V{n} — {f}", head="## Voices")),
    "nothing cited": ("## Problem", [""] * 5, list_facts("- {f}", head="## Evidence")),
    "blockquotes": ("## Problem", [""] * 5, BLOCKQUOTES),
}
CHANGES = {
    "nothing": ("", "", set[str]()),
    "a figure": ("1,260 callers", "1,620 callers", {"EV001"}),
    "a part": ("9 of the 16", "11 of the 16", {"EV001"}),
    "a share": ("38 %", "58 %", {"EV001"}),
    "a word": ("which floor", "which house", {"EV002"}),
    "a negation": ("sheets do not say", "sheets say", {"EV002"}),
    "other words": (
        "Half the sheets do not say which floor, so we send somebody to look",
        "Many tickets lack the storey and a colleague has to go and check",
        {"EV002"},
    ),
    "a quotation of one's own": ("nobody rang the bell", "then wrote a letter to the paper", {"EV002"}),
    "the speaker": ("a tenant told us", "a dispatcher told us", {"EV003"}),
}
CITED = {
    "the source": ("a tenant told us {2}", "a tenant told us {3}", {"EV003"}),
    "everybody": ("9 of the 16 tenants we visited had reported", "All tenants we visited report", {"EV004"}),
    "most": ("38 % of the visits ended without a repair {4}", "Most dispatchers send somebody to look {3}", {"EV004"}),
    "a promise": ("I stayed home all day and nobody rang the bell", "I would report every leak in an app", {"EV005"}),
}


def write(layout: str, old: str, new: str) -> str:
    head, cites, evidence = LAYOUTS[layout]
    claims = CLAIMS.replace(old, new) if old else CLAIMS
    claims = claims.format(*cites).replace(" .", ".").replace("  ", " ")
    parts = [head, claims, evidence, REST] if layout == "under the problem" else [head, claims, REST, evidence]
    return "# Leaks\n\n" + "\n\n".join(parts) + "\n"


def list_rules(text: str) -> list[tuple[str, int]]:
    return [(f.rule, f.line) for f in check_text(text).findings if f.rule in AGAINST]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_found_in_every_layout(layout: str, change: str):
    old, new, rules = CHANGES[change]
    found = list_rules(write(layout, old, new))
    assert {rule for rule, _ in found} >= rules, found
    assert {line for _, line in found} <= {5}
    assert found or not rules
    assert rules or not found


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name not in {"nothing cited", "blockquotes"}])
@pytest.mark.parametrize("change", CITED)
def test_what_is_cited_has_to_bear_it(layout: str, change: str):
    old, new, rules = CITED[change]
    found = list_rules(write(layout, old, new))
    assert {rule for rule, _ in found} >= rules, found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_changes_in_one_paragraph_are_two_findings(layout: str):
    text = write(layout, "1,260 callers", "1,620 callers").replace("9 of the 16", "8 of the 16", 1)
    text = text.replace("which floor", "which house", 1)
    found = [rule for rule, _ in list_rules(text)]
    assert found.count("EV001") == 2
    assert "EV002" in found


@pytest.mark.parametrize("mark", ["{n}.", "({n})", "{n}:"])
def test_lines_that_count_up_are_items_whatever_stands_after_the_number(mark: str):
    lines = [f"{mark.format(n=n)} The list loads within 2 seconds" for n in (1, 2, 3)]
    assert list(find_items(lines)) == [0, 1, 2]
    assert find_items([*lines[:1], lines[2]]) == {}
