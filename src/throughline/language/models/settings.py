"""Reading and checking which model is configured: every part is refused in words where it cannot be right."""

from __future__ import annotations

import ipaddress
import re
from decimal import Decimal, InvalidOperation

from throughline.core.kernel.errors import BadInput
from throughline.language.models.contracts import (
    DEFAULT_TIMEOUT,
    DEFAULT_URLS,
    NEEDS_KEY,
    ModelSettings,
    Price,
    Provider,
)

_URL = re.compile(r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[\w.-]+)(?::\d{1,5})?(?:/[\w./~%-]*)?", re.IGNORECASE)
_MODEL = re.compile(r"[\w./:@+-]{1,120}")
_KEY = re.compile(r"[\x21-\x7e]{1,400}")
_NEAR = (".local", ".internal", ".lan", ".home.arpa", ".localhost", ".test")
LONGEST_TIMEOUT = 3600.0


def make_settings(
    name: str, *, url: str = "", key: str = "", timeout: str = "", price: str = "", where: str = "the model"
) -> ModelSettings:
    """Settings from what a person wrote: `provider:model`, an address, a key, seconds, and a price for `read_price`.

    Raises `BadInput`, never showing the key, for whatever cannot be used.
    """
    provider, model = _read_name(name.strip(), where)
    base_url = _read_url(url.strip() or DEFAULT_URLS[provider], where)
    settings = ModelSettings(
        provider=provider,
        model=model,
        base_url=base_url,
        api_key=_read_key(key.strip(), where),
        timeout=_read_timeout(timeout.strip(), where),
        price=read_price(price.strip(), where=where) if price.strip() else None,
    )
    _demand_key(settings, where)
    return settings


def _read_name(name: str, where: str) -> tuple[Provider, str]:
    known, colon, model = name.partition(":")
    mend = "write provider:model, as in anthropic:claude-sonnet-5-5, openai:gpt-5-mini or ollama:llama3.2"
    if not colon or known.strip().lower() not in {provider.value for provider in Provider}:
        raise BadInput(f"“{name[:60]}” names no provider that is known", where=where, mend=mend)
    if not _MODEL.fullmatch(model.strip()):
        raise BadInput(f"“{model[:60]}” is no name of a model", where=where, mend=mend)
    return Provider(known.strip().lower()), model.strip()


def _read_url(url: str, where: str) -> str:
    """The address without a slash at its end. It carries no user, no query and no fragment."""
    match = _URL.fullmatch(url)
    if match is None:
        mend = "write http:// or https://, the host and the path, as in https://models.example.com/v1"
        raise BadInput("this is no address of a model", where=where, mend=mend)
    if match["scheme"].lower() == "http" and not is_near(match["host"]):
        what = f"{match['host']} would be asked without encryption, and anybody on the way could read along"
        raise BadInput(what, where=where, mend="write https://")
    return url.rstrip("/")


def is_near(host: str) -> bool:
    """Whether a host is this machine or one of the same network, so that nothing crosses the open internet."""
    bare = host.strip("[]").lower()
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return "." not in bare or bare.endswith(_NEAR)
    return address.is_private or address.is_loopback or address.is_link_local


def is_own_machine(host: str) -> bool:
    """Whether a host, perhaps with a port, is this very machine."""
    bare = re.sub(r":\d+$", "", host).strip("[]").lower()
    return bare in {"localhost", "::1"} or bare.startswith("127.")


def _read_key(key: str, where: str) -> str:
    if key and not _KEY.fullmatch(key):
        raise BadInput(
            "this is no key: it holds a space, a line break or a letter no key has", where=where, mend="copy it anew"
        )
    return key


def _demand_key(settings: ModelSettings, where: str) -> None:
    asked = settings.provider in NEEDS_KEY or (settings.provider is Provider.OPENAI and settings.is_default)
    if asked and not settings.api_key:
        raise BadInput(f"{settings.host} answers nobody without a key", where=where, mend="give the key as well")


def _read_timeout(timeout: str, where: str) -> float:
    try:
        seconds = float(timeout) if timeout else DEFAULT_TIMEOUT
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        mend = f"write a number above zero and up to {LONGEST_TIMEOUT:.0f}"
        raise BadInput(f"“{timeout[:20]}” is no number of seconds to wait", where=where, mend=mend)
    return seconds


def read_price(price: str, *, where: str = "the price") -> Price:
    """`3/15`: dollars for a million tokens in, and out. Raises `BadInput`."""
    parts = price.replace("$", "").split("/")
    try:
        amounts = [Decimal(part.strip()) for part in parts]
    except InvalidOperation:
        amounts = []
    if len(amounts) != 2 or not all(amount.is_finite() and 0 <= amount < 100_000 for amount in amounts):
        mend = "write dollars for a million tokens in and out, as in 3/15"
        raise BadInput(f"“{price[:20]}” is no price", where=where, mend=mend)
    return Price(*amounts)
