"""What is demanded of a quote: these words, whole, in the cited evidence, said by the customer who is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from throughline.grounding.citing import Cited, Library, name_place, shorten
from throughline.grounding.contracts import Citable, Claim, Finding, Span, Verdict
from throughline.grounding.customers import find_others, is_customer, own_names
from throughline.grounding.dates import MONTHS
from throughline.grounding.normalise import normalise, strip_outer_marks
from throughline.grounding.numbers import blank_references
from throughline.grounding.quotes import Misquote, Place, find_quote
from throughline.grounding.supporting import attributes_of
from throughline.grounding.words import Token, name_key, split_sentences, tokenise, word_set

_QUOTED = re.compile(r"[\"“„«](?P<words>.+)[\"”“»]", re.DOTALL)
_SAID = word_set("says said writes wrote asks asked reports reported tells told adds from by at of via row turn")


def check_quote(claim: Claim, cited: Cited, library: Library) -> Finding:
    """Verified with the spans where the words stand, or rejected with the reason and, if near, the words as said."""
    if not claim.citations:
        return _reject(claim, "a quote must cite where it stands", _find_elsewhere(claim, library))
    found = _find(claim, cited.distinct, library)
    if isinstance(found, str):
        return _reject(claim, found, _offer(claim, cited, library))
    piece, place = found
    spans = tuple(Span(piece.id, start, end) for start, end in place.parts)
    return Finding(claim, Verdict.VERIFIED, _say_where(piece, parts=len(spans)), spans=spans)


def _say_where(piece: Citable, *, parts: int) -> str:
    """Where the quote stands, and that it is elided where its words do not stand there in one piece."""
    if parts == 1:
        return f"stands word for word in {name_place(piece)}"
    return f"elided: its {parts} parts stand in this order, not in one piece, in {name_place(piece)}"


def _reject(claim: Claim, reason: str, offer: str | None = None) -> Finding:
    return Finding(claim, Verdict.REJECTED, reason, recomputed=offer)


def bare_words(claim: Claim) -> str:
    """The words that are said to have been said: `quote`, else the text without its outer marks."""
    return strip_outer_marks(claim.quote if claim.quote is not None else claim.text)


def _find(claim: Claim, pieces: Sequence[Citable], library: Library) -> tuple[Citable, Place] | str:
    """The first piece that holds the quote and may be quoted so, or the reason why none does."""
    reasons = [(_rank(reason), reason) for reason in _reasons(claim, pieces, library) if isinstance(reason, str)]
    for answer in _reasons(claim, pieces, library):
        if not isinstance(answer, str):
            return answer
    return max(reasons, key=lambda ranked: ranked[0])[1] if reasons else "a quote must cite where it stands"


def _rank(reason: str) -> int:
    """The reason of the piece that came nearest to holding the quote is the one worth telling."""
    return 0 if "do not stand" in reason else 1


def _reasons(claim: Claim, pieces: Sequence[Citable], library: Library) -> list[tuple[Citable, Place] | str]:
    return [_try_piece(claim, piece, library) for piece in pieces]


def _try_piece(claim: Claim, piece: Citable, library: Library) -> tuple[Citable, Place] | str:
    words, told = bare_words(claim), claim.text
    place = find_quote(words, piece.text)
    if isinstance(place, Misquote) and (inner := _attributed_words(claim)):
        words = inner
        place = find_quote(words, piece.text)
    if isinstance(place, Misquote):
        return f"{place.reason} ({name_place(piece)})"
    return _find_objection(claim, words, told, piece, library) or (piece, place)


def _attributed_words(claim: Claim) -> str | None:
    """The words between marks of a text that is nothing but them and who said them: `“…” Castellan, 4 Mar`."""
    match = None if claim.quote is not None else _QUOTED.search(claim.text)
    if match is None:
        return None
    around = blank_references(claim.text[: match.start()] + " " + claim.text[match.end() :])
    words = [token for token in tokenise(around) if token.is_word]
    named = [token for token in words if token.text[0].isupper() or token.low in _SAID or token.text.isdigit()]
    return match["words"] if len(words) <= 12 and len(named) == len(words) else None


def _find_objection(claim: Claim, words: str, told: str, piece: Citable, library: Library) -> str | None:
    kind = getattr(piece, "kind", "said")
    if kind != "said":
        return f"nobody said these words: they were written down as {kind} ({name_place(piece)})"
    if piece.interviewer:
        return f"the words are the interviewer's, not a customer's ({name_place(piece)})"
    if piece.relayed_by:
        return (
            f"the words were passed on by {piece.relayed_by}, so they are not the customer's own ({name_place(piece)})"
        )
    if claim.customer and claim.customer.strip() and not is_customer(claim.customer, piece, library):
        return _name_speaker(claim.customer, piece)
    return _check_telling(words, told, piece, library)


def _name_speaker(named: str, piece: Citable) -> str:
    own = own_names(piece)
    if not own:
        return f"{name_place(piece)} does not say who wrote it, so it cannot be shown as {named}'s"
    return f"{name_place(piece)} is by {', '.join(own)}, not by {named}"


def _check_telling(words: str, told: str, piece: Citable, library: Library) -> str | None:
    """What stands around the quote in the claim's text: the same words, and nobody else named as their speaker."""
    told_even, words_even = normalise(strip_outer_marks(told)).text, normalise(words).text
    if told_even == words_even:
        return None
    if words_even not in told_even:
        return _compare_telling(told, words)
    around = blank_references(told_even.replace(words_even, " ; ", 1))
    if other := find_others(around, (piece,), library):
        return f"the text names {other}, but {name_place(piece)} is not theirs"
    named = next((t for t in _attributed(around) if not _is_of(t, piece)), None)
    return f"the text names “{named.text}”, who did not say it ({name_place(piece)})" if named else None


