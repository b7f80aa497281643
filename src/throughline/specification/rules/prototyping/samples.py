"""Sample data: twelve rows a thing, the same each time for a seed, and nasty on purpose.

Among them are a name of 120 characters, one of a single word, accents, another script, the same name twice, a day long
past, a price of nothing, and values that are missing wherever they may be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from throughline.specification.rules.prototyping.chance import Chance
from throughline.specification.rules.prototyping.contracts import Field, FieldType, Row, Value
from throughline.specification.rules.prototyping.deeds import make_id
from throughline.specification.rules.prototyping.words import FAMILY, FOREIGN, GIVEN, PLACES
from throughline.specification.rules.wording import capitalise

ROWS = 12
LONG_NAME = 120
_LONG_ROW, _FOREIGN_ROW, _FIRST_TWIN, _SECOND_TWIN, _BARE_ROW, _PAST_ROW = 3, 5, 1, 8, 6, 4


@dataclass(frozen=True, slots=True)
class Source:
    """Where values come from: a thing's own words, sentences of its stories, and a generator of its own."""

    thing: str
    said: tuple[str, ...]
    named_by_thing: bool
    chance: Chance
    given: tuple[str, ...]
    family: tuple[str, ...]
    places: tuple[str, ...]

    def pick(self, words: Sequence[str]) -> str:
        """One of the words."""
        return self.chance.pick(words)


def build_sample(thing: str, fields: Sequence[Field], *, said: Sequence[str], seed: str) -> tuple[Row, ...]:
    """Twelve rows for a thing. `said` are sentences for long texts; the same seed gives the same rows."""
    source = Source(
        thing, tuple(said), _is_named_by_thing(thing, fields), Chance(f"{seed}/{thing}"), *_choose_words(seed)
    )
    rows = [_build_row(place, fields, source) for place in range(ROWS)]
    if fields:
        name = fields[0].id
        rows[_SECOND_TWIN] = {**rows[_SECOND_TWIN], name: rows[_FIRST_TWIN][name]}
    return tuple(tuple(row.items()) for row in rows)


_NAMES, _PLACES = 9, 12
"""So many given and family names, and names of places, has one product: two products hardly share any."""


@lru_cache(maxsize=8)
def _choose_words(seed: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    chance = Chance(f"{seed}/words")
    return chance.some(GIVEN, _NAMES), chance.some(FAMILY, _NAMES), chance.some(PLACES, _PLACES)


def _is_named_by_thing(thing: str, fields: Sequence[Field]) -> bool:
    """Whether what a row is known by is its own name, and not what it is for or whom it is about."""
    label = fields[0].label.lower() if fields else ""
    return label in {thing.lower(), "name", "title", "subject"}


def _build_row(place: int, fields: Sequence[Field], source: Source) -> dict[str, Value]:
    row = {field.id: _make(place, field, source, first=n == 0) for n, field in enumerate(fields)}
    if place == _BARE_ROW:
        row |= {field.id: None for n, field in enumerate(fields) if n and not field.required}
    return row


def _make(place: int, field: Field, source: Source, *, first: bool) -> Value:
    if first and field.type in {FieldType.TEXT, FieldType.PERSON}:
        return _name(place, field, source)
    return _MAKERS.get(field.type, _make_text)(place, field, source)


def _name(place: int, field: Field, source: Source) -> str:
    """What a row is known by: a person's name, or the thing's own noun with a name of its own."""
    person = field.type is FieldType.PERSON or make_id(field.label) in _PERSONAL
    if place == _LONG_ROW:
        return _stretch(_full_name(source) if person else _noun_name(source), source, person=person)
    if place == _FOREIGN_ROW:
        return source.pick(FOREIGN[:2])
    if place == 0:
        return source.pick(source.given if person else source.places)
    return _full_name(source) if person else _noun_name(source)


_PERSONAL = frozenset({"name", "full_name", "first_name", "last_name", "surname", "contact_name", "guest_name"})


def _full_name(source: Source) -> str:
    return f"{source.pick(source.given)} {source.pick(source.family)}"


def _noun_name(source: Source) -> str:
    name = f"{source.pick(source.places)} {source.pick(source.places).lower()}"
    return f"{name} {source.thing.split()[-1].lower()}" if source.named_by_thing else name


def _stretch(name: str, source: Source, *, person: bool) -> str:
    """A name of exactly 120 characters, made of several."""
    words, glue = name, "-" if person else " "
    while len(words) < LONG_NAME:
        words += f"{glue}{source.pick(source.family) if person else source.pick(source.places).lower()}"
    return words[:LONG_NAME].rstrip("- ").ljust(LONG_NAME, "a")


def _make_text(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001 (makers have one form)
    if make_id(field.label) in _PERSONAL:
        return _full_name(source)
    if field.label.lower().endswith(("number", "code", "reference", "id", "nr")):
        return f"{source.thing[:2].upper()}-{source.chance.between(1000, 9999)}"
    return f"{source.pick(source.places)} {source.pick(source.places).lower()}"


def _make_long(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    if place % 4 == 2 or not source.said:
        return None
    return capitalise(source.said[place % len(source.said)])


def _make_number(place: int, field: Field, source: Source) -> Value:
    least = field.least or 0.0
    most = field.most if field.most is not None else least + 24
    return (
        None
        if place == _BARE_ROW and not field.required
        else float(source.chance.between(int(least) + 1, max(int(most), int(least) + 2)))
    )


def _make_money(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    if place == _PAST_ROW:
        return 0.0
    if place == _LONG_ROW:
        return 98_765.4
    return float(source.chance.pick((4.5, 9.9, 12.0, 18.75, 24.0, 49.0, 86.4, 120.0, 240.0, 1_350.0)))


def _make_date(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    """Days from today: some today, one long past."""
    return float(-400 if place == _PAST_ROW else 0 if place < 3 else source.chance.between(-6, 20))


def _make_time(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return f"{source.chance.between(8, 21):02d}:{source.chance.pick((0, 15, 30, 45)):02d}"


def _make_email(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return f"{make_id(source.pick(source.given))}@example.org"


def _make_phone(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return f"+00 555 {source.chance.between(100, 999)} {source.chance.between(1000, 9999)}"


def _make_choice(place: int, field: Field, source: Source) -> Value:
    return field.options[(place + source.chance.below(2)) % len(field.options)] if field.options else None


def _make_bool(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return source.chance.below(5) < 3


def _make_file(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return None if place % 5 == 2 else f"{make_id(source.thing)}-{source.chance.between(10, 99)}.pdf"


def _make_person(place: int, field: Field, source: Source) -> Value:  # noqa: ARG001
    return _full_name(source)


_MAKERS: dict[FieldType, Callable[[int, Field, Source], Value]] = {
    FieldType.LONGTEXT: _make_long,
    FieldType.NUMBER: _make_number,
    FieldType.MONEY: _make_money,
    FieldType.DATE: _make_date,
    FieldType.TIME: _make_time,
    FieldType.EMAIL: _make_email,
    FieldType.PHONE: _make_phone,
    FieldType.CHOICE: _make_choice,
    FieldType.STATUS: _make_choice,
    FieldType.MULTICHOICE: _make_choice,
    FieldType.BOOL: _make_bool,
    FieldType.FILE: _make_file,
    FieldType.PERSON: _make_person,
}
