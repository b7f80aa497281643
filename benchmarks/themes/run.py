"""How good are the themes, and what do they cost?

python benchmarks/themes/run.py [--short] [--sizes 1000 10000 100000] [--json FILE]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import find_real, make_corpus
from scores import score

_HERE = Path(__file__).parent
_SIZES, _SHORT = (1_000, 10_003, 100_000), (1_000, 10_003)
_ROW = "{kind:<22} {size:>7} {wall:>8} {cpu:>8} {peak_mb:>8} {nmi:>6} {ari:>6} {accuracy:>6} {groups:>7}"
_PEER_UP_TO = 20_000

Result = dict[str, object]


def main() -> None:
    options = _read_options()
    if find_real() is None:
        print("themes: no labelled set here, so nothing was measured; set THROUGHLINE_DATA")
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; seconds, MB, per cent")
    print(
        _ROW.format(
            **{name: name for name in ("size", "wall", "cpu", "peak_mb", "nmi", "ari", "accuracy", "groups")}, kind=""
        )
    )
    results = [result for size in options.sizes for result in _measure(size)]
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1), encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="without 100,000 items")
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    options.sizes = options.sizes or (_SHORT if options.short else _SIZES)
    return options


def _measure(size: int) -> list[Result]:
    """Everything at one size: embedding alone, themes, themes with known vectors, the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.csv"
        labels = make_corpus(size, path)
        _prepare_model(folder)
        results = [
            _run("embedding", "embedding alone", path, labels, cache=_fresh(folder, "a")),
            _run("themes", "themes", path, labels, cache=_fresh(folder, "b")),
            _run("themes", "themes, run again", path, labels, cache=Path(folder) / "b"),
        ]
        if size <= _PEER_UP_TO:
            results += _run_peer(path, labels, cache=Path(folder) / "b")
    return results


def _run_peer(path: Path, labels: list[str], *, cache: Path) -> list[Result]:
    missing = [name for name in ("bertopic", "sentence_transformers") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"{'BERTopic':<22} {len(labels):>7} not measured: {' and '.join(missing)} not installed")
        return []
    return [_run("bertopic", "BERTopic", path, labels, cache=cache)]


def _prepare_model(folder: str) -> None:
    """Build the model once, outside of what is measured."""
    code = "from throughline.language.embedding import embed_texts; embed_texts(['one'])"
    subprocess.run([sys.executable, "-c", code], env=_environment(Path(folder) / "model"), check=True)


def _fresh(folder: str, name: str) -> Path:
    """A cache folder that knows the model and no vector."""
    cache = Path(folder) / name
    cache.mkdir()
    for file in (Path(folder) / "model").iterdir():
        if ".sqlite" not in file.name:
            (cache / file.name).write_bytes(file.read_bytes())
    return cache


def _run(kind: str, name: str, path: Path, labels: list[str], *, cache: Path) -> Result:
    command = [sys.executable, str(_HERE / "child.py"), kind, str(path)]
    done = subprocess.run(command, env=_environment(cache), check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout.splitlines()[-1])
    found = measured.pop("found")
    quality = score(labels, found) if found else None
    result = {"kind": name, "size": len(labels), **measured}
    for part in ("nmi", "ari", "accuracy", "groups"):
        result[part] = getattr(quality, part) if quality else "–"
    print(_ROW.format(**result), flush=True)
    return result


def _environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "THROUGHLINE_CACHE_DIR": str(cache), "TOKENIZERS_PARALLELISM": "false"}


if __name__ == "__main__":
    main()
