"""A model's provider on this machine: real HTTP, both wire formats, and everything a provider may do wrong.

It speaks Anthropic's Messages API (`/v1/messages`) and OpenAI's chat completions (`…/chat/completions`, as Ollama does)
as server-sent events. What it answers is said before: `server.says(Words("…"))`, `server.says(Status(429))`; the last
thing said is said again for every further request. `server.requests` holds what arrived, to the byte.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-4f1d9a7c2b60e853-Zx9Q"
"""A key of nobody's; tests look for it where it must not be."""


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.raw)

    @property
    def prompt(self) -> str:
        """What the user's message says, in either format."""
        content = self.body["messages"][-1]["content"]
        return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)

    @property
    def instructions(self) -> str:
        """What stands in the place of the system's words, in either format."""
        system = self.body.get("system")
        if system is None:
            told = [one["content"] for one in self.body["messages"] if one["role"] in {"system", "developer"}]
            system = told[0] if told else ""
        return system if isinstance(system, str) else "".join(part.get("text", "") for part in system)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The data inside the fence."""
        lines = self.prompt.splitlines()
        begin = next(n for n, line in enumerate(lines) if line.startswith("<data-"))
        end = next(n for n, line in enumerate(lines) if line.startswith("</data-"))
        return [json.loads(line) for line in lines[begin + 1 : end]]


@dataclass(frozen=True)
class Words:
    """A whole answer. `stop` is in OpenAI's words; `tokens` None leaves the usage out."""

    text: str
    stop: str = "stop"
    tokens: tuple[int, int] | None = (1200, 300)
    chunk: int = 24


@dataclass(frozen=True)
class Refusal:
    """The model says no, each in its own way."""

    text: str = "I cannot help with that."


@dataclass(frozen=True)
class Cut:
    """The connection ends in the middle of this answer; `cleanly` as if it had been the end."""

    text: str
    cleanly: bool = False


@dataclass(frozen=True)
class Silence:
    """Nothing more comes after `text`: the socket is held until the other side hangs up."""

    text: str = ""


@dataclass
class Gate:
    """`text` is sent up to `first` characters, the rest once somebody opens the gate."""

    text: str
    first: int
    opened: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Status:
    """An answer that is none: a status, a body, headers."""

    code: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Broken:
    """An error in the middle of a stream that had begun well."""

    text: str = ""
    kind: str = "overloaded_error"


@dataclass(frozen=True)
class Raw:
    """These very bytes as the body of a 200."""

    content: bytes
    kind: str = "text/event-stream"


Said = Words | Refusal | Cut | Silence | Gate | Status | Broken | Raw
Thinking = Callable[[Received], Said]


