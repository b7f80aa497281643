"""Drafts with nothing wrong in them, of as many kinds as people write: what verification must let pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Origin

DENIES = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|nowhere|neither|nor|without|hardly|barely|cannot|unable|\w+n[’']t|dont|cant|"
    r"doesnt|didnt|isnt|wont|havent|hasnt|n[’']t|impossible|rarely|seldom)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]*")
_SWAPS = (
    (r"\bI'm\b|\bI am\b", "they are"),
    (r"\bI've\b|\bI have\b", "they have"),
    (r"\bI\b", "they"),
    (r"\bmy\b", "their"),
    (r"\bme\b", "them"),
    (r"\bwe're\b", "they are"),
    (r"\bwe\b", "they"),
    (r"\bour\b", "their"),
    (r"\bus\b", "them"),
    (r"\byour?\b", "the"),
)
_FILLERS = re.compile(
    r"(?<!not )\b(?:really|very|just|actually|basically|honestly|please|quite|so much|pretty|kind of|sort of|maybe|"
    r"perhaps|also|well|uh|um|yeah|okay|OK|like)\b,?\s*",
    re.IGNORECASE,
)
_FRAMES = (
    "Customers say that {}",
    "Respondents report that {}",
    "According to one respondent, {}",
    "Users find that {}",
    "One customer writes that {}",
    "{}",
    "{}",
    "{}",
)
_SYNONYMS = {
    "problem": "issue",
    "problems": "issues",
    "difficult": "hard",
    "hard": "difficult",
    "quickly": "fast",
    "big": "large",
    "help": "assist",
    "show": "display",
    "want": "wish for",
    "start": "begin",
    "easy": "simple",
    "examples": "samples",
    "improve": "enhance",
    "slow": "sluggish",
    "need": "require",
    "wrong": "incorrect",
    "buy": "purchase",
    "fix": "repair",
    "allow": "let",
    "delete": "remove",
    "picture": "photo",
    "phone": "mobile",
    "refund": "money back",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One claim of a draft: its kind, and for a planted fault what it was made from."""

    kind: str
    claim: Claim
    was: str = ""


Maker = Callable[[Sequence[Evidence], Random], "Case | None"]


@lru_cache(maxsize=65536)
def sentences_of(text: str) -> list[str]:
    return [match.group().strip() for match in _SENTENCE.finditer(text) if len(match.group().split()) >= 3]


def cite(piece: Evidence) -> Citation:
    return Citation(source=piece.source, row=piece.row, turn=piece.turn)


def quotable(pieces: Sequence[Evidence]) -> list[Evidence]:
    key = (len(pieces), pieces[0].id if pieces else "", pieces[-1].id if pieces else "")
    if key not in _quotable:
        _quotable[key] = _find_quotable(pieces)
    return _quotable[key]


_quotable: dict[tuple[int, str, str], list[Evidence]] = {}


def _find_quotable(pieces: Sequence[Evidence]) -> list[Evidence]:
    return [p for p in pieces if p.quotable and len(p.text.split()) >= 4]


def make(kind: str, origin: Origin, text: str, pieces: Sequence[Evidence], **more: object) -> Case:
    citations = tuple(cite(piece) for piece in pieces)
    return Case(kind, Claim("c", origin, text, citations, **more))  # type: ignore[arg-type]


def quote_item(pieces: Sequence[Evidence], rng: Random) -> Case:
    piece = rng.choice(quotable(pieces))
    return make("quote, whole item", Origin.QUOTE, f"“{piece.text}”", [piece], customer=piece.person or piece.account)


