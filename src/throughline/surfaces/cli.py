"""The command line: commands by the job they do, each loaded only when it is called.

Exit codes: 0 done, nothing wrong; 1 done, with findings; 2 bad input, said in one sentence on stderr.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from throughline.core.kernel.errors import AppError

COMMANDS = {
    "import": (
        "throughline.discovery.commands",
        "import_",
        "Import files into a workspace, or say what they hold.",
    ),
    "themes": ("throughline.discovery.commands", "themes", "Find the themes in feedback and conversations."),
    "search": ("throughline.discovery.commands", "search", "Search feedback and conversations by words and meaning."),
    "rank": (
        "throughline.strategy.ranking.commands",
        "rank",
        "Rank a spreadsheet of ideas whose estimates are ranges.",
    ),
    "effect": (
        "throughline.iteration.effects.commands",
        "effect",
        "Say what a launch changed, with an honest interval and a verdict.",
    ),
    "experiment": (
        "throughline.iteration.experiments.commands",
        "experiment",
        "Analyse an experiment: variants against the control, guardrails, a verdict.",
    ),
    "anomalies": (
        "throughline.iteration.anomalies.commands",
        "anomalies",
        "Say which days of a metric were outside what was to be expected.",
    ),
    "power": (
        "throughline.iteration.power.commands",
        "power",
        "Plan an experiment: its size, its length, what your traffic can show.",
    ),
    "prd": ("throughline.specification.commands", "prd", "Write a PRD in which every sentence says where it is from."),
    "check": (
        "throughline.specification.checking.commands",
        "check",
        "Check a Markdown PRD: line, words, why, and a better version.",
    ),
    "edge-cases": (
        "throughline.specification.edge_cases.commands",
        "edge_cases",
        "Ask what a specification leaves open, story by story.",
    ),
    "prototype": (
        "throughline.specification.prototyping.commands",
        "prototype",
        "Make a clickable prototype of stories: one HTML file.",
    ),
    "week": ("throughline.rhythm.commands", "week", "Say what this week asks for, each with its reason."),
    "status": (
        "throughline.rhythm.commands",
        "status",
        "Write what changed since the last status, for leadership, engineering or sales.",
    ),
    "narrative": (
        "throughline.specification.narrating.commands",
        "narrative",
        "Write on one page why a PRD is worth it, for leadership, engineering or sales.",
    ),
    "metrics": (
        "throughline.iteration.metrics.commands",
        "metrics",
        "Compute metrics as a file defines them: users, ratios, funnels, retention and more.",
    ),
    "verify": ("throughline.specification.commands", "verify", "Check every claim of a draft against its evidence."),
    "export": ("throughline.specification.exchanging.commands", "export", "Write a PRD in a format others read."),
    "read-back": (
        "throughline.specification.returning.commands",
        "read_back",
        "Read an edited folder back into its PRD: what was changed, and what conflicts.",
    ),
    "model": (
        "throughline.specification.proposing.commands",
        "model",
        "Say which model may draft, try it, or list what models have cost.",
    ),
    "start": ("throughline.surfaces.start", "start", "Open the app in this machine's browser."),
    "worker": ("throughline.surfaces.worker", "worker", "Run the jobs of a workspace: long imports, theme finding."),
    "invite": ("throughline.surfaces.invite", "invite", "Make a member and a link that lets them in once."),
}


class LazyGroup(click.Group):
    """Knows every command by name and imports its module only when it runs or is asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        return getattr(import_module(module), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="throughline", message="throughline %(version)s")
def throughline() -> None:
    """One line from what customers said, to what was decided, to what it changed, with the proof.

    Works on files alone; add --workspace FOLDER to keep what you import.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line; the one place where an error becomes an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(argv))


def run(argv: list[str] | None = None) -> int:
    """The exit code of one call."""
    try:
        outcome: Any = throughline.main(args=argv, standalone_mode=False)
    except AppError as error:
        click.echo(f"throughline: {error.sentence}", err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("throughline: stopped; nothing half-done was kept.", err=True)
        return 130
    except BrokenPipeError:
        return 0
    return outcome if isinstance(outcome, int) else 0
