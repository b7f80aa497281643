"""Whether an item was passed on by somebody else: it counts as heard and is never quoted as the customer.

Conservative on both sides: only an explicit column, a channel that one's own people write, or a text that opens by
reporting what a customer said makes an item second-hand; a text in which "I" and "my" speak is first-hand.
"""

from __future__ import annotations

import re

from throughline.discovery.rules.lexicon import list_words

_CHANNEL = re.compile(
    r"\b(?:sales|crm|csm|account manager|field|call|internal|deal|win[/ -]?loss|renewal|qbr)[\s_-]+(?:rep\s+)?"
    r"(?:notes?|memos?|logs?)\b|\b(?:sales ?force|hubspot) notes?\b|\bsecond[- ]?hand\b|\brelayed\b|\bon behalf of\b"
    r"|\bpassed on\b|^(?:sales|csm|account manager|sales rep|internal)$",
    re.IGNORECASE,
)
_TOLD = r"(?:told (?:us|me)|asked (?:us|me)|let us know|mentioned to (?:us|me))"
_SAID = rf"(?:{_TOLD}|says?|said|mentioned|mentions|reported|reports|complained|complains|asked|asks|wants|wrote|noted)"
_ONE = r"(?:the |our |a |this |one |another )?(?:customer|client|prospect|buyer|champion)"
_MANY = (
    r"(?:the |our |some |several |many |two |three |multiple )?(?:customers|clients|prospects|buyers|users?|accounts?)"
)
_WHERE = r"(?: (?:at|from) [\w&.' ]{2,40}?)?(?: has| have| also| just| really)?"
_OPENING = re.compile(
    "|".join(
        (
            rf"{_ONE}{_WHERE} {_SAID}\b",
            rf"{_MANY}{_WHERE} {_TOLD}\b",
            r"(?:customer|client) (?:says|feedback|quote|request)\s*:",
            r"(?:passing (?:this |it )?(?:on|along)|passed on|forwarding|fwd|relaying|sharing feedback)\b"
            r".{0,40}?\b(?:from|for|on behalf)\b",
            r"(?:heard|got (?:this|feedback)|feedback|quick note|note) from\b",
            r"on behalf of\b",
            r"(?:spoke|talked|met|had a call|call|chatted) with\b",
            r"per (?:our |the )?(?:call|conversation|chat|meeting) with\b",
        )
    ),
    re.IGNORECASE,
)
_WHO = r"(?P<who>[A-Z][\w&'’.-]+(?: (?:& |and )?[A-Z][\w&'’.-]+){0,3})(?: also| just| has| have| again)? "
_SPEAKS = rf"{_TOLD}|says|said|mentioned|reported|complained|asked|asks"
_REPORTS = re.compile(rf"{_WHO}(?:{_SPEAKS})\b")
_REPORTS_ACCOUNT = re.compile(
    rf"{_WHO}(?:{_SPEAKS}|wants|would like|needs|is asking|is comparing|is considering|is threatening)\b"
)
_NOBODYS_NAME = list_words(
    """
    i it he she they we you this that these those there who everyone everybody someone somebody nobody people one
    another support app website site screen page error system message email bank team staff documentation docs doc
    customer client user users my our your the a an and but so if when while what which also no yes not nothing
    something anything just only always never sometimes google apple microsoft chrome firefox safari edge windows
    excel outlook gmail android ios slack teams zoom jira paypal visa mastercard stripe amazon linux mac siri alexa
    """
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|mine|myself)\b|(?<!told )(?<!asked )(?<!to )\bme\b")
REPORTER_UNKNOWN = "somebody who reports it"


def find_relay(*, text: str, channel: str | None = None, account: str | None = None) -> str | None:
    """Who or what passed the item on, in words fit to print, or None for first-hand words.

    `account` helps: "Vantor asked twice …" written under the account Vantor Energy is not Vantor's own writing.
    """
    if channel and _CHANNEL.search(channel.strip()):
        return channel.strip()
    opening = text[:400].lstrip(" \t\r\n-–—*\"“'")
    reports = _OPENING.match(opening) is not None or _reports_somebody(opening, account)
    return REPORTER_UNKNOWN if reports and not _FIRST_PERSON.search(opening) else None


def _reports_somebody(opening: str, account: str | None) -> bool:
    """ "Tessellate says …": a capitalised name and a verb of saying, and nobody speaking of "us" as themselves."""
    if account and (found := _REPORTS_ACCOUNT.match(opening)):
        return account.casefold().startswith(found["who"].split()[0].casefold())
    if not (found := _REPORTS.match(opening)) or found["who"].split()[0].casefold() in _NOBODYS_NAME:
        return False
    rest = re.sub(r"\b(?:told|asked|to) us\b", "", opening)
    return not re.search(r"\b(?:we|us|our)\b", rest, re.IGNORECASE)
