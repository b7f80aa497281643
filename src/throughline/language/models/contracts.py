"""What a question to a model is made of, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

DEFAULT_TIMEOUT = 120.0
MOST_CHARACTERS = 256 * 1024
"""Characters of an answer after which it is given up, whatever the provider's own limit."""


class Provider(StrEnum):
    """How an address speaks: Anthropic's Messages API, or OpenAI's chat completions, which Ollama speaks too."""

    ANTHROPIC = "anthropic"
    OPENAI = "openai"
    OLLAMA = "ollama"


DEFAULT_URLS = {
    Provider.ANTHROPIC: "https://api.anthropic.com",
    Provider.OPENAI: "https://api.openai.com/v1",
    Provider.OLLAMA: "http://127.0.0.1:11434/v1",
}
NEEDS_KEY = frozenset({Provider.ANTHROPIC})
"""Providers that nobody reaches without a key; at OpenAI's own address one is needed too."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens in, and for a million tokens out."""

    tokens_in: Decimal
    tokens_out: Decimal


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model answers, where, with which key. Made by `settings.make_settings`, which checks every part.

    `timeout` is how many seconds of silence are waited for; an answer as a whole may take ten times that. `price`
    overrides what is known of the model's price.
    """

    provider: Provider
    model: str
    base_url: str
    api_key: str = field(default="", repr=False)
    timeout: float = DEFAULT_TIMEOUT
    price: Price | None = None

    @property
    def name(self) -> str:
        """`anthropic:claude-sonnet-5-5`, as it is configured."""
        return f"{self.provider.value}:{self.model}"

    @property
    def host(self) -> str:
        """The machine that is asked, with its port where one is named: `api.anthropic.com`."""
        return self.base_url.partition("://")[2].partition("/")[0]

    @property
    def key_ending(self) -> str:
        """The last four characters of the key, all that is ever shown of it; empty without one or with a short one."""
        return self.api_key[-4:] if len(self.api_key) >= 12 else ""

    @property
    def is_default(self) -> bool:
        """Whether the provider's own address is asked."""
        return self.base_url == DEFAULT_URLS[self.provider]


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: the standing instructions, the prompt, and how long the answer may be, in tokens and characters."""

    instructions: str
    prompt: str
    most_tokens: int = 4096
    most_characters: int = MOST_CHARACTERS

    @property
    def text(self) -> str:
        """All of it, as a person reads it before it is sent."""
        return f"{self.instructions.strip()}\n\n{self.prompt.strip()}\n"


@dataclass(frozen=True, slots=True)
class Usage:
    """What one question took. A number of tokens is None where the provider did not say it."""

    tokens_in: int | None = None
    tokens_out: int | None = None
    seconds: float = 0.0
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of the model, and what they took."""

    text: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a question may take, before it is asked.

    `tokens_in` is estimated from the length of the text, right to within `MARGIN`; `tokens_out` is what a full answer
    may have at most. A cost is None where the model's price is not known.
    """

    tokens_in: int
    tokens_out: int
    cost_in: Decimal | None
    cost_most: Decimal | None


Listen = Callable[[str], None]
"""Called a few times a second with all that was written so far; what it raises stops the model and is let through."""


def ignore(text: str, /) -> None:
    """For callers who wait for the end."""
