"""A workspace whose themes are given, so that no test waits for meanings to be computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from throughline.core.contracts import Actor
from throughline.core.services import make_workspace
from throughline.discovery import services as discovery
from throughline.discovery.contracts import Theme, Themes
from throughline.discovery.queries import load_corpus
from throughline.discovery.rules.theme_ids import choose_ids
from throughline.discovery.sorting.recalling import recall_themes

Find = Callable[[Sequence[Sequence[int]]], list[str]]


@pytest.fixture
def actor(tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT, settings.FOLDER = tmp_path / "originals", tmp_path
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def items(actor: Actor, tmp_path: Path) -> list[str]:
    """The ids of twelve items, each of another account; the last is a sales note."""
    return import_items(actor, tmp_path, range(12))


def import_items(actor: Actor, folder: Path, numbers: Sequence[int]) -> list[str]:
    """Import a table with these items; the ids of everything heard so far, in order."""
    table = folder / f"items-{numbers[0]}.csv"
    rows = [f"2026-0{1 + n % 6}-03,Acme {n},Large,The export hangs at row {n},{'Sam' * (n == 11)}" for n in numbers]
    table.write_text("date,account,segment,comment,relayed by\n" + "\n".join(rows), encoding="utf-8")
    discovery.import_file(actor, path=table)
    return [piece.id for piece in load_corpus(actor.workspace)]


def find_again(actor: Actor, ids: Sequence[str], groups: Sequence[Sequence[int]]) -> list[str]:
    """Keep these groups of items (by number) as a run would, ids and decisions carried over; their theme ids."""
    known = recall_themes(actor.workspace)
    members = [tuple(ids[number] for number in group) for group in groups]
    keys = choose_ids(members, previous=known.previous)
    themes = [make_theme(key, some) for key, some in zip(keys, members, strict=True)]
    discovery.keep_if_new(actor, known.carry(Themes(tuple(themes), method="given")))
    return list(keys)


def make_theme(key: str, members: Sequence[str], **more: object) -> Theme:
    values: Mapping[str, object] = {"words": ("export", "hangs"), **more}
    return Theme(key, "", f"Found {key}", tuple(members), (), len(members), **values)  # type: ignore[arg-type]


@pytest.fixture
def find(actor: Actor, items: list[str]) -> Find:
    return lambda groups: find_again(actor, items, groups)
