"""Words that judge: in a question they say which answer is hoped for."""

from __future__ import annotations

import re

_JUDGING = """annoying frustrating hard difficult challenging painful easy easier simple useful helpful handy
    intuitive happy satisfied unhappy pleased terrible horrible awful great nice good bad slow slower
    confusing expensive important crucial better worse fast faster clunky tedious cumbersome overwhelming
    stressful time-consuming valuable convenient inconvenient complicated comfortable worried concerned
    disappointed excited frustrated annoyed confused worth nicer harder amazing awesome cool beneficial
    essential risky scary boring fun love hate enjoy problematic inefficient wasteful exhausting unreliable
    messy ugly fair reasonable clear unclear obvious chaotic smooth pleasant unpleasant pointless acceptable
    affordable pricey cheap hopeless miserable impressive straightforward natural strange weird sensible"""
_DAMNING = """outdated broken terrible awful horrible clunky cumbersome tedious painful annoying frustrating useless
    ridiculous bad slow ugly messy confusing inefficient old-fashioned antiquated archaic dreadful amazing
    fantastic wonderful brilliant great excellent awesome"""


def _choose(words: str) -> str:
    return rf"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


JUDGING = re.compile(rf"\b(?:more |less |so |too |very |really |much |a bit )?{_choose(_JUDGING)}\b", re.IGNORECASE)
BALANCED = re.compile(
    rf"\b{_choose(_JUDGING)}\b[\w' ,]{{0,20}}\bor (?:more |less |rather )?(?:not\b|{_choose(_JUDGING)}\b)",
    re.IGNORECASE,
)
HOW_JUDGING = re.compile(
    rf"how (?P<word>(?:very |much |really )?{_choose(_JUDGING)}) (?P<aux>is|are|was|were|has|have|do|does|did)\b",
    re.IGNORECASE,
)
MODIFIER = re.compile(
    rf"\b(?P<before>the|your|this|these|those|an?|that|such|our|to|of|behind)(?P<between>(?: [\w-]+,)?) "
    rf"(?P<word>{_choose(_DAMNING)})(?=,? (?!to\b|for\b|about\b|at\b|or\b|and\b|is\b|was\b|are\b|were\b|that\b"
    rf"|when\b)"
    r"[\w'-]+)",
    re.IGNORECASE,
)
EMPHASIS = re.compile(
    r"\b(?:obviously|clearly|surely|of course|undoubtedly|needless to say|no doubt)\b,? ?", re.IGNORECASE
)
