"""Texts as points: near where they mean the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.progress import Progress, no_progress

if TYPE_CHECKING:
    from throughline.language.encoding.encoder import Encoder
    from throughline.language.encoding.model import Model
    from throughline.language.encoding.vectors import Digest, VectorCache

WITHOUT_WEIGHTS = "TF-IDF and SVD, because no embedding weights were found"


@dataclass(frozen=True)
class Space:
    """The texts that were asked for as points, and the way to place others among them.

    `vectors` is (n, d) float32 with unit rows, so that a dot product is the cosine; row i belongs to text i.
    `method` says in words how they were made. `project` places other texts in the same space: (m, d).
    """

    vectors: NDArray[np.float32]
    method: str
    project: Callable[[Sequence[str]], NDArray[np.float32]]


def embed_texts(texts: Sequence[str], *, progress: Progress = no_progress) -> Space:
    """Place `texts` by meaning: with all-MiniLM-L6-v2 in int8, else by their words, which `method` says.

    A text's vector depends on that text alone (with weights) and is the same in every run; known ones are looked up.
    Raises `BadInput` where weights were found that are not the known ones.
    """
    from throughline.language.encoding.weights import find_weights

    weights = find_weights()
    if weights is None:
        return _embed_by_words(texts, progress=progress)
    from throughline.language.encoding.model import NAME, describe_model

    embed = partial(_embed_by_meaning, describe_model(weights))
    return Space(embed(texts, progress=progress), NAME, embed)


def embed_question(text: str) -> NDArray[np.float32]:
    """One text as a unit vector (d,), by meaning. It is asked once, so it is neither looked up nor kept.

    Needs weights; raises `BadInput` where there are none.
    """
    from throughline.language.encoding.model import WIDTH, describe_model
    from throughline.language.encoding.weights import find_weights

    weights = find_weights()
    if weights is None:
        raise BadInput("there are no weights to read a question with", mend="search by words")
    encoder = _open_encoder(describe_model(weights), progress=no_progress)
    (vectors,) = encoder.encode([text])
    return _stack_units(list(vectors), WIDTH)[0]


def has_weights() -> bool:
    """Whether texts are placed by meaning here, each on its own, so that a vector can be kept and compared later."""
    from throughline.language.encoding.weights import find_weights

    return find_weights() is not None


def _embed_by_words(texts: Sequence[str], *, progress: Progress) -> Space:
    from throughline.language.encoding.tfidf import fit_space

    progress("Comparing texts by their words", 0, len(texts))
    space = fit_space(texts)
    return Space(space.project(texts), WITHOUT_WEIGHTS, space.project)


def _embed_by_meaning(model: Model, texts: Sequence[str], *, progress: Progress = no_progress) -> NDArray[np.float32]:
    from throughline.language.encoding.cachefolder import find_cache_folder
    from throughline.language.encoding.model import WIDTH
    from throughline.language.encoding.vectors import VectorCache, digest_text

    digests = [digest_text(text) for text in texts]
    by_digest = dict(zip(digests, texts, strict=True))
    cache = VectorCache(find_cache_folder(), key=model.key, width=WIDTH)
    known = cache.find(list(by_digest))
    missing = {digest: text for digest, text in by_digest.items() if digest not in known}
    if missing:
        known |= _encode_missing(model, missing, cache=cache, known=len(known), progress=progress)
    return _stack_units([known[digest] for digest in digests], WIDTH)


def _encode_missing(
    model: Model, missing: dict[Digest, str], *, cache: VectorCache, known: int, progress: Progress
) -> dict[Digest, NDArray[np.float16]]:
    digests, encoder = list(missing), _open_encoder(model, progress=progress)
    done: dict[Digest, NDArray[np.float16]] = {}
    before = f"; {known:,} known from before" if known else ""
    what = f"Reading what {len(digests):,} different {'text means' if len(digests) == 1 else 'texts mean'}{before}"
    for vectors in encoder.encode(list(missing.values())):
        fresh = dict(zip(digests[len(done) : len(done) + len(vectors)], vectors, strict=True))
        cache.keep(fresh)
        done |= fresh
        progress(what, len(done), len(digests))
    return done


_opened: dict[str, Encoder] = {}


def _open_encoder(model: Model, *, progress: Progress) -> Encoder:
    """One encoder for each model and process: opening it costs more than a query."""
    from throughline.language.encoding.encoder import Encoder

    if model.key not in _opened:
        _opened[model.key] = Encoder(model, progress=progress)
    return _opened[model.key]


def _stack_units(rows: Sequence[NDArray[np.float16]], width: int) -> NDArray[np.float32]:
    vectors = np.zeros((len(rows), width), np.float32)
    for place, row in enumerate(rows):
        vectors[place] = row
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return vectors
