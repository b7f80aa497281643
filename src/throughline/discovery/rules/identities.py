"""Who a name is: one person keeps one identity over files, two people of one name at two accounts keep two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from throughline.discovery.rules.lexicon import list_words

_MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@((?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,24})")
_MAIL_ATTRIBUTE = re.compile(r"\be?[ _-]?mail\b", re.IGNORECASE)
_EVERYBODYS = list_words(
    """
    gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com hotmail.com hotmail.co.uk hotmail.fr
    outlook.com outlook.de live.com msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at gmx.ch web.de
    t-online.de freenet.de proton.me protonmail.com pm.me mail.com mail.ru yandex.ru yandex.com qq.com 163.com 126.com
    orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it zoho.com fastmail.com hey.com example.com
    """
)
_LONGEST = 255
_IS_WHOLE = re.compile(r"[^\W\d_][^\d]*\s[^\d]+")
"""Two words or more, and no number: "Speaker 2" is nobody's name."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the evidence names them. `key` is the same wherever the same person speaks."""

    key: str
    name: str
    mail: str = ""
    account: str = ""


def identify(
    *, person: str | None, account: str | None, attributes: Mapping[str, str], talk: str = ""
) -> Identity | None:
    """The person that a piece names, or None where nobody is named.

    A mail address tells people apart best; without one it is the name at its account. In a conversation (`talk` names
    it) a first name or a number tells one person from another in that conversation alone.
    """
    name = " ".join((person or "").split())[:_LONGEST]
    mail = find_mail(name) or next(
        (found for key, value in attributes.items() if _MAIL_ATTRIBUTE.search(key) and (found := find_mail(value))), ""
    )
    at = " ".join((account or "").split())[:_LONGEST]
    if mail:
        return Identity(f"mail:{mail}"[:_LONGEST], name or mail, mail, at)
    within = f"{talk}/" if talk and not at and not _IS_WHOLE.fullmatch(name) else ""
    return Identity(f"name:{within}{at}:{name}".casefold()[:_LONGEST], name, "", at) if name else None


def complete_names(names: Iterable[str]) -> dict[str, str]:
    """First names with the one whole name among `names` that begins with them: in one talk, Vijay is Vijay Samuel."""
    known = {" ".join(name.split()) for name in names if name}
    whole = [name for name in known if _IS_WHOLE.fullmatch(name)]
    found = {name: [other for other in whole if other.split()[0].casefold() == name.casefold()] for name in known}
    return {name: others[0] for name, others in found.items() if len(others) == 1}


def find_mail(text: str) -> str:
    """The first mail address in `text`, in small letters, or nothing."""
    found = _MAIL.search(text)
    return found.group().casefold()[:_LONGEST] if found else ""


def find_domain(mail: str) -> str:
    """The domain of an address where it belongs to an organisation, or nothing for a provider's that anyone may use."""
    domain = mail.rpartition("@")[2].casefold()
    return "" if domain in _EVERYBODYS else domain
