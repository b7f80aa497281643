"""Whether a line names somebody: a person, a role, an @name."""

from __future__ import annotations

import re

from throughline.specification.rules.checking.contracts import Unit

_AT = re.compile(r"(?<![\w.])@[\w-]{2,}")
_ROLES = (
    r"engineering|design|legal|finance|product|data|marketing|sales|support|security|compliance|operations|ops"
    r"|research|qa|infra(?:structure)?|platform|privacy|author|"
    r"(?:tech|team|design|product|engineering|qa|data|project) ?(?:lead|manager|owner|team)|pm|po|tl|em|cto"
    r"|ceo|cpo|dpo|dba|architect|analyst|designer|developer|engineer|lawyer|counsel|controller|owner"
)
_ROLE = re.compile(
    rf"(?:^|[(\[,;:–—|-]\s*|\b(?:owner|by|with|ask|for|from|to|assigned to"
    rf"|dri)\b[: ]\s*)(?:the )?(?:{_ROLES})(?:\s*\(|\b)(?!\s+(?:data|system|team's|page|process))",
    re.IGNORECASE,
)
_NAME = (
    r"(?:[A-Z][a-zà-öø-ÿ'’-]+|[A-Z]\.)(?:\s+(?:de|van|von|der|den|da|di|del|el|al|bin|ten|la"
    r"|le)\b)*(?:\s+(?:[A-Z][\w'’-]+|[A-Z]\.))*"
)
_MONTHS = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?"
    r"|Dec(?:ember)?|Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?"
    r"|Sun(?:day)?)(?=\.?,?\s*\d|\s*[)\]]|\s*$))"
)
_MARKED = re.compile(
    rf"(?:[(\[]\s*(?:owner\s*:?\s*|dri\s*:?\s*|asked by\s*)?|[–—]\s*|\s-\s|→\s*|\|\s*|\b(?:owner|assigned to"
    rf"|assignee|dri|responsible|answered by|who|decides|decided by|ask|with)\b\s*[:=]?\s*)"
    rf"(?P<name>(?!{_MONTHS}\b|Q\d|P\d|(?:TBD|TBC|TODO|None|N/A|Unknown|Nobody|Unassigned|E\d|EV|Open|Answer"
    rf"|Yes|No|See|The|This|If|When|And|Or|We|It|In|Is|Are|Do|Does|At|For|To)\b){_NAME})"
)
_NOBODY = re.compile(r"\b(?:unassigned|nobody|no owner|unowned|tb[dca]|unknown|n/?a|none)\b|^\W*$", re.IGNORECASE)
_LEADING = re.compile(rf"^(?P<name>(?!{_MONTHS}\b){_NAME})\s*(?:,|:|\()\s*")


def names_owner(unit: Unit) -> bool:
    """Whether the line, or its owner's column, says who answers for it."""
    cell = unit.cells.get("owner")
    if cell is None and "role" in unit.cells and unit.cells.keys() & {"question", "id"}:
        cell = unit.cells["role"]
    if cell is not None:
        return bool(cell.text.strip(" -–—?")) and not re.fullmatch(
            r"(?:unassigned|nobody|no owner|tb[dca]|unknown|n/?a|none)", cell.text.strip(), re.IGNORECASE
        )
    return (
        bool(_AT.search(unit.text))
        or names_person(unit.text)
        or _names_role(unit.text)
        or _names_somebody_behind(unit.text)
        or _SIGNED.match(unit.text) is not None
    )


_SIGNED = re.compile(
    rf"^{_NAME}(?:\s*\([^()]{{2,40}}\))?,?\s+(?:by |until )?(?:\d{{1,2}}\.? [A-Z][a-z]+"
    rf"|\d{{4}}-\d)[\w .-]{{0,12}}:\s"
)


_BEHIND = re.compile(
    r"(?:\?[\s*_]*|\s[–—→-]+\s*|[(\[]\s*)(?P<tail>[^?()\[\]]{2,70}(?:\([^()]{2,40}\)[^?()\[\]]{0,40})?)[)\]]?[\s.*_]*$"
)
_FILLER = re.compile(
    rf"(?:{_MONTHS}|\b(?:by|until|till|due|before|on|at|end|of|the|week|owner|owners|decide|decision|decided|answer"
    rf"|open|needed|next|this"
    rf"|sprint|release|q[1-4]|h[12]|low|medium|high|priority|blocking|non-blocking|blocks?|p[0-4]|status|new|asked"
    rf"|since|early|mid|late)\b"
    rf"|[\d\W_])+",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?:see|we|it|this|that|there|they|if|or|and|but|because|when|currently|today|could|should|would|maybe|perhaps"
    r"|not|yes|no|so"
    r"|probably|possibly|likely|e\.g|for example|such as|currently|as|in)\b",
    re.IGNORECASE,
)
_MOST_NAMED = 5


def _names_somebody_behind(text: str) -> bool:
    """Words behind the question, in brackets or behind a dash, that are no date and no sentence: whoever they are."""
    found = _BEHIND.search(text)
    if not found or _NOBODY.search(found["tail"]) or _TELLS.match(found["tail"].strip()):
        return False
    dated = re.search(r"\d", found["tail"]) is not None
    named = _FILLER.sub(" ", found["tail"]).split()
    return dated and 0 < len(named) <= _MOST_NAMED


def names_person(text: str) -> bool:
    """Whether a name stands where owners stand: in brackets, behind a dash, after "owner"."""
    return any(_is_name(match["name"]) for match in _MARKED.finditer(text))


def _is_name(words: str) -> bool:
    return not _NOBODY.search(words)


def _names_role(text: str) -> bool:
    """A role in brackets or behind a dash, at the end of the line."""
    tail = re.search(r"(?:[(\[][^()\[\]]*[)\]]|[–—]\s*[^–—?]*|\?\s*[^?]{0,60})\s*\.?$", text)
    return bool(tail and _ROLE.search(tail[0].lstrip("?").strip()) and not _NOBODY.search(tail[0]))
