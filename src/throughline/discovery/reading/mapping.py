"""`--map text=Comment,customer=Email`: what a person says about the columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from throughline.discovery.reading.errors import BadMapping, UnknownColumn
from throughline.discovery.rules.columns import ROLES, normalise_name

_START_OF_PAIR = re.compile(r",(?=\s*[A-Za-z_ ]+=)")


def parse_mapping(text: str) -> dict[str, str]:
    """Roles to column names. A column may hold commas; an empty one (`segment=`) takes a wrong guess away.

    Raises `BadMapping` where a pair has no "=", an unknown role, or a role is named twice.
    """
    mapping: dict[str, str] = {}
    for pair in _START_OF_PAIR.split(text):
        role, equals, column = pair.partition("=")
        role, column = role.strip().casefold().replace(" ", "_"), column.strip().strip("\"'").strip()
        if not equals:
            raise BadMapping(f"“{pair.strip()}” is not of the form role=Column", where="--map", mend=_EXAMPLE)
        if role not in ROLES:
            raise BadMapping(f"there is no role “{role}”", where="--map", mend=f"use one of {', '.join(ROLES)}")
        if role in mapping:
            raise BadMapping(f"“{role}” is given twice", where="--map", mend="name one column for it")
        mapping[role] = column
    return mapping


_EXAMPLE = "write it like text=Comment,customer=Email"


def place_columns(mapping: Mapping[str, str], names: Sequence[str], *, where: str) -> dict[str, int]:
    """The place of each mapped column in `names`, -1 where a role is taken away. Raises `UnknownColumn`."""
    return {_check_role(role): _find_place(column, names, where) for role, column in mapping.items()}


def _check_role(role: str) -> str:
    if role not in ROLES:
        raise BadMapping(f"there is no role “{role}”", where="--map", mend=f"use one of {', '.join(ROLES)}")
    return role


def _find_place(column: str, names: Sequence[str], where: str) -> int:
    if not column:
        return -1
    if column in names:
        return list(names).index(column)
    plain = [normalise_name(name) for name in names]
    if (wanted := normalise_name(column)) in plain:
        return plain.index(wanted)
    raise UnknownColumn(column, where=where, columns=names)
