"""A line to one address: what goes over it is listed here, and nothing is added by a package or the environment."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from throughline.language.models.contracts import ModelSettings, Provider
from throughline.language.models.errors import ModelUnknown, NotInstalled
from throughline.language.models.settings import is_own_machine

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.models import Model

CONNECT_WITHIN = 10.0
_KEPT = frozenset(
    {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "content-type",
        "content-length",
        "transfer-encoding",
        "anthropic-version",
    }
)
"""Headers that go out as the SDKs make them. All others are dropped: what they tell of this machine (X-Stainless-…),
and whatever ANTHROPIC_CUSTOM_HEADERS, OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and the like would add."""
_NO_KEY = "none"
"""Stands in for the key where there is none: the SDKs would look for one in the environment."""


def open_line(settings: ModelSettings) -> httpx2.AsyncClient:
    """A client for the settings' address: no redirects, and the key only in the one header it belongs in.

    The environment's proxies (HTTPS_PROXY, NO_PROXY, …) and SSL_CERT_FILE are honoured, save for this very machine,
    which needs no proxy. Raises `NotInstalled`.
    """
    try:
        import httpx2
    except ImportError as error:
        raise NotInstalled(str(error.name)) from None

    async def keep_to_the_list(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _KEPT]:
            del request.headers[name]
        request.headers["User-Agent"] = f"throughline/{version('throughline')}"
        if settings.api_key:
            name, value = _name_key(settings)
            request.headers[name] = value

    async def refuse_to_be_sent_on(response: httpx2.Response) -> None:
        if response.is_redirect:
            where = f"{settings.name} at {settings.host}"
            mend = "give the address it is really at"
            raise ModelUnknown("it sends us on to another address, and nothing goes there", where=where, mend=mend)

    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(settings.timeout, connect=min(CONNECT_WITHIN, settings.timeout)),
        follow_redirects=False,
        trust_env=not is_own_machine(settings.host),
        event_hooks={"request": [keep_to_the_list], "response": [refuse_to_be_sent_on]},
    )


def _name_key(settings: ModelSettings) -> tuple[str, str]:
    if settings.provider is Provider.ANTHROPIC:
        return "x-api-key", settings.api_key
    return "Authorization", f"Bearer {settings.api_key}"


def build_model(settings: ModelSettings, line: httpx2.AsyncClient) -> Model:
    """pydantic-ai's model over our own line; the SDKs retry nothing themselves. Raises `NotInstalled`."""
    try:
        return (
            _build_anthropic(settings, line)
            if settings.provider is Provider.ANTHROPIC
            else _build_openai(settings, line)
        )
    except ImportError as error:
        raise NotInstalled(str(error.name or error)) from None


def _build_anthropic(settings: ModelSettings, line: httpx2.AsyncClient) -> Model:
    from anthropic import AsyncAnthropic
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    client = AsyncAnthropic(
        api_key=settings.api_key or _NO_KEY,
        base_url=settings.base_url,
        http_client=line,
        max_retries=0,
        open_telemetry=False,
    )
    return AnthropicModel(settings.model, provider=AnthropicProvider(anthropic_client=client))


def _build_openai(settings: ModelSettings, line: httpx2.AsyncClient) -> Model:
    from openai import AsyncOpenAI
    from pydantic_ai.models.ollama import OllamaModel
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.ollama import OllamaProvider
    from pydantic_ai.providers.openai import OpenAIProvider

    client = AsyncOpenAI(
        api_key=settings.api_key or _NO_KEY, base_url=settings.base_url, http_client=line, max_retries=0
    )
    # Whoever only speaks like OpenAI mostly knows the older of the two fields for the longest answer.
    older = OpenAIModelProfile(openai_chat_supports_max_completion_tokens=False)
    if settings.provider is Provider.OLLAMA:
        return OllamaModel(settings.model, provider=OllamaProvider(openai_client=client), profile=older)
    own = None if settings.is_default else older
    return OpenAIChatModel(settings.model, provider=OpenAIProvider(openai_client=client), profile=own)
