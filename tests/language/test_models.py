"""Asking a model, over real HTTP against a provider on this machine that may do everything wrong."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language.model_server import (
    KEY,
    Broken,
    Cut,
    Gate,
    ModelServer,
    Raw,
    Refusal,
    Said,
    Silence,
    Status,
    Words,
    run_model_server,
)
from throughline.language.models import errors
from throughline.language.models.asking import ask
from throughline.language.models.contracts import Answer, ModelSettings, Question, Usage
from throughline.language.models.json_asking import ask_json
from throughline.language.models.pricing import estimate, find_cost
from throughline.language.models.reading import read_answer
from throughline.language.models.settings import make_settings

ROOT = Path(__file__).parents[2]
KINDS = ("anthropic:claude-test", "openai:gpt-test", "ollama:llama-test")
QUESTION = Question("Be brief.", "Say yes.", most_tokens=77)
SCHEMA = {"type": "object", "required": ["a"], "properties": {"a": {"type": "array", "items": {"type": "string"}}}}


@pytest.fixture(scope="module")
def running() -> Iterator[ModelServer]:
    with run_model_server() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.requests.clear()
    return running


def settings_for(server: ModelServer, kind: str = KINDS[1], **more: str) -> ModelSettings:
    url = server.root if kind.startswith("anthropic") else f"{server.root}/v1"
    return make_settings(kind, url=url, key=KEY, **{"timeout": "20", **more})


def fail(server: ModelServer, said: Said, kind: str = KINDS[1], **more: str) -> errors.ModelFailure:
    server.says(said)
    with pytest.raises(errors.ModelFailure) as caught:
        ask_json(settings_for(server, kind, **more), QUESTION, SCHEMA)
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
class TestEveryProvider:
    def test_an_answer_comes_back_whole_with_what_it_took(self, server, kind):
        server.says(Words('{"a": ["ü", "🙂"]}', tokens=(1234, 56)))
        found, answer = ask_json(settings_for(server, kind), QUESTION, SCHEMA)
        assert found == {"a": ["ü", "🙂"]}
        assert (answer.usage.tokens_in, answer.usage.tokens_out, answer.usage.attempts) == (1234, 56, 1)

    def test_what_is_sent_is_the_question_and_nothing_else(self, server, kind):
        server.says(Words('{"a": []}'))
        ask_json(settings_for(server, kind), QUESTION, SCHEMA)
        sent = server.last
        assert (sent.instructions, sent.prompt) == ("Be brief.", "Say yes.")
        assert sent.body["model"] == kind.partition(":")[2]
        assert sent.body["stream"] is True
        assert 77 in (sent.body.get("max_tokens"), sent.body.get("max_completion_tokens"))
        known = {"model", "messages", "system", "stream", "stream_options", "max_tokens", "max_completion_tokens"}
        assert set(sent.body) <= known, "no tools, no user, no metadata"

    def test_the_key_is_in_its_one_header_and_no_header_tells_of_this_machine(self, server, kind, monkeypatch):
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "env-token")
        monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Of-The-Environment: 1")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer env-key\nX-Of-The-Environment: 1")
        monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
        monkeypatch.setenv("OPENAI_API_KEY", "env-key")
        server.says(Words('{"a": []}'))
        ask_json(settings_for(server, kind), QUESTION, SCHEMA)
        headers = {name.lower(): value for name, value in server.last.headers.items()}
        own = ("x-api-key", KEY) if kind.startswith("anthropic") else ("authorization", f"Bearer {KEY}")
        assert [pair for pair in headers.items() if KEY in pair[1]] == [own]
        assert headers["user-agent"].startswith("throughline/")
        assert set(headers) <= {
            *("host", "accept", "accept-encoding", "connection", "content-type", "content-length", "user-agent"),
            *("anthropic-version", own[0]),
        }
        assert "environment" not in str(headers)
        assert KEY not in server.last.raw.decode()


@pytest.mark.parametrize("kind", KINDS[:2])
class TestBothFormats:
    @pytest.mark.parametrize(
        ("said", "failure", "words"),
        [
            (Refusal(), errors.Declined, "declined to answer"),
            (Words('{"a": [', stop="length"), errors.AnswerTooLong, "limit of 77 tokens"),
            (Cut('{"a": ["b'), errors.CutOff, "ended before the answer did"),
            (Cut('{"a": ["b', cleanly=True), errors.CutOff, "before"),
            (Broken('{"a": ['), errors.ProviderBroke, "Overloaded"),
            (Words(""), errors.AnswerEmpty, "said nothing"),
            (Words(" \n "), errors.AnswerEmpty, "said nothing"),
            (Words("I would rather write prose."), errors.AnswerUnreadable, "not the JSON"),
            (Words('{"a": "b"}'), errors.AnswerUnreadable, "(a: a value is of the wrong kind)"),
            (Raw(b"<html>a portal</html>", "text/html"), errors.AnswerUnreadable, "protocol"),
            (Raw(b"data: {nonsense\n\n"), errors.AnswerUnreadable, "protocol"),
            (Raw(b"\x00\xff\xfe"), errors.AnswerUnreadable, "protocol"),
            (Status(400, '{"error":{"message":"temperature is odd"}}'), errors.QuestionRefused, "temperature is odd"),
            (Status(401, '{"error":{"message":"no such key"}}'), errors.KeyRefused, "ending in Zx9Q"),
            (Status(403, '{"error":{"message":"not yours"}}'), errors.KeyRefused, "not yours"),
            (Status(402, '{"error":{"message":"pay"}}'), errors.QuotaSpent, "no credit"),
            (Status(404, '{"error":{"message":"no model"}}'), errors.ModelUnknown, "no such model"),
            (Status(429, "{}", {"Retry-After": "40"}), errors.TooManyRequests, "wait 40 seconds, as it asks"),
            (Status(429, "{}", {"Retry-After": "900"}), errors.TooManyRequests, "wait 15 minutes"),
            (Status(429), errors.TooManyRequests, "try again in a while"),
            (Status(500, "oops"), errors.ProviderBroke, "failed with 500"),
            (Status(503), errors.ProviderBroke, "failed with 503"),
        ],
        ids=lambda value: (
            str(value)[:40] if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)
        ),
    )
    def test_whatever_goes_wrong_is_said_plainly(self, server, kind, said, failure, words):
        found = fail(server, said, kind)
        assert type(found) is failure, found
        assert words in found.sentence
        assert found.sentence.startswith(f"{kind} at 127.0.0.1:")
        assert found.mend, "every failure says what to do"
        assert KEY not in found.sentence
        assert len(server.requests) == 1, "nothing is asked again unasked"

    def test_silence_is_given_up_after_the_configured_seconds(self, server, kind):
        for said in (Silence(), Silence('{"a": [')):
            found = fail(server, said, kind, timeout="0.3")
            assert type(found) is errors.TimedOut
            assert found.usage.seconds < 5
            assert found.usage.tokens_out is None

    def test_a_provider_that_asks_for_a_moment_is_asked_once_more(self, server, kind):
        server.says(Status(429, "{}", {"Retry-After": "0"}), Words('{"a": []}'))
        assert ask(settings_for(server, kind), QUESTION).usage.attempts == 2
        server.requests.clear()
        assert type(fail(server, Status(529, "{}", {"Retry-After": "0"}), kind)) is errors.ProviderBroke
        assert len(server.requests) == 2

    def test_nothing_goes_where_a_redirect_points(self, server, kind):
        with run_model_server() as elsewhere:
            found = fail(server, Status(307, "", {"Location": f"{elsewhere.root}/v1/messages"}), kind)
            assert type(found) is errors.ModelUnknown
            assert elsewhere.requests == []

    def test_an_answer_without_end_is_stopped(self, server, kind):
        found = fail(server, Words("{" + "x" * 400_000, chunk=20_000), kind)
        assert type(found) is errors.AnswerTooLong
        assert "262,144 characters" in found.sentence


@pytest.mark.parametrize(
    ("text", "failure", "words"),
    [
        ('{"a": ["b" "c"]}', errors.AnswerUnreadable, "line 1, column 12"),
        ('{"a": ["b", "c"', errors.CutOff, "stops before its end"),
        ('{"a": ["b", "c', errors.CutOff, "stops before its end"),
        ('{"a": [NaN]}', errors.AnswerUnreadable, "not the JSON"),
        ('{"a": [1e999]}', errors.AnswerUnreadable, "not the JSON"),
        ('{"b": []}', errors.AnswerUnreadable, "something is missing"),
        ('{"a": ["b", 3]}', errors.AnswerUnreadable, "(a[1]: a value is of the wrong kind)"),
        ("[" * 3000, errors.AnswerUnreadable, "not the JSON"),
        ('{"a":' + "[" * 100_000, errors.CutOff, "stops before its end"),
        ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", errors.AnswerUnreadable, "not the JSON"),
        ('{"a": "' + '\\"' * 60_000, errors.CutOff, "stops before its end"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_json_that_is_none_is_named_for_what_it_is(text, failure, words):
    with pytest.raises(failure) as caught:
        read_answer(Answer(text, Usage(7, 8)), SCHEMA, where="here")
    assert words in caught.value.sentence
    assert caught.value.usage == Usage(7, 8), "what it took is not lost"


def test_a_fence_and_words_around_the_json_are_passed_over(server):
    for text in ('```json\n{"a": ["x"]}\n```', 'Here it is:\n{"a": ["x"]}\nAnything else? {', '{"a": ["x"]}'):
        server.says(Words(text))
        assert ask_json(settings_for(server), QUESTION, SCHEMA)[0] == {"a": ["x"]}


def test_thoughts_before_the_answer_are_no_part_of_it(server):
    server.says(Words('<think>{"a": 1}? No.</think>{"a": ["x"]}'))
    assert ask_json(settings_for(server), QUESTION, SCHEMA)[0] == {"a": ["x"]}


@pytest.mark.parametrize("kind", KINDS[1:])
def test_without_a_key_none_is_looked_for_in_the_environment(server, kind, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "env-key")
    server.says(Words('{"a": []}'))
    ask(make_settings(kind, url=f"{server.root}/v1", timeout="20"), QUESTION)
    assert "authorization" not in {name.lower() for name in server.last.headers}
    assert "env-key" not in str(server.last)


def test_what_a_provider_does_not_count_is_unknown_not_nothing(server):
    server.says(Words('{"a": []}', tokens=None))
    usage = ask(settings_for(server, price="3/15"), QUESTION).usage
    assert (usage.tokens_in, usage.tokens_out) == (None, None)
    assert find_cost(settings_for(server, price="3/15"), usage) is None


def test_the_caller_hears_the_answer_grow_and_can_stop_it(server):
    gate = Gate('{"a": ["one", "two"]}', first=8)
    server.says(gate)
    heard: list[str] = []

    class Enough(BaseException):
        pass

    def listen(text: str) -> None:
        heard.append(text)
        if text:
            raise Enough

    with pytest.raises(Enough):
        ask(settings_for(server), QUESTION, listen=listen)
    gate.opened.set()
    assert heard[-1] == '{"a": ["'
    assert not [thread for thread in threading.enumerate() if thread.name == "model"]


def test_a_key_that_a_provider_repeats_is_not_repeated_here(server):
    found = fail(server, Status(401, json.dumps({"error": {"message": f"bad key {KEY}"}})))
    assert KEY not in found.sentence
    assert "•••" in found.sentence


def test_no_log_holds_the_key_or_the_question_at_any_level(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.says(Words('{"a": []}'))
    ask_json(settings_for(server), QUESTION, SCHEMA)
    fail(server, Status(500))
    assert KEY not in caplog.text
    assert KEY not in repr(settings_for(server))


def test_nobody_at_the_address_and_no_tls_are_told_apart(server):
    closed = make_settings("ollama:x", url="http://127.0.0.1:9/v1", timeout="5")
    with pytest.raises(errors.Unreachable, match=r"nobody answers there; start it"):
        ask(closed, QUESTION)
    plain = make_settings("openai:x", url=f"{server.root.replace('http', 'https')}/v1", key=KEY, timeout="5")
    with pytest.raises(errors.Unencrypted, match="no safe connection"):
        ask(plain, QUESTION)


def test_a_proxy_of_the_environment_is_asked_for_others_and_not_for_this_machine(server, monkeypatch):
    with run_model_server() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.root)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        server.says(Words('{"a": []}'))
        ask(settings_for(server), QUESTION)
        assert proxy.requests == []
        proxy.says(Words('{"a": ["by proxy"]}'))
        far = make_settings("openai:x", url="http://models.internal/v1", key=KEY, timeout="5")
        assert ask(far, QUESTION).text == '{"a": ["by proxy"]}'
        assert proxy.last.path == "http://models.internal/v1/chat/completions"


class Watch:
    """Every connection and every name that is looked up in this process, while it is on; a hook cannot be taken off."""

    def __init__(self) -> None:
        self.on = False
        self.seen: set[str] = set()
        sys.addaudithook(self.note)

    def note(self, event: str, args: tuple[object, ...]) -> None:
        if self.on and event == "socket.connect":
            self.seen.add(str(args[1]))
        elif self.on and event == "socket.getaddrinfo":
            self.seen.add(str(args[0]))


def ask_and_price(server_root: str) -> None:
    for kind, path in (("anthropic:claude-sonnet-5-5", ""), ("openai:gpt-5-mini", "/v1"), ("ollama:llama3.2", "/v1")):
        ask(make_settings(kind, url=server_root + path, key=KEY), Question("a", "b"))
    own = make_settings("anthropic:claude-sonnet-5-5", key=KEY)
    assert estimate(own, Question("a", "b" * 4000)).cost_in, "the price is known without a network"
    assert find_cost(own, Usage(1000, 1000))


def test_nothing_but_the_address_is_connected_to(server):
    server.says(Words('{"a": []}'))
    watch = Watch()
    watch.on = True
    ask_and_price(server.root)
    watch.on = False
    assert watch.seen == {f"('127.0.0.1', {server.server_address[1]})"}


@pytest.mark.slow
def test_nor_while_its_packages_are_read(server):
    """In a process of its own: reading pydantic-ai and its SDKs for the first time connects to nothing."""
    server.says(Words('{"a": []}'))
    code = f"""
from tests.language import test_models
watch = test_models.Watch()
watch.on = True
test_models.ask_and_price({server.root!r})
print(sorted(watch.seen))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == f"[\"('127.0.0.1', {server.server_address[1]})\"]"
    assert run.stderr == ""


def test_without_its_packages_it_says_how_to_install_them():
    code = """
import sys
sys.modules["httpx2"] = sys.modules["pydantic_ai"] = None
from throughline.language.models.asking import ask
from throughline.language.models.contracts import Question
from throughline.language.models.errors import NotInstalled
from throughline.language.models.settings import make_settings
try:
    ask(make_settings("ollama:llama3.2"), Question("a", "b"))
except NotInstalled as error:
    print(error.sentence)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "pip install 'throughline[model]'" in run.stdout, run.stderr


def test_only_the_models_package_speaks_to_models():
    speaking = {"pydantic_ai", "anthropic", "openai", "httpx2", "genai_prices"}
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if any(f"import {name}" in path.read_text() or f"from {name}" in path.read_text() for name in speaking)
    ]
    assert [path for path in found if "language/models/" not in path] == []
