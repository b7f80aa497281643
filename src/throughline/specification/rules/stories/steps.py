"""A criterion read into its steps and written again: Given/When/Then, EARS, or a plain sentence.

EARS: Mavin et al., "Easy Approach to Requirements Syntax", IEEE RE 2009.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from throughline.specification.rules.lexicon import AUXILIARIES
from throughline.specification.rules.stories.contracts import CriterionParts
from throughline.specification.rules.stories.verbs import is_verb

_LONGEST = 8_000
_MARKS = re.compile(
    r"!?\[(?P<words>[^\]\[]*)\]\([^)\s]*\)|\*{1,3}|~~|`+|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])",
)
_LIST_MARK = re.compile(
    r"(?:[-+•–·>]\s+|\(?\d{1,3}[.)]\s+|\[[ xX]?\]\s*"
    r"|(?:AC|C|CR|R|FR|REQ|NFR|US|S|E)[\s#-]?\d+(?:\.\d+)*\s*[:.)–—-]+\s*)+",
)
_NO_STEP = re.compile(
    r"(?:#|@\w|scenario(?:\s+outline)?\s*:|background\s*:|examples?\s*:|feature\s*:|rule\s*:|\|)", re.IGNORECASE
)
_STEP = re.compile(r"(?P<key>given|when|then|and|but)(?:\s+that(?=\s))?(?:\s*[:,–—]\s*|\s+)(?=\S)", re.IGNORECASE)
_INLINE = re.compile(
    r"(?P<mark>[,;.:–—-]\s*|\s)(?:(?P<and>and|but)\s+)?(?P<key>when|then|given)(?:\s+that(?=\s))?(?:\s*[:,]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?P<mark>[,;.])\s*(?:and|but|And|But)\s+(?=\S)|\s+(?P<loud>AND|BUT)\s+(?=\S)|\s+and\s+(?=(?:the|an?|no|it|they)\s)"
)
_WHO = (
    r"(?:(?:the|our|each|every|this|any)\s+(?:[\w-]+\s+){1,5}?"
    r"|(?:system|app|application|site|service|platform|product|it|they|users?|people)\s+)"
)
_SHALL = re.compile(rf"(?:[\s,;:]|^)\s*(?:then\s+)?(?P<who>{_WHO}shall)\s+(?=\S)", re.IGNORECASE)
_STATES = frozenset({"while", "where", "as long as"})
_EARS_LEAD = re.compile(
    r"(?P<key>when(?:ever)?|if|while|where|as\s+long\s+as|once|after|before|until|unless|upon|on)\s+(?=\S)",
    re.IGNORECASE,
)
_NEXT_LEAD = re.compile(r"\s*,\s*(?:and\s+)?(?=(?:when|if|while|where|once|after|unless)\b)", re.IGNORECASE)
_CLAUSE_LEAD = re.compile(r"(?:when(?:ever)?|if|once|after|as\s+soon\s+as|in\s+case|unless)\s+(?=\S)", re.IGNORECASE)
_STATE_LEAD = re.compile(r"(?:while|where|as\s+long\s+as|given(?:\s+that)?)\s+(?=\S)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"\s*,\s*(?:then\s+)?|\s+then\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:the|a|an|it|they|we|i|you|he|she|this|that|these|those|no|all|each|every|there|their|its|his|her|any|only|both"
    r"|nothing|nobody|everyone|show|display|send|return|keep|say|do|offer|ask|block|log|retry|mark|redirect|refuse"
    r"|reject|users?|people|customers?|admins?|members?|owners?|\[)\b",
    re.IGNORECASE,
)
_TAIL_WHEN = re.compile(r"\s+(?:when(?:ever)?|if|once|as\s+soon\s+as|unless)\s+(?=\S)", re.IGNORECASE)
_QUOTE = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]*’")
_ORDER = {"given": 0, "when": 1, "then": 2}
Steps = list[tuple[str, str]]


def read_criterion(text: str) -> CriterionParts:
    """The steps of one criterion, each without its keyword. No text fails; a plain sentence is all `then`.

    Given/When/Then is read over lines and within one, EARS from "shall" (what shall be keeps its subject), and a plain
    sentence that opens with "When …," or "If …," has that clause as `when`. Words between quotation marks never cut.
    """
    lines = [line for line in map(_set_bare, text[:_LONGEST].splitlines()) if line and not _NO_STEP.match(line)]
    steps = _read_lines(lines) if lines else []
    return _trim(_gather(steps) if steps else _read_plain(" ".join(lines)))


def write_steps(parts: CriterionParts) -> str:
    """One sentence "Given …, when …, then …."; a criterion that has only `then` is that, as a sentence."""
    keyed = (("given", parts.given), ("when", parts.when), ("then", parts.then))
    pieces = [f"{key} {_join(steps)}" for key, steps in keyed if steps]
    if parts.then and not parts.given and not parts.when:
        pieces = [_join(parts.then)]
    sentence = ", ".join(pieces)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _join(steps: Sequence[str]) -> str:
    """Steps with "and" between them, written so that reading finds them one by one again."""
    joined = steps[0]
    for step in steps[1:]:
        joined += f", and {step}" if _SUBJECT.match(step) else f"; and {step}"
    return joined


def _set_bare(line: str) -> str:
    plain = _MARKS.sub(lambda mark: mark.group("words") or "", line)
    words = " ".join(plain.split())
    mark = _LIST_MARK.match(words)
    return words[mark.end() :].strip() if mark else words


def _trim(parts: CriterionParts) -> CriterionParts:
    """Every step without the marks at its end, and no empty one."""

    def trim(steps: tuple[str, ...]) -> tuple[str, ...]:
        bare = (step.strip().rstrip(".,;: ") for step in steps)
        return tuple(step for step in bare if step)

    return CriterionParts(trim(parts.given), trim(parts.when), trim(parts.then))


def _read_lines(lines: Sequence[str]) -> Steps:
    """Steps where the first line opens with a keyword; a line that opens with none goes on with the one before."""
    opening = _STEP.match(lines[0])
    first = opening["key"].lower() if opening else ""
    if first not in _ORDER or (first == "when" and not _has_then("\n".join(lines))):
        return []
    steps: Steps = []
    for line in lines:
        if _STEP.match(line):
            steps += _cut_line(line, last=steps[-1][0] if steps else "given")
        elif steps:
            steps[-1] = (steps[-1][0], f"{steps[-1][1]} {line}")
    return steps


def _has_then(text: str) -> bool:
    """Whether what opens with "when" is a scenario: "then" stands in it, and no "shall" makes it EARS."""
    return bool(re.search(r"(?:^|\s)then\b", text, re.IGNORECASE)) and not _SHALL.search(text)


def _cut_line(line: str, *, last: str) -> Steps:
    """The steps of one line: at "when" and "then" that follow in order, and at "and" between steps."""
    opening = _STEP.match(line)
    key = opening["key"].lower() if opening else last
    kind = key if key in _ORDER else last
    rest, steps = line[opening.end() if opening else 0 :], Steps()
    while joint := _next_joint(rest, kind):
        steps += _cut_and(kind, rest[: joint.start()])
        kind, rest = joint["key"].lower(), rest[joint.end() :]
    return steps + _cut_and(kind, rest)


def _next_joint(text: str, kind: str) -> re.Match[str] | None:
    """The next keyword that goes on in order; without a mark before it, "when" counts only where no other is."""
    later = [m for m in _find_open(_INLINE, text) if _ORDER[m["key"].lower()] > _ORDER[kind]]
    apart = [
        m for m in later if not m["mark"].isspace() or m["key"].isupper() or m["key"].lower() == "then" or m["and"]
    ]
    first = apart[0] if apart else None
    if kind == "given" and first is not None and first["key"].lower() == "then":
        return next((m for m in later if m["key"].lower() == "when" and m.start() < first.start()), first)
    return first


def _find_open(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Where the pattern stands in the text, but for what stands between quotation marks."""
    hidden = [match.span() for match in _QUOTE.finditer(text)]
    return [m for m in pattern.finditer(text) if not any(start <= m.start() < end for start, end in hidden)]


