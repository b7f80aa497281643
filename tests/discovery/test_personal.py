"""Personal data is found and masked, other numbers are left alone, and languages are told or honestly unknown."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.core.services import make_workspace
from throughline.discovery.models import EvidenceRow
from throughline.discovery.rules.language import detect_language, is_known_to_model
from throughline.discovery.rules.personal import find_personal, mask, mask_text
from throughline.discovery.services import import_file

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "personal"


@pytest.fixture(scope="module")
def marked() -> list[tuple[str, set[tuple[int, int, str]]]]:
    sys.path.insert(0, str(BENCHMARK))
    import run

    sys.path.remove(str(BENCHMARK))
    return run.read_lines("lines.txt") + run.read_lines("held_out.txt")


def test_nearly_all_personal_data_of_the_benchmark_is_found_and_hardly_anything_else(marked):
    found = [{(s.start, s.end, str(s.kind)) for s in find_personal(text)} for text, _ in marked]
    right = sum(len(spans & expected) for spans, (_, expected) in zip(found, marked, strict=True))
    assert right / sum(len(spans) for spans in found) >= 0.98
    assert right / sum(len(expected) for _, expected in marked) >= 0.95


def test_each_kind_is_masked_by_its_own_word():
    text = "Ask jo@example.com, +44 20 7946 0958, card 4242 4242 4242 4242, DE89 3704 0044 0532 0130 00."
    assert mask_text(text) == "Ask [mail], [phone], card [card], [IBAN]."


def test_stored_spans_mask_the_same():
    text = "Ask jo@example.com now"
    assert mask(text, [[4, 18, "mail"]]) == "Ask [mail] now"


@pytest.mark.parametrize(
    "text",
    [
        "Order 4242424242424242 is lost",
        "Version 10.15.7 on 192.168.100.200, 2026-03-04 12:33",
        "1,048,576 rows for $1,250,000.00",
        "react@18.2.0 and logo@2x.png",
        "DE89 3704 0044 0532 0130 01 fails its check",
    ],
)
def test_orders_versions_amounts_addresses_and_dates_are_left_alone(text: str):
    assert find_personal(text) == ()


@given(st.text(alphabet="0123456789 +-().@abDE\u00a0", max_size=80))
def test_spans_are_in_order_and_apart_whatever_the_text(text: str):
    spans = find_personal(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not find_personal(mask_text(text)) or spans


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Exporting to CSV times out every time, at 84,000 rows", "en"),
        ("Der Export bricht nach einer Minute ab und es kommt keine Datei", "de"),
        ("L'export ne finit jamais quand il y a beaucoup de lignes", "fr"),
        ("No puedo exportar los datos desde la última actualización", "es"),
        ("出力が終わらない", "ja"),
        ("Не работает экспорт отчёта", "ru"),
        ("great product", ""),
        ("ok", ""),
        ("SSO Okta SAML 504", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_where_there_is_enough_to_tell(text: str, language: str):
    assert detect_language(text) == language


def test_what_cannot_be_told_is_not_called_foreign():
    assert is_known_to_model("")
    assert is_known_to_model("en")
    assert not is_known_to_model("de")


@pytest.mark.django_db
def test_an_import_notes_what_is_personal_and_which_language_it_is(tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path / "originals"
    actor = make_workspace("Ours", owner="Ada")
    table = tmp_path / "feedback.csv"
    table.write_text(
        "account,text\nAcme,Write to jo@example.com about the broken export\nBirke,Der Export ist kaputt\n"
    )
    import_file(actor, path=table)
    first, second = EvidenceRow.objects.order_by("position")
    assert (first.personal, first.language) == ([[9, 23, "mail"]], "en")
    assert first.text == "Write to jo@example.com about the broken export"
    assert (second.personal, second.language) == ([], "de")
