"""ST005 and ST007: two stories in one, and epics that pose as stories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.specification.rules import lexicon
from throughline.specification.rules.checking.catalogue import report, shorten
from throughline.specification.rules.checking.contracts import Document, Finding, Settings, Severity, Told
from throughline.specification.rules.checking.rewriting import quote, tidy
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.objects import is_plural
from throughline.specification.rules.stories.verbs import find_base, is_verb

MOST_CRITERIA = 8
MOST_WORDS = 35
_JOINT = re.compile(
    r"(?:,\s*)?\s(?:and(?:/or)?(?: then| also)?|as well as(?: to)?|&|or|then"
    r"|plus)\s+(?:to\s+)?(?:be able to\s+)?(?:also\s+|then\s+|easily\s+|quickly\s+|directly\s+"
    r"|immediately\s+)?(?P<verb>[a-z][a-z-]+)(?=(?P<rest>(?:\s+[^,;.]+)?))",
    re.IGNORECASE,
)
_SAME_THING = re.compile(
    r"^\s*(?:it|them|this|that|these|those|one|its|their|each|the same|both|him|her|some|all of them)\b", re.IGNORECASE
)
_SAME_LATER = re.compile(
    r"\b(?:of|for|to|about|with|on|from|in|at)\s+(?:it|them|this|that|these|those)\b", re.IGNORECASE
)
_SEEING = read_words(
    """
        view see search filter sort browse read list find look navigate scroll print download
        compare track monitor check inspect open explore review group order zoom preview display
        play watch follow understand know
        """
)
_CHANGING = read_words(
    """
        add create edit update change delete remove rename modify set enter save correct archive
        restore copy duplicate move reorder enable disable activate deactivate turn undo cancel
        adjust configure choose select insert replace
        """
)
_PAIRS = frozenset(
    frozenset(pair.split("+"))
    for pair in read_words(
        """
        approve+refuse accept+refuse confirm+reject confirm+decline grant+deny grant+refuse allow+deny confirm+cancel
        approve+deny accept+deny approve+decline
        approve+reject accept+decline accept+reject allow+block copy+paste cut+paste drag+drop
        sign+log pause+resume start+stop start+end open+close lock+unlock like+share find+replace
        import+export upload+download subscribe+unsubscribe follow+unfollow invite+remove
        check+uncheck show+hide expand+collapse mute+unmute pin+unpin opt+out send+receive buy+sell
        read+write read+reply review+approve review+sign select+book pick+book choose+pay
        enter+submit fill+submit complete+submit write+send scan+upload take+upload record+share
        search+book compare+choose view+download see+download view+print save+continue save+close
        save+share zoom+pan log+out upload+attach
        """
    )
)
_NOUNS_FIRST = read_words(
    """
        email name file address time service document page form link code list report price phone
        date number type state status address contact account access test label design model image
        message note result cost point value credit market project product place plan work group
        team profile target measure source rule sound stock water load lead object key host guest
        tag mark feature display filter support
        """
)
_LEADS = (
    lexicon.DETERMINERS
    | lexicon.ADJECTIVES
    | lexicon.PRONOUNS
    | {
        "when",
        "what",
        "which",
        "how",
        "where",
        "whether",
        "if",
        "who",
        "why",
        "to",
        "from",
        "for",
        "on",
        "about",
        "through",
        "with",
        "out",
        "up",
        "all",
        "any",
        "more",
    }
)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+\w+(?:\s+\w+)?$", re.IGNORECASE)
_MANAGES = re.compile(
    r"^(?:fully |completely |better |easily )?(?:manage|administer|administrate|oversee|handle|govern|orchestrate)\b",
    re.IGNORECASE,
)
_SUPPORTS = re.compile(r"^(?:support|maintain|deal with|take care of|work with)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"^(?:have |get |be given )?(?:full|complete|total|comprehensive) (?:support|control|management|handling"
    r"|administration|access)\b"
    r"|\b(?:entire|whole|complete|full|total) (?:[\w-]+ ){1,2}(?:process|workflow|work flow|life ?cycle|journey"
    r"|management|system|operation)\b"
    r"|\bend[- ]to[- ]end\b|\bfrom start to finish\b|\beverything\b|\ball aspects of\b|\bevery aspect of\b"
    r"|\b(?:complete|full|entire|whole|comprehensive) (?:system|solution|platform|module|suite|workflow"
    r"|work flow|life ?cycle|management|control|functionality|"
    r"process|set of|range of|administration|overhaul|redesign|rewrite|crud)\b|\b(?:management"
    r"|administration) (?:system|module|platform|of (?:all|the))\b|\bfull[- ]?blown\b|\ball[- ]in[- ]one\b"
    r"|\ball (?:my|the|our) (?:needs|tasks|work|business)\b|\bthe whole (?:thing|process|lifecycle|journey)\b",
    re.IGNORECASE,
)


def find_compound_stories(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST005."""
    del settings
    for told in document.stories:
        match = _find_second(told)
        if match is None:
            continue
        start = max(0, told.unit.text.find(told.parts.means)) + match.start("verb")
        end = start + len(match["verb"])
        first = told.parts.means[: match.start()].strip(" ,")
        second = f"{match['verb']}{match['rest']}".strip()
        either = bool(re.match(r"(?:,\s*)?\sor\b", match[0]))
        yield report(
            "ST005",
            told.unit,
            start,
            end,
            why=_why(first, second),
            suggestion=_split(told, first, second),
            severity=Severity.INFO if either else None,
        )


