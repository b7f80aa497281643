"""Are stated chances right, do reach intervals cover the truth, how long does ranking take? See README.md."""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Sequence
from statistics import median

import numpy as np
from customers import SCENES, Scene, make_base
from numpy.typing import NDArray
from portfolios import WORLDS, World, find_top, make_portfolio

from throughline.strategy.rules.ranking.contracts import Drawing, Estimate
from throughline.strategy.rules.ranking.models import RICE
from throughline.strategy.rules.ranking.ranking import rank
from throughline.strategy.rules.ranking.reaching import Segment, estimate_reach

Z95 = 1.959963984540054
TOP = 10


def main() -> None:
    """Run every part and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("speed", "calibration", "reach"), help="run one part")
    parser.add_argument("--short", action="store_true", help="fewer portfolios and bases")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for part in [options.only] if options.only else ["speed", "calibration", "reach"]:
        print(f"\n== {part}")
        globals()[f"_run_{part}"](options)


def _run_speed(options: argparse.Namespace) -> None:
    generator = np.random.default_rng(options.seed)
    print("ideas  draws   seconds (median of 5)  of one processor  peak MB")
    for count, draws in ((50, 10_000), (500, 10_000), (2_000, 10_000)):
        ideas, _ = make_portfolio(WORLDS[1], count, generator)

        def work(ideas=ideas, draws=draws):
            return rank(ideas, RICE, drawing=Drawing(TOP, draws), capacity=Estimate(20, 30))

        walls, used = zip(*(_time(work) for _ in range(5)), strict=True)
        tracemalloc.start()
        work()
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"{count:5}  {draws:6}  {median(walls):8.2f}               {median(used):8.2f}          {peak:6.0f}")


def _time(work) -> tuple[float, float]:
    begun, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - used


def _run_calibration(options: argparse.Namespace) -> None:
    print(
        "Of ideas said to have a chance of …, so many per cent truly are in the top ten (and how many ideas that were)"
    )
    heads = [f"{a}-{a + 10}" for a in range(0, 100, 10)]
    for count, portfolios in ((40, 400), (500, 250)):
        portfolios = portfolios // 10 if options.short else portfolios
        for as_stated in (False, True):
            print(f"\n{count} ideas, {portfolios} portfolios, ranges {'as stated' if as_stated else 'as measurements'}")
            print(f"{'':42}" + "".join(f"{head:>12}" for head in heads) + "   mean error")
            for world in WORLDS:
                said, true = _simulate(world, count, portfolios, as_stated, options.seed)
                print(f"{world.name:42}" + _show_bins(said, true))


def _simulate(
    world: World, count: int, portfolios: int, as_stated: bool, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    generator, said, true = np.random.default_rng(seed), list[float](), list[bool]()
    for number in range(portfolios):
        ideas, score = make_portfolio(world, count, generator)
        drawing = Drawing(TOP, 2_000, number, as_stated)
        top = dict(zip([idea.name for idea in ideas], find_top(score, TOP), strict=True))
        for standing in rank(ideas, RICE, drawing=drawing).standings:
            said.append(standing.chance)
            true.append(bool(top[standing.name]))
    return np.array(said), np.array(true)


def _show_bins(said: NDArray[np.float64], true: NDArray[np.bool_]) -> str:
    cells, off = list[str](), 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & ((said < low + 0.1) | (low > 0.85))
        hits, size = int(true[inside].sum()), int(inside.sum())
        off += abs(hits - float(said[inside].sum()))
        cells.append(f"{100 * hits / size:4.0f} ({size})" if size >= 20 else f"- ({size})")
    return "".join(f"{cell:>12}" for cell in cells) + f"   {100 * off / len(said):.2f} %"


def _run_reach(options: argparse.Namespace) -> None:
    bases = 200 if options.short else 2_000
    print(
        f"How often an interval at 95 % covers the truth, {bases} bases each"
        " (and its mean width as a share of the base)"
    )
    print(f"{'':58}" + "".join(f"{name:>24}" for name in METHODS))
    for scene in SCENES:
        print(f"{scene.name:58}" + "".join(f"{cell:>24}" for cell in _cover(scene, bases, options.seed)))


def _cover(scene: Scene, bases: int, seed: int) -> list[str]:
    generator = np.random.default_rng(seed)
    hits, widths, sure = dict.fromkeys(METHODS, 0), dict.fromkeys(METHODS, 0.0), 0
    for number in range(bases):
        segments, truth = make_base(scene, generator)
        if not sum(s.asked for s in segments):
            continue
        sure += 1
        whole = sum(s.base for s in segments)
        for name, method in METHODS.items():
            low, high = method(segments, number)
            hits[name] += low - 1e-9 <= truth <= high + 1e-9
            widths[name] += (high - low) / whole
    return [f"{100 * hits[name] / sure:.1f} % ({100 * widths[name] / sure:.0f} %)" for name in METHODS]


def _estimate(segments: Sequence[Segment], number: int) -> tuple[float, float]:
    found = estimate_reach(segments, seed=number)
    assert found is not None
    return found.span.low, found.span.high


def _pool(segments: Sequence[Segment], number: int) -> tuple[float, float]:
    """All segments as one: what is heard most speaks for all."""
    whole = Segment(*(sum(getattr(s, name) for s in segments) for name in ("heard", "asked", "base")))
    return _estimate([whole], number)


def _ask_wilson(segments: Sequence[Segment], _: int) -> tuple[float, float]:
    """Wilson's interval for the share of those heard, carried over to the base."""
    heard, asked, base = (sum(getattr(s, name) for s in segments) for name in ("heard", "asked", "base"))
    low, high = _wilson(heard, asked)
    return low * base, high * base


def _share_wilson(segments: Sequence[Segment], _: int) -> tuple[float, float]:
    """Wilson's interval for the share of the base that was heard."""
    heard, base = (sum(getattr(s, name) for s in segments) for name in ("heard", "base"))
    low, high = _wilson(heard, base)
    return low * base, high * base


def _wilson(heard: int, of: int) -> tuple[float, float]:
    share, spread = heard / of, 1 + Z95**2 / of
    middle = (share + Z95**2 / (2 * of)) / spread
    half = Z95 * (share * (1 - share) / of + Z95**2 / (4 * of**2)) ** 0.5 / spread
    return max(middle - half, 0.0), min(middle + half, 1.0)


METHODS = {
    "by segment (in use)": _estimate,
    "all in one": _pool,
    "Wilson of those heard": _ask_wilson,
    "Wilson of the base": _share_wilson,
}

if __name__ == "__main__":
    main()
