"""Where a story's clauses begin and end: who, in which situation, what is wanted, and what for. Patterns alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughline.specification.rules.stories.contracts import Form

LONGEST = 2_000
"""No story is longer; what goes on beyond these characters is no part of one."""
SYSTEM = (
    r"(?:the |our |this |your )?"
    r"(?:system|app|application|site|website|platform|software|product|tool|page|service|solution|it)"
)
_ROLE_MOST = 160
_MARKS = re.compile(
    r"!?\[(?P<words>[^\]\[]*)\]\([^)\s]*\)|</?[a-zA-Z][^<>]{0,80}>|\*{1,3}|~~|`+|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])"
    r"|(?m:^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*))"
)
_LIST_MARK = re.compile(r"(?:[-+•–·*]\s+|\(?\d{1,3}[.)]\s+|\[[ xX]?\]\s+)+")
_BREAK = re.compile(r"\n[ \t]*\n")
_END = re.compile(r"(?<![.\s]\w)(?<!e\.g)(?<!i\.e)(?<!etc)[.!?;]+[\"”’)\]]*(?=\s+[\"“(\[]?[A-Z\d]|\s*$)")

_SUBJECT = r"(?:i|we|they|he|she|you|one)"
_OFTEN = r"(?:(?:also|really|only|just|always|still|sometimes|often|simply|first|then|now|would|'d|’d)\s+)*"
_WISH = (
    r"(?:want(?:s|ed)?|need(?:s|ed)?|wish(?:es)?|(?:would|'d|’d)\s+(?:also\s+|really\s+)?(?:like|love|prefer|want|need)"
    r"|like|love|prefer|expect(?:s)?|hope(?:s)?|require(?:s)?|(?:am|are|is|'m|’m|'re|’re)\s+(?:looking|interested|trying|required|able)"
    r"|have(?=\s+to\b)|has(?=\s+to\b)|ought(?=\s+to\b))"
)
_MAY = r"(?:can|could|should|shall|must|may|might|will)"
_ASK = rf"(?:{_OFTEN}(?:(?P<wish>{_WISH})|(?P<may>{_MAY})))\b"
_I_ASK = re.compile(rf"[\s,:;–—-]*(?<![^\W_]){_SUBJECT}(?:\s+|(?=['’](?:d|m|re)\s)){_ASK}", re.IGNORECASE)
_AS = re.compile(r"(?:^|(?<=[\s(\[“\"]))as\s+(?:(?:an?|the|any|one\s+of\s+the)\s+)?(?=\S)", re.IGNORECASE)
_AS_ONE = re.compile(r"as\s+(?:an?|the)\s+(?P<role>[^,:;]{1,80}?)\s*[,:;–—]\s*", re.IGNORECASE)
_WHEN = re.compile(r"(?:when(?:ever)?|while|after|before|if)\s+(?=\S)", re.IGNORECASE)
_IN_ROLE = re.compile(r"\s*,?\s+(?:when(?:ever)?|while|after|before|if)\s+", re.IGNORECASE)
_FOR_FIRST = re.compile(
    r"(?:so\s+that|in\s+order\s+(?:to|that|for)|because|such\s+that|to)\s+(?P<benefit>.+?)[\s,;:.–—-]*$", re.IGNORECASE
)

_PEOPLE = (
    r"(?:i|we|you|they|he|she|it|my|our|their|his|her|the|this|that|those|these|people|users|others|customers|everyone"
    r"|nobody|no|all|each)"
)
_SO = (
    rf"so\s+that|(?<=, )so\s+(?!far|called|on\b|forth|much|many|long|to\b|as\b)(?=[a-z])|so\s*,?\s+(?={_PEOPLE}\b)"
    r"|such\s+that|in\s+order\s+(?:that|to|for)\b|so\s+as\s+to\b|because\b|\bthereby\b"
)
_BENEFIT = re.compile(rf"[\s,;:.–—-]+(?:and\s+)?(?:{_SO})[\s,]*(?:so\s+that\s+)?", re.IGNORECASE)
_AIMS = (
    r"avoid|ensure|understand|know|help|save|reduce|prevent|improve|decide|make\s+sure|keep\s+track|plan|prove|learn"
)
_TO_AIM = re.compile(rf"(?:\s*[,;–—]\s*to\s+(?=[a-z])|\s+to\s+(?={_AIMS}\b))", re.IGNORECASE)
_TAKES_TO = re.compile(
    r"\b(?:want|wants|need|needs|like|able|ability|option|way|ways|right|how|what|when|where|which|whether|allow|enable"
    r"|use|using|ready|have|has|easy|hard|possible|required|used|due|going|order|me|us|them|tool|tools)\s*$",
    re.IGNORECASE,
)

_ABLE = (
    r"(?:be(?:ing)?|am|are|is)\s+(?:also\s+)?(?:able|allowed|enabled)(?:\s+to)?|(?:have|has|get|gain|be\s+given|be\s+offered)\s+"
    r"(?:an?\s+|the\s+|some\s+)?(?:easy\s+|quick\s+|simple\s+)?"
    r"(?:ability|option|options|possibility|opportunity|chance|capability|way|means|right|power)\s+(?:to|of)"
    r"|(?:the\s+|an?\s+)?(?:ability|option|possibility|opportunity|chance|capability|way)\s+(?:to|of)"
    r"|(?:allow|enable|help|permit)(?:s|ed)?\s+(?:me|us)\s+to|(?:let|help)\s+(?:me|us)|it\s+(?:should|must)\s+be\s+possible\s+to"
    r"|(?:it\s+)?to\s+be\s+possible\s+to|be\s+in\s+a\s+position\s+to"
)
_LEAD = re.compile(rf"\s*(?:(?P<able>{_ABLE})|(?P<to>to)|that|for|in)(?=\s)[\s,:]*", re.IGNORECASE)
_SYSTEM_TO = re.compile(
    rf"{SYSTEM}\s+(?:to|should|must|shall|can|will|could)\s+(?:be\s+able\s+to\s+)?(?:let\s+me\s+|allow\s+me\s+to\s+)?",
    re.IGNORECASE,
)

_LABEL = re.compile(
    r"(?:(?:user\s+|job\s+)?stor(?:y|ies)|us|s|req|r|f|epic)?[\s#-]*\d{0,4}(?:\.\d+)*\s*[:.)–—-]+\s+", re.IGNORECASE
)
_WHO = r"(?:(?:an?|the|each|every|all|any|our|only)\s+)?(?P<role>(?:[^\W\d_][\w'’/-]*\s+){0,5}?[^\W\d_][\w'’/-]*)"
_MODAL_BARE = (
    r"(?:can|could|may|(?:should|must|shall|will|need\s+to|needs\s+to|have\s+to|has\s+to)(?:\s+be\s+able\s+to)?|wants?\s+to"
    r"|would\s+like\s+to|(?:is|are)\s+(?:able|allowed)\s+to|wish(?:es)?\s+to|gets?\s+to)"
)
_BARE = re.compile(rf"{_WHO}\s+{_MODAL_BARE}\s+(?=\S)", re.IGNORECASE)
_WANTS_THING = re.compile(
    rf"{_WHO}\s+(?:wants?|needs?|would\s+like)\s+(?=(?:an?|the|more|better|some)\s)", re.IGNORECASE
)
_LET = re.compile(
    r"(?:allow|enable|permit|let|help)(?:s|ing)?\s+(?:an?\s+|the\s+|all\s+|our\s+)?(?P<role>(?:[\w'’/-]+\s+){0,3}?[\w'’/-]+s?)\s+to\s+(?=\S)",
    re.IGNORECASE,
)
_LET_BARE = re.compile(
    r"lets?\s+(?:an?\s+|the\s+|all\s+|our\s+)?(?P<role>(?:[\w'’/-]+\s+){0,2}?[\w'’/-]+s)\s+(?=[a-z])", re.IGNORECASE
)
_ABLE_BARE = re.compile(rf"(?:{_ABLE})\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clauses:
    """A story cut at its joints. `does` says whether the means opens with a verb ("to export …") or a thing."""

    form: Form
    role: str = ""
    situation: str = ""
    means: str = ""
    benefit: str = ""
    does: bool = False


def set_bare(text: str) -> str:
    """The words of a story as one line: no Markdown, no list mark, nothing after a blank line."""
    plain = _MARKS.sub(lambda mark: mark.group("words") or "", text[:LONGEST])
    first = next((part for part in _BREAK.split(plain) if part.strip()), "")
    line = " ".join(first.split())
    mark = _LIST_MARK.match(line)
    return line[mark.end() :] if mark else line


def cut_story(line: str) -> Clauses:
    """The clauses of one line of plain words, in whichever of the three forms it is written."""
    return _cut_as(line) or _cut_when(line) or _cut_bare(line)


def _cut_as(line: str) -> Clauses | None:
    for opening in _AS.finditer(line):
        ask = _I_ASK.search(line, opening.end(), opening.end() + _ROLE_MOST)
        if ask and _may_open(line, opening.start()) and line[opening.end() : ask.start()].strip():
            role, situation = _split_role(line[opening.end() : ask.start()])
            return _cut_rest(
                Form.STORY, line, ask, role=role, situation=situation, first=_read_first(line[: opening.start()])
            )
    return _cut_as_one(line)


def _may_open(line: str, start: int) -> bool:
    """Whether "as a" opens the story here: at its head, after a mark, or after the benefit said first."""
    before = line[:start].rstrip()
    return not before or before[-1] in ',.:;–—-|)]"“' or bool(_FOR_FIRST.match(before))


def _cut_as_one(line: str) -> Clauses | None:
    """ "As a user, the page should …": a role, then anything but "I want"."""
    label = _LABEL.match(line)
    found = _AS_ONE.match(line, label.end() if label else 0)
    if not found:
        return None
    means, benefit = _cut_benefit(line[found.end() :])
    does = bool(_SYSTEM_TO.match(means) or re.match(_ABLE, means, re.IGNORECASE) or re.match(r"to\s", means))
    return Clauses(Form.STORY, found["role"].strip(), "", _strip_lead(means), benefit, does)


def _split_role(words: str) -> tuple[str, str]:
    role = words.strip(" ,:;–—-")
    inside = _IN_ROLE.search(role)
    return (role[: inside.start()].strip(" ,"), role[inside.end() :].strip(" ,")) if inside else (role, "")


def _read_first(before: str) -> str:
    """The benefit where it stands before the role."""
    label = _LABEL.match(before)
    found = _FOR_FIRST.match(before[label.end() :] if label else before)
    return found["benefit"].strip() if found else ""


def _cut_when(line: str) -> Clauses | None:
    label = _LABEL.match(line)
    opening = _WHEN.match(line, label.end() if label else 0)
    ask = _I_ASK.search(line, opening.end()) if opening else None
    if not opening or not ask:
        return None
    situation = line[opening.end() : ask.start()].strip(" ,:;–—-")
    return _cut_rest(Form.JOB, line, ask, role="", situation=situation, first="") if situation else None


def _cut_rest(form: Form, line: str, ask: re.Match[str], *, role: str, situation: str, first: str) -> Clauses:
    means, benefit = _cut_benefit(line[ask.end() :])
    does = (
        bool(ask["may"])
        or bool(re.match(rf"\s*(?:to\s|{_ABLE})", means, re.IGNORECASE))
        or bool(_SYSTEM_TO.match(means.strip()))
    )
    return Clauses(form, role, situation, _strip_lead(means), benefit or first, does)


def _cut_benefit(rest: str) -> tuple[str, str]:
    """What is wanted, and what for: cut at the first joint that says so."""
    joint = _BENEFIT.search(rest) or _find_aim(rest)
    if not joint:
        return _first_sentence(rest), ""
    return _first_sentence(rest[: joint.start()]), _first_sentence(rest[joint.end() :])


def _find_aim(rest: str) -> re.Match[str] | None:
    """ "… to avoid double work" says what for, where the words before do not ask for "to" themselves."""
    for joint in _TO_AIM.finditer(rest):
        before = rest[: joint.start()]
        if len(before.split()) >= 3 and not _TAKES_TO.search(before) and not re.match(r"\s*(?:to\s+)?use\b", before):
            return joint
    return None


def _first_sentence(words: str) -> str:
    end = _END.search(words)
    return (words[: end.start()] if end else words).strip(" ,;:.–—-")


def _strip_lead(means: str) -> str:
    """The means without "to", "be able to", "the ability to", and without the system that is to do it."""
    words = means.strip(" ,;:–—-")
    while (lead := _LEAD.match(words)) and lead.end() < len(words):
        words = words[lead.end() :]
    system = _SYSTEM_TO.match(words)
    return words[system.end() :] if system and system.end() < len(words) else words


def _cut_bare(line: str) -> Clauses:
    label = _LABEL.match(line)
    words = line[label.end() :] if label and label.end() < len(line) else line
    first = _FOR_FIRST.match(words.partition(",")[0]) if "," in words else None
    if first and first["benefit"] and not words.lower().startswith("to "):
        return _cut_plain(words.partition(",")[2].strip(), first["benefit"].strip())
    return _cut_plain(words, "")


def _cut_plain(words: str, first: str) -> Clauses:
    means, benefit = _cut_benefit(words)
    for pattern in (_LET, _LET_BARE, _BARE):
        found = pattern.match(means)
        if found:
            role = "" if re.fullmatch(SYSTEM, found["role"].strip(), re.IGNORECASE) else found["role"].strip()
            role = re.sub(rf"^{_SUBJECT}$", "", role, flags=re.IGNORECASE)
            return Clauses(Form.BARE, role, "", _strip_lead(means[found.end() :]), benefit or first, does=True)
    wants = _WANTS_THING.match(means)
    if wants:
        return Clauses(Form.BARE, wants["role"].strip(), "", means[wants.end() :].strip(), benefit or first)
    able = _ABLE_BARE.match(means)
    return Clauses(Form.BARE, "", "", means[able.end() :] if able else means, benefit or first, does=bool(able))
