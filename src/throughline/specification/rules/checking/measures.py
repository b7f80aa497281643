"""What in a line is a measure: a duration, a size, a share, a count, a frequency, a date."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = (
    r"(?:\d[\d.,’' ]*(?:k|m|bn)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty"
    r"|sixty|ninety|(?:a |one )?(?:hundred|thousand|million)|half an?)"
)
_TIME = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hrs?|hours?|days?|working days?"
    r"|business days?|weeks?|months?|quarters?|years?|fortnights?|sprints?)"
)
_DURATION = re.compile(
    rf"(?<![\w.]){_NUMBER}[\s-]*{_TIME}(?![\w])|\ban? (?:minute|hour|day|week|month|quarter|year|fortnight"
    rf"|sprint)\b(?! of)",
    re.IGNORECASE,
)
_PLAIN_DURATION = re.compile(
    r"\bin (?:milliseconds|seconds|minutes)\b|\bp(?:50|75|90|95|99)\b|\bpercentile\b|\bmedian\b", re.IGNORECASE
)
_FREQUENCY = re.compile(
    rf"\b(?:every|each|once an?|twice an?|per) (?:{_NUMBER}\s*)?(?:other )?{_TIME}\b|\b(?:daily|hourly|weekly"
    rf"|monthly|quarterly|yearly|annually"
    r"|nightly|biweekly|fortnightly|every (?:morning|evening|night|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|weekday|keystroke|time|change|commit|save))\b"
    r"|\b(?:once|twice|\d+ times) (?:a|per|every|each)\b|\bat \d{1,2}[:.]\d\d\b|\bby \d{1,2}[:.]\d\d\b"
    r"|\bat \d{1,2} ?(?:am|pm|o'clock)\b|\bmidnight\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d[\d.,]*\s?(?:%|per ?cent|percentage points?|pp\b|points\b)|\b\d+ (?:in|of|out of) (?:\d+|ten|a hundred)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?<!\w)\d[\d.,]*\s?(?:[kmgt]i?b|bytes?|[kmgt]bit/s|mbps|px|mm|cm|m|km|kg|g|l|ml|°c|req/s|rps|qps|tps"
    r"|requests? per|req)(?!\w)",
    re.IGNORECASE,
)
_STEPS = re.compile(
    rf"(?<!\w){_NUMBER}\s+(?:or fewer |or less )?(?:steps?|clicks?|taps?|keys?|keystrokes?|screens?|pages?"
    rf"|fields?|minutes?|seconds?|attempts?)\b|without help|without training|\bminimum of clicks\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\w.-])\d[\d.,]*(?:k|m)?(?![\w%])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|twenty|fifty|hundred|thousand|million)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?{_MONTH}(?!\w)"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\b{_MONTH},?\s+(?:20)\d\d\b"
    rf"|\b[QH][1-4](?:[ /’'-]*(?:FY)?\d{{2,4}})?\b|\b(?:FY|CY) ?\d{{2,4}}\b|\b20[2-4]\d\b"
    rf"|\b(?:by|in|until|before|end of|since|from|during) {_MONTH}(?!\w)",
    re.IGNORECASE,
)
_WINDOW = re.compile(
    rf"\b(?:within|after|in|over|during|for|first|last|next|past|by) (?:the )?(?:first |next "
    rf"|last )?{_NUMBER}[\s-]*(?:days?|weeks?|months?|quarters?|years?|sprints?)\b"
    rf"|\blaunch ?\+ ?\d+|\b\d+[\s-]*(?:days?|weeks?|months?|quarters?) (?:after|of|from|post"
    rf"|following) (?:(?:the|our|its|first|general|public|full) )*"
    rf"(?:launch|release|go-?live|roll-?out|ga\b|availability|ship|start|pilot|approval|kick-?off|introduction|beta)"
    rf"|\bD\+?\d+\b|\bday \d+\b|\bend of (?:the )?(?:year|quarter|month|pilot|beta|next|q\d|sprint|half)"
    r"|\b(?:in|within|during|over) the first (?:day|week|month|quarter|year|half)\b|\b(?:days?|weeks?"
    r"|months?) after (?:the )?(?:launch|release|go-live)\b|\bby (?:the )?(?:launch|ga|go-live|release"
    r"|year[- ]end|end of|next (?:quarter|year|month)|quarter[- ]end|q\d|h\d)\b|\b(?:next|this) (?:quarter"
    r"|year|month|half)\b|\bby (?:summer|winter|spring|autumn|fall|christmas|easter)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\[[^\]]*\]|\b[A-Z]{1,5}-?\d+(?:\.\d+)*\b(?!\s*%)|\bv\d+(?:\.\d+)*\b|\bp(?:50|75|90|95|99)\b|\bISO \d+"
    r"|\bWCAG \d[.\d]*|\b[QH][1-4]\b"
)


@lru_cache(maxsize=8192)
def has_duration(text: str) -> bool:
    """Whether a length of time or a frequency stands in it."""
    return bool(_DURATION.search(text) or _FREQUENCY.search(text) or _PLAIN_DURATION.search(text))


@lru_cache(maxsize=8192)
def has_length(text: str) -> bool:
    """Whether a length of time stands in it; how often is none."""
    return bool(_DURATION.search(text) or _PLAIN_DURATION.search(text))


_BOUNDED = re.compile(
    rf"(?:\b(?:with)?in|\bunder|\bbelow|\bless than|\b(?:no|not) (?:more|longer|later) than|\bat most|\bup to"
    rf"|\bmax(?:imum)?(?: of)?|\btakes?"
    rf"|\bafter|\bevery|\beach|\bat least|≤|<=?|\bby|\bto|\bof|\bthan|\bp\d\d)\s*(?:the |a |an "
    rf"|about )?{_NUMBER}[\s-]*{_TIME}(?!\w)(?!\s+(?:before|ahead|old|ago)\b)"
    rf"|{_NUMBER}[\s-]*{_TIME} (?:or (?:less|faster|sooner|fewer)|at most|max)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def has_bound(text: str) -> bool:
    """Whether it says how long something may take: "within 2 s", not "24 hours before"."""
    return bool(_BOUNDED.search(text) or _PLAIN_DURATION.search(text))


def has_effort(text: str) -> bool:
    """Whether it counts what a person has to do, or how long they may need."""
    return bool(_STEPS.search(text)) or has_bound(text)


def has_share(text: str) -> bool:
    return bool(_SHARE.search(text))


@lru_cache(maxsize=8192)
def has_level(text: str) -> bool:
    """Whether a number with a unit stands in it: a duration, a share, a size."""
    return bool(_DURATION.search(text) or _SHARE.search(text) or _SIZE.search(text) or _FREQUENCY.search(text))


def has_count(text: str) -> bool:
    """Whether any number stands in it that is no date, id or version."""
    return bool(_COUNT.search(blank_dates(_REFERENCE.sub(lambda m: " " * len(m[0]), text))))


@lru_cache(maxsize=8192)
def has_date(text: str) -> bool:
    """Whether a date, a quarter or a window of time stands in it."""
    return bool(_DATE.search(text) or _WINDOW.search(text))


@lru_cache(maxsize=8192)
def blank_dates(text: str) -> str:
    """`text` without its dates and windows, of the same length."""
    for pattern in (_DATE, _WINDOW):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def blank_days(text: str) -> str:
    """`text` without its dates, of the same length; lengths of time stay."""
    return _DATE.sub(lambda match: " " * len(match[0]), text)


_VALUE = re.compile(r"(?<![\w.-])[-−]?\d[\d.,’']*(?:\s?%)?")


_PER = re.compile(r"\bper\s+$", re.IGNORECASE)


def list_values(text: str) -> list[str]:
    """The numbers of a line that are no dates, ids or versions, as written, with a percent sign where one stands."""
    return [text[start:end].strip() for start, end in find_values(text)]


def find_values(text: str) -> list[tuple[int, int]]:
    """Where these stand."""
    bare = blank_dates(_REFERENCE.sub(lambda m: " " * len(m[0]), text))
    return [match.span() for match in _VALUE.finditer(bare) if not _PER.search(bare[: match.start()])]


def has_window(text: str) -> bool:
    """Whether it is a stretch of time to come: "in the first 90 days", not "the last 90 days"."""
    return bool(_WINDOW.match(text)) and not re.search(r"\b(?:last|past)\b", text, re.IGNORECASE)


def find_dates(text: str) -> list[tuple[int, int]]:
    """Where dates, quarters and windows of time stand, in order."""
    return sorted(match.span() for pattern in (_DATE, _WINDOW) for match in pattern.finditer(text))
