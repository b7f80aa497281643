"""From what pydantic-ai raises to what a person is told. Nothing of the request is repeated, and never the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from throughline.language.models import errors
from throughline.language.models.contracts import ModelSettings
from throughline.language.models.settings import is_own_machine

if TYPE_CHECKING:
    from pydantic_ai.exceptions import ModelAPIError

_SAID = 160
"""Characters of a provider's own words that are passed on."""


def explain(error: Exception, settings: ModelSettings) -> errors.ModelFailure:
    """The failure behind whatever the library raised."""
    own = next((one for one in _chain(error) if isinstance(one, errors.ModelFailure)), None)
    if own is not None:
        return own
    from pydantic_ai import exceptions as raised

    where = f"{settings.name} at {settings.host}"
    match error:
        case raised.ModelRequestTimeout():
            return _say_too_slow(settings, where)
        case raised.ModelAPIError():
            return _explain_answer(error, settings, where)
        case raised.UserError() | raised.UnexpectedModelBehavior():
            what = "it answered in a way that this model's protocol does not know"
            return errors.AnswerUnreadable(what, where=where, mend="check the provider and the address")
        case _:
            what = f"speaking to it broke ({type(error).__name__})"
            return errors.Unreachable(what, where=where, mend="check the address, and try again")


def _explain_answer(error: ModelAPIError, settings: ModelSettings, where: str) -> errors.ModelFailure:
    from pydantic_ai import exceptions as raised

    said = _repeat(error, settings)
    match error:
        case raised.ModelTimeoutError():
            return _say_silent(settings, where)
        case raised.ModelConnectionError():
            return _explain_connection(error, settings, where)
        case raised.ModelAuthenticationError():
            what = f"it refuses the key{f' ending in {settings.key_ending}' if settings.key_ending else ''}{said}"
            return errors.KeyRefused(what, where=where, mend="check the key, and whether it may use this model")
        case raised.ModelNotFoundError():
            mend = _tell_how_to_pull(settings) or "check the model's name and the address"
            return errors.ModelUnknown(
                f"it knows no such model, or nothing at this address{said}", where=where, mend=mend
            )
        case raised.ModelQuotaExceededError():
            mend = "look at the account's billing"
            return errors.QuotaSpent(f"the account has no credit left{said}", where=where, mend=mend)
        case raised.ModelRateLimitError():
            return _explain_limit(error, where, said)
        case raised.ModelContextWindowExceededError():
            mend = "ask for less at once, or choose a model that reads more"
            return errors.QuestionTooLong(f"more was sent than it can read at once{said}", where=where, mend=mend)
        case raised.ModelUnavailableError() | raised.ModelServerError():
            return _explain_breakdown(error, where, said)
        case raised.ModelRequestRejectedError():
            mend = "check the model's name and the address"
            return errors.QuestionRefused(f"it would not take the request{said}", where=where, mend=mend)
        case _:
            return _explain_other(error, where, said)


def _explain_other(error: ModelAPIError, where: str, said: str) -> errors.ModelFailure:
    status = getattr(error, "status_code", None)
    if error.in_stream:
        return errors.ProviderBroke(f"it broke off with an error{said}", where=where, mend="try again")
    if isinstance(status, int):
        return errors.QuestionRefused(f"it answered {status}{said}", where=where, mend="check the address")
    what = "what it sent is not what this protocol sends"
    return errors.AnswerUnreadable(what, where=where, mend="check the provider and the address")


def _say_silent(settings: ModelSettings, where: str) -> errors.TimedOut:
    what = f"it was silent for {_spell_seconds(settings.timeout)}"
    return errors.TimedOut(what, where=where, mend="try again, or allow it more seconds")


def _say_too_slow(settings: ModelSettings, where: str) -> errors.TimedOut:
    what = f"it was still writing after {_spell_seconds(10 * settings.timeout)}"
    return errors.TimedOut(what, where=where, mend="ask for less at once, or allow it more seconds")


def _explain_connection(error: Exception, settings: ModelSettings, where: str) -> errors.ModelFailure:
    told = " ".join(f"{type(one).__name__} {one}" for one in _chain(error))
    if re.search(r"\bSSL|CERTIFICATE|\[SSL", told):
        what = "no safe connection could be made: its certificate is not trusted, or it does not speak TLS there"
        return errors.Unencrypted(what, where=where, mend="check the address")
    if getattr(error, "phase", None) == "connect":
        mend = (
            "start it, or check the address" if is_own_machine(settings.host) else "check the address and the network"
        )
        return errors.Unreachable("nobody answers there", where=where, mend=mend)
    return errors.CutOff("the connection ended before the answer did", where=where, mend="try again")


def _explain_limit(error: ModelAPIError, where: str, said: str) -> errors.TooManyRequests:
    wait = error.retry_after
    mend = f"wait {_spell_seconds(wait)}, as it asks, and try again" if wait else "try again in a while"
    what = f"it has had too many requests from this key{said}"
    return errors.TooManyRequests(what, where=where, mend=mend, retry_after=wait)


def _explain_breakdown(error: ModelAPIError, where: str, said: str) -> errors.ProviderBroke:
    status = getattr(error, "status_code", None)
    what = f"it failed{f' with {status}' if status else ''}{said}"
    return errors.ProviderBroke(what, where=where, mend="try again in a while", retry_after=error.retry_after)


def _spell_seconds(seconds: float | None) -> str:
    whole = max(1, round(seconds or 0))
    if whole >= 120:
        return f"{round(whole / 60)} minutes"
    return f"{whole} second{'' if whole == 1 else 's'}"


def _tell_how_to_pull(settings: ModelSettings) -> str:
    return f"pull it first: ollama pull {settings.model}" if settings.provider == "ollama" else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _repeat(error: ModelAPIError, settings: ModelSettings) -> str:
    """The provider's own words, short, on one line, and without the key; empty where it said nothing of its own."""
    body: object = error.body
    told = _find_message(body)
    if not told:
        return ""
    words = hide_key("".join(letter if letter.isprintable() else " " for letter in told), settings)
    clean = " ".join(words.split())
    cut = f"{clean[:_SAID].rstrip()} …" if len(clean) > _SAID else clean
    return f" (it says: “{cut.rstrip('.')}”)" if cut else ""


def _find_message(body: object, depth: int = 0) -> str:
    """The message in an error's body, wherever this provider puts it."""
    if isinstance(body, str) and depth:
        return body
    if isinstance(body, dict) and depth < 4:
        fields: dict[str, object] = body  # pyright: ignore[reportUnknownVariableType]
        return next((told for name in ("message", "error") if (told := _find_message(fields.get(name), depth + 1))), "")
    return ""


def hide_key(text: str, settings: ModelSettings) -> str:
    """`text` without the key, should anybody have put it there."""
    return text.replace(settings.api_key, "•••") if settings.api_key else text
