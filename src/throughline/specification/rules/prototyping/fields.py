"""The fields of a thing: those its stories and criteria name, and a few that its kind cannot do without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from throughline.specification.rules.lexicon import DETERMINERS, read_words
from throughline.specification.rules.prototyping.chance import Chance
from throughline.specification.rules.prototyping.contracts import (
    INFERRED,
    Emphasis,
    Field,
    FieldType,
    Origin,
    OriginKind,
)
from throughline.specification.rules.prototyping.deeds import make_id, set_plain
from throughline.specification.rules.prototyping.grouping import Group
from throughline.specification.rules.prototyping.words import PLACES
from throughline.specification.rules.stories.contracts import Kind
from throughline.specification.rules.stories.naming import find_plural, find_singular
from throughline.specification.rules.stories.reading import read_story
from throughline.specification.rules.wording import capitalise

_MOST_FIELDS = 10
_MOST_WORDS = 4
_LONGEST_LABEL = 32
_TYPES: tuple[tuple[FieldType, str], ...] = (
    (FieldType.EMAIL, r"e-?mail(?: address)?"),
    (FieldType.PHONE, r"phone|telephone|mobile|phone number|mobile number|fax"),
    (
        FieldType.FILE,
        r"photos?|pictures?|images?|files?|attachments?|documents?|scans?|logo|avatar|cv|pdf|receipts?|videos?",
    ),
    (
        FieldType.MONEY,
        r"price|cost|costs|amount|total|fee|fees|deposit|salary|budget|balance|rate|fare|rent|tip|vat|tax|value|revenue"
        r"|discount|wage|premium|payment|refund",
    ),
    (FieldType.NUMBER, r"\w+ing time|prep(?:aration)? time|lead time|rest time|\w+ing hours"),
    (FieldType.TIME, r"time|hour|start time|end time|opening hours"),
    (
        FieldType.DATE,
        r"date|day|deadline|birthday|due date|expiry|start|end|from|until|arrival|departure|check-?in|check-?out|dob"
        r"|date of birth|due|when",
    ),
    (
        FieldType.NUMBER,
        r"number|numbers|size|count|quantity|age|rating|score|stock|weight|height|length|distance|duration|hours|minutes"
        r"|seats|points|level|capacity|percentage|servings|mileage|guests|people|year|attendance|kilometres|miles|dose"
        r"|quantity",
    ),
    (FieldType.STATUS, r"status|state|stage|progress"),
    (
        FieldType.CHOICE,
        r"type|category|kind|priority|urgency|gender|colour|color|language|country|currency|department|class|genre"
        r"|severity|plan|method|room|location|format|unit|breed|species|cuisine|reason|skill",
    ),
    (
        FieldType.LONGTEXT,
        r"description|notes?|comments?|message|details|instructions|text|summary|body|remarks|bio|symptoms|ingredients"
        r"|steps|feedback|explanation|observations?|allergies|wishes",
    ),
    (FieldType.BOOL, r"consent|agreement|terms|public|private|active|paid|urgent|confirmed|vaccinated|fragile"),
    (FieldType.MULTICHOICE, r"tags?|labels?|skills|categories|topics|interests|amenities|days|languages"),
    (
        FieldType.PERSON,
        r"owner|assignee|author|customer|guest|client|driver|patient|teacher|student|member|manager|contact|person"
        r"|employee|volunteer|doctor|nurse|tenant|landlord|buyer|seller|sender|recipient|approver|reviewer|user|parent"
        r"|child|sponsor|host|trainer|instructor|organi[sz]er|vet|supplier|technician|passenger|applicant",
    ),
)
_BY_NAME = tuple((type_, re.compile(rf"(?:^|.*\s)(?:{words})", re.IGNORECASE)) for type_, words in _TYPES)
_NAMES = re.compile(r"(?:^|.*\s)(?:name|title|subject|first name|last name|surname)", re.IGNORECASE)
_TABLE_ROW = re.compile(r"^\s*\|(?P<cells>[^\n]+)\|\s*$", re.MULTILINE)
_UNFIT = re.compile(
    r"\b(?:it|them|they|that|who|which|is|are|was|were|can|will|should|must|i|me|my|we|us)\b", re.IGNORECASE
)
_CHANGES: dict[str, str] = {
    "cancel": "Cancelled",
    "approve": "Approved",
    "confirm": "Confirmed",
    "pay": "Paid",
    "ship": "Shipped",
    "deliver": "Delivered",
    "submit": "Submitted",
    "send": "Sent",
    "close": "Closed",
    "reject": "Rejected",
    "archive": "Archived",
    "publish": "Published",
    "book": "Booked",
    "assign": "Assigned",
    "review": "Reviewed",
    "sign": "Signed",
    "accept": "Accepted",
    "decline": "Declined",
    "reserve": "Reserved",
    "order": "Ordered",
    "return": "Returned",
    "complete": "Completed",
    "report": "Reported",
    "invite": "Invited",
    "schedule": "Scheduled",
    "rate": "Rated",
    "upload": "Uploaded",
    "register": "Registered",
    "donate": "Donated",
    "refund": "Refunded",
    "check": "Checked",
    "repair": "Repaired",
    "print": "Printed",
}
_LISTS = {
    "priority": ("Low", "Medium", "High"),
    "urgency": ("Can wait", "This week", "Now"),
    "severity": ("Minor", "Major", "Critical"),
    "size": ("Small", "Medium", "Large"),
    "language": ("Deutsch", "English", "Español", "العربية"),
    "country": ("Norway", "Portugal", "Ghana", "Japan"),
    "currency": ("EUR", "GBP", "USD"),
    "colour": ("Amber", "Teal", "Plum"),
    "color": ("Amber", "Teal", "Plum"),
    "gender": ("Woman", "Man", "Other"),
    "method": ("Card", "Transfer", "Cash"),
    "unit": ("Piece", "Box", "Pallet"),
}


def tell_type(label: str) -> FieldType:
    """What a field holds, by the last words of its label; text where they do not tell."""
    words = label.strip()
    if _NAMES.fullmatch(words):
        return FieldType.TEXT
    return next((type_ for type_, pattern in _BY_NAME if pattern.fullmatch(words)), FieldType.TEXT)


def build_fields(group: Group, *, emphasis: Emphasis, nouns: Sequence[str]) -> tuple[Field, ...]:
    """The fields of a thing, those that were named first. `nouns` are words of the domain, for lists to choose from."""
    itself = {group.thing.lower(), find_plural(group.thing).lower(), group.thing.lower().split()[-1]}
    itself |= {find_plural(one) for one in itself}
    listed = [(label, origin) for label, origin in _list_told(group) if label.lower() not in itself]
    told = [_build(label, origin, group, nouns) for label, origin in listed]
    found: dict[str, Field] = {}
    for field in [*told[:_MOST_FIELDS], *_infer(group, told, emphasis)]:
        found.setdefault(field.id, field)
    return tuple(_put_name_first(list(found.values())))


def _list_told(group: Group) -> Iterator[tuple[str, Origin]]:
    for deed in group.deeds:
        origin = Origin(OriginKind.STORY, deed.story.id[:40])
        yield from ((label, origin) for label in _clean(deed.parts.fields))
        for point in deed.story.criteria:
            by_criterion = Origin(OriginKind.AC, point.id[:40])
            yield from ((label, by_criterion) for label in _clean(_read_table(point.text)))
            yield from ((label, by_criterion) for label in _clean(_read_shown(point.text)))


def _clean(labels: Iterable[str]) -> Iterator[str]:
    for label in labels:
        words = set_plain(label, most=_LONGEST_LABEL).strip(" .,:;\"'“”").split()
        while words and words[0].lower() in DETERMINERS:
            words = words[1:]
        plain = " ".join(words)
        if 0 < len(words) <= _MOST_WORDS and not _UNFIT.search(plain) and not plain[:1].isdigit():
            yield capitalise(plain)


def _read_table(text: str) -> tuple[str, ...]:
    """The headings of a data table in a scenario."""
    row = _TABLE_ROW.search(text)
    return tuple(cell.strip() for cell in row["cells"].split("|")) if row else ()


_SHOWS = re.compile(
    r"\b(?:shows?|lists?|displays?|enters?|fills? in|sees?|has|contains?)\s+(?P<what>[^.;]+)", re.IGNORECASE
)


def _read_shown(text: str) -> tuple[str, ...]:
    """ "the list shows name, date and amount": what a criterion says that a screen shows; three things at least."""
    shown = _SHOWS.search(text)
    listed = read_story(f"As a user, I want to see {shown['what']}").fields if shown else ()
    return listed if len(listed) > 2 else ()


def _build(label: str, origin: Origin, group: Group, nouns: Sequence[str]) -> Field:
    type_ = tell_type(label)
    options: tuple[str, ...] = ()
    if type_ in {FieldType.CHOICE, FieldType.MULTICHOICE}:
        options = _choose_options(label, nouns)
    if type_ is FieldType.STATUS:
        options = list_statuses(group)
    required = origin.kind is not OriginKind.INFERRED and type_ not in {
        FieldType.LONGTEXT,
        FieldType.FILE,
        FieldType.BOOL,
    }
    least = 0.0 if type_ in {FieldType.NUMBER, FieldType.MONEY} else None
    return Field(make_id(label), label, type_, required=required, options=options, least=least, origin=origin)


def _choose_options(label: str, nouns: Sequence[str]) -> tuple[str, ...]:
    known = _LISTS.get(label.lower().split()[-1])
    chance = Chance(f"{label.lower()}/{'/'.join(nouns)}")
    return known or tuple(dict.fromkeys(chance.pick(PLACES) for _ in range(4)))


def list_statuses(group: Group) -> tuple[str, ...]:
    """What becomes of a thing, by what its stories do to it: new, then "Approved", "Cancelled" …"""
    verbs = [deed.parts.verb for deed in group.deeds]
    done = [_CHANGES[verb] for verb in dict.fromkeys(verbs) if verb in _CHANGES]
    asks = any(deed.kind is Kind.APPROVE for deed in group.deeds)
    first = ("Waiting",) if asks else ("Open",)
    declined = ("Declined",) if asks and "Declined" not in done else ()
    return tuple(dict.fromkeys((*first, *(done or ["Done"]), *declined)))[:6]


def _infer(group: Group, told: Sequence[Field], emphasis: Emphasis) -> Iterator[Field]:
    """What nobody named but a screen of this kind needs."""
    types = {field.type for field in told}
    if emphasis is Emphasis.FEED and FieldType.LONGTEXT not in types:
        yield from _infer_feed(group, types)
        return
    if not any(field.type in {FieldType.TEXT, FieldType.PERSON} for field in told):
        yield Field(make_id(group.thing, tail="name"), capitalise(group.thing), FieldType.TEXT, required=True)
    makers = [
        deed.role for deed in group.deeds if deed.role and deed.kind in {Kind.FORM, Kind.PAY, Kind.UPLOAD, Kind.CHAT}
    ]
    role = next(iter(makers), "")
    if FieldType.PERSON not in types and role and make_id(role) != group.id and emphasis is not Emphasis.PEOPLE:
        yield Field(make_id(role), capitalise(role), FieldType.PERSON)
    if emphasis is Emphasis.CALENDAR and FieldType.DATE not in types:
        yield Field("day", "Day", FieldType.DATE)
    if emphasis is Emphasis.CALENDAR and FieldType.TIME not in types:
        yield Field("starts", "Starts", FieldType.TIME)
    if emphasis is Emphasis.MONEY and FieldType.MONEY not in types:
        yield Field("amount", "Amount", FieldType.MONEY, least=0.0)
    if emphasis is not Emphasis.CALENDAR and FieldType.DATE not in types:
        yield Field("since", _name_date(group), FieldType.DATE)
    if FieldType.STATUS not in types and _changes(group):
        yield Field("status", "Status", FieldType.STATUS, options=list_statuses(group), origin=INFERRED)


def _infer_feed(group: Group, types: Collection[FieldType]) -> Iterator[Field]:
    """What is said has a speaker, its words and its day."""
    if FieldType.PERSON not in types:
        role = next((deed.role for deed in group.deeds if deed.role), "from")
        yield Field(make_id(role), capitalise(role), FieldType.PERSON)
    yield Field(make_id(group.thing, tail="text"), capitalise(group.thing), FieldType.LONGTEXT, required=True)
    yield Field("sent", "Sent", FieldType.DATE)


def _name_date(group: Group) -> str:
    """What the date of a thing is called: by the first thing done to it."""
    done = next(
        (_CHANGES[d.parts.verb] for d in group.deeds if d.parts.verb in _CHANGES and d.kind is not Kind.DELETE), ""
    )
    return done or "Added"


def _changes(group: Group) -> bool:
    return any(deed.parts.verb in _CHANGES or deed.kind in {Kind.APPROVE, Kind.PAY} for deed in group.deeds)


def _put_name_first(fields: list[Field]) -> list[Field]:
    """The field by which a row is known stands first."""
    names = [f for f in fields if f.type is FieldType.TEXT and _NAMES.fullmatch(f.label)]
    first = (
        names or [f for f in fields if f.type is FieldType.TEXT] or [f for f in fields if f.type is FieldType.PERSON]
    )
    return [*first[:1], *(field for field in fields if field not in first[:1])]


def choose_emphasis(group: Group, told: str) -> Emphasis:
    """What matters most about a thing; `told` is everything its stories say, in lower case."""
    kinds = [deed.kind for deed in group.deeds]
    head = find_singular(group.thing).lower().split()[-1]
    if Kind.CHAT in kinds or head in _TALK:
        return Emphasis.FEED
    if Kind.APPROVE in kinds:
        return Emphasis.QUEUE
    if head in _TIMED:
        return Emphasis.CALENDAR
    if Kind.PAY in kinds or head in _MONEY:
        return Emphasis.MONEY
    if head in _PERSONS:
        return Emphasis.PEOPLE
    if head in _SEEN or re.search(r"\bphotos?\b|\bpictures?\b|\bimages?\b|\bbrowse\b", told):
        return Emphasis.CARDS
    return (
        Emphasis.CALENDAR if re.search(r"\b(?:calendar|appointment|schedule[ds]?|slots?)\b", told) else Emphasis.TABLE
    )


_TIMED = read_words(
    """
    booking appointment reservation event shift class lesson session meeting visit course slot rehearsal tour trip
    match game workshop holiday delivery pickup collection schedule interview consultation training
    """
)
_MONEY = read_words(
    """
    invoice payment deposit expense donation bill transaction order refund fee subscription budget loan claim quote
    salary receipt rent purchase fund grant
    """
)
_PERSONS = read_words(
    """
    user member customer patient student guest employee person volunteer client tenant driver child contact
    candidate parent teacher doctor participant profile applicant supplier friend attendee sponsor artist passenger
    """
)
_SEEN = read_words(
    """
    product recipe photo picture pet animal book film movie album listing property room car bike plant dish menu
    artwork song playlist garment outfit house flat apartment place restaurant article video image exhibit poster
    """
)
_TALK = read_words(
    """
    message comment chat conversation post reply thread discussion announcement
    """
)
