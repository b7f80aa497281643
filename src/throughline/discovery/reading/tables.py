"""From the records of a table to evidence: columns recognised once, then one record at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from throughline.core.kernel.ids import derive_id
from throughline.discovery.contracts import Column, Evidence, Rejected
from throughline.discovery.reading.errors import UnusableFile
from throughline.discovery.reading.mapping import place_columns
from throughline.discovery.reading.records import LONGEST_TEXT, Record, Table
from throughline.discovery.rules.columns import SAID, Sampled, guess_columns, settle_customer
from throughline.discovery.rules.dates import DateOrder, decide_order, is_undecided, parse_date
from throughline.discovery.rules.second_hand import find_relay
from throughline.discovery.rules.speakers import ConversationTally

_SAMPLE = 500
_NAME_IT = "call the column that holds what was said “text”, and read it again"
_ANSWER_KINDS = frozenset({"", "response", "open-ended response", "other (please specify)", "comment"})
_KEPT_BY_ROLE = ("id", "plan", "revenue", "size")


@dataclass(frozen=True, slots=True)
class Plan:
    """What each column of one table is taken for; `places` maps a role to its column."""

    columns: tuple[Column, ...]
    places: Mapping[str, int]
    attributes: tuple[tuple[int, str], ...]
    order: DateOrder
    question: str | None
    headers: frozenset[int] = frozenset()
    """Numbers of records that are further lines of the header, as survey tools write them."""


def plan_columns(table: Table, *, mapping: Mapping[str, str], where: str) -> Plan:
    """Recognise the columns of `table`. Raises `AppError` where none holds text or `mapping` names none."""
    names = tuple(table.names)
    sample = [record for record in islice(iter(table), _SAMPLE) if not record.problem]
    if not sample:
        raise UnusableFile(_tell_why_empty(table), where=where, mend="check that it is the file you meant")
    headers = _find_headers(sample[:2])
    sample = [record for record in sample if record.row not in headers]
    sampled = [_sample(name, place, sample) for place, name in enumerate(names)]
    columns = guess_columns(sampled, mapping=place_columns(mapping, names, where=where))
    columns = _settle_customers(columns, sampled)
    places = {column.role: place for place, column in enumerate(columns) if column.role != "attribute"}
    if "text" not in places:
        raise UnusableFile(_tell_columns(names), where=where, mend="name it with --map text=COLUMN", on_page=_NAME_IT)
    order = _decide_dates(table, sampled, places.get("date"))
    columns = tuple(_explain(column, order, table.remark) for column in columns)
    return Plan(columns, places, _list_attributes(columns), order, _find_question(columns), headers)


def make_records(
    table: Table, plan: Plan, *, source: str, sha256: str, interviewers: frozenset[str] = frozenset()
) -> Iterator[Evidence | Rejected]:
    """Every record of the table in order, as evidence or as rejected."""
    maker = _Maker(plan, source, sha256, interviewers)
    for record in table:
        yield maker.make(record)


def tally_speakers(table: Table, plan: Plan) -> ConversationTally:
    """What each voice of a table with a speaker column does."""
    tally = ConversationTally()
    for record in table:
        if not record.problem and record.values[plan.places["text"]].strip():
            tally.add(record.values[plan.places["speaker"]].strip() or None, record.values[plan.places["text"]])
    return tally


@dataclass(frozen=True)
class _Maker:
    plan: Plan
    source: str
    sha256: str
    interviewers: frozenset[str]

    def make(self, record: Record) -> Evidence | Rejected:
        if record.problem:
            return Rejected(self.source, record.row, record.line, record.problem, record.raw)
        if record.row in self.plan.headers:
            return self._reject(record, "it is a second line of the header")
        place = self.plan.places["text"]
        value, (start, _) = record.values[place], record.spans[place]
        text = value.strip()
        if not text:
            return self._reject(record, f"its text (“{self.plan.columns[place].name}”) is empty")
        if len(text) > LONGEST_TEXT:
            return self._reject(record, f"its text has {len(text):,} characters, more than {LONGEST_TEXT:,}")
        lead = len(value) - len(value.lstrip())
        trail = len(value) - len(value.rstrip())
        return self._build(record, text, start + lead, record.spans[place][1] - trail)

    def _reject(self, record: Record, reason: str) -> Rejected:
        raw = " | ".join(value[:200] for value in record.values)
        return Rejected(self.source, record.row, record.line, reason, raw[:2_000])

    def _build(self, record: Record, text: str, start: int, end: int) -> Evidence:
        account, person = self._get(record, "account"), self._get(record, "person")
        channel = self._get(record, "channel")
        written, attributes = self._get(record, "date"), self._keep_attributes(record)
        date = parse_date(written, day_first=self.plan.order.day_first) if written else None
        if written and date is None:
            attributes[self.plan.columns[self.plan.places["date"]].name] = written
        speaker = self._get(record, "speaker")
        return Evidence(
            id=derive_id("ev", self.sha256, "row", record.row),
            source=self.source,
            text=text,
            row=record.row,
            start=start,
            end=end,
            account=account,
            person=person or speaker,
            segment=self._get(record, "segment"),
            attributes=attributes,
            date=date,
            channel=channel,
            question=self._get(record, "question") or self.plan.question,
            relayed_by=self._get(record, "relayed_by") or find_relay(text=text, channel=channel, account=account),
            interviewer=speaker in self.interviewers if speaker else False,
        )

    def _get(self, record: Record, role: str) -> str | None:
        place = self.plan.places.get(role)
        return (record.values[place].strip() or None) if place is not None else None

    def _keep_attributes(self, record: Record) -> dict[str, str]:
        values = record.values
        return {name: value for place, name in self.plan.attributes if (value := values[place].strip())}


def _sample(name: str, place: int, records: Sequence[Record]) -> Sampled:
    return Sampled(name, tuple(record.values[place][:2_000] for record in records))


def _settle_customers(columns: tuple[Column, ...], sampled: Sequence[Sampled]) -> tuple[Column, ...]:
    """Turn the generic role "customer" into "person" or "account"; what a person said outranks a guess."""
    place = next((place for place, column in enumerate(columns) if column.role == "customer"), None)
    if place is None:
        return columns
    column, roles = columns[place], {column.role for column in columns}
    role = settle_customer(sampled[place], has_account="account" in roles, has_person="person" in roles)
    read_as = "persons" if role == "person" else "organisations"
    settled = list(columns)
    settled[place] = Column(column.name, role, f"{column.reason}; its values are taken for {read_as}")
    for other, rival in enumerate(columns):
        if rival.role == role:
            loser = other if column.reason == SAID else place
            settled[loser] = replace(settled[loser], role="attribute")
    return tuple(settled)


def _find_headers(first: Sequence[Record]) -> frozenset[int]:
    """Qualtrics writes questions and `{"ImportId": …}` under the header, SurveyMonkey the kinds of answers."""
    for record in first:
        if any(value.startswith('{"ImportId"') for value in record.values):
            return frozenset(range(1, record.row + 1))
    if first and all(value.strip().casefold() in _ANSWER_KINDS for value in first[0].values):
        return frozenset({1}) if any(value.strip() for value in first[0].values) else frozenset()
    return frozenset()


def _tell_why_empty(table: Table) -> str:
    first = next(iter(table), None)
    return f"0 usable rows (the first: {first.problem})" if first else "it has a header and no records"


def _tell_columns(names: Sequence[str]) -> str:
    listed = ", ".join(f"“{name}”" for name in names[:30])
    return f"no column reads like text among {listed}"


def _decide_dates(table: Table, sampled: Sequence[Sampled], place: int | None) -> DateOrder:
    """By the sample; where it decides nothing, by every value of the column."""
    if place is None:
        return decide_order(())
    order = decide_order(sampled[place].values)
    if is_undecided(order) and len(sampled[place].values) >= _SAMPLE // 2:
        order = decide_order(record.values[place] for record in table if not record.problem)
    return order


def _explain(column: Column, order: DateOrder, remark: str) -> Column:
    if column.role == "date" and order.reason != "written unmistakably":
        return replace(column, reason=f"{column.reason}; {order.reason}")
    if column.role == "text" and remark:
        return replace(column, reason=f"{column.reason}; {remark}")
    return column


def _list_attributes(columns: Sequence[Column]) -> tuple[tuple[int, str], ...]:
    """Which columns are kept as attributes and under which name; a segment by another name is kept too."""
    kept: list[tuple[int, str]] = []
    for place, column in enumerate(columns):
        if column.role in _KEPT_BY_ROLE:
            kept.append((place, column.role))
        elif column.role == "attribute" or (column.role == "segment" and column.name.casefold() != "segment"):
            kept.append((place, column.name))
    return tuple(kept)


def _find_question(columns: Sequence[Column]) -> str | None:
    """Where no column holds the question, a text column's own name may be one."""
    name = next(column.name for column in columns if column.role == "text")
    return name if name.rstrip().endswith("?") else None
