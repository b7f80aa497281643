"""What a file would bring, before anything of it is kept: read once, in bounded memory, held against what is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from throughline.core.kernel.errors import AppError
from throughline.core.models import Workspace
from throughline.discovery.contracts import Column, Evidence, FileKind, Rejected, Speaker
from throughline.discovery.importing import find_twin
from throughline.discovery.models import Account, EvidenceRow
from throughline.discovery.reading.customers import read_customers
from throughline.discovery.reading.files import Reading, open_file
from throughline.discovery.rules.cast import UNNAMED, UNNAMED_ASKER
from throughline.discovery.rules.language import detect_language, is_known_to_model, name_language
from throughline.discovery.rules.personal import find_personal
from throughline.discovery.rules.repeats import Said, find_repeats

CUSTOMERS = "customers"
SHOWN = 3
CLOSELY = 20_000
"""Items that are read for personal data, language and repeats; where there are more, the page says so."""

_NAMELESS = {UNNAMED_ASKER: "welcomes, leads over or asks, or holds several voices", UNNAMED: "does not ask"}


@dataclass
class Trial:
    """One file as it was read: what is in it, what importing it would do, or why it cannot be used.

    `personal` counts items by kind of personal data, `languages` items in languages the embedding model does not know,
    `nameless` turns of a conversation that nobody is named at, by the key of their voice.
    """

    name: str
    trouble: str = ""
    kind: str = ""
    records: int = 0
    items: int = 0
    added: int = 0
    known: int = 0
    same_as: str = ""
    second_hand: int = 0
    skipped: int = 0
    asked: int = 0
    listed: int = 0
    repeats: int = 0
    segments: list[str] = field(default_factory=list[str])
    accounts: set[str] = field(default_factory=set[str])
    fresh_accounts: int = 0
    people: set[str] = field(default_factory=set[str])
    personal: Counter[str] = field(default_factory=Counter[str])
    languages: Counter[str] = field(default_factory=Counter[str])
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    examples: list[Evidence] = field(default_factory=list[Evidence])
    refused: list[Rejected] = field(default_factory=list[Rejected])
    looked_closely: int = 0
    nameless: Counter[str] = field(default_factory=Counter[str])

    @property
    def is_customers(self) -> bool:
        return self.kind == CUSTOMERS

    @property
    def is_table(self) -> bool:
        return self.kind == FileKind.FEEDBACK and bool(self.columns)

    @property
    def sentences(self) -> list[str]:
        """What the import would do, in words; only what there is to say."""
        return [] if self.trouble or self.is_customers else tell_trial(self)


def try_file(
    path: Path,
    *,
    name: str,
    mapping: Mapping[str, str] | None = None,
    speakers: Mapping[str, str] | None = None,
    workspace: Workspace | None = None,
    closely: bool = True,
) -> Trial:
    """Read a file and keep nothing; `workspace` is where it would go, `closely` looks at the words as well.

    Raises nothing for a file that cannot be used: `trouble` says why.
    """
    trial, said = Trial(name), speakers or {}
    try:
        named = {voice: part for voice, part in said.items() if voice not in {UNNAMED, UNNAMED_ASKER}}
        reading = open_file(path, mapping=mapping, speakers=named or None, name=name)
        trial.kind, trial.columns, trial.speakers = reading.kind, reading.columns, reading.speakers
        records = _hold(trial, reading, said) if reading.kind == FileKind.CONVERSATION else reading
        _tally(trial, records, _list_known(workspace, name) if workspace else frozenset(), closely=closely)
        trial.records, trial.speakers = reading.records, (*reading.speakers, *_list_nameless(trial, said))
        if workspace:
            _compare(trial, reading, workspace)
    except AppError as error:
        if not _find_customers(trial, path):
            error.move(name)
            trial.trouble = error.page_sentence
    return trial


def tell_trial(trial: Trial) -> list[str]:
    """What importing it would do, in words and counts."""
    if trial.same_as:
        return [f"The same bytes were imported as {trial.same_as}; nothing would be added."]
    told = [f"{_count(trial.added, 'item')} would be added."]
    told += [f"{_count(trial.known, 'item')} of it {_are(trial.known)} here already."] if trial.known else []
    told += [f"{_count(trial.skipped, 'record')} would be skipped."] if trial.skipped else []
    told += [f"{_count(trial.second_hand, 'item')} second-hand: heard, never quoted."] if trial.second_hand else []
    old = len(trial.accounts) - trial.fresh_accounts
    told += [f"{_count(trial.fresh_accounts, 'new account')}, {old:,} known here."] if trial.accounts else []
    kinds = ", ".join(f"{kind} in {_count(count, 'item')}" for kind, count in _order(trial.personal))
    told += [f"Personal data: {kinds}; masked in whatever leaves the workspace."] if kinds else []
    spoken = ", ".join(f"{count:,} in {name}" for name, count in _order(trial.languages))
    it = "it" if len(trial.languages) == 1 else "them"
    told += [f"{spoken}: themes and search by meaning do not know {it}, search by words does."] if spoken else []
    told += [f"{_count(trial.repeats, 'item')} may be said twice; a person decides."] if trial.repeats else []
    if trial.looked_closely < trial.items and trial.looked_closely:
        told += [f"Personal data, languages and repeats are those of the first {trial.looked_closely:,} items."]
    return told


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _order(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _find_customers(trial: Trial, path: Path) -> bool:
    """Whether a file in which nobody speaks is a table of customers: it says who there is to be heard."""
    try:
        found = read_customers(path)
    except AppError:
        return False
    if not any(customer.segment for customer in found):
        return False
    trial.kind, trial.listed = CUSTOMERS, len(found)
    trial.segments = sorted({customer.segment for customer in found if customer.segment})
    return True


def _tally(trial: Trial, records: Iterable[Evidence | Rejected], known: Places, *, closely: bool) -> None:
    said: list[Said] = []
    for record in records:
        if isinstance(record, Rejected):
            trial.skipped += 1
            trial.refused += [record] if len(trial.refused) < SHOWN else []
            continue
        is_known = (record.row, record.turn, record.text) in known
        trial.known += is_known
        trial.added += not is_known
        if record.interviewer:
            trial.asked += 1
            continue
        _take(trial, record)
        if closely and trial.looked_closely < CLOSELY and not is_known:
            _look_closely(trial, record)
            said += [_describe(record, len(said))] if record.turn is None else []
    trial.repeats = len(find_repeats(said))


def _hold(
    trial: Trial, records: Iterable[Evidence | Rejected], said: Mapping[str, str]
) -> Iterator[Evidence | Rejected]:
    """Count the turns that nobody is named at, and let them be whose the person says they are."""
    for record in records:
        if isinstance(record, Rejected) or record.person is not None:
            yield record
            continue
        voice = UNNAMED_ASKER if record.interviewer else UNNAMED
        trial.nameless[voice] += 1
        yield replace(record, interviewer=said[voice] == "interviewer") if voice in said else record


def _list_nameless(trial: Trial, said: Mapping[str, str]) -> Iterator[Speaker]:
    """A row for the turns that lead or ask without a name, and one for those that answer so."""
    for voice, turns in trial.nameless.items():
        asks = said.get(voice, "interviewer" if voice == UNNAMED_ASKER else "customer") == "interviewer"
        yield Speaker(voice, turns, asks, "you said so" if voice in said else _NAMELESS[voice])


def _take(trial: Trial, record: Evidence) -> None:
    trial.items += 1
    trial.second_hand += record.relayed_by is not None
    trial.accounts |= {record.account} if record.account else set()
    trial.people |= {record.person} if record.person else set()
    trial.examples += [record] if len(trial.examples) < SHOWN else []


def _look_closely(trial: Trial, record: Evidence) -> None:
    trial.looked_closely += 1
    trial.personal.update({str(span.kind).replace("iban", "IBAN") for span in find_personal(record.text)})
    language = detect_language(record.text)
    trial.languages.update([] if is_known_to_model(language) else [name_language(language)])


def _describe(record: Evidence, place: int) -> Said:
    customer = f"{record.account or ''}\x1f{record.person or ''}".strip("\x1f").casefold()
    return Said(place, record.text, customer, record.attributes.get("id", ""), record.date)


def _compare(trial: Trial, reading: Reading, workspace: Workspace) -> None:
    twin = find_twin(workspace, reading.original.sha256)
    trial.same_as = twin.name if twin else ""
    if twin:
        trial.known, trial.added = trial.known + trial.added, 0
    known = {name.casefold() for name in Account.objects.filter(workspace=workspace).values_list("name", flat=True)}
    trial.fresh_accounts = len({name.casefold() for name in trial.accounts} - known)


Places = frozenset[tuple[int | None, int | None, str]]


def _list_known(workspace: Workspace, name: str) -> Places:
    """What earlier versions of the file hold."""
    earlier = EvidenceRow.objects.filter(workspace=workspace, file__name=name, visible=True)
    return frozenset(earlier.values_list("row", "turn", "text"))
