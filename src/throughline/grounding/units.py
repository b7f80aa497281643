"""The words and signs that make a number: its scale, its unit, its spelling, and what may label it."""

from __future__ import annotations

from throughline.grounding.words import word_set

SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "hundred": 100,
    "dozen": 12,
}
SECONDS = {
    unit: seconds
    for names, seconds in {
        "ms msec millisecond milliseconds": 1e-3,
        "s sec secs second seconds": 1.0,
        "min mins minute minutes": 60.0,
        "h hr hrs hour hours": 3600.0,
        "d day days": 86400.0,
        "week weeks wk wks": 604800.0,
        "month months": 2629800.0,
        "year years yr yrs": 31557600.0,
    }.items()
    for unit in names.split()
}
BYTES = {
    unit: size
    for names, size in {
        "byte bytes": 1.0,
        "kb kib kilobyte kilobytes": 1e3,
        "mb mib megabyte megabytes": 1e6,
        "gb gib gigabyte gigabytes gigs": 1e9,
        "tb tib terabyte terabytes": 1e12,
    }.items()
    for unit in names.split()
}
MONEY = {
    "$": "usd",
    "usd": "usd",
    "dollar": "usd",
    "dollars": "usd",
    "bucks": "usd",
    "€": "eur",
    "eur": "eur",
    "euro": "eur",
    "euros": "eur",
    "£": "gbp",
    "gbp": "gbp",
    "pound": "gbp",
    "pounds": "gbp",
    "¥": "jpy",
    "yen": "jpy",
    "₹": "inr",
    "inr": "inr",
    "rupees": "inr",
    "chf": "chf",
}
PERCENT = frozenset({"%", "percent", "pct", "percentage"})
SMALL_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINAL_WORDS = (*("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),)
SMALL = {word: value for value, word in enumerate(SMALL_WORDS)}
TENS = {word: 10 * (place + 2) for place, word in enumerate(TENS_WORDS)}
ORDINALS = {word: place + 3 for place, word in enumerate(ORDINAL_WORDS)}
FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "thirds": 100 / 3, "quarters": 25.0}
COUNTABLE = frozenset({"user", "users", "thing", "things", "lot", "lots", "way", "ways", "need", "needs"})
PREDICATES = word_set(
    """fail fails failed work works worked hang hangs stop stops stopped break breaks crash crashes take takes took
    finish finishes times load loads run runs is are was were happen happens cause causes"""
)
LABELS = word_set(
    """row rows version v release step error code status line page room level port issue ticket number no day week
    quarter phase option section chapter build http stage tier priority rank place point item"""
)
