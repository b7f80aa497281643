"""Steps of one criterion that stand in lines of their own are put together: Given, When, Then, and their Ands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from throughline.specification.rules.checking.blocks import Block, BlockKind
from throughline.specification.rules.checking.contracts import Plain, Spot
from throughline.specification.rules.checking.labels import first_step, has_steps
from throughline.specification.rules.checking.placing import Placed
from throughline.specification.rules.checking.plain import join_plains, read_plain

GHERKIN = frozenset({"gherkin", "feature", "cucumber"})
_CONDITIONS = frozenset({"given", "when"})


def merge_steps(placed: Sequence[Placed]) -> list[Placed]:
    """The blocks, with every run of single steps as one block."""
    merged = list[Placed]()
    run = list[Placed]()
    for item in placed:
        if run and not _goes_on(run, item):
            merged.append(_join(run))
            run = []
        if run or _opens(item):
            run.append(item)
        else:
            merged.append(item)
    return [*merged, *([_join(run)] if run else [])]


def _is_line(item: Placed) -> bool:
    return item.block.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH} and not item.head and not item.block.quoted


def _opens(item: Placed) -> bool:
    text = item.block.plain.text
    return _is_line(item) and first_step(text) in _CONDITIONS and not has_steps(text) and _is_bare_step(text)


def _is_bare_step(text: str) -> bool:
    """Whether it looks like a step's line: its keyword is written large, and it is short."""
    return text[:1].isupper() and len(text.split()) <= 40 and ", i want" not in text.lower()


def _goes_on(run: Sequence[Placed], item: Placed) -> bool:
    """Whether `item` is the next step of the criterion that `run` began."""
    if not _is_line(item) or item.section != run[0].section or _apart(run[-1].block, item.block):
        return False
    word, seen = first_step(item.block.plain.text), [first_step(part.block.plain.text) for part in run]
    if word in {"then", "and", "but"}:
        return True
    return word == "when" and "then" not in seen and "when" not in seen


def _apart(block: Block, other: Block) -> bool:
    """Whether two lines belong to different lists."""
    return block.kind is not other.kind or (block.kind is BlockKind.ITEM and block.group != other.group)


def _join(run: Sequence[Placed]) -> Placed:
    blocks = [item.block for item in run]
    source = tuple(line for block in blocks for line in block.source)
    plain = join_plains([block.plain for block in blocks])
    return replace(run[0], block=replace(blocks[0], source=source, plain=plain))


def read_scenarios(block: Block) -> Iterator[Plain]:
    """The scenarios of a code block in Gherkin, each as one text; nothing of any other code."""
    if not _is_gherkin(block):
        return
    scenario = list[Plain]()
    for line in block.source:
        words = line[2].strip()
        word = first_step(words)
        opens = word in {"scenario", "scenario outline"} or (word == "given" and _has_result(scenario))
        if opens and scenario:
            yield from _finish(scenario)
            scenario = []
        if word and word not in {"examples", "background", "rule"} and words:
            scenario.append(read_plain((_shift(line),)))
    yield from _finish(scenario)


def _finish(scenario: Sequence[Plain]) -> Iterator[Plain]:
    if any(first_step(part.text) in {"when", "then"} for part in scenario):
        yield join_plains([part for part in scenario if not first_step(part.text).startswith("scenario")])


def _has_result(scenario: Sequence[Plain]) -> bool:
    return any(first_step(part.text) == "then" for part in scenario)


def _shift(line: tuple[int, int, str]) -> tuple[int, int, str]:
    number, column, words = line
    lead = len(words) - len(words.lstrip())
    return number, column + lead, words.strip()


def _is_gherkin(block: Block) -> bool:
    words = {first_step(line[2].strip()) for line in block.source}
    return block.language in GHERKIN or (not block.language and bool(words & {"given", "when"}) and "then" in words)


def no_place() -> Plain:
    """An empty text at the beginning of a file."""
    return Plain("", "", (Spot(0, 1, 1),))
