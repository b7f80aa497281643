"""`throughline prd` and `throughline verify`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.progress import Progress
from throughline.core.kernel.terminal import clear_progress, write_json
from throughline.discovery.contracts import Corpus
from throughline.discovery.sources import PATH, Sources, files_argument, gather, json_option, with_sources
from throughline.specification.contracts import Prd, Role, Size

if TYPE_CHECKING:
    from throughline.discovery.pipeline import Disguise
    from throughline.grounding.contracts import Report

FORMATS = ("md", "html", "docx", "pdf", "json")


@click.command("prd")
@files_argument
@click.option("--about", metavar="TEXT", help="What the PRD is about, as a question or a sentence.")
@click.option("--theme", metavar="ID", help="A theme's id, as `throughline themes` gives it.")
@click.option(
    "--size", type=click.Choice([size.value for size in Size]), default=Size.STANDARD.value, show_default=True
)
@click.option("--format", "fmt", type=click.Choice(FORMATS), help="Else by the ending of OUT, else Markdown.")
@click.option("--title", help="The title; else the topic's own words.")
@click.option("--owner", default="", help="Who owns the PRD.")
@click.option("--model", is_flag=True, help="Let the configured model propose more; its sentences are checked alike.")
@click.option("--yes", is_flag=True, help="Send what --model sends without asking first.")
@click.option("-o", "--out", type=PATH, help="The file to write; else standard output.")
@json_option
@with_sources
def prd(
    *,
    sources: Sources,
    about: str | None,
    theme: str | None,
    size: str,
    fmt: str | None,
    title: str | None,
    owner: str,
    model: bool,
    yes: bool,
    out: Path | None,
    as_json: bool,
    progress: Progress,
) -> int:
    """Write a PRD in which every sentence says where it is from. No key, no network, unless --model asks for one.

    With --about alone, and no file, it writes the skeleton, the questions and the blanks. On a workspace the draft is
    kept there too. A summary goes to stderr. --model says what it would cost, and asks before it sends anything.
    """
    from throughline.specification.pipeline import DraftRequest, draft_prd, export_prd

    began = time.perf_counter()
    chosen = "json" if as_json else fmt or guess_format(out)
    spare_evidence(out, sources)
    alone = about is not None and not sources.files and sources.workspace is None
    corpus = Corpus() if alone else gather(sources, progress)
    request = DraftRequest(about=about, theme=theme, size=Size(size), title=title, owner=owner)
    draft = draft_prd(corpus, request=request, today=utc_today(), progress=progress)
    if model:
        from throughline.specification.proposing.commands import add_proposals

        draft = add_proposals(draft, corpus, workspace=sources.workspace, yes=yes, progress=progress)
    if sources.workspace is not None and not sources.files:
        _keep(sources.workspace, draft, theme)
    clear_progress(progress)
    write_out(export_prd(draft, chosen, corpus, disguise=_read_disguise(sources)), out)
    click.echo(summarise(draft, count_unread(corpus), time.perf_counter() - began), err=True)
    return 0


def _read_disguise(sources: Sources) -> Disguise | None:
    """How the workspace's customers are called outside; files alone have no pseudonyms."""
    if sources.workspace is None:
        return None
    from throughline.core.opening import open_workspace

    workspace = open_workspace(sources.workspace).workspace
    from throughline.discovery.feedback.queries import read_disguise

    return read_disguise(workspace)


def _keep(workspace: Path, draft: Prd, theme: str | None) -> None:
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.specification.services import keep_prd

    keep_prd(actor, prd=draft, theme=theme)


def guess_format(out: Path | None) -> str:
    """The format that the ending of `out` names; Markdown for none. Raises `BadInput` for an ending nobody writes."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    chosen = {"": "md", "htm": "html", "markdown": "md", "txt": "md"}.get(ending, ending)
    if chosen not in FORMATS:
        raise BadInput(f"a PRD is not written as {ending}", where=str(out), mend=f"choose one of {', '.join(FORMATS)}")
    return chosen


def spare_evidence(out: Path | None, sources: Sources) -> None:
    """Raise `BadInput` where the PRD would be written over a file it is made from."""
    inputs = [*sources.files, *([sources.customers] if sources.customers else [])]
    if out is not None and out.exists() and any(path.exists() and out.samefile(path) for path in inputs):
        raise BadInput(
            "this is one of the files the PRD is made from", where=str(out), mend="name another file with -o"
        )


def count_unread(corpus: Corpus) -> int:
    """Records that could not be read and therefore are in no count."""
    return sum(len(file.rejected) for file in corpus.files)


def write_out(content: str | bytes, out: Path | None) -> None:
    """Write the whole file or nothing. Raises `BadInput` where the place cannot be written."""
    data = content.encode() if isinstance(content, str) else content
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        what = error.strerror or "cannot be written"
        raise BadInput(what, where=str(out), mend="name another file with -o") from None


def summarise(draft: Prd, unread: int, seconds: float) -> str:
    """Claims by origin, rejected, open questions, records that could not be read, seconds."""
    lines = list(draft.lines)
    by_origin = Counter(line.claim.origin.value for line in lines)
    origins = ", ".join(f"{count} {origin}" for origin, count in by_origin.most_common())
    questions = sum(line.role is Role.QUESTION for line in lines)
    skipped = f"; {unread:,} of the records could not be read, see `throughline import`" if unread else ""
    return (
        f"“{draft.title}”: {len(lines)} claims ({origins}), {len(draft.rejected)} rejected, "
        f"{questions} open questions, {seconds:.1f} s{skipped}"
    )


@click.command("verify")
@click.argument("draft", type=PATH)
@click.option("--evidence", "first", multiple=True, type=PATH, help="The evidence: this file and those after it.")
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE...]")
@json_option
@with_sources
def verify(
    *,
    draft: Path,
    first: tuple[Path, ...],
    sources: Sources,
    as_json: bool,
    progress: Progress,
) -> int:
    """Check every claim of DRAFT, whoever wrote it, against its evidence.

    Exit 0 where all are verified, 1 where some are not, 2 where a file cannot be read.
    """
    from throughline.grounding.drafts import report_to_json
    from throughline.specification.pipeline import verify_draft

    data = read_draft(draft)
    evidence = replace(sources, files=(*first, *sources.files))
    report = verify_draft(data, gather(evidence, progress))
    clear_progress(progress)
    write_json(report_to_json(report)) if as_json else click.echo(describe_report(report))
    return 0 if report.all_verified else 1


def read_draft(path: Path) -> Any:
    """The JSON in the file. Raises `BadInput`."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=str(path), mend="name a draft in JSON") from None
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is not JSON ({error})", where=str(path), mend="name a draft in JSON") from None


def describe_report(report: Report) -> str:
    """One line a claim that is not verified, and the count."""
    lines = [
        f"{finding.verdict.value:<10} {finding.claim.id}: {finding.reason}"
        + (f" (found: {finding.recomputed})" if finding.recomputed else "")
        for finding in report.findings
        if finding.verdict.value != "verified"
    ]
    good = len(report.findings) - len(lines)
    return "\n".join([*lines, f"{good} of {len(report.findings)} claims verified."])
