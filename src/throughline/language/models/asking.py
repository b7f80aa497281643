"""Ask a model one question and stream its answer. The caller hears of it several times a second and can stop it."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from throughline.language.models import errors
from throughline.language.models.connecting import build_model, open_line
from throughline.language.models.contracts import Answer, Listen, ModelSettings, Question, Usage, ignore
from throughline.language.models.explaining import explain

if TYPE_CHECKING:
    from pydantic_ai.models import Model, StreamedResponse

TICK = 0.2
"""Seconds between two calls of the listener."""
LONGEST_WAIT = 10.0
"""A provider that asks to wait no longer than this many seconds is asked once more; else that is said."""
WHOLE = 10
"""An answer may take so many times the settings' timeout."""


def ask(settings: ModelSettings, question: Question, *, listen: Listen = ignore) -> Answer:
    """The model's whole answer. It has no tools, and nothing but the settings' address is asked.

    Where the provider says 429 or fails before it has written anything, and asks to wait ten seconds at most, it is
    asked once more. Raises a `ModelFailure`, with what was used up, for everything that is no whole answer, and
    whatever `listen` raises.
    """
    asking = _Asking(settings, question)
    asking.start()
    try:
        while not asking.ended.wait(TICK):
            listen(asking.text)
    except BaseException:
        asking.stop()
        raise
    return asking.take_answer()


@dataclass
class _Asking:
    """One question under way in a thread of its own, so that the caller's can tick, report and stop it."""

    settings: ModelSettings
    question: Question
    parts: list[str] = field(default_factory=list[str])
    usage: Usage = field(default_factory=Usage)
    failure: errors.ModelFailure | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[None] | None = None
    stopped: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="model", daemon=True)
        self.began = time.monotonic()
        self.thread.start()

    def stop(self) -> None:
        """Hang up, and wait until that is done."""
        self.stopped = True
        if self.loop is not None and self.task is not None and not self.ended.is_set():
            self.loop.call_soon_threadsafe(self.task.cancel)
        self.thread.join(timeout=5)

    def take_answer(self) -> Answer:
        self.thread.join()
        if self.failure is not None:
            self.failure.usage = self.usage
            raise self.failure
        return Answer(self.text, self.usage)

    def _run(self) -> None:
        try:
            asyncio.run(self._hold())
        except asyncio.CancelledError:
            pass
        except Exception as error:
            self.failure = explain(error, self.settings)
        finally:
            self.usage = replace(self.usage, seconds=round(time.monotonic() - self.began, 3))
            self.ended.set()

    async def _hold(self) -> None:
        self.loop, self.task = asyncio.get_running_loop(), asyncio.current_task()
        if self.stopped:
            return
        async with open_line(self.settings) as line:
            model = build_model(self.settings, line)
            try:
                await self._stream(model)
            except Exception as error:
                failure = explain(error, self.settings)
                if not self._may_repeat(failure):
                    raise failure from error
                await asyncio.sleep(failure.retry_after or 0)
                self.usage = replace(self.usage, attempts=2)
                await self._stream(model)

    def _may_repeat(self, failure: errors.ModelFailure) -> bool:
        passing = isinstance(failure, errors.TooManyRequests | errors.ProviderBroke)
        wait = failure.retry_after
        return passing and not self.parts and wait is not None and wait <= LONGEST_WAIT

    async def _stream(self, model: Model) -> None:
        from pydantic_ai.direct import model_request_stream
        from pydantic_ai.messages import ModelRequest
        from pydantic_ai.settings import ModelSettings as Wishes

        asked = [ModelRequest.user_text_prompt(self.question.prompt, instructions=self.question.instructions)]
        wishes = Wishes(
            max_tokens=self.question.most_tokens,
            timeout=self.settings.timeout,
            request_timeout=WHOLE * self.settings.timeout,
        )
        async with model_request_stream(model, asked, model_settings=wishes) as stream:
            try:
                await self._read(stream)
            finally:
                self._note_usage(stream)
        self._demand_whole(stream)

    async def _read(self, stream: StreamedResponse) -> None:
        from pydantic_ai.messages import PartDeltaEvent, PartStartEvent, TextPart, TextPartDelta

        length = 0
        async for event in stream:
            match event:
                case (
                    PartStartEvent(part=TextPart(content=words))
                    | PartDeltaEvent(delta=TextPartDelta(content_delta=words))
                ):
                    self.parts.append(words)
                    length += len(words)
                case _:
                    continue
            if length > self.question.most_characters:
                raise self._fail(
                    errors.AnswerTooLong, f"it wrote more than {self.question.most_characters:,} characters"
                )

    def _note_usage(self, stream: StreamedResponse) -> None:
        """What the provider said it took; nothing said is not nothing used."""
        said = stream.usage
        ended = stream.finish_reason is not None
        tokens_out = said.output_tokens if ended else 0  # before the end, a provider has not counted what it wrote
        self.usage = replace(self.usage, tokens_in=said.input_tokens or None, tokens_out=tokens_out or None)

    def _demand_whole(self, stream: StreamedResponse) -> None:
        """Raises where the model itself says that this is no whole answer, or where nothing was said."""
        reason = stream.finish_reason
        if reason == "content_filter":
            raise self._fail(errors.Declined, "it declined to answer", mend="try another model")
        if reason is None:
            raise self._fail(errors.CutOff, "the connection ended before the answer did", mend="try again")
        if reason == "length":
            what = f"it had not finished at its limit of {self.question.most_tokens:,} tokens"
            raise self._fail(errors.AnswerTooLong, what)
        if not self.text.strip():
            raise self._fail(errors.AnswerEmpty, "it answered, and said nothing", mend="try again, or another model")

    def _fail(
        self, kind: type[errors.ModelFailure], what: str, *, mend: str = "ask for less at once, or choose another model"
    ) -> errors.ModelFailure:
        return kind(what, where=f"{self.settings.name} at {self.settings.host}", mend=mend)
