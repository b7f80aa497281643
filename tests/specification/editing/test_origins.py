"""An edited sentence keeps its origin as long as its words still say what it rests on; an edited quote never does."""

from __future__ import annotations

from pathlib import Path

import pytest

from throughline.core.contracts import Actor
from throughline.core.services import make_workspace
from throughline.discovery.services import import_file
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Line, Size
from throughline.specification.editing.deciding import edit_line
from throughline.specification.pipeline import DraftRequest
from throughline.specification.queries import get_prd
from throughline.specification.services import write_prd

ROWS = """date,account,text
2026-02-02,Alder,"Sync times out every day. We have 4,200 appointments and I get a 504."
2026-02-05,Birch,"The sync never finishes, it spins until I close the tab."
2026-02-12,Alder,"Sync timed out again. Reception needs the list by 8 am."
2026-03-08,Gum,"Two of us pressed sync at the same time and both timed out."
"""


@pytest.fixture
def actor(db, tmp_path: Path, settings) -> Actor:
    settings.MEDIA_ROOT = tmp_path / "originals"
    owner = make_workspace("Ours", owner="Ada")
    table = tmp_path / "feedback.csv"
    table.write_text(ROWS)
    import_file(owner, path=table)
    write_prd(owner, request=DraftRequest(about="the sync times out", size=Size.STANDARD, owner="Ada"))
    return owner


def find(actor: Actor, origin: Origin, word: str = "") -> tuple[str, Line]:
    from throughline.specification.queries import find_latest_prd

    key = find_latest_prd(actor.workspace)
    assert key
    lines = get_prd(actor.workspace, key).lines
    return key, next(line for line in lines if line.claim.origin is origin and word in line.claim.text)


def edit(actor: Actor, key: str, line: Line, text: str) -> Line:
    edit_line(actor, prd=key, claim=line.claim.id, text=text)
    return next(one for one in get_prd(actor.workspace, key).lines if one.claim.id == line.claim.id)


def test_a_number_in_other_words_is_still_counted(actor: Actor):
    key, line = find(actor, Origin.NUMBER, "3 accounts")
    kept = edit(actor, key, line, f"In all, {line.claim.text[0].lower()}{line.claim.text[1:]}")
    assert kept.claim.origin is Origin.NUMBER
    assert kept.claim.computations == line.claim.computations


def test_a_wrong_number_is_a_persons_word(actor: Actor):
    key, line = find(actor, Origin.NUMBER, "3 accounts")
    changed = edit(actor, key, line, line.claim.text.replace("3 accounts", "30 accounts"))
    assert changed.claim.origin is Origin.JUDGEMENT
    assert changed.claim.computations == ()


def test_an_edited_quote_stops_being_one(actor: Actor):
    key, line = find(actor, Origin.QUOTE)
    changed = edit(actor, key, line, f"{line.claim.text} Really.")
    assert (changed.claim.origin, changed.claim.quote, changed.claim.customer) == (Origin.JUDGEMENT, None, None)
