"""Colours and sizes of type are chosen in one file, and no page brings a style of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "throughline"
SHEETS = sorted(path for path in PACKAGE.glob("*/static/throughline/*.css") if path.name != "tokens.css")
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|light-dark)\(|:[^;{]*(?<![\w-])"
    r"(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|purple|pink|brown)(?![\w-])[^;{]*;",
    re.IGNORECASE,
)
SIZE_OF_TYPE = re.compile(r"(?<![\w-])font(?:-size)?:[^;]*?(?<![\w.-])[\d.]+(?:px|rem|pt)\b[^;]*;")
STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE)


def list_finds(path: Path, pattern: re.Pattern[str]) -> list[str]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [match.group().strip() for match in pattern.finditer(text)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_colours_and_sizes_of_type_are_chosen_in_tokens_alone(sheet: Path):
    assert list_finds(sheet, COLOUR) + list_finds(sheet, SIZE_OF_TYPE) == []


def test_the_patterns_know_a_literal_when_they_see_one():
    literals = ["a { color: #fff; }", "a { border: 1px solid red; }", "a { background: rgb(0 0 0 / 0.2); }"]
    assert all(COLOUR.search(literal) for literal in literals)
    assert not COLOUR.search("a { color: var(--ink); background: transparent; white-space: nowrap; }")
    assert SIZE_OF_TYPE.search("a { font: 400 14px / 1.5 var(--sans); }")
    assert SIZE_OF_TYPE.search("a { font-size: 0.9rem; }")
    assert not SIZE_OF_TYPE.search("a { font: 400 var(--t-ui) / 1.5 var(--sans); font-weight: 600; }")


def test_no_template_holds_a_style():
    assert [str(path.relative_to(PACKAGE)) for path in TEMPLATES if list_finds(path, STYLE)] == []


def test_every_sheet_is_in_a_page():
    pages = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    assert [sheet.name for sheet in SHEETS if f"throughline/{sheet.name}" not in pages] == []


def test_every_token_that_is_used_is_there():
    tokens = PACKAGE / "surfaces" / "static" / "throughline" / "tokens.css"
    texts = [path.read_text(encoding="utf-8") for path in (tokens, *SHEETS)]
    made = set(re.findall(r"(--[\w-]+)\s*:", "\n".join(texts)))
    used = set(re.findall(r"var\((--[\w-]+)", "\n".join(texts)))
    assert used - made == set()