class ModelServer(ThreadingHTTPServer):
    """The provider. `says` queues answers; a function makes one from what was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Received] = []
        self._script: list[Said | Thinking] = []
        self._lock = threading.Lock()

    def says(self, *answers: Said | Thinking) -> None:
        """Answer so from now on, in turn, the last for ever."""
        with self._lock:
            self._script = list(answers)

    def take(self, received: Received) -> Said:
        with self._lock:
            self.requests.append(received)
            answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        return answer(received) if callable(answer) else answer

    @property
    def last(self) -> Received:
        return self.requests[-1]

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        received = Received(self.path, dict(self.headers.items()), self.rfile.read(length))
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer(self.server.take(received))

    def _answer(self, said: Said) -> None:
        if isinstance(said, Status):
            return self._send_whole(said.code, said.body.encode(), "application/json", said.headers)
        if isinstance(said, Raw):
            return self._send_whole(200, said.content, said.kind, {})
        self._begin()
        wire = _Anthropic(self._event) if self.path.endswith("/messages") else _OpenAI(self._event)
        self._stream(wire, said)
        return None

    def _send_whole(self, code: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _event(self, name: str, data: str) -> None:
        text = f"event: {name}\ndata: {data}\n\n" if name else f"data: {data}\n\n"
        content = text.encode("utf-8", "surrogatepass")
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _stream(self, wire: _Wire, said: Said) -> None:
        match said:
            case Words():
                wire.begin(said.tokens)
                wire.write(said.text, said.chunk)
                wire.end(said.stop, said.tokens)
            case Refusal():
                wire.begin((900, 0))
                wire.refuse(said.text)
            case Cut():
                wire.begin((900, 0))
                wire.write(said.text, 24)
                return self._hang_up(cleanly=said.cleanly)
            case Silence():
                wire.begin((900, 0))
                wire.write(said.text, 24)
                return self._hold()
            case Gate():
                wire.begin((900, 0))
                wire.write(said.text[: said.first], 24)
                said.reached.set()
                said.opened.wait(60)
                wire.write(said.text[said.first :], 24)
                wire.end("stop", (900, 250))
            case Broken():
                wire.begin((900, 0))
                wire.write(said.text, 24)
                wire.break_off(said.kind)
        self.wfile.write(b"0\r\n\r\n")
        return None

    def _hold(self) -> None:
        """Wait for the other side to hang up, as a dead provider would."""
        self.connection.settimeout(60)
        with suppress(OSError):
            self.connection.recv(1)
        self.close_connection = True

    def _hang_up(self, *, cleanly: bool) -> None:
        if cleanly:
            self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


Send = Callable[[str, str], None]


@dataclass
class _Wire:
    send: Send

    def begin(self, tokens: tuple[int, int] | None) -> None: ...
    def write(self, text: str, chunk: int) -> None: ...
    def end(self, stop: str, tokens: tuple[int, int] | None) -> None: ...
    def refuse(self, text: str) -> None: ...
    def break_off(self, kind: str) -> None: ...


class _Anthropic(_Wire):
    """The events of the Messages API, in the order it sends them."""

    def _tell(self, kind: str, **fields: Any) -> None:
        self.send(kind, json.dumps({"type": kind, **fields}))

    def begin(self, tokens: tuple[int, int] | None) -> None:
        usage = {"input_tokens": tokens[0] if tokens else 0, "output_tokens": 1 if tokens else 0}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "content": [], "model": "test"}
        self._tell("message_start", message={**message, "stop_reason": None, "stop_sequence": None, "usage": usage})
        self._tell("content_block_start", index=0, content_block={"type": "text", "text": ""})
        self._tell("ping")

    def write(self, text: str, chunk: int) -> None:
        for at in range(0, len(text), chunk):
            self._tell("content_block_delta", index=0, delta={"type": "text_delta", "text": text[at : at + chunk]})

    def end(self, stop: str, tokens: tuple[int, int] | None) -> None:
        self._tell("content_block_stop", index=0)
        reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[stop]
        usage = {"output_tokens": tokens[1] if tokens else 0}
        self._tell("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage=usage)
        self._tell("message_stop")

    def refuse(self, text: str) -> None:
        self.write(text, 24)
        self.end("content_filter", (900, 12))

    def break_off(self, kind: str) -> None:
        self._tell("error", error={"type": kind, "message": "Overloaded"})


class _OpenAI(_Wire):
    """The chunks of chat completions."""

    def _tell(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> None:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        frame = {"id": "c1", "object": "chat.completion.chunk", "created": int(time.time()), "model": "test"}
        self.send("", json.dumps({**frame, "choices": choices, **more}))

    def begin(self, tokens: tuple[int, int] | None) -> None:
        self._tell({"role": "assistant", "content": ""})

    def write(self, text: str, chunk: int) -> None:
        for at in range(0, len(text), chunk):
            self._tell({"content": text[at : at + chunk]})

    def end(self, stop: str, tokens: tuple[int, int] | None) -> None:
        self._tell({}, stop)
        if tokens:
            usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
            frame = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": []}
            self.send("", json.dumps({**frame, "usage": usage}))
        self.send("", "[DONE]")

    def refuse(self, text: str) -> None:
        self._tell({"refusal": text})
        self.end("content_filter", (900, 12))

    def break_off(self, kind: str) -> None:
        self.send("", json.dumps({"error": {"message": "Overloaded", "type": kind, "code": kind}}))


@contextmanager
def run_model_server() -> Iterator[ModelServer]:
    """A server that answers until the block ends."""
    server = ModelServer()
    server.says(Words("{}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
