"""Is the case asked whose criterion was deleted? `python benchmarks/edge_cases/run.py [SET …] [--short] [--misses]`."""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sets import Trial, list_sets, read_trials

from throughline.language.embedding import has_weights
from throughline.specification.rules.edge_cases import ask, ask_each, match_cases
from throughline.specification.rules.edge_cases.likeness import Alike, compare_by_meaning, compare_by_words

MOST = 5
Top = Callable[[Trial], Sequence[str]]
_Z = 1.96


def ask_story(alike: Alike) -> Top:
    """The questions of the trial's story alone, as the panel asks them."""

    def top(trial: Trial) -> list[str]:
        own = tuple(story for story in trial.outline.stories if story.id == trial.story)
        return [asked.case for asked in ask_each(replace(trial.outline, stories=own), alike=alike)[trial.story]]

    return top


def ask_document(alike: Alike) -> Top:
    """What `throughline edge-cases` asks of the story: twenty questions for the whole document."""

    def top(trial: Trial) -> list[str]:
        return [asked.case for asked in ask(trial.outline, alike=alike) if trial.story in asked.stories]

    return top


def match_triggers(trial: Trial) -> list[str]:
    """The catalogue's own rule: words that trigger a case, weighed by their rarity and its severity."""
    story = next(story for story in trial.outline.stories if story.id == trial.story)
    said = f"{story.title} {story.text}"
    covered = " ".join(point.text for point in (*story.criteria, *trial.outline.cross_cutting))
    return [match.case.id for match in match_cases(said, covered=covered, names=(said,))[:MOST]]


def interval(hits: int, trials: int) -> tuple[float, float]:
    """Wilson's interval of a share, at 95 %."""
    share, spread = hits / trials, _Z * _Z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    return middle - half, middle + half


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=list_sets())
    parser.add_argument(
        "--short", action="store_true", help="by meaning alone, or by words without the model's weights"
    )
    parser.add_argument("--misses", action="store_true", help="print what was not asked, and what was instead")
    options = parser.parse_args()
    ways: dict[str, Top] = {"by words": ask_story(compare_by_words)}
    if has_weights():
        ways = {"by meaning": ask_story(compare_by_meaning), **ways, "in 20": ask_document(compare_by_meaning)}
    ways["triggers"] = match_triggers
    ways = dict([next(iter(ways.items()))]) if options.short else ways
    print(f"{'set':<10}{'trials':>7}  " + "".join(f"{name:>24}" for name in ways))
    for name in options.sets:
        report(name, ways, misses=options.misses)


def report(name: str, ways: dict[str, Top], *, misses: bool) -> None:
    trials = read_trials(name)
    cells: list[str] = []
    for way in ways.values():
        begun = time.perf_counter()
        tops = [way(trial) for trial in trials]
        spent = (time.perf_counter() - begun) / len(trials)
        hits = sum(trial.case in top for trial, top in zip(trials, tops, strict=True))
        low, high = interval(hits, len(trials))
        cells.append(f"{hits / len(trials):>6.1%} ({low:.0%}-{high:.0%}) {spent * 1000:>3.0f} ms")
        if misses:
            show_misses(trials, tops)
            misses = False
    print(f"{name:<10}{len(trials):>7}  " + "".join(f"{cell:>24}" for cell in cells))


def show_misses(trials: Sequence[Trial], tops: Sequence[Sequence[str]]) -> None:
    """Every miss of the first way with what was asked instead, and the cases missed most."""
    missed = [(trial, top) for trial, top in zip(trials, tops, strict=True) if trial.case not in top]
    for trial, top in missed:
        story = next(story for story in trial.outline.stories if story.id == trial.story)
        print(f"  {trial.case}  {trial.document}: {(story.text or story.title)[:70]}  instead {' '.join(top)}")
    print("  ", Counter(trial.case for trial, _ in missed).most_common(12))


if __name__ == "__main__":
    main()
