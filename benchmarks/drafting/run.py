"""Draft with a simulated model that invents at a known rate, over real HTTP, and count what reaches the page.

python benchmarks/drafting/run.py [--short] [--rate 0.3] [--seed N] [--show KIND] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "grounding"))
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from corpora import Body, load_bodies
from inventing import Inventor, Told

from tests.language.model_server import ModelServer, Received, Words, run_model_server
from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Ground, Origin
from throughline.language.models.settings import make_settings
from throughline.specification.contracts import Prd, Size
from throughline.specification.proposing.drafting import draft, word_draft
from throughline.specification.rules.proposing.contracts import Fate, Judged

SECTIONS = ("problem", "why-now", "audience", "non-goals")
FATES = ("as a fact", "as a proposal", "offered, left out", "not let through")


@dataclass(frozen=True, slots=True)
class Result:
    """One sentence of the model and where it ended."""

    body: str
    told: Told
    judged: Judged

    @property
    def end(self) -> str:
        if self.judged.fate is Fate.REFUSED:
            return FATES[3]
        if self.judged.fate is Fate.UNSHOWN:
            return FATES[2]
        return FATES[1] if self.judged.claim.origin is Origin.PROPOSAL else FATES[0]


def main() -> int:
    options = _read_options()
    begun = time.perf_counter()
    results: list[Result] = []
    with run_model_server() as server:
        for body in load_bodies(with_meetings=not options.short):
            for round_ in range(options.rounds):
                results += _draft(server, body, options, round_)
    _print(results, time.perf_counter() - begun, options.rate)
    _show(results, options.show)
    if options.json:
        Path(options.json).write_text(json.dumps(_tally(results), indent=1), encoding="utf-8")
    return 1 if any(one.told.invented and one.end == FATES[0] for one in results) else 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer drafts, no meetings")
    parser.add_argument("--rate", type=float, default=0.5, help="share of sentences that are invented")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", default="", help="print invented sentences that reached the page (or KIND, or 'clean')"
    )
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    options.rounds = 2 if options.short else 8
    return options


def _draft(server: ModelServer, body: Body, options: argparse.Namespace, round_: int) -> list[Result]:
    """One draft: the prompt is worded, sent and answered over HTTP, and what comes back is judged."""
    seed = f"{options.seed} {body.name} {round_}"
    pieces = _pick(body.evidence, Random(seed))
    prd = Prd(f"prd-{round_}", body.name, Size.STANDARD, ())
    names = {n for p in body.evidence for n in (p.account, p.person, p.relayed_by) if n}
    task = word_draft(prd, pieces, sections=SECTIONS, answers=(), names=sorted(names))
    inventor = Inventor(task.brief.pieces, rate=options.rate, sentences=40, seed=seed)

    def think(received: Received) -> Words:
        return Words(inventor.answer([row["section"] for row in received.rows if row["kind"] == "section"]), chunk=4000)

    server.says(think)
    settings = make_settings("openai:simulated", url=f"{server.root}/v1", timeout="60")
    proposals, _ = draft(settings, task, prd, Ground(body.evidence), run=seed)
    return [Result(body.name, told, one) for told, one in zip(inventor.told, proposals.judged, strict=True)]


def _pick(evidence: Sequence[Evidence], rng: Random) -> list[Evidence]:
    """Some pieces of a body, as a topic would hold: a run of them, and the interviewer's among them."""
    if len(evidence) <= 120:
        return list(evidence)
    first = rng.randrange(len(evidence) - 120)
    return list(evidence[first : first + 120])


def _tally(results: Sequence[Result]) -> dict[str, dict[str, dict[str, int]]]:
    tally: dict[str, dict[str, dict[str, int]]] = {"invented": {}, "true": {}}
    for one in results:
        part = tally["invented" if one.told.invented else "true"]
        counts = part.setdefault(one.told.kind, defaultdict(int))
        counts[one.end] += 1
    return tally


def _print(results: Sequence[Result], seconds: float, rate: float) -> None:
    for part, title in (("invented", "Invented sentences"), ("true", "True sentences")):
        counted = _tally(results)[part]
        print(f"\n{title:42} {'all':>6}" + "".join(f"{fate:>20}" for fate in FATES))
        for kind, counts in sorted(counted.items()):
            _print_line(kind, counts)
        _print_line("all", {fate: sum(counts[fate] for counts in counted.values()) for fate in FATES})
    loose = [one for one in results if one.told.invented and one.judged.fate is Fate.STANDS and _states(one)]
    print(
        f"\nwithout the rules for models, {len(loose)} of the invented would have stood as quote, number or inference"
    )
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"\n{len(results)} sentences, {rate:.0%} of them invented, {seconds:.1f} s with reading, {machine}")


def _states(one: Result) -> bool:
    """Whether the model stated it, and did not merely propose it."""
    return one.judged.was.origin in (Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE)


def _print_line(kind: str, counts: dict[str, int]) -> None:
    total = sum(counts.values())
    print(f"  {kind:40} {total:6}" + "".join(f"{counts.get(fate, 0):20}" for fate in FATES))


def _show(results: Sequence[Result], kind: str) -> None:
    for one in results:
        wrong = one.end in FATES[:2] if one.told.invented else one.end in FATES[2:]
        wanted = kind in ("all", "clean" if not one.told.invented else "invented") or (kind and kind in one.told.kind)
        if kind and wrong and wanted:
            print(f"\n[{one.body}] {one.told.kind}: {one.end}; {one.judged.reason}")
            print(f"   said: {one.told.claim['text']!r}")


if __name__ == "__main__":
    sys.exit(main())