def _cut_and(kind: str, words: str) -> Steps:
    pieces, start = list[str](), 0
    for joint in _find_open(_AND, words):
        stands_alone = joint["mark"] or (
            _says_something(words[start : joint.start()]) and _says_something(words[joint.end() :])
        )
        if joint["loud"] or joint["mark"] in {";", "."} or (stands_alone and _SUBJECT.match(words, joint.end())):
            pieces.append(words[start : joint.start()])
            start = joint.end()
    return [(kind, piece) for piece in (*pieces, words[start:]) if piece.strip(" ,;.:")]


def _says_something(words: str) -> bool:
    """Whether a verb stands in the words: "the owner" is half of "the owner and the admin are told", no step."""
    return any(word in AUXILIARIES or is_verb(word) for word in words.lower().split()[1:])


def _gather(steps: Iterable[tuple[str, str]]) -> CriterionParts:
    listed = list(steps)
    if listed and all(kind != "then" for kind, _ in listed):
        listed = [*listed[:-1], *_split_outcome(*listed[-1])]
    given, when, then = (tuple(words for kind, words in listed if kind == key) for key in _ORDER)
    return CriterionParts(given=given, when=when, then=then)


def _split_outcome(kind: str, words: str) -> Steps:
    """ "Given a late payment, a reminder is sent": where no "then" is written, it begins behind the comma."""
    end = _clause_end(words, 0)
    if not end or not _SUBJECT.match(words, end.end()):
        return [(kind, words)]
    return [(kind, words[: end.start()]), ("then", words[end.end() :])]


