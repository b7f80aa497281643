"""A better wording built from the question's own words, or None where no sound one can be built."""

from __future__ import annotations

import re
from collections.abc import Callable

from throughline.discovery.rules.interviewing import loaded
from throughline.discovery.rules.interviewing.catalogue import HYPOTHETICAL, LEADING, MULTIPLE, PITCHING
from throughline.discovery.rules.interviewing.clauses import find_asking
from throughline.discovery.rules.interviewing.several import cut_first

_MOST_WORDS = 16
_VAGUE = re.compile(
    r"\b(?:something|anything|things?|stuff|that|this|it|one|ones|those|these|such|would|could|might|if|um"
    r"|uh)\b(?! )|"
    r"^(?:it|that|this|them|one|some|any|so|such|me|us|more|again)\b|\b(?:something like|like that|would|could"
    r"|might)\b"
    r"|[\"“”*_#<>\[\]{}|\\?]|\d{5,}|^\W*$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r",? (?:in (?:the )?future|next (?:year|month|week|time|quarter)|soon|tomorrow|one day|some day|someday"
    r"|from now on"
    r"|instead|then|for (?:you|that|this)|ever)$",
    re.IGNORECASE,
)
_VERB = (
    r"(?P<verb>(?!like\b|want\b|be\b|have\b|love\b|prefer\b|find\b|rather\b|say\b|need\b|agree\b|ever\b"
    r"|mind\b|not\b)[a-z]{2,})"
)
_REST = r"(?P<rest>.+)"
_THING = r"(?P<thing>(?:an?|the|some|more|fewer|another) .+)"
_PAST = re.compile(
    r"^(?:the|your|an?|you|somebody|someone|one of your|two|it) ?[\w' -]{0,40}?\b(?:\w{2,}ed|went|had|lost|broke"
    r"|got|came|was"
    r"|were|ran|fell|left|took|made|forgot|found|stopped|missed|sent|paid|lent|hurt|cut|shut)\b"
)
_TOOL = re.compile(
    r"^(?:an?|the|our|some|my) [\w' -]{2,40}? (?:that|which) (?:(?:lets?|helps?|allows?|allowed) (?:you"
    r"|them)(?: to)? (?P<base>.+)"
    r"|(?P<verb>[a-z]+(?:s|es)) (?P<rest>.+))$",
    re.IGNORECASE,
)

_DONE = {"stop": "stopped", "prevent": "prevented", "keep": "kept"}

_Rewriter = Callable[[re.Match[str]], str | None]


def reword(rule: str, core: str) -> str | None:
    """A sentence a person can say in place of `core`, or None; the caller checks that it breaks no rule."""
    asking = (find_asking(core) or core).rstrip(" ?.!")
    build = _BUILDERS.get(rule)
    words = build(asking, core) if build else None
    return _polish(words) if words else None


def _reword_imagined(asking: str, core: str) -> str | None:
    del core
    for pattern, rewrite in _IMAGINED:
        if found := pattern.match(asking):
            return rewrite(found)
    return None


def _tell_last(found: re.Match[str]) -> str | None:
    """ "Would you use an export scheduler?"."""
    thing = _plain(found["thing"])
    if not thing:
        return None
    if tool := _TOOL.match(thing):
        doing = tool["base"] or f"{_strip_s(tool['verb'])} {tool['rest']}"
        return f"Tell me about the last time you had to {doing}." if _plain(doing) else None
    return f"Tell me about the last time you needed {thing}." if " that " not in thing else None


def _tell_wanted(found: re.Match[str]) -> str | None:
    rest = _plain(found["rest"])
    return f"Tell me about the last time you wanted to {rest}." if rest else None


def _when_last(found: re.Match[str]) -> str | None:
    rest = _plain(found["rest"])
    return f"Tell me about the last time you wanted to {found['verb'].lower()} {rest}." if rest else None


def _how_last(found: re.Match[str]) -> str | None:
    rest = _plain(found["rest"])
    return f"{found['wh'].capitalize()} did you {found['verb'].lower()} {rest} the last time?" if rest else None


def _others_asked(found: re.Match[str]) -> str | None:
    rest, who = _plain(found["rest"]), _plain(found["who"])
    return f"Tell me about the last time {who} asked to {rest}." if rest and who else None


def _decide_when(found: re.Match[str]) -> str | None:
    """ "At what point would you sample?"."""
    rest = _plain(found["rest"])
    return f"How do you decide when to {found['verb'].lower()} {rest}?" if rest else None


def _stopped(found: re.Match[str]) -> str | None:
    rest = _plain(found["rest"])
    return f"What has {_DONE[found['how'].lower()]} you from {rest} so far?" if rest else None


def _tell_case(found: re.Match[str]) -> str | None:
    """ "What would you do if you lost the key?": the case itself is asked for."""
    case = _plain(found["case"], past=True)
    return f"Tell me about the last time {case}." if case and _PAST.match(case) else None


def _price(found: re.Match[str]) -> str | None:
    del found
    return "What does the way you do it now cost you?"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_IMAGINED: tuple[tuple[re.Pattern[str], _Rewriter], ...] = (
    (_compile(r"how much (?:would|will|could) (?:you|they|people|your)\b.*\b(?:pay|spend)\b"), _price),
    (_compile(r"(?:would|will) you (?:ever |be willing to |consider )?(?:pay|paying)\b(?! attention)"), _price),
    (_compile(r"(?:what|how) would (?:you|they)\b[^,]{0,30}? if (?P<case>.+)$"), _tell_case),
    (
        _compile(
            rf"(?:would|wouldn't|will) (?:you|they) (?:ever |really |actually )?(?:use|try|buy|download|install"
            rf"|want|like|love"
            rf"|need|get|have) {_THING}$"
        ),
        _tell_last,
    ),
    (
        _compile(
            rf"(?:would|wouldn't) you (?:like|want|love"
            rf"|prefer) to (?:be able to )?(?!be\b){_REST}$"
        ),
        _tell_wanted,
    ),
    (_compile(r"what would (?P<how>stop|prevent|keep)(?:) you from (?P<rest>\w+ing\b.*)$"), _stopped),
    (
        _compile(
            rf"do you think (?P<who>(?:your |the )?[a-z-]+s) (?:would|'d|might) (?:like|want|love|prefer) to {_REST}$"
        ),
        _others_asked,
    ),
    (
        _compile(rf"(?:at what (?:point|stage)|when) (?:would|will) you,?(?: [^,]{{1,40}},)? {_VERB} (?!if\b){_REST}$"),
        _decide_when,
    ),
    (_compile(rf"(?P<wh>how|where) (?:would|will) you {_VERB} (?!if\b){_REST}$"), _how_last),
    (_compile(rf"(?:would|will) you (?:ever |consider )?{_VERB} (?!if\b){_REST}$"), _when_last),
)


def _reword_leading(asking: str, core: str) -> str | None:
    for pattern, form in _LEADING:
        if found := pattern.match(asking):
            thing = _plain(found["thing"]) if "thing" in found.groupdict() else ""
            return (
                form.format(**{**found.groupdict(), "thing": thing}) if thing != "" or "{thing}" not in form else None
            )
    return _drop_loaded(asking, core)


_JUDGED_SO = loaded.JUDGING.pattern
_LEADING: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _compile(
            rf"(?:is|was|are|were) (?:it|that|this|they"
            rf"|you)\b[\w' ]{{0,20}}{_JUDGED_SO}$"
        ),
        "How was that for you?",
    ),
    (
        _compile(
            r"(?:is|was) (?:it|that|this) (?:just|only|mainly|simply|really|mostly|basically)"
            r" (?P<thing>(?:[a-z]{2,}ing|the|your|our|an?|a lack of) (?:(?!because\b).)+)$"
        ),
        "What part does {thing} play?",
    ),
    (_compile(r"(?:is|was) (?:it|that|this)\b.{0,60}\bbecause\b|(?:is|was) (?:that|this|it) why\b"), "Why is that?"),
    (
        _compile(
            rf"(?:did|do) you (?:also )?find it {_JUDGED_SO} to (?P<thing>[a-z]+ (?:(?! than\b).)+?)(?: than\b.*)?$"
        ),
        "What was it like to {thing}?",
    ),
    (
        _compile(
            rf"(?:did|do) you find (?P<thing>(?:the|your|our|an?) (?:(?!{_JUDGED_SO}).)+?) (?:to be )?{_JUDGED_SO}"
        ),
        "What has your experience with {thing} been?",
    ),
    (
        _compile(
            rf"(?:are|were) you (?:\w+ )?{_JUDGED_SO} (?:with|about|by) (?P<thing>(?:the|your|our|how"
            rf"|an?) .+)$"
        ),
        "What has your experience with {thing} been?",
    ),
    (
        _compile(
            rf"(?:is|was) (?P<thing>(?:the|your) (?:(?!{_JUDGED_SO}).)+?) (?:too |very |really |so )?{_JUDGED_SO}$"
        ),
        "What has your experience with {thing} been?",
    ),
    (
        _compile(
            r"(?:don't|do|would) you (?:think|agree|feel|find)(?: that)? (?P<thing>(?:the|your"
            r"|an?) [\w' -]+?) (?:is|are|was|were)\b"
        ),
        "What has your experience with {thing} been?",
    ),
)


