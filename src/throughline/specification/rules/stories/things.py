"""The thing a story's verb is done to, and what the story says that thing holds: noun phrases cut by closed classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from throughline.specification.rules import lexicon
from throughline.specification.rules.stories.verbs import find_base, is_verb

_WORD = re.compile(r"[^\W_]+(?:['’\-./+#&@][^\W_]+)*['’]?(?=\W|$)|[^\w\s]", re.UNICODE)
_LED = lexicon.DETERMINERS | lexicon.read_words(
    """
    all both several many more most less few fewer enough multiple various other others another own certain specific
    new existing additional different such particular respective entire whole full only just any much one two three
    own relevant
    """
)
"""What stands before a thing without naming it."""
_PARTICLES = lexicon.read_words("up out down in on off back over around through away along together ahead forward")
_LEADS_TO = lexicon.read_words(
    "for to in into on onto at through across with about from of by within between against as via over after"
)
_WH = lexicon.read_words("which what who whom whose whether if how when where why that")
_INDIRECT = lexicon.read_words("me us them him her you myself themselves users people")
_QUANTITY = lexicon.read_words(
    """
    list lists set sets number range variety kind kinds type types copy copies series amount lot lots couple pair bunch
    sort sorts most some any each all rest array majority plenty one access part view views history
    """
)
_STOPS = (
    lexicon.PREPOSITIONS
    | (
        lexicon.ADVERBS
        - lexicon.read_words("first last next such same own few several many most least far right all both")
    )
    | lexicon.read_words("offline nearby onsite even")
    | lexicon.CONJUNCTIONS
    | lexicon.AUXILIARIES
    | (lexicon.PRONOUNS - {"other", "others", "something", "everything", "anything"})
    | _WH
    | lexicon.read_words(
        "to not using containing including showing having concerning regarding according matching during"
    )
    | lexicon.read_words(
        "belonging starting relating pertaining i.e e.g via per than as directly easily quickly within"
    )
)
_KEPT_ADVERBS = lexicon.read_words(
    "daily weekly monthly yearly hourly quarterly family assembly supply reply anomaly early friendly only"
)
_PARTICIPLES = lexicon.read_words(
    "made sent given taken built shown held written chosen known seen kept bought sold paid done left set"
)
_MOST_WORDS = 7
_ITEM_MOST = 5
_MOST_LISTS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark, in lower case beside how it is written, and where it stands."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether it is no word but a mark."""
        return not self.text[0].isalnum()


def cut_words(text: str) -> tuple[Word, ...]:
    """Every word and mark, in order."""
    return tuple(Word(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text))


def find_thing(text: str, words: Sequence[Word], start: int) -> str:
    """The first thing at or after word `start`, as it stands in `text`, without article; empty where none is named."""
    place = skip_to_thing(words, start)
    first, last = _grow(words, place, asks=any(word.lower in _WH for word in words[start:place]))
    if first == last:
        return ""
    inside = words[first:last]
    looks_through = inside[-1].lower in _QUANTITY and last < len(words) and words[last].lower in {"of", "to"}
    if looks_through and (deeper := find_thing(text, words, last + 1)):
        return deeper
    return text[words[first].start : words[last - 1].end]


def skip_to_thing(words: Sequence[Word], start: int) -> int:
    """The place of the first word that can belong to a thing: past particles, prepositions, questions, determiners."""
    place, leads = start, 0
    while place < len(words) and leads < 8:
        word = words[place]
        following = words[place + 1].lower if place + 1 < len(words) else ""
        if leads < 2 and (other := _skip_other_verbs(words, place)) > place:
            place = other
            continue
        skips = (
            word.lower in _PARTICLES | _LEADS_TO | _WH | _LED | {"not"}
            or word.text in "“\"‘'([*"
            or (word.lower in _INDIRECT and (following in _LED | _WH or following in {"to", "about", "a"}))
            or (word.lower in lexicon.PRONOUNS and leads > 0 and word.lower not in {"others", "something"})
            or (word.lower in lexicon.AUXILIARIES and leads > 0)
            or _is_adverb(word)
            or word.lower in {"many", "much"}
        )
        if not skips or (word.lower in _LED and following == "of" and word.lower != "own" and not leads):
            break
        place, leads = place + 1, leads + 1
    return place


def _skip_other_verbs(words: Sequence[Word], place: int) -> int:
    """Past the further verbs of "create, edit and delete records", up to what all of them are done to."""
    joined = place
    while joined + 1 < len(words) and (words[joined].lower in {"and", "or"} or words[joined].text in ",/&"):
        step = joined + (2 if words[joined + 1].lower in {"and", "or", "to"} else 1)
        if step >= len(words) or not is_verb(words[step].lower) or words[step].lower.endswith("s"):
            break
        joined = step + 1
    return joined


def _is_adverb(word: Word) -> bool:
    lower = word.lower
    return (lower.endswith("ly") and len(lower) > 4 and lower not in _KEPT_ADVERBS) or lower in {
        "also",
        "always",
        "just",
    }


def _grow(words: Sequence[Word], start: int, *, asks: bool) -> tuple[int, int]:
    """From word `start` as far as one thing goes: places (first, behind the last)."""
    end = start
    while end < len(words) and end - start < _MOST_WORDS and not _ends_before(words, end, start):
        end += 1
    while end > start and (
        words[end - 1].is_mark or (asks and end - start > 1 and _may_be_verb(words[end - 1], words[end - 2]))
    ):
        end -= 1
    return start, end


