"""Writes of discovery. An import is written in chunks that nobody sees, then shown in one short transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from throughline.core.contracts import WRITERS, Actor
from throughline.core.kernel.progress import Progress, no_progress
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import demand_role, service
from throughline.discovery import contracts
from throughline.discovery.conversations.speaking import set_part
from throughline.discovery.customers.listing import keep_customers
from throughline.discovery.errors import FileNotFound
from throughline.discovery.finding.learning import learn_meanings
from throughline.discovery.importing import find_twin, remove_pending, remove_unfinished, store_pending
from throughline.discovery.models import BatchState, SourceFile, ThemeRun
from throughline.discovery.pipeline import find_themes as find_themes_in
from throughline.discovery.queries import load_corpus
from throughline.discovery.records import write_themes
from throughline.discovery.sorting.recalling import find_last, find_latest, propose_found, recall_themes, tell_news

__all__ = ["correct_speaker", "find_themes", "import_customers", "import_file", "remove_unfinished", "withdraw_file"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to: `added` pieces of evidence, `known` ones that were there before, `rejected` records."""

    file: str
    kind: str
    records: int
    added: int
    known: int
    rejected: tuple[contracts.Rejected, ...]
    columns: tuple[contracts.Column, ...] = ()
    speakers: tuple[contracts.Speaker, ...] = ()


def import_file(
    actor: Actor,
    *,
    path: Path,
    name: str | None = None,
    mapping: Mapping[str, str] | None = None,
    speakers: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import one file whole or not at all; `name` is its base name where `path` is only a temporary place.

    Running it again adds nothing: the same file is known by its bytes, the same record by file, place and words.
    Raises `AppError` where the file cannot be used; nothing is stored then.
    """
    demand_role(actor, WRITERS, "import")
    remove_unfinished(actor.workspace)
    pending = store_pending(
        actor.workspace, path=path, name=name, mapping=mapping, speakers=speakers, progress=progress
    )
    if pending.file is not None and show_import(actor, file_id=pending.file.pk).pk != pending.file.pk:
        pending.added, pending.known = 0, pending.known + pending.added
    return ImportReport(
        file=pending.name,
        kind=pending.kind,
        records=pending.records,
        added=pending.added,
        known=pending.known,
        rejected=tuple(pending.rejected),
        columns=pending.columns,
        speakers=pending.speakers,
    )


@service("import")
def show_import(act: Act, *, file_id: int) -> SourceFile:
    """Make a completely written import visible; where another brought the same bytes meanwhile, theirs stands.

    Raises `FileNotFound`.
    """
    file = _get_file(act, file_id, BatchState.PENDING)
    act.name_subject(file.name)
    twin = find_twin(act.workspace, file.sha256)
    if twin is not None:
        remove_pending(file)
        return twin
    return act.update(file, state=BatchState.VISIBLE)


@service("withdraw the import")
def withdraw_file(act: Act, *, file_id: int) -> SourceFile:
    """Hide a file and its evidence; the original stays. Raises `FileNotFound`."""
    file = _get_file(act, file_id, BatchState.VISIBLE)
    act.name_subject(file.name)
    return act.update(file, state=BatchState.WITHDRAWN)


@service("take the import back")
def withdraw_files(act: Act, *, file_ids: Sequence[int]) -> None:
    """Hide everything that one import brought, as one change; the originals stay. Raises `FileNotFound`."""
    files = [_get_file(act, file_id, BatchState.VISIBLE) for file_id in file_ids]
    act.name_subject(", ".join(file.name for file in files))
    for file in files:
        act.update(file, state=BatchState.WITHDRAWN)


@service("correct a speaker")
def correct_speaker(act: Act, *, file_id: int, speaker: str, interviewer: bool) -> SourceFile:
    """Say whether a voice of a conversation is the interviewer. The words are not touched. Raises `FileNotFound`."""
    file = _get_file(act, file_id, BatchState.VISIBLE)
    act.name_subject(f"{speaker} in {file.name}")
    return set_part(act, file, speaker, interviewer=interviewer)


@service("import customers")
def import_customers(act: Act, *, path: Path) -> int:
    """Add or update accounts from a customer table; the number of accounts that changed. Raises `AppError`."""
    from throughline.discovery.reading.customers import read_customers

    act.name_subject(path.name)
    return keep_customers(act, read_customers(path))


@service("find themes")
def keep_themes(act: Act, *, themes: contracts.Themes) -> ThemeRun:
    """Make `themes` the current ones; earlier runs are kept, and so is every decision about them.

    What was newly found in a theme that became an opportunity is proposed to it.
    """
    act.name_subject(f"{len(themes.themes)} themes")
    found = {**write_themes(themes), "until": find_latest(act.workspace)}
    found["news"] = tell_news(act.workspace, found)
    for run in ThemeRun.objects.filter(workspace=act.workspace, current=True):
        act.update(run, current=False)
    run = act.create(ThemeRun(workspace=act.workspace, method=themes.method, found=found, at=act.now))
    propose_found(act, run)
    return run


def find_themes(actor: Actor, *, progress: Progress = no_progress) -> contracts.Themes:
    """Find the themes of everything visible and keep them; where nothing changed, nothing is written.

    What people decided stays: a theme found again keeps its id, and parts of a decided theme belong to it. What was
    read for it is kept for search by meaning.
    """
    demand_role(actor, WRITERS, "find themes")
    known = recall_themes(actor.workspace)
    themes = find_themes_in(load_corpus(actor.workspace), previous=known.previous, progress=progress)
    keep_if_new(actor, known.carry(themes))
    learn_meanings(actor.workspace, progress=progress)
    return themes


def keep_if_new(actor: Actor, themes: contracts.Themes) -> None:
    """Keep these themes unless they are the ones found last, in the same evidence."""
    if (themes, find_latest(actor.workspace)) != find_last(actor.workspace):
        keep_themes(actor, themes=themes)


def _get_file(act: Act, file_id: int, state: BatchState) -> SourceFile:
    file = SourceFile.objects.filter(workspace=act.workspace, pk=file_id, state=state).first()
    if file is None:
        raise FileNotFound(file_id)
    return file