def _why(first: str, second: str) -> str:
    wants = f"“{shorten(first, 50)}” and “{shorten(second, 50)}”"
    return f"Two wants in one story, {wants}, cannot be ranked, estimated or shipped apart."


def _split(told: Told, first: str, second: str) -> str:
    role = told.parts.role or "[who]"
    return "Two stories: " + " ".join(
        quote(tidy(f"As a {role}, I want to {shorten(want, 90)}, so that [what for].")) for want in (first, second)
    )


def _find_second(told: Told) -> re.Match[str] | None:
    """The second verb of the means, where it opens a want of its own."""
    means, verb = told.parts.means, told.parts.verb
    if not verb:
        return None
    for match in _JOINT.finditer(means):
        if _is_second(means[: match.start()], match, verb):
            return match
    return None


def _is_second(before: str, match: re.Match[str], verb: str) -> bool:
    """Whether another want begins here: a second verb with a thing of its own, that is no part of the same act."""
    word, rest = match["verb"].lower(), match["rest"]
    if (
        not is_verb(word)
        or find_base(word) != word
        or not rest.strip()
        or _SAME_THING.match(rest)
        or _SAME_LATER.search(rest)
    ):
        return False
    if not _reads_as_verb(word, rest) or frozenset({verb, word}) in _PAIRS or _is_relative(before, rest):
        return False
    directly = len(before.split()) <= 1
    return not (directly and _is_one_act(verb, word))


def _is_relative(before: str, rest: str) -> bool:
    """Whether "and …" goes on in a relative clause: "orders that I place and cancel", not "… and see where it is"."""
    following = re.match(r"\s+([\w'’-]+)", rest)
    return _RELATIVE.search(before) is not None and not (following and following[1].lower() in _LEADS)


def _reads_as_verb(word: str, rest: str) -> bool:
    """Whether a word that may be a noun is a verb here: by what follows it."""
    following = re.match(r"\s+([\w'’-]+)", rest)
    low = following[1].lower() if following else ""
    if word not in lexicon.AMBIGUOUS and word not in _NOUNS_FIRST:
        return bool(low) or word != "time"
    if low in _LEADS:
        return low not in {"for", "from", "to", "on", "with", "of"} or word not in _NOUNS_FIRST
    ahead = re.findall(r"[a-z'’-]+", rest.lower())[:3]
    return word not in _NOUNS_FIRST and any(w.endswith("s") and not w.endswith("ss") for w in ahead)


def _is_one_act(verb: str, other: str) -> bool:
    return verb == other or {verb, other} <= _SEEING or {verb, other} <= _CHANGING


def find_epics(document: Document, settings: Settings) -> Iterator[Finding]:
    """ST007."""
    del settings
    for told in document.stories:
        if told.epic:
            continue
        reason = _find_size(told)
        if reason:
            start = max(0, told.unit.text.find(told.parts.means)) if told.parts.means else 0
            why = f"{reason}: this is as big as an epic, cannot be estimated and is never quite done."
            yield report("ST007", told.unit, start, why=why, suggestion=_narrow(told))


def _find_size(told: Told) -> str:
    means = told.parts.means
    opening = _MANAGES.match(means)
    if opening:
        return f"“{opening[0]}” is many things a person does"
    supports = _SUPPORTS.match(means)
    if supports and is_plural(told.parts.entity or ""):
        return f"“{supports[0]}” with {told.parts.entity} is many things a person does"
    whole = _WHOLE.search(means)
    if whole:
        return f"“{whole[0]}” has no edge"
    if len(told.criteria) > MOST_CRITERIA:
        return f"It has {len(told.criteria)} criteria"
    if len(means.split()) > MOST_WORDS:
        return f"It takes {len(means.split())} words to say what is wanted"
    return ""


def _narrow(told: Told) -> str:
    role, thing = told.parts.role or "[who]", told.parts.entity or "[what]"
    return "One act a story: " + quote(
        tidy(f"As a {role}, I want to [add / find / change / remove] {thing} [in which case], so that [what for].")
    )
