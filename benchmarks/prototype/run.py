"""How good is a prototype: seconds, bytes, states, coverage, dead ends, unreachable stories, words that two share.

    .venv/bin/python benchmarks/prototype/run.py [--short] [--browser]

Domains are our own (`domains/`), and real backlogs where `../shared/data` or THROUGHLINE_DATA has them. `--browser`
draws every page in Chromium and reads its visible words; without it they are the words of the model that is drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median

from throughline.specification.edge_cases.reading import outline_any
from throughline.specification.rules.prototyping import (
    Prototype,
    build_prototype,
    describe_coverage,
    describe_prototype,
    find_gaps,
    render_prototype,
)
from throughline.specification.rules.prototyping.contracts import GapKind

HERE = Path(__file__).parent
DATA = Path(os.environ.get("THROUGHLINE_DATA", HERE.parents[2] / "shared" / "data"))
BROKEN = {GapKind.UNREACHABLE, GapKind.DEAD_END, GapKind.NO_WAY_BACK, GapKind.UNHANDLED, GapKind.NO_EXIT}
WORD = re.compile(r"[^\W\d_]{2,}")
TWENTY = 20


@dataclass(frozen=True)
class Row:
    """One document and what its prototype is like."""

    name: str
    stories: int
    seconds: float
    kilobytes: float
    screens: int
    states: int
    specified: int
    broken: int
    unreached: int
    gaps: int
    words: frozenset[str]


def read_domains() -> Iterator[tuple[str, str]]:
    """Our own domains: (name, text)."""
    for path in sorted((HERE / "domains").glob("*.md")):
        yield path.stem, path.read_text(encoding="utf-8")


def read_backlogs(*, most: int = TWENTY) -> Iterator[tuple[str, str]]:
    """Real backlogs, the first stories of each as a document; nothing where the data is not there."""
    path = DATA / "stories" / "dalpiaz22_annotated.jsonl"
    backlogs: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        story = json.loads(line)
        backlogs[story["backlog"]].append(story["text"])
    for name, texts in sorted(backlogs.items()):
        told = "\n".join(f"### S{n}\n{text}\n" for n, text in enumerate(texts[:most], 1))
        yield name, f"# {name.partition('_')[2].replace('_', ' ')}\n## Stories\n{told}"


def measure(name: str, text: str) -> tuple[Row, str]:
    """The figures of one document, and its page."""
    began = time.perf_counter()
    outline = outline_any(text)
    prototype = build_prototype(outline)
    page = render_prototype(prototype)
    seconds = time.perf_counter() - began
    coverage, gaps = describe_coverage(prototype), find_gaps(prototype)
    row = Row(
        name,
        len(outline.stories),
        seconds,
        len(page.encode()) / 1000,
        len(prototype.screens),
        coverage.states,
        coverage.specified,
        sum(gap.kind in BROKEN for gap in gaps),
        count_unreached(prototype),
        len(gaps),
        frozenset(read_words(prototype)),
    )
    return row, page


def count_unreached(prototype: Prototype) -> int:
    """Stories whose screen no walk from the first one comes to, or whose event is not there."""
    events = {(way.source, way.event) for way in prototype.transitions}
    ways: dict[str, set[str]] = defaultdict(set)
    for way in prototype.transitions:
        ways[way.source].add(way.target)
    seen, ahead = {prototype.screens[0].id}, [prototype.screens[0].id]
    while ahead:
        fresh = ways[ahead.pop()] - seen
        seen |= fresh
        ahead += fresh
    done = (p.screen in seen and (not p.event or (p.screen, p.event) in events) for p in prototype.places)
    return sum(not reached for reached in done)


def read_words(prototype: Prototype) -> Iterator[str]:
    """The words that stand on the prototype's screens, its questions too."""
    model = describe_prototype(prototype)
    texts = [prototype.title, *(role.label for role in prototype.roles)]
    for entity in model["entities"]:
        texts += [entity["label"], *(field["label"] for field in entity["fields"])]
        texts += [value for row in entity["sample"] for value in row.values() if isinstance(value, str)]
    for screen in model["screens"]:
        for state in screen["states"]:
            texts += [screen["title"], state.get("question", "")]
            texts += [block.get("text", "") for block in state["blocks"]]
            texts += [action["label"] for block in state["blocks"] for action in block.get("actions", [])]
    yield from (word.lower() for text in texts for word in WORD.findall(text))


