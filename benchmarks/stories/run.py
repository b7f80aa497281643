"""How well are stories and criteria read? See README.md."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gherkin.parser import Parser

from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.stories.steps import read_criterion
from throughline.specification.rules.stories.things import drop_led
from throughline.specification.rules.stories.verbs import find_base

_AROUND = re.compile(
    r"^(?:(?:be|been|to|only|always|either|bulk|batch|better|(?!apply|reply|supply)\w{3,}ly)\s+)+(?=\w)"
)
"""What annotators took along with a verb: "be notified", "easily find"."""
Row = dict[str, Any]
DATA = Path(os.environ.get("THROUGHLINE_DATA", Path(__file__).parents[3] / "shared" / "data"))


@dataclass
class Tally:
    """How often something was right, of how many, and what was not."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, *, right: bool, said: str) -> None:
        self.right += right
        self.of += 1
        if not right:
            self.missed.append(said)

    def __str__(self) -> str:
        return f"{self.right:,} of {self.of:,} = {100 * self.right / max(1, self.of):.1f} %"


def bare(words: str) -> str:
    """Words to compare by: lower case, one space, no mark at either end, no determiner before."""
    plain = " ".join(words.lower().replace("’", "'").split()).strip(" .,;:'\"()")
    return drop_led(plain)


def first_entity(row: Row) -> str:
    """What the first action is done to, else the first thing named; empty where the annotators found neither."""
    action = row["action"][0] if row["action"] else ""
    done_to = [entity for verb, entity in row["targets"] if verb == action]
    return min(done_to or row["entity"][:1], key=lambda e: row["text"].find(e), default="")


def overlaps(a: str, b: str) -> bool:
    """Whether one holds the other as whole words."""
    return bool(a and b) and (f" {a} " in f" {b} " or f" {b} " in f" {a} ")


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure(rows: list[Row], judge: Callable[[Row], Iterator[tuple[str, bool, str]]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for row in rows:
        for name, right, said in judge(row):
            found.setdefault(name, Tally()).add(right=right, said=said)
    return found


def judge(row: Row) -> Iterator[tuple[str, bool, str]]:
    parts, text = read_story(row["text"]), row["text"]
    persona = row["persona"][0]
    yield "role", bare(parts.role) == bare(persona), f"{parts.role!r} not {persona!r}: {text}"
    if row["action"]:
        gold = find_base(_AROUND.sub("", row["action"][0].lower()).split()[0].partition("/")[0])
        heads = {find_base(word) for action in row["action"] for word in action.split()}
        same = parts.verb.partition("/")[0] == gold or (gold in {"want", "would", "need"} and not parts.verb)
        yield "first verb", same, f"{parts.verb!r} not {row['action']}: {text}"
        yield "a verb of the story", same or parts.verb in heads, f"{parts.verb!r} not {row['action']}: {text}"
    entity = first_entity(row)
    if entity:
        mine, gold = bare(parts.entity), bare(entity)
        every = [bare(each) for each in row["entity"]]
        yield "entity, exact", mine == gold, f"{mine!r} not {gold!r}: {text}"
        yield "entity, one holds the other", overlaps(mine, gold), f"{mine!r} not {gold!r}: {text}"
        yield "an entity of the story, exact", mine in every, f"{mine!r} not {every}: {text}"
    gold = bare(row["benefit"][0]) if row["benefit"] else ""
    yield "benefit, exact", bare(parts.benefit) == gold, f"{parts.benefit!r} not {gold!r}: {text}"
    yield "benefit, there or not", bool(parts.benefit) == bool(gold), f"{parts.benefit!r} not {gold!r}: {text}"
    yield "kind told", parts.kind is not None, f"{parts.verb!r} {parts.entity!r}: {text}"


def judge_invented(row: Row) -> Iterator[tuple[str, bool, str]]:
    """Every part that the label names, compared exactly but for case and determiners."""
    parts = read_story(row["text"])
    for name, gold in row.items():
        if name != "text":
            mine: Any = getattr(parts, name)
            right = list(mine) == gold if name == "fields" else bare(str(mine or "")) == bare(gold)
            yield f"invented: {name}", right, f"{mine!r} not {gold!r}: {row['text']}"


def read_scenarios(folder: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each scenario of each feature file as it is written, and its steps as `gherkin-official` reads them."""
    for file in sorted(folder.glob("*.feature")):
        text = file.read_text(encoding="utf-8")
        lines = text.splitlines()
        for child in Parser().parse(text).get("feature", {}).get("children", []):
            steps = child.get("scenario", {}).get("steps", [])
            if steps:
                first, last = steps[0]["location"]["line"], steps[-1]["location"]["line"]
                yield "\n".join(lines[first - 1 : last]), sort_steps(steps)


def sort_steps(steps: list[Row]) -> dict[str, list[str]]:
    """Steps by "given", "when" and "then"; "and" and "but" go on with the one before."""
    sorted_: dict[str, list[str]] = {"given": [], "when": [], "then": []}
    kind = "given"
    for step in steps:
        key = step["keyword"].strip().lower()
        kind = key if key in sorted_ else kind
        sorted_[kind].append(" ".join(step["text"].split()).rstrip(".,;: "))
    return sorted_


def measure_steps(folder: Path) -> Tally:
    """How many steps of real scenarios are found whole, under their keyword."""
    tally = Tally()
    for text, gold in read_scenarios(folder):
        parts = read_criterion(text)
        for kind, steps in gold.items():
            mine = list(getattr(parts, kind))
            for step in steps:
                tally.add(right=step in mine, said=f"{kind} {step!r} not in {mine}")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", help="list what was missed under this name")
    parser.add_argument("--short", action="store_true", help="every tenth story")
    options = parser.parse_args()
    path = DATA / "stories" / "dalpiaz22_annotated.jsonl"
    if not path.exists():
        sys.exit(f"no stories at {path}: set THROUGHLINE_DATA")
    rows = read_rows(path)
    found = measure(rows[::10] if options.short else rows, judge)
    found |= measure(read_rows(Path(__file__).with_name("invented.jsonl")), judge_invented)
    found["steps, whole and in place"] = measure_steps(DATA / "stories" / "gherkin")
    if options.missed:
        print("\n".join(found[options.missed].missed))
        return
    for name, tally in found.items():
        print(f"{name:32} {tally}")
    kinds = Counter(read_story(row["text"]).kind for row in rows)
    print("kinds", ", ".join(f"{kind or 'none'} {n}" for kind, n in kinds.most_common()))


if __name__ == "__main__":
    main()
