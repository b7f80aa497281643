"""Which model is configured, where the key is kept, and who may see what of it."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from tests.language.model_server import KEY
from throughline.core.kernel.errors import BadInput
from throughline.language.models.errors import ModelOff
from throughline.specification.proposing.configuring import demand, forget, keep, look_up

NEW = {"name": "anthropic:claude-test", "url": "https://models.example.com", "key": KEY}


def test_it_is_off_until_throughline_itself_is_configured(tmp_path: Path):
    env = {"ANTHROPIC_API_KEY": KEY, "OPENAI_API_KEY": KEY, "THROUGHLINE_MODEL_KEY": KEY}
    assert look_up(tmp_path, env).settings is None
    with pytest.raises(ModelOff, match="nothing leaves this machine"):
        demand(tmp_path, env)


def test_the_environment_decides_over_the_folder(tmp_path: Path):
    keep(tmp_path, NEW)
    found = look_up(tmp_path, {"THROUGHLINE_MODEL": "ollama:llama3.2", "THROUGHLINE_MODEL_PRICE": "1/2"})
    assert (found.settings.name, found.settings.api_key, found.by_environment) == ("ollama:llama3.2", "", True)
    off = look_up(tmp_path, {"THROUGHLINE_MODEL": "off"})
    assert (off.settings, off.by_environment) == (None, True)


def test_the_key_lies_in_a_file_only_its_owner_can_read(tmp_path: Path):
    keep(tmp_path, NEW)
    path = tmp_path / "model.json"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["key"] == KEY
    assert [other.name for other in tmp_path.iterdir()] == ["model.json"]
    assert look_up(tmp_path, {}).settings.api_key == KEY
    forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_keeps_the_one_that_is_there_for_the_same_machine_alone(tmp_path: Path):
    keep(tmp_path, NEW)
    assert keep(tmp_path, NEW | {"key": "", "name": "anthropic:claude-other"}).api_key == KEY
    with pytest.raises(BadInput, match="without a key"):
        keep(tmp_path, NEW | {"key": "", "url": "https://elsewhere.example.com"})
    moved = keep(tmp_path, {"name": "openai:x", "url": "https://elsewhere.example.com/v1", "key": ""})
    assert moved.api_key == "", "a key goes to no address it was not given for"


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"name": "bard:x"}', "\x00"])
def test_a_file_that_cannot_be_read_is_said_and_nothing_is_sent(tmp_path: Path, content: str):
    (tmp_path / "model.json").write_text(content)
    found = look_up(tmp_path, {})
    assert found.settings is None
    assert found.trouble is not None
    with pytest.raises(BadInput, match="the model’s settings"):
        demand(tmp_path, {})
