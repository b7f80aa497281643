"""Whether somebody says a trouble or a need in a sentence of its own, or only thanks. For the choice of quotes."""

from __future__ import annotations

import re

from throughline.discovery.rules.chatter import is_chatter

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_TROUBLE = re.compile(
    r"\b(?:not|cannot|never|nobody|nothing|no|without|\w+n['’]t|unable|fail\w*|broke\w*|break\w*|crash\w*|hangs?|hung"
    r"|stuck|slow\w*|late|wrong\w*|missing|lost|lose\w*|lack\w*|hard|harder|difficult\w*|complex\w*|complicated"
    r"|confus\w+|unclear|impossible|errors?|bugs?|buggy|issues?|problems?|trouble\w*|struggl\w+|pain\w*|challeng\w+"
    r"|annoy\w+|frustrat\w+|cumbersome|tedious|manual\w*|too|time out|times out|overwhelm\w+|expensive|costly|poor\w*"
    r"|bad\w*|worse|worst|inconsisten\w+|outdated|steep"
    r"|needs?|wants?|wish\w*|would (?:like|love|be|help)|['’]d (?:like|love)|should|could be|have to|has to|had to|must"
    r"|please|improv\w+|better|easier|instead|missed|looking for)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:thank\w*|kudos|congrat\w*|welcome|appreciat\w+|shout[ -]?out|(?:amazing|great|awesome|excellent|good|nice"
    r"|fantastic|hard) (?:work|job|talk|question|point|presentation|stuff)|keep it up|keep up|nice to meet)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 4


def tells_trouble(text: str) -> bool:
    """Whether a sentence of `text`, no greeting and no thanks, says what is missing, wrong, hard or wished for."""
    return any(_tells(match.group()) for match in _SENTENCE.finditer(text))


def is_thanks(text: str) -> bool:
    """Whether `text` says thanks or nothing, and no trouble beside."""
    return is_chatter(text) or (bool(_THANKS.search(text)) and not tells_trouble(text))


def _tells(sentence: str) -> bool:
    if len(sentence.split()) < _LEAST_WORDS or sentence.rstrip().endswith("?") or _THANKS.search(sentence):
        return False
    return bool(_TROUBLE.search(sentence)) and not is_chatter(sentence)
