"""Whether somebody says that it works. One rule, for what stands beside a theme and for what a PRD weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUNNING = (
    r"(?:is|are|all) (?:just |all )?(?:fine|ok|okay)(?=\W|$)",
    r"works? (?:\w+ )?(?:fine|well|great|good|perfectly|flawlessly|smoothly|nicely|for us|for me|as expected|reliably"
    r"|like a charm|out of the box|beautifully|surprisingly)",
    r"worked (?:\w+ )?(?:fine|well|great|perfectly|flawlessly|smoothly|out of the box|first time)",
    r"(?:no|never (?:had|seen|have)(?: an?y?)?|without(?: an?y?)?|zero|not had any|haven['’]t had any) (?:\w+ )?"
    r"(?:problems?|issues?|trouble|complaints?|difficult\w+|hiccups?)",
    r"(?:has|have|had|['’]s|['’]ve|it|this|that) never (?:once )?(?:fail(?:s|ed)|timed out|times out|crash(?:es|ed)"
    r"|broken?|breaks|hung|hangs|frozen|freezes|let (?:me|us) down|lost (?:a|an|any|anything|my|our)|gone down)",
)
_PRAISE = (
    r"(?:i|we|really|absolutely|just|all|and|users?) (?:really |absolutely )?(?:love|loved|loves|enjoy|enjoyed"
    r"|like(?= (?:it|the|this|that|how)))\b",
    r"love (?:it|this|the|how|that|your)",
    r"loving",
    r"excellent|fantastic|awesome|amazing|wonderful|brilliant|superb|outstanding",
    r"(?:is|are) (?:\w+ )?lovely",
    r"(?:so|very|really|super|pretty|quite|is|are|was|were|been|it['’]s|works) (?:\w+ )?(?:easy|helpful|useful|great"
    r"|good|happy|satisfied|pleased|impressed|fast|quick|smooth|reliable|intuitive|perfect|simple|convenient|nice|handy"
    r"|solid)",
    r"great (?:job|work|app|product|tool|service|experience|support|docs|documentation|project|feature|software)",
    r"good (?:job|work|app|product|tool|experience|docs|documentation)",
    r"keep it up",
    r"(?:so much|much|a lot|way|far) (?:faster|better|easier|smoother|quicker)",
    r"keep up the",
    r"well done",
    r"best (?:\w+ )?(?:app|tool|product|thing)",
    r"perfect(?:ly)?",
    r"saves? (?:me|us) (?:\w+ )?(?:time|hours|money)",
    r"highly recommend",
    r"five stars|5 stars",
)
_DENIED = re.compile(
    r"\b(?:not|n['’]t|never|would|could|'d|’d|should|if|wish|please|more|better|hope|need\w*|used to|was|were|until|"
    r"but|make|making|be)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)


def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_RUNS, _WORKS = _compile(_RUNNING), _compile(_RUNNING + _PRAISE)


def says_it_works(text: str) -> bool:
    """Whether a sentence praises or says that something works, wishes and "but" left out."""
    return any(True for _ in find_works(text))


def find_works(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence does so."""
    return (found.span() for found in _WORKS.finditer(text) if not _DENIED.search(text[: found.start()]))


def says_it_runs(text: str) -> bool:
    """Whether a sentence says that something works, beyond mere praise."""
    return any(not _DENIED.search(text[: found.start()]) for found in _RUNS.finditer(text))
