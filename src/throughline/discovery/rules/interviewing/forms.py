"""How a question may be answered, told from its words."""

from __future__ import annotations

import re

from throughline.discovery.rules.interviewing.clauses import INVITES, find_asking
from throughline.discovery.rules.interviewing.contracts import Form
from throughline.discovery.rules.interviewing.patterns import any_of

_ABOUT_THE_CALL = any_of(
    r"can (?:you|everyone|everybody|anyone) (?:all )?(?:hear|see)\b",
    r"(?:do you mind|is it ok(?:ay)?|are you ok(?:ay)?|is it all right|would it be ok(?:ay)?) (?:if|with)\b[\w' ]*"
    r"\b(?:record|recording|notes?|share|join|start)\w*",
    r"\b(?:quick|little|short|brief) (?:quick |little )?(?:intro|introduction|pause|break)\b",
    r"\bintroduce (?:your\w*|our\w*|my|the)\b",
    r"\b(?:share|see) (?:my|your|the) screen\b",
    r"(?:repeat|say) that(?: again)?\?|(?:repeat|say) that again|\bon mute\b|\bpronounc",
    r"\b(?:to|want to|like to|anyone) (?:go first|hop in|start us off|kick (?:us|things|it) off)|start us off"
    r"|any takers",
    r"why don't (?:we|you) start with you\b|start with you\?",
    r"any questions for (?:me|us)\b|ask (?:me|us) (?:any|some)thing",
    r"how much time (?:do (?:we|you) (?:still )?have|have (?:we|you) got)\b",
    r"how are we (?:doing )?on time|(?:is|does) (?:now|this time|that time) (?:still )?"
    r"(?:a good time|work)",
    r"^(?:shall|should|can|do you want|how do you (?:want|think|like)|do we want)\b.{0,40}\b(?:we|i|to|us)\b.{0,12}"
    r"\b(?:start|begin|get started|get going|proceed|move on|wrap up|dive in|jump in|keep it|do this|keep going)\b",
    r"^(?:is|are|am|were) (?:that|this|it|we|i|the|you)\b[\w' ]{0,20}\brecord(?:ing|ed)\b",
    r"^(?:are you|is everyone|is everybody) (?:there|ready|still there|all set)\b",
    r"^is this \w+\?$",
    r"\b(?:get|got|see|receive) (?:the|my) (?:link|invite|invitation|calendar)\b",
)
_TAG_END = any_of(
    r"[, ](?:right|correct|okay|ok|yeah|yes|(?<!or )no|huh|eh|you know|you see|true|agreed)(?:,? [A-Z]\w+)?\s*\?+$",
    r", ?(?:is|are|was|were|do|does|did|has|have|would|could|can|will|should)(?:n't)? (?:it|you|they|that|there"
    r"|he|she"
    r"|we|i)\s*\?+$",
    r"^(?:right|okay|ok|yeah|you know|correct|no|see|huh)\s*\?+$",
    r"^do you (?:see|know|get) what i mean|(?:know what i mean|see what i mean)\s*\?+$",
)
_WANTS_NO_ANSWER = any_of(
    r"^who (?:am i|knows|cares|doesn't|wouldn't|hasn't)\b",
    r"^how (?:cool|great|awesome|amazing|nice|fun|funny|crazy) (?:is|was) (?:that|this)\b",
    r"^(?:isn't|wasn't) (?:that|this|it) (?:great|amazing|cool|awesome|funny|wonderful|crazy)\b",
    r"^what (?:can|could|else can) i say|^what could possibly|^what's not to|^you know what\?|^guess what",
    r"^where (?:was|were) (?:i|we)\b|^what was i (?:saying|going)",
)
_CHECKS = any_of(
    r"^(?:so )?(?:you mean|you're saying|you said|what you're saying|what i'm hearing|if i (?:understand"
    r"|understood|hear"
    r"|heard|got)|in other words|just to (?:be clear|confirm|clarify|make sure|check)|to (?:be clear|clarify|confirm"
    r"|recap|summari[sz]e)|it sounds like|sounds like|that sounds like|so it sounds|when you say)\b",
    r"\b(?:do|did) (?:you|i) (?:mean|get (?:that|it|this) right|understand (?:that |you )?(?:right|correctly))",
    r"^(?:does|did) (?:that|this|it) (?:mean|make sense)\b|^is that (?:right|correct|what you mean\w*)\b",
    r"^(?:really|sorry|pardon|what|is it|was it|oh)\s*\?+$",
)
_CHECKS_END = any_of(r"\bis (?:that|this) (?:right|correct|true)\s*\?*$")
_ONE_WORD_WILL_DO = any_of(
    r"^how (?:many|much|often|long|old|big|far|fast|soon|frequently|large|recently|likely|quickly|regularly)\b",
    r"^(?:when|who|whom|whose|which|where)\b",
    r"^(?:at|in|on|for|by|to|with|of) (?:what|which|whom)\b",
    r"^what (?:time|day|date|year|month|version|size|percent\w*|share|number|name|price|budget|age|plan|tier|colou?r"
    r"|fraction|proportion|part of)\b",
    r"^what (?:[\w-]+ ){0,3}(?:do|did|does|are|were) (?:you|they|your team) (?:use|using|on|run|running|on now)\?*$",
    r"^what(?:'s| is| was) (?:your|the|their|his|her) (?:[\w-]+ )?(?:name|title|role|budget|price|size|age"
    r"|number|deadline)\b",
)
_PROBE = any_of(
    r"^(?:and )?(?:then|why|how|how so|such as|like what|meaning|because|for example|for instance|what else|why not"
    r"|what then|what next|since when)\s*\?+$"
)


def tell_form(core: str) -> Form:
    """The form of one question; `core` is its plain words without lead words and names."""
    asking = find_asking(core)
    if _ABOUT_THE_CALL.search(core):
        return Form.LOGISTICS
    if _PROBE.search(core):
        return Form.OPEN
    if _CHECKS_END.search(core):
        return Form.CHECK
    if _TAG_END.search(core) and (asking is None or not _opens_with(core, asking)):
        return Form.TAG
    if _WANTS_NO_ANSWER.search(core):
        return Form.RHETORICAL
    if asking is None or _CHECKS.search(core) or _CHECKS.search(asking):
        return Form.CHECK
    return _tell_open_or_closed(asking)


def _opens_with(core: str, asking: str) -> bool:
    return core == asking and not re.match(r"any", core, re.IGNORECASE)


def _tell_open_or_closed(asking: str) -> Form:
    if INVITES.match(asking):
        return Form.OPEN
    if _ONE_WORD_WILL_DO.search(asking):
        return Form.CLOSED
    return Form.OPEN if re.match(r"(?:what|how|why)\b", asking, re.IGNORECASE) else Form.CLOSED
