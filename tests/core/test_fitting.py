"""What one database would keep and another refuse is refused by the service, in words, on both."""

from __future__ import annotations

import pytest

from throughline.core import services as core
from throughline.core.contracts import MemberRole
from throughline.core.kernel.errors import BadInput
from throughline.core.queries import list_changes, list_workspaces
from throughline.core.undo.fitting import demand_fit
from throughline.specification.models import PrdLine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("A" * 121, "the name of this workspace has 121 characters; use at most 120"),
        ("Bo\x00", "the name of this workspace holds a character that no text has"),
        ("Bo\ud83d", "holds a character that no text has"),
    ],
)
def test_a_name_that_does_not_fit_is_refused_and_nothing_is_kept(name: str, sentence: str):
    actor = core.make_workspace("Ours", owner="Ada")
    with pytest.raises(BadInput, match=sentence):
        core.rename_workspace(actor, name=name)
    assert list_changes(actor.workspace) == []
    assert [workspace.name for workspace in list_workspaces()] == ["Ours"]


def test_the_longest_name_in_any_letters_fits():
    actor = core.make_workspace("Ours", owner="Ada")
    assert core.add_member(actor, name="🙂é" * 60, role=MemberRole.VIEWER).name == "🙂é" * 60


@pytest.mark.parametrize("content", [{"text": "a\x00"}, {"a\x00": 1}, {"cells": ["fine", ["\udc00"]]}])
def test_what_lies_in_json_must_fit_too(content: dict):
    with pytest.raises(BadInput, match="no text has"):
        demand_fit(PrdLine(position=1, place="", claim_id="c", content=content))
