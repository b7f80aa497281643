"""Every address of the app, with the parameters filled in: new pages come in by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern as a person would ask for it."""

    name: str
    path: str
    known: bool
    """Every parameter names something that is there."""

    def __str__(self) -> str:
        return self.name


def list_addresses(given: dict[str, str]) -> list[Address]:
    """Every pattern of the resolver, its parameters from `given`: by `name`, `slice:name` or `slice:view:name`."""
    return sorted(_walk(get_resolver(), "", "", given), key=lambda address: address.path)


def _walk(resolver: URLResolver, path: str, space: str, given: dict[str, str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = f"{path}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, f"{entry.app_name}:" if entry.app_name else space, given)
        elif isinstance(entry, URLPattern):
            yield _fill(f"{space}{entry.name}", here, entry, given)


def _fill(name: str, path: str, entry: URLPattern, given: dict[str, str]) -> Address:
    known = True
    converters = entry.pattern.converters
    for parameter in re.findall(r"<(?:\w+:)?(\w+)>", path):
        space = name.rpartition(":")[0]
        value = given.get(f"{name}:{parameter}") or given.get(f"{space}:{parameter}") or given.get(parameter)
        known = known and value is not None
        fallback = "1" if isinstance(converters.get(parameter), IntConverter) else "none"
        path = re.sub(rf"<(?:\w+:)?{parameter}>", value or fallback, path, count=1)
    return Address(name, f"/{path}", known)