def see_words(pages: dict[str, str]) -> dict[str, tuple[frozenset[str], ...]]:
    """The words a browser shows: in ideal states, in every state but for the questions, and in every state."""
    from playwright.sync_api import sync_playwright

    found: dict[str, tuple[frozenset[str], ...]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROME", "/usr/bin/chromium"))
        for name, html in pages.items():
            path = Path(folder) / f"{name}.html"
            path.write_text(html, encoding="utf-8")
            page = browser.new_page()
            page.goto(path.as_uri())
            found[name] = tuple(
                frozenset(word.lower() for word in WORD.findall(text)) for text in page.evaluate(READ_ALL)
            )
            page.close()
        browser.close()
    return found


READ_ALL = """async () => {
  const model = JSON.parse(document.getElementById("data").textContent).model;
  const texts = { ideal: "", product: "", every: "" };
  for (const screen of model.screens) for (const state of screen.states) {
    location.hash = `${screen.id}/${state.id}`;
    await new Promise((done) => setTimeout(done, 0));
    while (!document.querySelector(`main.state-${state.id}`)) await new Promise((done) => setTimeout(done, 1));
    texts.every += ` ${document.body.innerText}`;
    if (state.id === "ideal") texts.ideal += ` ${document.body.innerText}`;
    for (const asks of document.querySelectorAll(".asks")) asks.remove();
    texts.product += ` ${document.body.innerText}`;
  }
  return [texts.ideal, texts.product, texts.every];
}"""


def share(words: dict[str, frozenset[str]]) -> list[tuple[float, float, str, str]]:
    """For each pair the share of all their words that both have (Jaccard), and of the smaller one's words."""
    pairs = combinations(sorted(words), 2)
    return sorted(
        (
            len(words[a] & words[b]) / len(words[a] | words[b]),
            len(words[a] & words[b]) / min(len(words[a]), len(words[b])),
            a,
            b,
        )
        for a, b in pairs
    )


def time_process(text: str) -> tuple[float, float]:
    """Seconds of the whole command on the clock and on the processor, the best of three."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prd.md"
        path.write_text(text, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "throughline.surfaces",
            "prototype",
            str(path),
            "-o",
            str(path.with_suffix(".html")),
        ]
        clock = processor = 1e9
        for _ in range(3):
            began, used = time.perf_counter(), os.times()
            subprocess.run(command, check=False, capture_output=True)
            after = os.times()
            clock = min(clock, time.perf_counter() - began)
            spent = after.children_user + after.children_system - used.children_user - used.children_system
            processor = min(processor, spent)
    return clock, processor


def tell_shares(title: str, words: dict[str, frozenset[str]]) -> None:
    shares = share(words)
    if not shares:
        return
    worst = shares[-1]
    over = sum(of_all > 0.3 for of_all, *_ in shares)
    smaller = median(pair[1] for pair in shares)
    print(
        f"{title}: median {median(p[0] for p in shares):.1%} of both, "
        f"worst {worst[0]:.1%} ({worst[2]} and {worst[3]}), "
        f"{over} of {len(shares)} pairs over 30 %; of the smaller's median {smaller:.1%}"
    )


def tell(title: str, documents: list[tuple[str, str]], *, browser: bool) -> list[Row]:
    measured = [measure(*document) for document in documents]
    rows = [row for row, _ in measured]
    print(
        f"\n{title}\n{'':<20}{'stories':>8}{'s':>7}{'kB':>6}{'screens':>9}{'states':>8}"
        f"{'spec.':>7}{'broken':>8}{'unreached':>11}{'gaps':>6}"
    )
    for row in rows:
        print(
            f"{row.name:<20}{row.stories:>8}{row.seconds:>7.2f}{row.kilobytes:>6.0f}{row.screens:>9}{row.states:>8}"
            f"{row.specified:>7}{row.broken:>8}{row.unreached:>11}{row.gaps:>6}"
        )
    tell_shares("words of the model that two share", {row.name: row.words for row in rows})
    if browser:
        seen = see_words({row.name: page for row, page in measured})
        tell_shares("words on screens, ideal states", {name: words[0] for name, words in seen.items()})
        tell_shares("every state but for questions", {name: words[1] for name, words in seen.items()})
        tell_shares("every state with its questions", {name: words[2] for name, words in seen.items()})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="our own domains alone")
    parser.add_argument("--browser", action="store_true", help="read the words that a browser shows")
    options = parser.parse_args()
    rows = tell("own domains", list(read_domains()), browser=options.browser)
    backlogs = [] if options.short else list(read_backlogs())
    if backlogs:
        rows += tell("real backlogs, twenty stories each", backlogs, browser=options.browser)
        whole = [measure(*document)[0] for document in read_backlogs(most=1_000)]
        worst = max(whole, key=lambda row: row.kilobytes)
        print(
            f"\nwhole backlogs: {sum(r.stories for r in whole)} stories, {sum(r.broken for r in whole)} broken, "
            f"{sum(r.unreached for r in whole)} unreached, "
            f"largest {worst.kilobytes:.0f} kB ({worst.name}, {worst.stories} stories)"
        )
    document = (backlogs or list(read_domains()))[0]
    clock, processor = time_process(document[1])
    print(f"whole process on {document[0]}: {clock:.2f} s, {processor:.2f} s of them on the processor, best of three")
    print(f"in all: {sum(row.broken for row in rows)} broken, {sum(row.unreached for row in rows)} stories unreached")


if __name__ == "__main__":
    main()
