"""Amounts of money and sizes as customer tables write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODE = re.compile(r"\b(EUR|USD|GBP|CHF|JPY|INR|CAD|AUD|SEK|NOK|DKK|PLN|BRL)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,'’   ]*\d|\d")
_SCALE = re.compile(r"(?<=\d)\s?(k|m|bn)\b", re.IGNORECASE)
_SCALES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_MOST = Decimal(10) ** 14


def read_revenue(text: str) -> tuple[Decimal, str] | None:
    """The amount and its currency (empty where none is named), or None where `text` is no single amount.

    "€118,400", "118.400,50 EUR", "1.2m USD", "118400".
    """
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or re.search(r"\d\s?%", text):
        return None
    value = read_number(numbers[0])
    scale = _SCALE.search(text)
    if value is None or (value := value * (_SCALES[scale[1].lower()] if scale else 1)) >= _MOST:
        return None
    code = _CODE.search(text)
    return value, code[1].upper() if code else next((_SIGNS[sign] for sign in text if sign in _SIGNS), "")


def read_size(text: str) -> int | None:
    """A number of people, or None for a range ("50-200") or words."""
    found = read_revenue(text)
    return int(found[0]) if found and found[0] == int(found[0]) else None


def read_number(text: str) -> Decimal | None:
    """A number with thousands separated by commas, points, blanks or apostrophes, and perhaps decimals."""
    plain = re.sub(r"['’   ]", "", text)
    last = max(plain.rfind(","), plain.rfind("."))
    decimals = len(plain) - last - 1 if last >= 0 else 0
    both = "," in plain and "." in plain
    if last >= 0 and (both or decimals != 3 or plain.startswith("0")) and plain.count(plain[last]) == 1:
        whole = re.sub(r"[.,]", "", plain[:last])
        plain = f"{whole}.{plain[last + 1 :]}"
    else:
        plain = re.sub(r"[.,]", "", plain)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
