"""How well anchors and ranges answer questions about meetings, part by part, and whether the settings carry over.

python benchmarks/retrieval/run.py [--short] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

from meetings import Meeting, Question, find_first, load_meetings, share_in_sixth

from throughline.language.retrieval import Index, Segment, index_segments
from throughline.language.retrieval.fusing import fuse_ranks, keep_apart, order_scores, smooth_groups
from throughline.language.retrieval.index import Scored

MEASURES = ("MRR", "hit@1", "hit@5", "hit@10", "first sixth")
ANCHOR_GRID = tuple(product((10.0, 30.0, 60.0), (50.0, 100.0, 200.0)))
RANGE_GRID = (50.0, 100.0, 200.0, 400.0, 800.0)
_SPLITS = 200

Order = Sequence[int]
Figures = NDArray[np.float64]


def main() -> None:
    options = _read_options()
    begun = time.perf_counter()
    rows: dict[str, list[Figures]] = {}
    domains: list[str] = []
    series: list[str] = []
    for meeting in load_meetings(short=options.short):
        index = index_segments([Segment(text, speaker) for speaker, text in meeting.turns])
        for question in meeting.questions:
            domains.append(meeting.domain)
            series.append(meeting.series)
            for name, order in _rank_every_way(index, question, len(meeting.turns)):
                rows.setdefault(name, []).append(_measure(order, meeting, question))
    results = {name: np.array(values) for name, values in rows.items()}
    _print_figures(results, np.array(domains))
    _print_crossed(results, np.array(series), np.array(domains))
    _print_cost(time.perf_counter() - begun, len(set(series)), len(domains))
    if options.json:
        means = {
            name: dict(zip(MEASURES, values.mean(axis=0).round(4), strict=True)) for name, values in results.items()
        }
        Path(options.json).write_text(json.dumps(means, indent=1), encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="every third meeting")
    parser.add_argument("--json", default="", help="write the mean figures here")
    return parser.parse_args()


def _rank_every_way(index: Index, question: Question, turns: int) -> Iterator[tuple[str, Order]]:
    """The ablations, what ships, and the variants to choose among, each as an order of turns."""
    found = index.score(question.text)
    ways: dict[str, NDArray[np.float64]] = {
        "words alone (FTS5)": found.by_words,
        "meaning alone (embeddings)": found.nearness,
        "words and meaning": fuse_ranks([found.by_words, found.nearness]),
        "with windows and passages": found.around,
        "smoothed": _smooth(index, found),
        "fused with the smoothed list": _fuse(index, found),
    }
    for name, scores in ways.items():
        yield name, [index.places[place] for place in order_scores(scores)]
    yield "anchors, kept apart (ships)", [anchor.place for anchor in index.rank_anchors(question.text, limit=turns)]
    ranges = index.rank_ranges(question.text, limit=turns)
    yield "ranges (ships)", [turn for one in ranges for turn in range(one.first, one.last + 1)]
    for first_ranks, apart in ANCHOR_GRID:
        fused = _fuse(index, found, first_ranks=first_ranks)
        chosen = keep_apart(fused, index.at, index.groups, limit=turns, apart=apart)
        yield _name_anchors(first_ranks, apart), [index.places[place] for place, _ in chosen]
    for reach in RANGE_GRID:
        yield _name_ranges(reach), [index.places[p] for p in order_scores(_smooth(index, found, reach=reach))]


def _smooth(index: Index, found: Scored, **options: float) -> NDArray[np.float64]:
    return smooth_groups(found.around, index.at, index.groups, **options)


def _fuse(index: Index, found: Scored, **options: float) -> NDArray[np.float64]:
    return fuse_ranks([found.by_words, np.maximum(found.nearness, 0.2), _smooth(index, found)], **options)


def _name_anchors(first_ranks: float, apart: float) -> str:
    return f"grid: first ranks {first_ranks:.0f}, apart {apart:.0f}"


def _name_ranges(reach: float) -> str:
    return f"grid: reach {reach:.0f}"


def _measure(order: Order, meeting: Meeting, question: Question) -> list[float]:
    first = find_first(order, question.gold)
    hits = [float(first < depth) for depth in (1, 5, 10)]
    return [1 / (1 + first), *hits, share_in_sixth(order, question.gold, meeting.lengths)]


def _print_figures(results: dict[str, Figures], domains: NDArray[np.str_]) -> None:
    kinds = sorted(set(domains))
    print(f"{'':32}" + "".join(f"{name:>13}" for name in (*MEASURES, *kinds)))
    for name, values in results.items():
        if not name.startswith("grid"):
            by_kind = [f"{values[domains == k, 0].mean():.3f}/{values[domains == k, 4].mean():.3f}" for k in kinds]
            print(
                f"{name:32}"
                + "".join(f"{mean:13.3f}" for mean in values.mean(axis=0))
                + "".join(f"{k:>13}" for k in by_kind)
            )
    print("The last columns are MRR/first sixth of each kind of meeting.\n")


def _print_crossed(results: dict[str, Figures], series: NDArray[np.str_], domains: NDArray[np.str_]) -> None:
    """Settings chosen on one part of the meetings, measured on the other."""
    grids = {
        "MRR": (0, [_name_anchors(*setting) for setting in ANCHOR_GRID]),
        "first sixth": (4, [_name_ranges(reach) for reach in RANGE_GRID]),
    }
    for measure, (column, names) in grids.items():
        table = np.array([results[name][:, column] for name in names])
        for name, mean in zip(names, table.mean(axis=1), strict=True):
            print(f"  {name:40} {measure} {mean:.3f}")
        print(f"{measure}, chosen on half of the meetings, measured on the others: {_cross_halves(table, series):.3f}")
        print(f"{measure}, chosen on two kinds of meetings, measured on the third: {_cross(table, domains):.3f}\n")


def _cross_halves(table: Figures, series: NDArray[np.str_]) -> float:
    rng, names = np.random.default_rng(1), np.unique(series)
    halves = (np.isin(series, rng.permutation(names)[: len(names) // 2]) for _ in range(_SPLITS))
    return float(np.mean([_choose_and_measure(table, half) for half in halves]))


def _cross(table: Figures, parts: NDArray[np.str_]) -> float:
    """The mean over all questions, each measured with the setting that was best on the other parts."""
    found = {part: _choose_and_measure(table, parts != part) for part in np.unique(parts)}
    return float(np.mean([found[part] for part in parts]))


def _choose_and_measure(table: Figures, chosen_on: NDArray[np.bool_]) -> float:
    best = int(table[:, chosen_on].mean(axis=1).argmax())
    return float(table[best, ~chosen_on].mean())


def _print_cost(seconds: float, series: int, questions: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{questions} questions in {series} series of meetings: {seconds:.0f} s, {peak:.0f} MB at most ({machine})")


if __name__ == "__main__":
    main()
