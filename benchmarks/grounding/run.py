"""Plant faults in drafts made from real and invented feedback, and measure what verification lets through.

python benchmarks/grounding/run.py [--short] [--seed N] [--show KIND] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from clean import Case, make_clean
from corpora import HERE, Body, load_bodies
from faults import plant

from throughline.grounding.contracts import Citation, Claim, Finding, Ground, Origin, Verdict
from throughline.grounding.verify import verify

_POOL = 800
"""Claims are made from so many pieces of a body at most; they are checked against all of it."""


def main() -> None:
    options = _read_options()
    begun = time.perf_counter()
    bodies = load_bodies(with_meetings=not options.short)
    results: list[tuple[str, Case, Finding]] = []
    for body in bodies:
        cases = [*_written(body), *_generated(body, options.seed, clean=options.clean, each=options.each)]
        ground = Ground(body.evidence, similarity=_compare if options.meaning else None)
        report = verify([case.claim for case in cases], ground)
        results += [(body.name, case, finding) for case, finding in zip(cases, report.findings, strict=True)]
    _print(results, time.perf_counter() - begun)
    _show(results, options.show)
    if options.json:
        Path(options.json).write_text(json.dumps(_tally(results), indent=1), encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer claims, no meetings")
    parser.add_argument("--meaning", action="store_true", help="let sentence embeddings support inferences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="", help="print the misjudged claims whose kind holds this text (or 'all')")
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    options.clean, options.each = (100, 6) if options.short else (300, 20)
    return options


def _compare(text: str, others: Sequence[str]) -> list[float]:
    """Cosines of sentence embeddings, as a caller with the model at hand would give them."""
    from throughline.language.embedding import embed_texts

    vectors = embed_texts([text, *others]).vectors
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def _generated(body: Body, seed: int, *, clean: int, each: int) -> list[Case]:
    rng = Random(f"{seed} {body.name}")
    pool = body.evidence if len(body.evidence) <= _POOL else tuple(rng.sample(body.evidence, _POOL))
    return [*make_clean(pool, rng, clean, whole=pool is body.evidence), *plant(pool, rng, each)]


def _written(body: Body) -> list[Case]:
    """Claims written by hand, with the kind each of them is."""
    files = sorted((HERE / "samples").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    names = {piece.source for piece in body.evidence}
    items = [item for line in lines if (item := json.loads(line))["source"] in names]
    return [_read_written(item) for item in items]


def _read_written(item: dict[str, object]) -> Case:
    source, rows, turns = str(item["source"]), item.get("at", []), item.get("turn", [])
    assert isinstance(rows, list)
    assert isinstance(turns, list)
    citations = [Citation(source, row=row) for row in rows] + [Citation(source, turn=turn) for turn in turns]
    origin = Origin(str(item["origin"]))
    clean = item["kind"] == "clean"
    kind = f"{origin}, written by hand" if clean else f"{item['kind']}, written by hand"
    return Case(("clean: " if clean else "") + kind, Claim("w", origin, str(item["text"]), tuple(citations)))


def _is_clean(case: Case) -> bool:
    return case.kind.startswith(("clean: ", "quote, whole", "quote, sentence", "quote, retyped", "quote, clause")) or (
        case.kind.split(",")[0] in {"inference", "number", "proposal", "quote"}
        and case.kind not in {"quote, one letter changed", "quote, another row cited"}
    )


def _tally(results: Sequence[tuple[str, Case, Finding]]) -> dict[str, dict[str, dict[str, int]]]:
    tally: dict[str, dict[str, dict[str, int]]] = {"clean": {}, "faults": {}}
    for _, case, finding in results:
        counts = tally["clean" if _is_clean(case) else "faults"].setdefault(case.kind, defaultdict(int))
        counts["claims"] += 1
        counts["flagged"] += finding.verdict is not Verdict.VERIFIED
    return tally


def _print(results: Sequence[tuple[str, Case, Finding]], seconds: float) -> None:
    tally = _tally(results)
    for part, title in (("faults", "Planted faults: caught"), ("clean", "Clean claims: wrongly flagged")):
        print(f"\n{title}")
        for kind, counts in sorted(tally[part].items()):
            _print_line(kind.removeprefix("clean: "), counts["flagged"], counts["claims"])
        counted = tally[part].values()
        _print_line("all", sum(c["flagged"] for c in counted), sum(c["claims"] for c in counted))
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"\n{len(results)} claims, {seconds:.1f} s with reading, {machine}")


def _print_line(kind: str, flagged: int, claims: int) -> None:
    print(f"  {kind:40} {flagged:5} of {claims:5}  {100 * flagged / max(claims, 1):6.1f} %")


def _show(results: Sequence[tuple[str, Case, Finding]], kind: str) -> None:
    for name, case, finding in results:
        wrong = (finding.verdict is Verdict.VERIFIED) != _is_clean(case)
        if kind and wrong and (kind == "all" or kind in case.kind):
            print(f"\n[{name}] {case.kind}: {finding.verdict}, {finding.reason}")
            print(f"   claim: {case.claim.text!r}\n   was: {case.was!r}")
            print("   cites:", [(c.source, c.row, c.turn) for c in case.claim.citations][:4])


if __name__ == "__main__":
    main()
