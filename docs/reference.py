"""Writes the generated reference pages; with --check, says which of them are out of date."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path

import click

from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Rule
from throughline.surfaces.cli import COMMANDS, throughline

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make docs`; edit the code instead. -->\n"


def describe_cli() -> str:
    """The command line, from the commands themselves."""
    parts = [NOTE, "# The command line\n", inspect.cleandoc(throughline.help or "") + "\n"]
    parts.append("Exit codes: 0 done, nothing wrong; 1 done, with findings; 2 bad input, said in one sentence.\n")
    return "\n".join([*parts, *(describe_command(name) for name in COMMANDS)])


def describe_command(name: str) -> str:
    module, attribute, _ = COMMANDS[name]
    command: click.Command = getattr(import_module(module), attribute)
    context = click.Context(command, info_name=f"throughline {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    rows = [row for row in map(describe_option, command.params) if row]
    table = "\n".join(["| option | meaning |", "|---|---|", *rows])
    help_ = inspect.cleandoc(command.help or "").strip()
    return f"## throughline {name}\n\n`throughline {name} {usage}`\n\n{help_}\n\n{table}\n"


def describe_option(option: click.Parameter) -> str | None:
    if not isinstance(option, click.Option):
        return None
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    choices = f" One of {', '.join(option.type.choices)}." if isinstance(option.type, click.Choice) else ""
    default = f" Default: {option.default}." if option.show_default else ""
    return f"| {names} | {option.help or ''}{choices}{default} |"


def describe_settings() -> str:
    """The environment variables, from the docstring of the settings."""
    module = (Path(__file__).parents[1] / "src/throughline/surfaces/settings.py").read_text(encoding="utf-8")
    return "\n".join([NOTE, "# Settings\n", "```", module.split('"""')[1].strip(), "```", ""])


FAMILIES = {
    "under": "Where engineers are left guessing",
    "over": "Where their hands are tied",
    "unsupported": "What the evidence does not bear out",
    "inconsistent": "What does not go together",
    "template": "Template completeness",
}
UNITS = {
    "RBU": "lines that bear a requirement",
    "doc": "the document",
    "pair": "two lines",
    "ac": "criteria",
    "ac,requirement": "criteria and requirements",
    "story,ac,goal": "stories, criteria and goals",
    "story": "stories",
    "requirement": "requirements",
    "metric": "metrics",
    "claim": "claims",
    "comment": "comments",
}
CHECK_INTRO = """# The rules of `throughline check`

How to use it: [the guide](../guide/checking.md). What comes out as JSON: [JSON](json.md).

The rules about words read only lines that bear a requirement: stories, criteria, goals, metrics, requirements,
non-goals and the summary. Code, quotations, addresses and comments bear none. What concerns the whole document is said
once, at line 1, as information: template completeness. Where a document has no criteria, no goals or no evidence at
all, the rules that need them say so once, not under every story.
"""


def describe_check() -> str:
    """Every rule of the check, from the catalogue."""
    rules = load_rules().values()
    parts = [NOTE, CHECK_INTRO]
    for family, title in FAMILIES.items():
        parts += [f"## {title}\n", *(describe_rule(rule) for rule in rules if rule.family == family)]
    return "\n".join(parts)


def describe_rule(rule: Rule) -> str:
    why = f"It {rule.why}" if rule.why[:1].islower() else rule.why
    severity = "info" if rule.family == "template" and rule.id != "IG001" else rule.severity.value
    return (
        f"### {rule.id} {rule.title}\n\n"
        f"`{rule.name}`, {severity}, reads {UNITS[rule.unit]}. {why.rstrip('.')}.\n\n"
        f"- instead of: {rule.bad}\n- for example: {rule.good}\n- guard: {rule.guard}\n- source: {rule.source}\n"
    )


PAGES = {"cli.md": describe_cli, "settings.md": describe_settings, "check.md": describe_check}


def main() -> int:
    """0 where every page is up to date or was written."""
    stale = []
    for name, describe in PAGES.items():
        path, text = FOLDER / name, describe()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.stderr.write(f"out of date: {', '.join(stale)}; run `make docs`.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
