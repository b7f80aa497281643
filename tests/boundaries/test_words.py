"""What a page says is in the words of a page: no command, no option."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "throughline"
COMMAND_LINE_ALONE = {
    "core/opening.py",
    "discovery/commands.py",
    "discovery/reading/mapping.py",
    "discovery/sources.py",
    "grounding/drafts.py",
    "iteration/experiments/answering.py",
    "iteration/experiments/errors.py",
    "iteration/experiments/options.py",
    "iteration/power/options.py",
    "iteration/metrics/answering.py",
    "specification/checking/commands.py",
    "specification/edge_cases/reading.py",
    "specification/commands.py",
    "specification/returning/commands.py",
    "specification/proposing/commands.py",
    "specification/exports/json.py",
    "specification/exports/read_markdown.py",
    "strategy/ranking/errors.py",
    "strategy/ranking/options.py",
    "strategy/ranking/answering.py",
    "surfaces/cli.py",
    "surfaces/entry.py",
    "surfaces/folder.py",
    "surfaces/invite.py",
    "surfaces/start.py",
}
"""Files whose errors are read at the command line only; and the entry page, which speaks to whoever started the app."""
COMMAND = re.compile(r"(?<!\w)--[a-z]|`throughline\b|\bTHROUGHLINE_")


def list_speaking_of_commands(path: Path) -> Iterator[str]:
    """Calls that give a `mend` in the command line's words and none for a page."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        node.targets[0].id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        mend = given.get("mend")
        text = named.get(mend.id) if isinstance(mend, ast.Name) else mend and ast.unparse(mend)
        if text and COMMAND.search(str(text)) and "on_page" not in given:
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}"


def test_no_error_that_a_page_may_show_speaks_of_commands():
    found = [
        place
        for path in sorted(PACKAGE.rglob("*.py"))
        if str(path.relative_to(PACKAGE).as_posix()) not in COMMAND_LINE_ALONE
        for place in list_speaking_of_commands(path)
    ]
    assert found == []


def test_no_page_shows_the_sentence_of_the_command_line():
    templates = [path for path in PACKAGE.rglob("*.html") if "error.sentence" in path.read_text(encoding="utf-8")]
    assert templates == []
