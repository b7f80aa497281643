"""Texts cut into sentences and words, and words brought to a common form, to lay a claim beside a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W\d_]+)*|[^\w\s]", re.UNICODE)
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]*]*\s+|\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)|\n(?=\s*[A-Z])|(?<=[。！？])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|approx|dr|mr|mrs|ms|no|inc|ltd|fig|cf|refs?|st)|\b[a-z])\.[\s\"']*$", re.IGNORECASE
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NOISE = re.compile(r"[^\w@#&+]+", re.UNICODE)
_BRITISH = re.compile(r"is(e|ed|es|er|ing|ation|ations)$")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, written with spaces between them for the eye."""
    return frozenset(text.split())


STOPWORDS = word_set(
    """a about above across actually after again all almost along already also although always am an and another any
    anyone anything are around as at away back be because been before being below between both but by can could
    did do does doing done down during each either else enough etc even ever every everyone everything few for
    from further get gets getting go goes going got had has have having he her here hers him his how however i if
    in indeed instead into is it its itself just kind least less let like likely lot lots made make makes making
    many may maybe me might mine more most much must my myself need needed needs now of off often ok on once one
    ones only onto or other others otherwise our ours out over own per perhaps please pretty quite rather really
    same say says said see seem seems seen shall she should since so some someone something sometimes soon still stuff
    such sure than that the their theirs them themselves then there these they thing things this those though
    through thus to today together too toward towards try trying under until up upon us use used user users uses
    using very via want wanted wants was way ways we well were what whatever when whenever where whether which
    while who whole whom whose why will with within would become becomes became come comes came coming anything
    anyone somebody anybody everybody nobody nothing none whichever yes yet you your yours yourself im ive id ill
    youre youve theyre thats whats lets dont doesnt didnt cant wont isnt arent wasnt werent hasnt havent hadnt
    couldnt wouldnt shouldnt it's i'm i've i'd i'll that's there's let's we're we've they're you're you've what's
    he's she's who's here's"""
)
FRAME = word_set(
    """account accounts add adds answer answered answers ask asked asking asks call called calls claim claims client
    clients comment comments complain complained complaining complains customer customers describe described
    describes expect expects explain explained explains express expressed expresses feel feels felt find finds
    found hope hopes item items mention mentioned mentioning mentions note noted notes participant participants
    people person point points reply replied report reported reporting reports respondent respondents response
    responses several some speak state stated states suggest suggested suggesting suggests survey tell tells think
    thinks thought told wish wishes would write writes writing wrote team teams organisation organisations
    organization organizations company companies interviewee interviewees speaker speakers request requests
    requested requesting according regarding"""
)
"""Words that frame what somebody said without being part of it: "3 accounts report that …"."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: as written, in small letters with plain apostrophes, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().translate(_APOSTROPHES)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


@lru_cache(maxsize=8192)
def tokenise(text: str) -> tuple[Token, ...]:
    """Words and marks of `text` in order; writing without spaces (Chinese, Japanese, Thai) gives single characters."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        if _UNSPACED.search(match.group()):
            tokens += [Token(c, match.start() + k, match.start() + k + 1) for k, c in enumerate(match.group())]
        else:
            tokens.append(Token(match.group(), match.start(), match.end()))
    return tuple(tokens)


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that puts no spaces between words."""
    return bool(_UNSPACED.match(character))


@lru_cache(maxsize=8192)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence of `text`, without the white space around it; list lines count as sentences."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if not _continues(text, start, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return tuple(_tighten(text, s, e) for s, e in spans if text[s:e].strip())


def _continues(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether what looks like an end is an abbreviation, or dots that a small letter follows."""
    head, following = text[start : match.start()], text[match.end() : match.end() + 1]
    if "\n" in match.group():
        return False
    return (head.endswith((".", "…")) and following.islower()) or bool(_ABBREVIATED.search(head))


def _tighten(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_ENDINGS = (
    ("ies", "y", 3),
    ("sses", "ss", 2),
    ("ings", "", 4),
    ("ing", "", 4),
    ("edly", "", 4),
    ("ied", "y", 3),
    ("ed", "", 3),
    ("ly", "", 4),
    ("es", "", 3),
    ("s", "", 3),
)
_IRREGULAR = {
    form: base
    for base, forms in {
        "break": "broke broken",
        "build": "built",
        "buy": "bought",
        "bring": "brought",
        "choose": "chose chosen",
        "come": "came",
        "find": "found",
        "forget": "forgot forgotten",
        "freeze": "froze frozen",
        "give": "gave given",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "leave": "left",
        "lose": "lost",
        "meet": "met",
        "pay": "paid",
        "run": "ran",
        "sell": "sold",
        "send": "sent",
        "show": "shown",
        "spend": "spent",
        "steal": "stole stolen",
        "take": "took taken",
        "think": "thought",
        "understand": "understood",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written",
        "child": "children",
        "man": "men",
        "good": "better best",
        "bad": "worse worst",
    }.items()
    for form in forms.split()
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The common form of an English word's inflections ("exporting", "exports" -> "export"); rough, but the same."""
    word = word.lower().translate(_APOSTROPHES).removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _BRITISH.sub(r"iz\1", word) if len(word) > 5 else word
    if len(word) < 4 or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, base, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return _settle(word[: -len(ending)] + base)
    return _settle(word)


def _settle(root: str) -> str:
    """Undo a doubled consonant ("stopp") and drop a mute e, so that stop/stopped and use/using agree."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root[:-1] if len(root) > 3 and root.endswith("e") else root


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` that carry meaning, in small letters, in order; no numbers, no stopwords."""
    return tuple(t.low for t in tokenise(text) if is_content(t.low))


def is_content(word: str) -> bool:
    """Whether a word (in small letters) carries meaning of its own."""
    if not word[0].isalpha() or word in STOPWORDS or word.partition("'")[0] in STOPWORDS:
        return False
    return len(word) > 1 or is_unspaced(word)


@lru_cache(maxsize=65536)
def name_key(name: str) -> tuple[str, ...]:
    """A name as words in small letters without punctuation, so that spelling of marks and spaces does not matter."""
    return tuple(part for part in _NOISE.split(name.casefold()) if part)