def _compare_telling(told: str, words: str) -> str | None:
    """A text that shows other words than the quote is no quote; one that leads up to them in its own words may be."""
    shown = match["words"] if (match := _QUOTED.search(told)) else told
    mine, theirs = (name_key(normalise(part).text) for part in (shown, words))
    alike = SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
    return "the text shows other words than the quote" if match or alike > 0.5 else None


def _attributed(around: str) -> list[Token]:
    """The capitalised words of an attribution that name somebody or something, not a month, a mark or a verb."""
    tokens = [t for t in tokenise(around) if t.is_word and t.text[0].isupper() and len(t.text) > 1]
    return [t for t in tokens if t.low not in MONTHS and t.low not in _SAID and not any(c.isdigit() for c in t.text)]


def _is_of(token: Token, piece: Citable) -> bool:
    fields = (piece.account, piece.person, piece.segment, piece.source, piece.text, *attributes_of(piece).values())
    told = " ".join(field for field in fields if field)
    low = token.low.removesuffix("'s")
    return low in name_key(told) or any(low in part for part in name_key(piece.source))


def _offer(claim: Claim, cited: Cited, library: Library) -> str | None:
    """The words as they were really said, if something near stands in the cited pieces; else where the quote stands."""
    return _find_elsewhere(claim, library) or _find_near(bare_words(claim), cited.distinct)


def _find_elsewhere(claim: Claim, library: Library) -> str | None:
    """Where the very words stand, in a piece that may be quoted, if they stand anywhere."""
    words = bare_words(claim)
    cited = {piece.id for piece in library.resolve(claim.citations).distinct}
    for piece in library.find_words(words):
        may = piece.id not in cited and not piece.interviewer and not piece.relayed_by
        if may and isinstance(find_quote(words, piece.text), Place):
            return f"these words stand in {name_place(piece)}"
    return None


def _find_near(words: str, pieces: Sequence[Citable]) -> str | None:
    """The sentence most like the quote, as it was said, where it is like enough to be the one meant."""
    wanted = name_key(words)
    sentences = [(piece, piece.text[s:e]) for piece in pieces for s, e in split_sentences(piece.text)]
    scored = [(SequenceMatcher(None, wanted, name_key(s), autojunk=False).ratio(), s, p) for p, s in sentences[:400]]
    best = max(scored, key=lambda found: found[0], default=None)
    return f"“{shorten(best[1], 300)}” ({name_place(best[2])})" if best and best[0] >= 0.6 else None
