"""Costs, tokens and minutes in words: what is not known is said to be unknown, never nothing."""

from __future__ import annotations

from decimal import Decimal

UNKNOWN = "unknown"
_CENT = Decimal("0.01")


def tell_cost(cost: Decimal | None) -> str:
    """`$1.24`, `$0.031` under ten cents, `under $0.001`, or `unknown`."""
    if cost is None:
        return UNKNOWN
    if cost == 0:
        return "$0"
    if cost < Decimal("0.001"):
        return "under $0.001"
    if cost < 10 * _CENT:
        return f"${cost:.3f}"
    return f"${cost:,.2f}"


def tell_tokens(tokens: int | None) -> str:
    """`12,345`, or `unknown`."""
    return UNKNOWN if tokens is None else f"{tokens:,}"


def tell_minutes(seconds: float | None) -> str:
    """`0.4 min`, `under 0.1 min`, or `unknown`."""
    if seconds is None:
        return UNKNOWN
    return f"{seconds / 60:.1f} min" if seconds >= 6 else "under 0.1 min"