def _drop_loaded(asking: str, core: str) -> str | None:
    """The question again without the word that judges."""
    if loaded.HOW_JUDGING.match(asking):
        rest = loaded.HOW_JUDGING.sub(r"how \g<aux>", asking, count=1)
        return f"{rest}?" if _plain(rest[3:]) else None
    bare = loaded.EMPHASIS.sub("", asking)
    bare = loaded.MODIFIER.sub(lambda m: f"{_mend_article(m, bare)}{m['between'].rstrip(',')}", bare)
    emphatic = loaded.EMPHASIS.search(core) and bare.lower().startswith(("what ", "how ", "why ", "when ", "who "))
    return f"{bare}?" if bare != asking or emphatic else None


def _mend_article(found: re.Match[str], text: str) -> str:
    article = found["before"]
    if article.lower() not in {"a", "an"} or found["between"]:
        return article
    after = text[found.end() :].lstrip(" ,")
    return "an" if after[:1].lower() in "aeio" else "a"


def _reword_multiple(asking: str, core: str) -> str | None:
    """The first of two questions in one sentence; one that only follows another, where it can be asked openly."""
    del core
    first = cut_first(asking)
    if first is None and (found := _ANY.match(asking)) and _plain(found["rest"]):
        return f"What {found['what']} do you have {found['rest']}?"
    return f"{first.rstrip(' ?.!,;')}{'.' if _is_request(first) else '?'}" if first and len(first.split()) > 2 else None


_ANY = _compile(r"any (?P<what>[a-z]+s) (?P<rest>(?:for|on|about|from|with|against) .+)$")


def _is_request(words: str) -> bool:
    return bool(re.match(r"(?:tell|walk|talk|show|describe|explain|give|share|help|let's)\b", words, re.IGNORECASE))


_BUILDERS: dict[str, Callable[[str, str], str | None]] = {
    HYPOTHETICAL.id: _reword_imagined,
    PITCHING.id: _reword_imagined,
    LEADING.id: _reword_leading,
    MULTIPLE.id: _reword_multiple,
}


def _plain(words: str, *, past: bool = False) -> str:
    """The words where they can stand in another sentence; "" where they are vague, long or refer to something"
    " else."""
    words = _LATER.sub("", words.strip(" ,.?!"))
    if len(words.split()) > _MOST_WORDS or _VAGUE.search(words) or (not past and re.search(r"[,;:]", words)):
        return ""
    return words


def _strip_s(verb: str) -> str:
    """ "keeps" as one says it after "had to"."""
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        return verb[:-2]
    return {"has": "have", "is": "be", "does": "do"}.get(verb, verb.removesuffix("s"))


def _polish(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip()
    return words[:1].upper() + words[1:]
