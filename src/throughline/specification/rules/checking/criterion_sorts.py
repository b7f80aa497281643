"""What a criterion is about: a case that fails, an empty state, somebody who may not; or only what succeeds."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from throughline.grounding.words import stem
from throughline.specification.rules.checking.contracts import Told
from throughline.specification.rules.checking.matching import written_pattern
from throughline.specification.rules.checking.strangers import PEOPLE


class Sort(StrEnum):
    """What a criterion covers besides what succeeds."""

    FAILURE = "failure"
    EMPTY = "empty"
    DENIAL = "denial"


_EMPTY = re.compile(
    r"\bempty\b|\bblank\b|\bnothing\b|\bnobody\b|\bnone\b|\bzero\b|\b0 (?:results?|rows?|items?|entries)"
    r"|\bfirst[- ]time\b|\bfirst use\b|\bno (?:data|results?|records?|match(?:es)?|rows?|items?|entries"
    r"|hits?)\b|\bnot (?:match|found)"
    r"|\bmatch(?:es)? (?:nothing|none)|\bdid you mean\b|\bnothing (?:matches|found|here|yet)|\byet\b"
    r"|\bthere (?:is|are|was|were) no\b|\bno longer any\b|\b(?:given|if|when|where) no (?!connection|signal|network"
    r"|internet|access|permission|one (?:else|may|can)|more than|answer|reply|response)|[“\"‘](?:no|nothing"
    r"|nobody|none)\b|\bwithout (?:any |an? )?(?:\w+ )?(?!is\b|was\b|has\b|does\b|this\b|its\b|access\b|needs\b"
    r"|sees\b)\w+s\b|\bhas(?: not|n[’']t) (?:any|been used|made|added"
    r"|created)\b",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\berrors?\b|\binvalid|\bfail|\bdeclin|\breject|\brefus|\bretr(?:y|ies|ied)\b|\btr(?:y|ies|ied) again\b"
    r"|\btime[ds]?[- ]?out|\bunavailable\b|\bunreachable\b|\boffline\b|\bmissing\b|\brequired\b|\bwrong\b"
    r"|\bincorrect\b|\bexpire|\bnot valid\b|\btoo (?:long|large|big|short|small|many|late|early|few|old)"
    r"|\balready\b|\bexceed|\bover the limit|\bduplicate|\bno (?:signal|connection|network|response|answer|reply)\b"
    r"|\bcannot be (?:saved|sent|read|reached|loaded|found|booked|used|paid|opened|changed|delivered)|\bcould not\b"
    r"|\bdo(?:es)? not (?:arrive|exist|match|answer|respond|have|reply|load|accept)|\bnot (?:found|saved|sent"
    r"|available|confirmed"
    r"|enough|accepted|reachable|delivered|created|changed|processed|counted)"
    r"|\binterrupt|\bcorrupt|\bunsupported\b|\blost\b|\bconflict|\bcancel|\bsuspended\b|\bdisabled\b|\blocked\b"
    r"|\btaken\b"
    r"|\b(?:is|are|was|already|fully) (?:full|booked)\b|\bblocked\b|\bmistakes?\b|\btypos?\b|\bwarn|\bunknown\b"
    r"|\bwithout (?:signal|connection|network|a reason|a photo)\b"
    r"|\bhas passed\b|\bclosed\b|\bno free\b|\brefund|\bbounce|\bdown\b(?! to)|\bout of (?:date|stock|order"
    r"|range)\b|\bstale\b|\boutside\b"
    r"|\bolder than\b|\binstead of (?:being|saving|sending)\b|\bstays? (?:as (?:it|they)|unchanged|the same)\b"
    r"|\bnot told\b|\boverlap"
    r"|\bcrash|\babort|\bincomplete\b|\bunread|\bdrops?\b(?! ?down)|\blose[sd]?\b|\bbad\b|\bbroken\b"
    r"|\bunfinished\b|\bunreadable\b"
    r"|\bno (?:\w+ )?\w+ (?:is|are|was) (?:made|created|sent|saved|written|charged|booked|changed|added)\b"
    r"|\b(?:after|before|past) (?:the )?(?:\d{1,2}[:.]\d\d|deadline|closing)|\bsecond (?:attempt|try|time)\b|\btwice\b"
    r"|\bno \w+(?: \w+)? (?:is |are )?(?:left|free|available)\b|\bmore than \d|\bfewer than \d|\ba (?:third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|thirteenth)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bonly (?:an? |the )?(?:[\w’'-]+ ){0,3}?(?:can|may|see|sees|is able|are able|shall|has|have)\b|\b(?:cannot"
    r"|can[’']t|may not|must not) "
    r"(?:also )?(?:see|open|edit|change|delete|remove|approve|export|read|view|access|share|invite|cancel|tick"
    r"|pause|offer|do|use|set|"
    r"start|put|register|mark|download|add|create|send|reply|assign|move|publish|reach|find|be (?:seen|opened"
    r"|changed|edited|read|declined|deleted))\b"
    r"|\bnot (?:allowed|permitted|authori[sz]ed|able)\b|\bpermission|\baccess (?:is |was |gets |be )?(?:denied"
    r"|refused|limited)|\bno access\b"
    r"|\bno right\b|\bwithout (?:access|permission|the right|rights|the role)|\bdenied\b|\bforbidden\b"
    r"|\bunauthori[sz]ed\b|\b40[13]\b"
    r"|\b(?:other|another) (?:roles?|users?|people|persons?|members?|teams?|practices?|schools?|customers?"
    r"|tenants?|organi[sz]ations?"
    r"|household|account|regions?|wards?|departments?|compan(?:y|ies)|residents?|famil(?:y|ies)|\w+[’']s?\b)"
    r"|\b(?:do|does) not (?:see|get|have)\b"
    r"|\bsees? (?:no|nothing)\b|\bsees? a sign-?in\b|\bhidden (?:from|for)|\bnot (?:visible|shown|offered"
    r"|listed) (?:to|for)\b|\bnobody else\b|\banyone else\b"
    r"|\bsomebody else[’']?s?\b|\bsomeone else[’']?s?\b|\bnobody but\b|\boutside (?:of )?(?:the |their |his "
    r"|her |its )?(?:workspace|team|organi[sz]ation|company|ward|region)"
    r"|\bnon-(?:members?|admins?|owners?)\b|\bread-only (?:for|to)\b|\bnot change\b|\b(?:action|control|button"
    r"|choice|entry"
    r"|page|option|menu) is (?:absent|hidden|not (?:shown|offered|there))\b"
    r"|\bwho (?:is|are) not (?:an? |the )?\w+|\bneeds? the role\b|\brole-based\b|\bsigned[- ]out\b"
    r"|\bnot (?:signed|logged) in\b|\bsent (?:back )?to (?:the )?(?:sign-?in|log-?in|their own)\b",
    re.IGNORECASE,
)


_NO_ENTRY = re.compile(r"[“\"‘]No (?:access|entry|permission|rights?)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _tell(text: str) -> frozenset[Sort]:
    sorts = set[Sort]()
    if _DENIED.search(text):
        sorts.add(Sort.DENIAL)
    if _EMPTY.search(_NO_ENTRY.sub(" ", _DENIED.sub(" ", text))):
        sorts.add(Sort.EMPTY)
    if _FAILS.search(_DENIED.sub(" ", text)):
        sorts.add(Sort.FAILURE)
    return frozenset(sorts)


def tell_sorts(text: str) -> frozenset[Sort]:
    """What one line covers."""
    return _tell(text)


def fails(text: str) -> bool:
    """Whether it tells of something that goes wrong, rather than of who may not."""
    return Sort.FAILURE in _tell(text)


def is_unhappy(text: str) -> bool:
    """Whether it tells of anything but success."""
    return bool(_tell(text)) or bool(written_pattern("check_words", "unhappy").search(text))


def blank_own(told: Told, text: str) -> str:
    """A criterion without the story's own act: where a refusal is wanted, "is refused" is the success."""
    own = stem(told.parts.verb) if told.parts.verb else ""
    if len(own) < 4:
        return text
    words = [
        word for word in re.findall(r"[A-Za-z]+", text) if stem(word.lower()) == own or word.lower().startswith(own)
    ]
    for word in dict.fromkeys(words):
        text = re.sub(rf"\b{re.escape(word)}\b", "…", text)
    return text


