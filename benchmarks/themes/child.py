"""One measurement in a process of its own, so that its memory and time are its own: `child.py KIND CSV`.

Kinds: `embedding` alone, `themes` (the whole of it), `bertopic`. Prints one JSON object.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

_BEGUN = time.perf_counter()


def main() -> None:
    kind, path = sys.argv[1], Path(sys.argv[2])
    found = _KINDS[kind](path)
    print(
        json.dumps(
            {
                "wall": round(time.perf_counter() - _BEGUN, 2),
                "cpu": round(time.process_time(), 2),
                "peak_mb": _measure_peak(),
                "found": found,
            }
        )
    )


def _embed(path: Path) -> list[str]:
    from throughline.language.embedding import embed_texts

    embed_texts(_read_texts(path))
    return []


def _find_themes(path: Path) -> list[str]:
    from throughline.discovery.pipeline import find_themes, read_files

    corpus = read_files([path])
    theme_of = find_themes(corpus).theme_of
    return [theme_of[piece.id].id if piece.id in theme_of else "" for piece in corpus]


def _run_bertopic(path: Path) -> list[str]:
    """BERTopic as its documentation shows it, on the same weights in full precision."""
    from bertopic import BERTopic
    from sentence_transformers import SentenceTransformer

    from throughline.language.encoding.weights import find_weights

    weights = find_weights()
    assert weights is not None
    texts = _read_texts(path)
    topics, _ = BERTopic(embedding_model=SentenceTransformer(str(weights.tensors.parent))).fit_transform(texts)
    return ["" if topic < 0 else str(topic) for topic in topics]


def _read_texts(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def _measure_peak() -> float | None:
    """The most memory this process held, in MB; None where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


_KINDS: dict[str, Callable[[Path], list[str]]] = {
    "embedding": _embed,
    "themes": _find_themes,
    "bertopic": _run_bertopic,
}

if __name__ == "__main__":
    main()
