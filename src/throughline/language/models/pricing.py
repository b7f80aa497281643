"""What a question may cost, and what it did cost. Prices come with the package or the settings; none is guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from throughline.language.models.contracts import Estimate, ModelSettings, Question, Usage

if TYPE_CHECKING:
    from genai_prices.types import PriceCalculation

MARGIN = 0.35
"""How far the count of tokens in may be off, either way: it is told from the length of the text, not by the model's own
tokenizer, which would have to be fetched from the network."""
_LETTERS_A_TOKEN = 4.0
_OTHERS_A_TOKEN = 1.5
_MILLION = Decimal(1_000_000)


def count_tokens(text: str) -> int:
    """About how many tokens a text is: four letters of ASCII are one, or one and a half of any other kind."""
    plain = sum(letter.isascii() for letter in text)
    return round(plain / _LETTERS_A_TOKEN + (len(text) - plain) / _OTHERS_A_TOKEN)


def estimate(settings: ModelSettings, question: Question) -> Estimate:
    """What the question may take. Asks nobody."""
    tokens_in = count_tokens(question.text)
    usual = Usage(tokens_in, 0)
    most = Usage(round(tokens_in * (1 + MARGIN)), question.most_tokens)
    return Estimate(tokens_in, question.most_tokens, find_cost(settings, usual), find_cost(settings, most))


def find_cost(settings: ModelSettings, usage: Usage) -> Decimal | None:
    """US dollars, or None where the price or a number of tokens is not known: never a guess, never 0 for unknown."""
    if usage.tokens_in is None or usage.tokens_out is None:
        return None
    if settings.price is not None:
        spent = usage.tokens_in * settings.price.tokens_in + usage.tokens_out * settings.price.tokens_out
        return _round(spent / _MILLION)
    found = _look_up(settings, usage)
    return _round(found.total_price) if found is not None else None


def _round(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.000001"))


def _look_up(settings: ModelSettings, usage: Usage) -> PriceCalculation | None:
    """From the list that comes with pydantic-ai; a provider's own address alone has its prices."""
    if not settings.is_default:
        return None
    try:
        from genai_prices import Usage as Priced
        from genai_prices import calc_price
    except ImportError:
        return None
    told = Priced(input_tokens=usage.tokens_in, output_tokens=usage.tokens_out)
    try:
        return calc_price(told, settings.model, provider_api_url=settings.base_url)
    except LookupError:
        return None
