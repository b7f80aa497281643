"""Personal data in a text: mail addresses, phone numbers, payment cards, bank accounts; found by rule, masked by kind.

Precision comes first where a run of digits may be anything: a number is a phone only if a numbering plan knows it and
it is written or announced like one; a card must pass its check digit and carry an issuer's prefix (ISO/IEC 7812); an
IBAN must pass its own (ISO 13616, modulo 97). Names are no part of this: whether they leave is decided by pseudonyms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from throughline.discovery.rules.phones import find_phones


class PersonalKind(StrEnum):
    """What it is; also the word that stands in its place when it is masked."""

    MAIL = "mail"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"


class Span(NamedTuple):
    """From `start` to `end` of the text there is personal data of this kind."""

    start: int
    end: int
    kind: str


_MASKS = {PersonalKind.MAIL: "[mail]", PersonalKind.PHONE: "[phone]", PersonalKind.CARD: "[card]"}
_WORTH_A_LOOK = re.compile(r"@|\bat\b|\d(?:\D{0,3}\d){5}", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![\w.%+@/-])[\w][\w.!#$%'*+^`{|}~-]{0,63}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,24}(?![\w@]|[.-]\w)"
)
_SPELLED = re.compile(
    r"(?<![\w.-])[\w][\w.+-]{0,63}\s?[\[({<]\s?at\s?[\])}>]\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[\[({<]\s?dot\s?[\])}>])\s?[^\W_][\w-]{0,62})+(?![\w@])",
    re.IGNORECASE,
)
_NO_DOMAINS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "js", "ts", "css", "py", "json", "html", "pdf"})
_CARD = re.compile(r"(?<![\w.,+/-])\d(?:[ \u00a0-]?\d){12,18}(?![\w-]|[.,]\d)")
_CARD_WORDS = re.compile(
    r"(?:card|visa|mastercard|amex|karte|carte|tarjeta|kredit\w*)\W{0,3}(?:\w+\W+){0,3}$", re.IGNORECASE
)
_NO_CARD = re.compile(
    r"(?:order|invoice|ticket|case|ref(?:erence)?|tracking|serial|device|account|imei|id|sku|request|trace|batch|"
    r"bestellung|rechnung|commande|facture|pedido)\W{0,3}(?:(?:number|no|nr|id|is|was)\W+){0,2}$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![\w])[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")


def find_personal(text: str) -> tuple[Span, ...]:
    """Every piece of personal data in `text`, in order; where two overlap, the longer one."""
    if not _WORTH_A_LOOK.search(text):
        return ()
    found = [span for find in _FINDERS for span in find(text)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def mask(text: str, spans: Iterable[Sequence[int | str]]) -> str:
    """`text` with a word such as "[mail]" in place of each span; spans are as `find_personal` gives or stores them."""
    masked, at = "", 0
    for start, end, kind in sorted((int(s[0]), int(s[1]), str(s[2])) for s in spans):
        if start < at:
            continue
        masked += text[at:start] + _MASKS.get(PersonalKind(kind), f"[{kind.upper()}]")
        at = end
    return masked + text[at:]


def mask_text(text: str) -> str:
    """`text` without the personal data that is found in it."""
    return mask(text, find_personal(text))


def tell_kinds(spans: Iterable[Sequence[int | str]]) -> str:
    """The kinds in words: "mail, phone"."""
    return ", ".join(dict.fromkeys({"iban": "IBAN"}.get(str(span[2]), str(span[2])) for span in spans))


def _find_mails(text: str) -> Iterator[Span]:
    if "@" in text:
        for found in _MAIL.finditer(text):
            if found[0].rpartition(".")[2].casefold() not in _NO_DOMAINS:
                yield Span(found.start(), found.end(), PersonalKind.MAIL)
    if "at" in text.casefold():
        for found in _SPELLED.finditer(text):
            yield Span(found.start(), found.end(), PersonalKind.MAIL)


def _find_phones(text: str) -> Iterator[Span]:
    for start, end in find_phones(text):
        yield Span(start, end, PersonalKind.PHONE)


def _find_cards(text: str) -> Iterator[Span]:
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not is_card(digits) or len(set(digits)) < 2:
            continue
        before = text[max(0, found.start() - 50) : found.start()]
        if _NO_CARD.search(before) and not _CARD_WORDS.search(before):
            continue
        yield Span(found.start(), found.end(), PersonalKind.CARD)


def _find_ibans(text: str) -> Iterator[Span]:
    """The longest beginning that passes its check: what follows the account may look like more of it."""
    for found in _IBAN.finditer(text):
        for end in _list_ends(found[0]):
            if _is_iban(re.sub(r"[ \u00a0-]", "", found[0][:end]).upper()):
                yield Span(found.start(), found.start() + end, PersonalKind.IBAN)
                break


def _list_ends(written: str) -> list[int]:
    return [len(written), *(gap.start() for gap in reversed(list(re.finditer(r"[ \u00a0-]", written))))]


@lru_cache(maxsize=4096)
def _is_iban(compact: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(compact, check_country=False))


def is_card(digits: str) -> bool:
    """Whether these digits have an issuer's prefix and length and pass the check of Luhn (ISO/IEC 7812-1, annex B)."""
    issued = any(
        len(digits) in lengths and low <= int(digits[: len(str(low))]) <= high for low, high, lengths in _ISSUERS
    )
    return issued and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),
    (51, 55, frozenset({16})),
    (2221, 2720, frozenset({16})),
    (34, 34, frozenset({15})),
    (37, 37, frozenset({15})),
    (6011, 6011, frozenset({16, 19})),
    (644, 659, frozenset({16, 19})),
    (3528, 3589, frozenset({16, 19})),
    (300, 305, frozenset({14})),
    (36, 36, frozenset({14})),
    (38, 39, frozenset({14})),
    (62, 62, frozenset({16, 17, 18, 19})),
    (5018, 5038, frozenset({16})),
    (6304, 6304, frozenset({16})),
    (6759, 6763, frozenset({16})),
)

_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (_find_mails, _find_phones, _find_cards, _find_ibans)