def list_own(told: Told) -> list[str]:
    """A story's criteria without its own act."""
    return [blank_own(told, unit.text) for unit in told.criteria]


_OTHERS = re.compile(
    r"\bonly (?:an? |the )?(?:[\w’'-]+ ){0,3}?(?:can|may|sees?|is able|are able|shall|has|have)\b|\b(?:other"
    r"|another|foreign) [\w’'-]+|\bnobody (?:else|but)\b"
    r"|\b(?:anyone|somebody|someone|everybody|everyone) else\b|\bpermission|\baccess (?:is |was |gets "
    r"|be )?(?:denied|refused|limited)|\bno access\b|\bwithout (?:access|permission|the right|rights|the role)\b"
    r"|\bforbidden\b|\bunauthori[sz]ed\b|\bnot authori[sz]ed\b|\b40[13]\b|\bhidden (?:from|for)\b"
    r"|\bnot (?:visible|shown|offered|listed) (?:to|for)\b|\bnon-(?:members?|admins?|owners?)\b"
    r"|\b(?:their|her|his|its|my) own\b|\bread-only (?:for|to)\b|\bwho (?:is|are) not (?:an? |the |of )?\w+"
    r"|\bwho (?:is|are) not mine\b|\bnot (?:mine|theirs|hers|his)\b|\bsigned[- ]out\b|\bnot (?:signed"
    r"|logged) in\b|\boutside (?:of )?(?:the |their |his |her |its )?(?:workspace|team|organi[sz]ation|company"
    r"|ward|region)"
    r"|\b(?:withdrawn|revoked|expired) (?:invitation|access|role)|\b(?:invitation|access|role) (?:was|is"
    r"|has been) (?:withdrawn|revoked)",
    re.IGNORECASE,
)
_BARRED = re.compile(
    r"\b(?P<who>[\w’'-]+(?: [\w’'-]+)?) (?:cannot|can[’']t|may not|must not|(?:is|are) not (?:allowed|able"
    r"|permitted)|(?:do|does)(?: not|n[’']t) (?:see|get|have)"
    r"|sees? (?:no|nothing|neither)|gets? (?:no|nothing))\b",
    re.IGNORECASE,
)
_TURNED_AWAY = re.compile(
    r"\b(?:denied|refused|rejected|no \w+ can be \w+|not (?:shown|offered|there"
    r"|possible))\b",
    re.IGNORECASE,
)
_SELF = frozenset(
    {"i", "she", "he", "it", "they", "we", "you", "system", "app", "that", "which", "who", "there", "this"}
)


def denies(told: Told, text: str, people: frozenset[str]) -> bool:
    """Whether a criterion says who may not: others than who wants the story, or somebody by role."""
    if _OTHERS.search(text):
        return True
    own, low = told.parts.role.lower(), text.lower()
    strangers = [
        name
        for name in people
        if name != own and name not in own and own not in name and re.search(rf"\b{re.escape(name)}", low)
    ]
    if any(
        re.match(rf"\W*(?:an?|the|no) {re.escape(name)}\b[^.;]*\b(?:but|and) (?:can ?not|may not|must not)\b", low)
        for name in strangers
    ):
        return True
    for match in _BARRED.finditer(text):
        who = match["who"].lower().split()
        if who[-1] in _SELF or (own and who[-1].rstrip("s") == own.split()[-1]):
            continue
        if any(name.split()[-1].rstrip("s") == who[-1].rstrip("s") for name in people) or who[-1].rstrip("s") in PEOPLE:
            return True
    return bool(
        strangers
        and _TURNED_AWAY.search(text)
        and re.match(
            r"\W*(?:[A-Z]+\d+\W+)?(?:given|when|if|an?"
            r"|the)\b",
            low,
        )
    )