def _may_be_verb(word: Word, before: Word) -> bool:
    """In "when the status changes" the last word is the verb, not the thing."""
    return word.lower.endswith("s") and is_verb(word.lower) and not before.lower.endswith("s")


def _ends_before(words: Sequence[Word], place: int, start: int) -> bool:
    word = words[place]
    if word.is_mark:
        return word.text not in "-'’&/" or place == start
    following = words[place + 1] if place + 1 < len(words) else None
    if word.lower in _STOPS or (_is_adverb(word) and place > start):
        return not _joins_adjectives(words, place, start)
    closed = following is None or following.is_mark or following.lower in _STOPS | lexicon.DETERMINERS
    trails = (word.lower.endswith("ed") and len(word.lower) > 4) or word.lower in _PARTICIPLES
    if place > start and trails and closed and word.lower not in {"feed", "seed", "need"}:
        return True
    return (
        place > start
        and word.lower.endswith("ing")
        and following is not None
        and following.lower in lexicon.DETERMINERS
    )


def _joins_adjectives(words: Sequence[Word], place: int, start: int) -> bool:
    """Whether "and" joins two adjectives of one thing: "accurate and complete information"."""
    inside = words[start:place]
    return (
        words[place].lower in {"and", "or"}
        and len(inside) > 0
        and all(word.lower in lexicon.ADJECTIVES for word in inside)
        and place + 2 < len(words)
    )


def drop_led(words: str) -> str:
    """A noun phrase without what leads it: "all of the new invoices" is "invoices"."""
    parts = words.split()
    while len(parts) > 1 and parts[0].lower() in _LED | {"of"}:
        parts = parts[1:]
    return " ".join(parts).strip("“”\"‘’'()[]., ")


_HOLDS = re.compile(
    r"(?:\bwith(?: (?:its|their|his|her|a|an|the))?|\bincluding(?: (?:its|their|the))?|\bsuch as|\bcontaining|\bshowing"
    r"|\bconsisting of|\blike|\be\.?g\.?,?|\bby (?:entering|giving|providing|specifying)(?: (?:its|their|my|his|her))?"
    r"|\bby (?=[\w ]+(?:, [\w ]+)* (?:and|or) )|:|\()\s+?(?=\S)|\((?=\S)",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:,\s*(?:and|or|as well as|plus)\b|,|;|\b(?:and|or|as well as|plus)\b|&)\s*", re.IGNORECASE)
_SAYS_FIELDS = lexicon.read_words("enter fill type input specify provide give supply state")
_MAY_HOLD = _SAYS_FIELDS | lexicon.read_words(
    """
    see view update change edit record save capture collect show store read check compare set choose select add note log
    """
)
_OF_EACH = re.compile(r"\s+(?:of|for)\s+(?:each|every|all|a|an|my|our|their|the)?\s*", re.IGNORECASE)


def find_fields(text: str, verb: str, after: int) -> tuple[str, ...]:
    """What the story says its thing holds: lists after "with", "including", a colon; or the things entered or seen.

    `after` is where in `text` the verb ends. Two or more make a list; one alone counts only where it is entered.
    """
    for lead in islice(_HOLDS.finditer(text, after), _MOST_LISTS):
        listed = _read_list(text[lead.end() :])
        if len(listed) > 1:
            return listed
    base = find_base(verb)
    if base not in _MAY_HOLD:
        return ()
    listed = _read_list(text[after:].strip())
    return listed if len(listed) > 1 or base in _SAYS_FIELDS else ()


def find_holder(text: str, after: int) -> str:
    """The thing whose parts are listed: "price and stock of each product" is about a product."""
    cut = _OF_EACH.search(text, after)
    if not cut or len(_read_list(text[after : cut.start()].strip())) < 2:
        return ""
    words = cut_words(text)
    start = next((n for n, word in enumerate(words) if word.start >= cut.end()), len(words))
    return find_thing(text, words, start)


def _read_list(text: str) -> tuple[str, ...]:
    """The items of a list at the head of `text`; it ends at the first that is no thing, or that something follows."""
    items: list[str] = []
    for piece in _CUT.split(text):
        words = cut_words(piece)
        start = skip_to_thing(words, 0)
        first, last = _grow(words, start, asks=False)
        if (
            first == last
            or last - first > _ITEM_MOST
            or (start > 0 and not all(w.lower in _LED for w in words[:start]))
        ):
            break
        last = _grow_over_of(words, last)
        items.append(_drop_owner(piece[words[first].start : words[last - 1].end]))
        if last < len(words):
            break
    return tuple(dict.fromkeys(item for item in items if item))


def _grow_over_of(words: Sequence[Word], last: int) -> int:
    """ "number of people", "date of birth": one item goes on over "of" where a bare noun follows."""
    if last + 1 < len(words) and words[last].lower == "of" and words[last + 1].lower not in _STOPS | _LED:
        return _grow(words, last + 1, asks=False)[1]
    return last


def _drop_owner(item: str) -> str:
    return re.sub(r"^[^\W_][\w -]*(?:['’]s|s['’])\s+(?=\S)", "", item).strip(" '’\"“”")
