"""`throughline model`, and what `throughline prd --model` adds to a draft."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from throughline.core.kernel.errors import BadInput
from throughline.core.kernel.ids import derive_id
from throughline.core.kernel.progress import Progress
from throughline.core.kernel.terminal import clear_progress, write_json
from throughline.discovery.contracts import Corpus
from throughline.discovery.sources import PATH, json_option
from throughline.specification.contracts import Prd, RejectedClaim
from throughline.specification.proposing.money import tell_cost, tell_minutes, tell_tokens

if TYPE_CHECKING:
    from throughline.core.contracts import Actor
    from throughline.grounding.contracts import Claim
    from throughline.language.models.contracts import Answer, ModelSettings, Usage
    from throughline.specification.models import ModelCall
    from throughline.specification.proposing.configuring import Configured
    from throughline.specification.proposing.drafting import Proposals, Task
    from throughline.specification.rules.proposing.contracts import Answered
    from throughline.specification.rules.proposing.placing import Proposed


@click.command("model")
@click.argument("what", type=click.Choice(["ledger"]), required=False, metavar="[ledger]")
@click.option("--check", is_flag=True, help="Ask the model one word, to see whether it answers.")
@click.option("--workspace", type=PATH, help="The workspace folder; else your own.")
@json_option
def model(*, what: str | None, check: bool, workspace: Path | None, as_json: bool) -> int:
    """Say which model may draft and where it is asked; with `ledger`, what every call has taken.

    Nothing is asked of any model but with --check, which sends one short question.
    """
    if what == "ledger":
        return _list_ledger(workspace, as_json)
    folder = _find_folder(workspace)
    if check:
        return _check(folder, workspace, as_json)
    from throughline.specification.proposing.configuring import look_up

    found = look_up(folder)
    if found.trouble is not None:
        raise found.trouble
    write_json(_describe(found)) if as_json else click.echo(_say(found))
    return 0


def _find_folder(workspace: Path | None) -> Path:
    from throughline.core.opening import find_folder

    return workspace or find_folder(os.environ)


def _describe(found: Configured) -> dict[str, Any]:
    """The settings as JSON, the same keys every time; of the key its last four characters."""
    settings = found.settings
    return {
        "on": settings is not None,
        "model": settings.name if settings else None,
        "address": settings.base_url if settings else None,
        "key_ending": settings.key_ending or None if settings else None,
        "timeout": settings.timeout if settings else None,
        "set_by": ("environment" if found.by_environment else "workspace") if settings else None,
    }


def _say(found: Configured) -> str:
    settings = found.settings
    if settings is None:
        how = "Set THROUGHLINE_MODEL, THROUGHLINE_MODEL_KEY and, where needed, THROUGHLINE_MODEL_URL"
        page = "or open the page “The model” in the app"
        return f"Off: nothing leaves this machine. {how}, {page}; see docs/guide/drafting-with-a-model.md."
    key = f", with the key ending in {settings.key_ending}" if settings.key_ending else ""
    by = "the environment" if found.by_environment else "the workspace’s folder"
    return f"On: {settings.name} at {settings.base_url}{key}, set by {by}. It is asked only when you say so."


def _check(folder: Path, workspace: Path | None, as_json: bool) -> int:
    from throughline.core.opening import open_workspace
    from throughline.specification.proposing.configuring import demand

    settings = demand(folder)
    actor = open_workspace(workspace)
    from throughline.specification.proposing.checking import try_model

    usage = try_model(actor, settings).usage
    told = _describe_usage(settings, usage)
    write_json(told) if as_json else click.echo(f"{settings.name} answers: {_say_usage(settings, usage)}.")
    return 0


def _describe_usage(settings: ModelSettings, usage: Usage) -> dict[str, Any]:
    from throughline.language.models.pricing import find_cost

    cost = find_cost(settings, usage)
    return {
        "model": settings.name,
        "seconds": usage.seconds,
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "cost": float(cost) if cost is not None else None,
    }


def _say_usage(settings: ModelSettings, usage: Usage) -> str:
    from throughline.language.models.pricing import find_cost

    tokens = f"{tell_tokens(usage.tokens_in)} tokens in, {tell_tokens(usage.tokens_out)} out"
    return f"{tokens}, cost {tell_cost(find_cost(settings, usage))}, {tell_minutes(usage.seconds)}"


def _list_ledger(workspace: Path | None, as_json: bool) -> int:
    from throughline.core.opening import open_workspace

    actor = open_workspace(workspace)
    from throughline.specification.proposing.queries import list_calls, sum_calls

    calls, totals = list_calls(actor.workspace, limit=10_000), sum_calls(actor.workspace)
    if as_json:
        sums = {"calls": totals.calls, "tokens_in": totals.tokens_in, "tokens_out": totals.tokens_out}
        sums |= {
            "cost": float(totals.cost),
            "without_cost": totals.without_cost,
            "minutes": round(totals.seconds / 60, 2),
        }
        write_json({"totals": sums, "calls": [_write_call(call) for call in calls]})
        return 0
    for call in calls:
        click.echo(_say_call(call))
    unknown = f", {totals.without_cost} of unknown cost" if totals.without_cost else ""
    click.echo(f"{totals.calls} calls{unknown}: {tell_cost(totals.cost)}, {tell_minutes(totals.seconds)}.")
    return 0


def _write_call(call: ModelCall) -> dict[str, Any]:
    return {
        "began": call.began.isoformat(),
        "member": call.member.name,
        "purpose": call.purpose,
        "prd": call.prd or None,
        "model": call.model,
        "host": call.host,
        "tokens_in": call.tokens_in,
        "tokens_out": call.tokens_out,
        "cost": float(call.cost) if call.cost is not None else None,
        "minutes": round(call.seconds / 60, 2) if call.seconds is not None else None,
        "outcome": call.outcome or "under way",
        "said": call.said or None,
    }


def _say_call(call: ModelCall) -> str:
    tokens = f"{tell_tokens(call.tokens_in)} in, {tell_tokens(call.tokens_out)} out"
    took = f"{tokens}, {tell_cost(call.cost)}, {tell_minutes(call.seconds)}"
    return f"{call.began:%Y-%m-%d %H:%M}  {call.member.name}  {call.purpose}  {call.model}  {took}  {call.outcome}"


def add_proposals(draft: Prd, corpus: Corpus, *, workspace: Path | None, yes: bool, progress: Progress) -> Prd:
    """The draft with what the configured model proposes and something shows; the rest is listed with the reason.

    Says first what would be sent, where, and what it may cost; without a yes nothing is. Raises `ModelOff`, `BadInput`
    or a `ModelFailure`.
    """
    from throughline.specification.proposing import drafting
    from throughline.specification.proposing.configuring import demand

    settings = demand(_find_folder(workspace))
    clear_progress(progress)
    answers = () if yes else _ask_questions(draft)
    task = drafting.word_draft(
        draft,
        drafting.list_pieces(draft, corpus),
        sections=drafting.offer_sections(draft),
        answers=answers,
        names=drafting.list_names(corpus),
        owner=draft.owner,
    )
    _demand_yes(settings, task, yes=yes)
    proposals, usage = _draft(settings, task, corpus, draft, workspace, progress)
    clear_progress(progress)
    click.echo(_say_proposals(proposals, settings, usage), err=True)
    return merge_proposals(draft, proposals, run=settings.name)


def _ask_questions(draft: Prd) -> tuple[Answered, ...]:
    """Up to five questions to whoever sits at the terminal; Enter leaves one open."""
    from throughline.specification.rules.proposing.asking import choose_questions
    from throughline.specification.rules.proposing.contracts import Answered

    if not _is_terminal():
        return ()
    click.echo("Up to five questions first; Enter leaves one open.", err=True)
    told: list[Answered] = []
    for asked in choose_questions(draft):
        text = " ".join(str(click.prompt(asked.text, default="", show_default=False, err=True)).split())[:1000]
        if text:
            told.append(Answered(f"a{asked.id.removeprefix('q')}", asked.text, text))
    return tuple(told)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _demand_yes(settings: ModelSettings, task: Task, *, yes: bool) -> None:
    """Say what would be sent and what it may cost; go on with a yes alone. Raises `BadInput` or `click.Abort`."""
    from throughline.language.models.pricing import MARGIN, estimate

    guess = estimate(settings, task.question)
    unknown = guess.cost_in is None or guess.cost_most is None
    cost = "unknown" if unknown else f"{tell_cost(guess.cost_in)} to {tell_cost(guess.cost_most)}"
    pieces = len(task.brief.pieces)
    click.echo(
        f"{settings.name} at {settings.host}: {pieces} {'piece' if pieces == 1 else 'pieces'} of evidence, about "
        f"{guess.tokens_in:,} tokens in (give or take {MARGIN:.0%}), at most {guess.tokens_out:,} out; cost {cost}.",
        err=True,
    )
    if yes:
        return
    if not _is_terminal():
        raise BadInput("nothing is sent without a yes", where="--model", mend="add --yes")
    click.confirm("Send it?", abort=True, err=True)


def _draft(
    settings: ModelSettings, task: Task, corpus: Corpus, draft: Prd, workspace: Path | None, progress: Progress
) -> tuple[Proposals, Usage]:
    from throughline.specification.pipeline import ground_of
    from throughline.specification.proposing import drafting

    def tell(sections: list[tuple[str, int]]) -> None:
        progress("The model writes", sum(sentences for _, sentences in sections))

    def ask() -> tuple[tuple[Proposals, Usage], Answer]:
        proposals, answer = drafting.draft(settings, task, draft, ground_of(corpus), run=draft.id, tell=tell)
        return (proposals, answer.usage), answer

    if workspace is None:
        return ask()[0]
    actor = _open(workspace)
    from throughline.specification.proposing.ledger import Purpose, record_call

    return record_call(actor, settings, Purpose("draft", prd=draft.id), lambda _: ask())


def _open(workspace: Path) -> Actor:
    from throughline.core.opening import open_workspace

    return open_workspace(workspace)


def _say_proposals(proposals: Proposals, settings: ModelSettings, usage: Usage) -> str:
    """How many sentences came back and what became of them, by kind, and what it took."""
    from throughline.specification.rules.proposing.judging import count_inventions

    fates = Counter(one.fate.value for one in proposals.judged)
    kinds = ", ".join(f"{number} × {kind.value}" for kind, number in count_inventions(proposals.judged))
    invented = f" Invented: {kinds}." if kinds else ""
    return (
        f"{len(proposals.judged)} sentences came back: {fates['stands']} stand, {fates['unshown']} nothing shows and "
        f"{fates['refused']} not let through are listed with the reason.{invented} {_say_usage(settings, usage)}."
    )


def merge_proposals(draft: Prd, proposals: Proposals, *, run: str) -> Prd:
    """The draft with every proposal that something shows; what is left out stands under what was not let through."""
    from throughline.specification.rules.proposing.placing import put_into

    merged = put_into(draft, proposals.sections)
    standing = {line.claim.id for line in merged.lines}
    lines = [one for section in proposals.sections for one in section.lines if one.line.claim.id not in standing]
    left = [
        *(_set_apart(one.was, one.reason, one.recomputed) for one in proposals.refused),
        *(_set_apart(one.line.claim, _tell_left(one)) for one in lines),
    ]
    texts = [one.claim.text for one in proposals.judged]
    return replace(merged, id=derive_id("prd", draft.id, run, *texts), rejected=(*draft.rejected, *left))


def _tell_left(one: Proposed) -> str:
    return (
        "it would take another line's place, which a person decides on the page"
        if one.instead and one.shown
        else one.reason
    )


def _set_apart(was: Claim, reason: str, recomputed: str | None = None) -> RejectedClaim:
    id_ = derive_id("cl", "left", was.origin, was.text, *(c.evidence for c in was.citations))
    return RejectedClaim(id_, replace(was, id=id_), "rejected", f"proposed by a model; {reason}", recomputed)
