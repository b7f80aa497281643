"""The words that stand on a screen in each state: the criterion's own, or a proposal that nobody has settled."""

from __future__ import annotations

import re

from throughline.specification.rules.prototyping.contracts import ScreenKind, StateName
from throughline.specification.rules.prototyping.deeds import set_plain
from throughline.specification.rules.stories.contracts import Point
from throughline.specification.rules.stories.steps import read_criterion
from throughline.specification.rules.wording import capitalise

_PROPOSED = {
    StateName.EMPTY: "No {many} yet",
    StateName.LOADING: "",
    StateName.PARTIAL: "Part of the {many} is missing",
    StateName.ERROR: "The {many} did not load",
    StateName.DENIED: "This {one} is not yours to open",
    StateName.OFFLINE: "Offline: {many} as last seen",
    StateName.CONFLICT: "Somebody else changed this {one}",
    StateName.LIMIT: "No more {many} for now",
    StateName.STALE: "These {many} may be old",
    StateName.PENDING: "This {one} is waiting",
    StateName.EXPIRED: "This {one} is past its date",
    StateName.LONG_CONTENT: "",
    StateName.UNDO: "{One} gone",
    StateName.CONFIRM: "",
    StateName.SUCCESS_ASYNC: "Your {many} are being prepared",
    StateName.DEGRADED: "{Many} work with less for now",
    StateName.DUPLICATE: "This {one} is there already",
    StateName.IDEAL: "",
}
_ON_ENTRY = {
    StateName.ERROR: "This {one} is not complete",
    StateName.PENDING: "Sending this {one}",
}
_QUOTED = re.compile(r"“([^”]{3,})”|\"([^\"]{3,})\"")
_ENTERED = frozenset({ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD, ScreenKind.SETTINGS, ScreenKind.AUTH})


def propose_text(state: StateName, kind: ScreenKind, *, one: str, many: str) -> str:
    """What a screen might say in a state, until a criterion says so."""
    template = (_ON_ENTRY if kind in _ENTERED else {}).get(state) or _PROPOSED[state]
    if kind is ScreenKind.DETAIL and state is StateName.ERROR:
        template = "This {one} is no longer here"
    told = template.replace("{one}", one).replace("{many}", many)
    return set_plain(capitalise(told.replace("{One}", capitalise(one)).replace("{Many}", capitalise(many))))


def tell_outcome(point: Point) -> str:
    """What a criterion says that happens, as a sentence on the screen; a quoted text alone where it quotes one."""
    then = read_criterion(point.text).then
    quoted = _QUOTED.search(" ".join(then))
    if quoted:
        return set_plain(capitalise(next(words for words in quoted.groups() if words)))
    return set_plain(capitalise("; ".join(then))) if then else set_plain(point.text)
