"""Questions about what would be: a would, a will, an if, a wish. Politeness ("would you say more?") is none."""

from __future__ import annotations

from throughline.discovery.rules.interviewing.clauses import INVITES
from throughline.discovery.rules.interviewing.patterns import any_of

_POLITE = (
    r"(?:say\b(?! that\b)|describe|tell|walk|share|explain|show|mind|characteri[sz]e|define|rate|like to (?:tell|share"
    r"|show|add|start|explain|describe|say|talk)|(?:usually|normally|typically|generally|often|always) )"
)
_FAIR = r"(?:it|that) be (?:fair|safe|right|correct|true|accurate|ok|okay|all right) (?:to|if)"
_WHO = r"(?:we|you|they|there|it|i|he|she|somebody|someone|the [\w-]+|your [\w-]+)"
_CHANGE = r"(?:had|were|built|added|made|gave|offered|could|charged|launched|shipped|got|used|was|did)"
_IMAGINED = any_of(
    rf"^(?:would|wouldn't) (?!you {_POLITE})(?!you agree\b)(?!you say that\b)(?!{_FAIR})[\w']+",
    rf"^(?:what|which|where|when|who|how|at what)\b[\w' -]{{0,40}}? would(?!n't)\b(?! you {_POLITE})",
    r"^why would (?!anyone|anybody|people|somebody)",
    r"^(?:what|which|where|when|who|how) will (?:you|your|they)\b",
    r"^(?:could|might|can) (?!you\b|i\b|we\b|it be (?:that|because)\b|anyone\b|anybody\b|that be (?:why|because)\b)"
    r"(?:(?:an?|our|some|such|something|the new) |(?:it|that|this|these) (?:\w+ )?(?:help|save|solve|work|be (?:useful"
    r"|helpful|of use|interesting)))",
    r"\b(?:do|don't) (?:you|they) (?:think|believe|feel|expect)\b[\w', -]{0,40}?\b(?:would|might|could|will|is going to"
    r"|are going to)\b",
    r"\b(?:something|one|anything|thing|product|feature) (?:that )?(?:would|you'd|you would|they'd|people would)\b"
    r"(?! (?:like to )?(?:see|say|add|share)\b)",
    r"\bor would you (?:expect|prefer|like|rather|want)\b",
    r"^how likely\b|^(?:is|are) (?:it|you|they) (?:very |more )?likely\b|^are you (?:willing|open to|prepared)\b",
    r"^(?:will|won't) (?:you|they|it|that|this|your)\b|^are you (?:ever )?going to\b",
    r"^(?:do|can|could) you (?:ever )?(?:see|imagine|picture) (?:yourself|yourselves|your team|anyone|people)\b",
    r"\bwhat if\b|\bif you could\b|\bmagic wand\b|\bin (?:an ideal|a perfect|your ideal"
    r"|your perfect) world\b|\bideally\b"
    r"|\bdream (?:tool|product|solution)\b|\bperfect (?:tool|product|solution)\b",
    r"\b(?:imagine|suppose|hypothetically|picture this)\b|\blet's say\b",
    rf"\bif {_WHO} {_CHANGE}\b.{{0,80}}\b(?:would|could|'d)\b|\b(?:would|could|'d)\b.{{0,80}}\bif {_WHO} {_CHANGE}\b",
    r"\bif (?:we|i) (?:add|build|make|offer|give|ship|launch|change)\b",
    r"\b(?:you|they)(?:'d| would) (?:use|buy|pay|switch|recommend|subscribe|sign up)\b",
    r"^what (?:[\w-]+ )?should (?:we|our|the (?:app|tool|product|new))\b",
)
_BEFORE = any_of(r"\b(?:imagine|suppose|let's say|picture this|what if)\b[^.!?]{3,200}[.!?…]\s*$")
_HABIT = any_of(r"\bwould (?:you|they) (?:usually|normally|typically|generally|often|always)\b")
_COUNTERFACTUAL_TAG = any_of(r", ?would(?:n't)? (?:you|it|they|that)\s*\?*$")


def is_imagined(asking: str, core: str, before: str) -> bool:
    """Whether it asks about what would be; `before` are the words before it in the same turn."""
    if _HABIT.search(asking):
        return False
    if _IMAGINED.search(asking) or (core != asking and _IMAGINED.search(core)):
        return True
    return bool(_BEFORE.search(before) and not INVITES.match(asking))


def follows_imagined(before: str) -> bool:
    """Whether the sentence before told them to imagine something."""
    return bool(_BEFORE.search(before))


def is_imagined_tag(core: str) -> bool:
    """ "…, wouldn't you?"."""
    return bool(_COUNTERFACTUAL_TAG.search(core))
