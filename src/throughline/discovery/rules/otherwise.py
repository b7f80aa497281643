"""Who says otherwise: items about the same thing that praise it, or deny what the theme's items say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.marked import find_words, tell_words

_WORKS = re.compile(
    r"""(?<!\w)(?:
    works?\ (?:\w+\ )?(?:fine|well|great|perfectly|flawlessly|smoothly|nicely|as\ expected|reliably)
    | (?:no|zero)\ (?:problems?|issues?|trouble|complaints?)(?:\ (?:here|at\ all|so\ far|with|for\ us))?
    | never\ (?:had|failed|seen|any|a\ problem) | (?:has|have|had)\ never\b
    | (?:happy|pleased|satisfied)\ with | (?:we|i)\ (?:really\ )?love\ (?:the|how|that|this|your)
    | (?:is|are)\ (?:\w+\ )?(?:lovely|excellent|great|perfect|brilliant|superb)
    | (?:in|like)\ a\ (?:blink|charm|second) | it['’]s\ fast\b
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_TURNS = re.compile(
    r"\b(?:but|however|although|except|until|used to|would|wish|if only|unfortunately)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")


def says_otherwise(text: str, *, words: Sequence[str]) -> bool:
    """Whether one sentence of `text` holds two of the theme's `words` and says that it works, without a "but"."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        if _WORKS.search(sentence) and not _TURNS.search(sentence) and len(tell_words(sentence, words)) >= 2:
            return True
    return False


def is_praise(texts: Sequence[str]) -> bool:
    """Whether most of `texts` say that it works, so that nothing is gained by looking for more of them."""
    return 2 * sum(bool(_WORKS.search(text)) for text in texts) > len(texts)


def choose_otherwise(pieces: Sequence[Evidence], *, words: Sequence[str]) -> list[Evidence]:
    """The pieces that say otherwise, one a customer, those with most of the theme's words first."""
    found = [piece for piece in pieces if says_otherwise(piece.text, words=words)]
    found.sort(key=lambda piece: -len(find_words(piece.text, words)))
    by_customer: dict[str, Evidence] = {}
    for piece in found:
        by_customer.setdefault(piece.customer or piece.id, piece)
    return list(by_customer.values())
