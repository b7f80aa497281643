"""The rules of asking, as data. After Rob Fitzpatrick, The Mom Test (2013), and Steve Portigal, Interviewing"
" Users."""

from __future__ import annotations

from throughline.discovery.rules.interviewing.contracts import Rule

_MOM_TEST = "Rob Fitzpatrick, The Mom Test (2013)"
_PORTIGAL = "Steve Portigal, Interviewing Users (2013)"

HYPOTHETICAL = Rule(
    id="MOM-HYPOTHETICAL",
    title="Ask what happened, not what would",
    reason="People cannot foretell what they would do, and say yes to be kind; what they did is a fact.",
    wording="Tell me about the last time this came up.",
    source=_MOM_TEST,
)
PITCHING = Rule(
    id="MOM-PITCHING",
    title="Keep your idea out of it",
    reason="Once an idea is on the table people judge it, or spare your feelings, and stop telling what they do.",
    wording="How do you deal with this today?",
    source=_MOM_TEST,
)
LEADING = Rule(
    id="ASK-LEADING",
    title="Put no answer in the question",
    reason="The question holds the answer it hopes for, and agreeing is easier than contradicting.",
    wording="How do you see that?",
    source=_PORTIGAL,
)
MULTIPLE = Rule(
    id="ASK-MULTIPLE",
    title="Ask one thing at a time",
    reason="Of several questions at once people answer the easiest or the last, and the others are lost.",
    wording="One thing at a time: what happened first?",
    source=_PORTIGAL,
)
RULES = {rule.id: rule for rule in (HYPOTHETICAL, PITCHING, LEADING, MULTIPLE)}