def _read_plain(sentence: str) -> CriterionParts:
    shall = next(iter(_find_open(_SHALL, sentence)), None)
    return _read_ears(sentence, shall) if shall else _read_clause(sentence)


def _read_ears(sentence: str, shall: re.Match[str]) -> CriterionParts:
    """ "While s, when e, the system shall r": states are given, events are when. Without a lead it is all `then`."""
    before, response = sentence[: shall.start()], sentence[shall.start("who") :]
    leads = _cut_leads(before)
    if before.strip() and not leads:
        return CriterionParts(then=(sentence,))
    tail = next(iter(_find_open(_TAIL_WHEN, response)), None) if not leads else None
    if tail:
        return CriterionParts(when=(response[tail.end() :],), then=(response[: tail.start()],))
    given = tuple(words for key, words in leads if key in _STATES)
    when = tuple(words for key, words in leads if key not in _STATES)
    return CriterionParts(given, when, (response,))


def _cut_leads(before: str) -> Steps:
    """The clauses before "the system shall", each with the word that opens it."""
    leads: Steps = []
    rest = before.strip(" ,;:")
    while lead := _EARS_LEAD.match(rest):
        ahead = _NEXT_LEAD.search(rest, lead.end())
        leads.append((" ".join(lead["key"].lower().split()), rest[lead.end() : ahead.start() if ahead else len(rest)]))
        rest = rest[ahead.end() :] if ahead else ""
    return [(key, words) for key, words in leads if words.strip(" ,.;:")]


def _read_clause(sentence: str) -> CriterionParts:
    """ "When the list is empty, a hint is shown": the clause before the comma is `when`, the rest `then`."""
    state = _STATE_LEAD.match(sentence)
    lead = state or _CLAUSE_LEAD.match(sentence)
    end = _clause_end(sentence, lead.end()) if lead else None
    if not lead or not end or not sentence[end.end() :].strip(" ."):
        return CriterionParts(then=(sentence,))
    clause, rest = sentence[lead.end() : end.start()], sentence[end.end() :]
    if state:
        further = _read_clause(rest)
        return CriterionParts((clause, *further.given), further.when, further.then)
    return CriterionParts(when=(clause,), then=(rest,))


def _clause_end(sentence: str, start: int) -> re.Match[str] | None:
    """The comma at which the leading clause ends: the first behind which a statement begins, else the first of all."""
    hidden = [match.span() for match in _QUOTE.finditer(sentence)]
    every = _CLAUSE_END.finditer(sentence, start)
    ends = [m for m in every if not any(a <= m.start() < b for a, b in hidden)]
    return next((m for m in ends if _SUBJECT.match(sentence, m.end())), ends[0] if ends else None)
