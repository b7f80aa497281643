"""Phone numbers among all the other runs of digits: orders, versions, amounts, addresses of machines, dates.

A number with its country code is held against that country's plan (libphonenumber's metadata). A local one has no
country: it counts if some country's plan knows it and it is either written like a phone number or announced by a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_RUN = re.compile(
    r"(?<![\w.,:#/$€£¥+-])(?:\+|00(?=[1-9])|\()?\(?\d(?:[ \u00a0().\u2010-\u2015/-]{0,3}\d){6,14}"
    r"(?![\w%°€£]|[.,:]\d|[-/]\w|\s?(?:USD|EUR|GBP|CHF|SEK|NOK)\b)"
)
_ANNOUNCED = re.compile(
    r"(?:\b(?:call|called|calling|phone|telephone|tel|mobile|cell|cellphone|whatsapp|sms|text|texted|ring|dial|fax|"
    r"hotline|landline|handy|telefon|telefonnummer|rufnummer|mobil|mobilnummer|anrufen|rückruf|téléphone|portable|"
    r"appelez|joindre|móvil|teléfono|llamar|llámame|telefono|cellulare|chiamare|telefone|telemóvel|celular|telefoon|"
    r"bel|bellen|reach(?:ed)?|contact|callback)\b|☎|📞)[^\d]{0,32}$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?:\b(?:order|invoice|ticket|case|ref|reference|tracking|serial|imei|id|sku|build|version|release|error|code|rows?|"
    r"row|part|po|policy|licen[cs]e|receipt|transaction|confirmation|batch|vat|tax|ssn|ean|upc|isbn|issn|postcode|zip|port|"
    r"bestellung|bestellnummer|rechnung|rechnungsnummer|auftrag|kundennummer|commande|facture|pedido|factura|ordine|"
    r"customer\s+(?:no|number)|account(?:\s+(?:no|number))?|timestamp|epoch|key|hash|seed|request|trace|job|run|shipment|"
    r"consignment|parcel|contract|member(?:ship)?|employee|asset|device|firmware|ip|between|from\s+\d+\s+to)\b"
    r"|#|№)[^\d\n]{0,14}$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d)(?:\D+\d{1,2}\D?\d{0,2})?"
)
_YEARS = re.compile(r"^(?:19|20)\d\d\s?[\u2010-\u2015/-]\s?(?:19|20)\d\d$")
_THOUSANDS = re.compile(r"^\d{1,3}(?:([ .\u00a0])\d{3})(?:\1\d{3})*$")
_COUNTED = re.compile(r"^(?:\d\D){4,}")
_MAY_NOT_BE = re.compile(r"(?:\d[A-Z]|[A-Z]\d)\S* $")
_IP = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_NORTH_AMERICAN = re.compile(r"^(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}$")
_TRUNK = re.compile(r"^\(?0[1-9][\d() ./\u2010-\u2015-]*$")
_GROUPED = re.compile(r"\d[ ()./\u2010-\u2015-]+\d")
LOCAL_REGIONS = ("GB", "DE", "FR", "IT", "NL", "BE", "AU", "CH", "AT", "SE", "FI", "IE", "JP", "NZ", "ZA")
"""Countries whose numbers begin with 0 at home, those where product feedback comes from most first."""
_ANYWHERE = ("US", "ES", "PL", "DK", "NO", "PT", "CZ", "IN", "BR", "MX", "SG", *LOCAL_REGIONS)


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every phone number, in order."""
    for found in _RUN.finditer(text):
        written = found[0]
        start, end = found.start(), found.start() + len(written)
        if written.startswith("(") and ")" not in written:
            start, written = start + 1, written[1:]
        if written and is_phone(written, text[max(0, start - 60) : start]):
            yield start, end


def is_phone(written: str, before: str = "") -> bool:
    """Whether `written`, with the text `before` it, is a phone number."""
    if written.startswith("+") or (written.startswith("00") and not _OTHERWISE.search(before)):
        return _is_international("+" + written[1:] if written.startswith("+") else "+" + written[2:])
    announced = bool(_ANNOUNCED.search(before))
    if _is_otherwise(written) or (not announced and (_OTHERWISE.search(before) or _MAY_NOT_BE.search(before))):
        return False
    if not announced and _THOUSANDS.match(written):
        return False
    if _NORTH_AMERICAN.match(written):
        return _is_known(written, ("US",))
    if _TRUNK.match(written) and (announced or _GROUPED.search(written)):
        return _is_known(written, LOCAL_REGIONS)
    return announced and _is_known(written, _ANYWHERE)


def _is_otherwise(written: str) -> bool:
    return any(shape.match(written) for shape in (_DATE, _YEARS, _IP, _COUNTED))


def _is_known(written: str, regions: tuple[str, ...]) -> bool:
    return any(_is_valid(re.sub(r"\D", "", written), region) for region in regions)


@lru_cache(maxsize=4096)
def _is_international(written: str) -> bool:
    """With its country code, after a trunk zero in brackets is taken out: +44 (0)20 …

    A plus is so telling that the right length is enough, unless it reads like an amount.
    """
    digits = "+" + re.sub(r"\D", "", re.sub(r"\(0\)", "", written))
    return _is_valid(digits, None) or (not _THOUSANDS.match(written[1:]) and _is_valid(digits, None, by_length=True))


@lru_cache(maxsize=4096)
def _is_valid(digits: str, region: str | None, *, by_length: bool = False) -> bool:
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number) if by_length else phonenumbers.is_valid_number(number))
