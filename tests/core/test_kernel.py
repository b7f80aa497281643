"""Ids are stable, errors are one sentence, references read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError, BadInput
from throughline.core.kernel.ids import Ref, derive_id, fresh_id
from throughline.core.kernel.telling import say_done

words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters=":"), min_size=1)


@given(kind=words, id_=words)
def test_a_reference_reads_back(kind: str, id_: str):
    assert Ref.parse(str(Ref(kind, id_))) == Ref(kind, id_)


@pytest.mark.parametrize("text", ["", "prd", ":x", "prd:"])
def test_what_is_no_reference_is_refused(text: str):
    with pytest.raises(ValueError, match="not a reference"):
        Ref.parse(text)


@given(parts=st.lists(st.text(), max_size=3))
def test_the_same_parts_give_the_same_id(parts: list[str]):
    assert derive_id("ev", *parts) == derive_id("ev", *parts)


def test_parts_are_told_apart():
    assert derive_id("ev", "ab", "c") != derive_id("ev", "a", "bc")


def test_fresh_ids_differ():
    assert fresh_id("x") != fresh_id("x")


def test_an_error_says_what_where_and_how_to_mend_it():
    error = BadInput("the file is empty", where="notes.csv", mend="choose one with rows")
    assert str(error) == "notes.csv: the file is empty; choose one with rows."


def test_an_error_without_place_or_mend_is_still_a_sentence():
    assert str(AppError("nothing here")) == "nothing here."


@pytest.mark.parametrize(
    ("verb", "done"),
    [
        ("edit a line", "edited a line"),
        ("take out a story", "took out a story"),
        ("decide", "decided"),
        ("say whether a request is in or out", "said whether a request is in or out"),
        ("split the opportunity", "split the opportunity"),
        ("tidy up", "tidied up"),
    ],
)
def test_what_a_service_did_is_said_as_done(verb: str, done: str):
    assert say_done(verb) == done