def quote_sentence(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    piece = rng.choice(quotable(pieces))
    found = sentences_of(piece.text)
    if not found:
        return None
    sentence = rng.choice(found)
    return make("quote, sentence", Origin.QUOTE, _dress(sentence, rng), [piece], quote=sentence)


def _dress(sentence: str, rng: Random) -> str:
    return rng.choice([sentence, f'"{sentence}"', f"“{sentence}”", f"«{sentence}»", f"‘{sentence}’"])


def quote_retyped(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """The same words with other quotation marks, dashes and line breaks."""
    piece = rng.choice([p for p in quotable(pieces) if re.search(r"['\"’“–—\n-]", p.text)] or quotable(pieces))
    table = {"'": "’", "’": "'", '"': "”", "“": '"', "”": '"', "–": "-", "—": "–", "\n": "  "}
    words = "".join(table.get(c, c) for c in piece.text)
    words = words.replace(" - ", rng.choice([" — ", " – ", "—", " -- "]))
    return make("quote, retyped", Origin.QUOTE, f"“{words}”", [piece])


def quote_clause(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A run of words inside a sentence that denies nothing."""
    piece = rng.choice(quotable(pieces))
    calm = [s for s in sentences_of(piece.text) if not DENIES.search(s) and len(s.split()) >= 8]
    if not calm:
        return None
    words = list(re.finditer(r"\S+", sentence := rng.choice(calm)))
    first = rng.randrange(0, len(words) - 5)
    last = rng.randrange(first + 4, len(words))
    return make(
        "quote, clause", Origin.QUOTE, sentence[words[first].start() : words[last].end()].strip(" ,;:"), [piece]
    )


def quote_after_comma(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """The part of a sentence after a comma, whatever stands before it."""
    pool = [p for p in quotable(pieces) if any(", " in s for s in sentences_of(p.text))]
    if not pool:
        return None
    piece = rng.choice(pool)
    sentence = rng.choice([s for s in sentences_of(piece.text) if ", " in s])
    tail = sentence.rsplit(", ", 1)[1]
    return make("quote, after a comma", Origin.QUOTE, tail, [piece]) if len(tail.split()) >= 3 else None


def quote_ellipsis(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """The beginning of one sentence and the whole of a later one, or a calm sentence without its middle."""
    piece = rng.choice([p for p in quotable(pieces) if len(p.text.split()) >= 12] or quotable(pieces))
    found = sentences_of(piece.text)
    mark = rng.choice([" … ", "… ", " ... ", " [...] ", " […] "])
    if len(found) >= 3 and rng.random() < 0.5:
        first, last = sorted(rng.sample(range(len(found)), 2))
        return make("quote, ellipsis", Origin.QUOTE, found[first] + mark + found[last], [piece])
    calm = [s for s in found if not DENIES.search(s) and len(s.split()) >= 10]
    if not calm:
        return None
    words = rng.choice(calm).split(" ")
    head, tail = " ".join(words[:4]), " ".join(words[-3:])
    return make("quote, ellipsis", Origin.QUOTE, head.rstrip(",") + mark + tail, [piece])


def quote_sought(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A citation that only gives the words."""
    piece = rng.choice([p for p in quotable(pieces) if len(p.text.split()) >= 6])
    citation = Citation(quote=piece.text)
    return Case("quote, sought everywhere", Claim("c", Origin.QUOTE, piece.text, (citation,)))


def quote_attributed(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    pool = [p for p in quotable(pieces) if p.account or (p.person and "#" not in p.person)]
    if not pool:
        return None
    piece = rng.choice(pool)
    name = piece.account or piece.person or ""
    told = rng.choice([f"“{piece.text}” {name}", f"“{piece.text}” — {name}", f"{name}: “{piece.text}”"])
    return make("quote, attributed", Origin.QUOTE, told, [piece], quote=piece.text, customer=name)


def infer_reworded(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A sentence told of others: persons swapped, fillers dropped, a frame before it, a word or two replaced."""
    piece = rng.choice(quotable(pieces))
    found = [s for s in sentences_of(piece.text) if 5 <= len(s.split()) <= 30]
    if not found:
        return None
    return make("inference, reworded", Origin.INFERENCE, reword(rng.choice(found), rng), [piece])


def infer_shortened(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A calm sentence without its last or first part."""
    piece = rng.choice(quotable(pieces))
    calm = [s for s in sentences_of(piece.text) if not DENIES.search(s) and len(s.split()) >= 9]
    if not calm:
        return None
    words = rng.choice(calm).split()
    cut = max(5, int(len(words) * rng.choice([0.5, 0.6, 0.7])))
    kept = words[:cut] if rng.random() < 0.6 else words[-cut:]
    return make("inference, shortened", Origin.INFERENCE, reword(" ".join(kept), rng), [piece])


def infer_joined(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """Two pieces told together, both cited."""
    chosen = rng.sample(quotable(pieces), 2)
    parts = [[s for s in sentences_of(p.text) if 4 <= len(s.split()) <= 15] for p in chosen]
    if not all(parts):
        return None
    first, second = (reword(rng.choice(part), rng, frame="{}").rstrip(".!?") for part in parts)
    return make("inference, two pieces", Origin.INFERENCE, f"{first}, and {_lower(second)}.", chosen)


def reword(sentence: str, rng: Random, frame: str | None = None) -> str:
    text = _FILLERS.sub("", sentence.strip(" -*•"))
    for pattern, replacement in _SWAPS:
        text = re.sub(pattern, replacement, text, flags=re.IGNORECASE if pattern != r"\bI\b" else 0)
    known = [word for word in re.findall(r"\w+", text) if word.lower() in _SYNONYMS]
    for word in rng.sample(known, min(2, len(known))):
        text = re.sub(rf"\b{word}\b", _SYNONYMS[word.lower()], text, count=1)
    chosen = frame or rng.choice(_FRAMES)
    told = chosen.format(_lower(text) if not chosen.startswith("{") else text)
    return told[0].upper() + told[1:] if told else sentence


def _lower(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if first.isupper() or any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]


def count_items(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A count of the pieces that hold a word."""
    word, holding = _pick_word(pieces, rng)
    if not word:
        return None
    chosen = rng.sample(holding, rng.randrange(2, min(8, len(holding)) + 1))
    number = rng.choice([str(len(chosen)), _spell(len(chosen))])
    unit = rng.choice(["items", "comments", "responses"])
    text = rng.choice([f"{number} {unit} mention {word}", f"{word.capitalize()} comes up in {number} {unit}"])
    return make("number, items", Origin.NUMBER, text[0].upper() + text[1:], chosen)


def count_customers(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    named = [p for p in pieces if (p.account or p.person) and not p.interviewer]
    word, holding = _pick_word(named, rng)
    if not word:
        return None
    chosen = rng.sample(holding, rng.randrange(2, min(8, len(holding)) + 1))
    unit = "accounts" if chosen[0].account else rng.choice(["people", "respondents"])
    count = len({p.account or p.person for p in chosen})
    unit = unit if count > 1 else {"accounts": "account", "people": "person", "respondents": "respondent"}[unit]
    return make("number, customers", Origin.NUMBER, f"{count} {unit} wrote about {word}", chosen)


def count_share(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    heard = [p for p in pieces if not p.interviewer]
    word, holding = _pick_word(heard, rng)
    if not word:
        return None
    total, part = len(heard), len(holding)
    text = rng.choice(
        [
            f"{part} of {total} items mention {word}",
            f"{part} of the {total} items ({100 * part / total:.0f} %) mention {word}",
        ]
    )
    return make("number, share", Origin.NUMBER, text, holding)


def tell_dates(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    dated = [p for p in pieces if p.date and not p.interviewer]
    word, holding = _pick_word(dated, rng) if len(dated) > 5 else ("", [])
    if not word:
        return None
    chosen = sorted(rng.sample(holding, min(4, len(holding))), key=lambda p: str(p.date))
    first, last = chosen[0].date, chosen[-1].date
    assert first is not None
    assert last is not None
    return make(
        "number, dates",
        Origin.NUMBER,
        f"{word.capitalize()} was mentioned between {first.day} {first:%B %Y} and {last.day} {last:%b %Y}",
        chosen,
    )


def tell_number(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A short sentence with a number, told of others."""
    pool = [
        (p, s)
        for p in quotable(pieces)
        for s in sentences_of(p.text)
        if re.search(r"(?<![\w.,-])\d", s) and 4 <= len(s.split()) <= 25
    ]
    if not pool:
        return None
    piece, sentence = rng.choice(pool)
    return make("number, told again", Origin.NUMBER, reword(sentence, rng), [piece])


def propose_condition(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A criterion that takes a customer's number as its test condition."""
    pool = [
        (p, m.group())
        for p in quotable(pieces)
        for m in re.finditer(
            r"(?<![\w.,:$€£-])\d[\d,]*(?:\.\d+)? (?!and|when|of|or|the|for|times|in)[a-z]{3,}\b", p.text
        )
    ]
    if not pool:
        return None
    piece, amount = rng.choice(pool)
    text = f"Given {amount}, when the person goes on, then nothing is lost"
    return make("proposal, condition", Origin.PROPOSAL, text, [piece])


def propose_plain(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    text = rng.choice(
        [
            "Tell the person what went wrong and what to do next",
            "Given an action that fails, when it ends, then the person is told and nothing half-done remains",
            "Show how long it will take before it starts",
            "The review takes place 90 days after launch",
        ]
    )
    return make("proposal, plain", Origin.PROPOSAL, text, [rng.choice(quotable(pieces))])


def _pick_word(pieces: Sequence[Evidence], rng: Random) -> tuple[str, list[Evidence]]:
    holding: dict[str, list[Evidence]] = defaultdict(list)
    for piece in pieces if len(pieces) <= 1500 else rng.sample(list(pieces), 1500):
        if not piece.interviewer:
            for word in set(re.findall(r"\b[a-z]{5,}\b", piece.text)):
                holding[word].append(piece)
    frequent = sorted(word for word, found in holding.items() if 2 <= len(found) <= 60 and word not in _DULL)
    return (word := rng.choice(frequent), holding[word]) if frequent else ("", [])


_DULL = {
    *[
        "about",
        "after",
        "again",
        "still",
        "their",
        "there",
        "these",
        "thing",
        "things",
        "think",
        "those",
        "would",
        "could",
        "should",
        "which",
        "while",
        "where",
        "being",
    ],
    *[
        "other",
        "really",
        "first",
        "today",
        "using",
        "because",
        "before",
        "between",
        "every",
        "going",
        "having",
        "maybe",
        "never",
        "under",
        "until",
    ],
}


def _spell(count: int) -> str:
    return ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][count]


MAKERS: tuple[Maker, ...] = (
    quote_item,
    quote_sentence,
    quote_retyped,
    quote_clause,
    quote_after_comma,
    quote_ellipsis,
    quote_sought,
    quote_attributed,
    infer_reworded,
    infer_reworded,
    infer_shortened,
    infer_joined,
    count_items,
    count_customers,
    count_share,
    tell_dates,
    tell_number,
    propose_condition,
    propose_plain,
)


def make_clean(pieces: Sequence[Evidence], rng: Random, count: int, *, whole: bool) -> list[Case]:
    """About `count` clean claims, the kinds taking turns; a kind the evidence does not allow is passed over.

    `whole` tells whether `pieces` are all there are; shares of a part of them would not be clean.
    """
    makers = [maker for maker in MAKERS if whole or maker is not count_share]
    made = [makers[place % len(makers)](pieces, rng) for place in range(count)]
    return [case for case in made if case]
