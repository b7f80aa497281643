"""Questions that put the interviewer's own idea on the table."""

from __future__ import annotations

import re

from throughline.discovery.rules.interviewing.clauses import INVITES
from throughline.discovery.rules.interviewing.imagining import follows_imagined
from throughline.discovery.rules.interviewing.patterns import any_of

_THING = (
    r"(?:app|tool|product|feature|solution|platform|service|prototype|idea|dashboard|software|assistant|plugin|concept"
    r"|design|mock-?up|sketch|wireframe|demo|landing page|roadmap|beta)"
)
_DOING = (
    r"(?:built|building|made|making|thinking (?:of|about)|planning|working on|created|creating|developed|developing"
    r"|launched|launching|designed|designing|offer|could (?:build|add|offer|make)|want to (?:build|add"
    r"|offer)|had an idea"
    r"|have an idea|prototyp\w+|about to (?:build|launch|release|ship))"
)
_OWN = (
    rf"\b(?:we|i)(?:'ve| have|'re| are|'m| am)? (?:just |recently |now |currently |also )?{_DOING}\b"
    rf"|\b(?:our|my|this|the) (?:new |own |next )?(?:[\w-]+ )?{_THING}\b|\blet me show you\b"
)
_REACTION = any_of(
    r"\bwhat do you (?:think|make)(?: (?:of|about) (?:it|that|this|our|the))?\s*\?*$",
    r"^what do you (?:think|make) (?:of|about) (?:it|that|this|our|my)\b|^how does (?:that|this|it) sound"
    r"|^(?:any )?thoughts\b|^(?:do|don't|did) you (?:like|love|want|need)\b",
    r"^(?:would|wouldn't|could|couldn't|will|won't|does|doesn't|do|is|isn't|are|aren't) (?:that|this|it|these)\b",
    r"\b(?:would|wouldn't|could|couldn't)\b",
)
_PEOPLE = r"(?:you|they|people|anyone|your [\w-]+|customers|users)"
_OFFERED = any_of(
    rf"\b(?:would|wouldn't|will) {_PEOPLE} (?:ever |really |actually )?(?:use|try|buy|download|install|subscribe to"
    r"|pay for|sign up for|switch to|get) (?:an?|our|my|this|the new|some)\b",
    r"\b(?:would|wouldn't) (?:you|they) (?:like|want|love|prefer)(?: it)? (?:(?:to (?:get|have|see|be able"
    r"|receive)|if)\b"
    r"|(?:an?|our|my)\b)",
    r"\b(?:would|wouldn't|could|couldn't|might|can) (?:it|that|this|these|such) (?:\w+ )?(?:solve|help|save|fix"
    r"|be (?:useful|helpful|valuable|nice|great|good|interesting|of use)|make (?:it|your|things)|work for)\b",
    r"^(?:would|wouldn't|could|couldn't|might) (?:an?|our|some|such an?|something like)\b",
    r"\bsomething (?:that )?(?:would be|you'd find|you would find|you'd) (?:useful|helpful|valuable|interesting)\b",
    r"^what if (?:we|you|they|there|your|the|people|[\w-]+s)\b.{0,40}\b(?:could|had|was|were|built|added|gave)\b",
    rf"(?:{_OWN}).{{0,120}}\b(?:would|what do you think|how does that sound|do you like|could)\b",
    r"^(?:have|haven't) you (?:ever )?(?:considered|thought (?:of|about)) (?:something like\b|an? |using "
    r"|getting |buying"
    r" |switching |having |trying |moving )",
    r"^(?:do|did|don't) you like (?:our|this|the (?:idea|new|concept|design))\b",
    r"^what do you (?:think|make) (?:of|about) (?:our|my|this (?:idea|design|concept)|the (?:idea|new"
    r"|concept|design))\b",
    r"\b(?:good|great|bad) idea\b|^did you know (?:that )?(?:we|our|you can)\b|^are you aware that\b",
    r"\bif (?:we|i) (?:add|build|make|offer|give|ship|launch)(?:ed|t)?\b",
)


def is_pitch(asking: str, core: str, before: str) -> bool:
    """Whether an idea of the interviewer's is shown, here or just before, and a reaction is asked for."""
    if INVITES.match(asking):
        return False
    if _OFFERED.search(core) or _OFFERED.search(asking):
        return True
    shown = re.search(_OWN, before[-250:], re.IGNORECASE) or follows_imagined(before)
    return bool(shown and _REACTION.search(asking))
