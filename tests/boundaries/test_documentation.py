"""Documentation is a test target: every command and setting is described, and the pages are up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from throughline.surfaces.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def test_the_generated_pages_are_up_to_date():
    run = subprocess.run([sys.executable, "docs/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_appears_in_the_guide(command: str):
    guide = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "guide").glob("*.md"))
    assert f"throughline {command}" in guide


def test_every_environment_variable_that_the_code_reads_is_documented():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    documented = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    read = set(re.findall(r"THROUGHLINE_[A-Z_]+", sources))
    assert {name for name in read if name not in documented} == set()


def test_links_in_the_documentation_lead_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    assert [f"{page.relative_to(ROOT)}: {target}" for page in pages for target in list_broken_links(page)] == []


def list_broken_links(page: Path) -> list[str]:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    return [target for target in targets if not (page.parent / target).exists()]
