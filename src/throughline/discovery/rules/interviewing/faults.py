"""Which rules of asking a question breaks, and why; each mark is checked against its own better wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from throughline.discovery.rules.interviewing import loaded
from throughline.discovery.rules.interviewing.catalogue import HYPOTHETICAL, LEADING, MULTIPLE, PITCHING, RULES
from throughline.discovery.rules.interviewing.clauses import AUX, INVITES, find_asking
from throughline.discovery.rules.interviewing.contracts import Fault, Form
from throughline.discovery.rules.interviewing.forms import tell_form
from throughline.discovery.rules.interviewing.rewording import put_alone, reword
from throughline.discovery.rules.interviewing.several import tell_multiple
from throughline.discovery.rules.interviewing.speech import read_plainly, strip_lead

_JUDGED = {Form.OPEN, Form.CLOSED, Form.TAG}


@dataclass(frozen=True, slots=True)
class Context:
    """What stood before the question: the words of the same turn, the questions since the last answer; and the names
    of who takes part, in small letters."""

    before: str = ""
    stack: tuple[str, ...] = ()
    names: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule that is broken, and why, in one sentence."""

    rule: str
    why: str


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_POLITE = (
    r"(?:say (?!that\b)|describe|tell|walk|share|explain|show|mind|characteri[sz]e|define|rate|like to (?:tell"
    r"|share|show|add"
    r"|start|explain|describe|say|talk)|(?:usually|normally|typically|generally|often|always) )"
)
_ANYONE = (
    r"(?:you|they|he|she|it|that|this|these|those|we|people|anyone|anybody|somebody|your [\w-]+"
    r"|the [\w-]+(?: [\w-]+)?"
    r"|customers|users|[\w-]+s)"
)
_IMAGINED = _any_of(
    rf"^(?:would|wouldn't) (?!you {_POLITE}){_ANYONE}\b(?! say that\b)(?! agree\b)(?! have (?:been|had|done)\b)",
    rf"^(?:what|which|where|when|who|why|how)\b[\w' -]{{0,25}}? would(?!n't)\b(?! you {_POLITE})(?! you (?:say"
    rf"|describe)\b)",
    r"\b(?:do|don't) (?:you|they) (?:think|believe|feel)\b[\w', -]{0,40}?\b(?:would|might|could"
    r"|will)\b(?! you say)",
    r"\b(?:something|one|anything|thing|product|feature) (?:that )?(?:would|you'd|you would|they'd|people would)\b"
    r"(?! (?:like to )?(?:see|say|add|share)\b)",
    r"\bor would you (?:expect|prefer|like|rather|want)\b",
    r"^how likely\b|^(?:is|are) (?:it|you|they) (?:very |more )?likely\b",
    r"^(?:will|won't) (?:you|they|it|that|this|your)\b|^are you (?:ever )?going to\b",
    r"\bwhat if\b|\bif you could\b|\bmagic wand\b|\bin (?:an ideal|a perfect|your ideal) world\b|\bdream (?:tool"
    r"|product)\b",
    r"\b(?:imagine|suppose|let's say|hypothetically|picture this)\b",
    r"\bif (?:we|you|they|there|it|i|somebody|someone) (?:had|were|built|added|made|gave|offered|could|charged"
    r"|launched)\b"
    r".{0,80}\b(?:would|could|'d)\b|\b(?:would|could|'d)\b.{0,80}\bif (?:we|you|they|there|it|i) (?:had|were"
    r"|built|added"
    r"|made|gave|offered|could|charged|launched)\b",
    r"\b(?:you|they)(?:'d| would) (?:use|buy|pay|switch|recommend|subscribe|sign up)\b",
)
_IMAGINED_BEFORE = _any_of(r"\b(?:imagine|suppose|let's say|picture|what if)\b[^.!?]{3,200}[.!?…]\s*$")
_HABIT = _any_of(
    r"\bwould (?:you|they) (?:usually|normally|typically|generally|often|always)\b"
    r"|\bwould have (?!to)\w+"
)
_OWN = (
    r"\b(?:we|i)(?:'ve| have|'re| are|'m| am)? (?:just |recently |now |currently |also )?(?:built|building|made"
    r"|making"
    r"|thinking (?:of|about)|planning|working on|created|creating|developed|developing|launched|launching|designed"
    r"|designing|offer|could (?:build|add|offer|make)|want to (?:build|add|offer)|had an idea|have an idea"
    r"|prototyp\w+)\b"
    r"|\b(?:our|my) (?:new |own |next )?(?:[\w-]+ )?(?:app|tool|product|feature|solution|platform|service"
    r"|prototype|idea"
    r"|dashboard|software|assistant|plugin|concept|design)\b"
)
_REACTION = _any_of(
    r"\bwhat do you think(?: (?:of|about) (?:it|that|this|our|the))?\s*\?*$|^what do you think (?:of"
    r"|about) (?:it|that|this"
    r"|our|my)\b|^how does (?:that|this|it) sound|^(?:any )?thoughts\b|^(?:do|don't|did) you (?:like|love|want"
    r"|need)\b",
    r"^(?:would|wouldn't|could|couldn't|will|won't|does|doesn't|do|is|isn't) (?:that|this|it)\b",
    r"\b(?:would|wouldn't|could|couldn't)\b",
)
_OFFERED = _any_of(
    r"\b(?:would|wouldn't|will) (?:you|they|people|anyone|your [\w-]+|customers|users) (?:ever |really "
    r"|actually )?(?:use|try"
    r"|buy|download|install|subscribe to|pay for|sign up for|switch to|get) (?:an?|our|my|this|the new|some)\b",
    r"\b(?:would|wouldn't) (?:you|they) (?:like|want|love|prefer)(?: it)? (?:(?:to (?:get|have|see|be able"
    r"|receive)|if)\b"
    r"|(?:an?|our|my)\b)",
    r"\b(?:would|wouldn't|could|couldn't) (?:it|that|this|these|such) (?:\w+ )?(?:solve|help|save|fix"
    r"|be (?:useful|helpful"
    r"|valuable|nice|great|good|interesting|of use)|make (?:it|your|things)|work for)\b",
    r"\bsomething (?:that )?(?:would be|you'd find|you would find|you'd) (?:useful|helpful|valuable|interesting)\b",
    r"^what if (?:we|you|they|there|your|the|people|visitors|[\w-]+s)\b.{0,40}\b(?:could|had|was|were|built"
    r"|added|gave)\b",
    rf"(?:{_OWN}).{{0,120}}\b(?:would|what do you think|how does that sound|do you like|could)\b",
)
_AGREE = _any_of(
    r"^(?:don't|doesn't|isn't|aren't|wasn't|weren't|wouldn't|shouldn't|couldn't|haven't|hasn't|didn't|won't|can't) ",
    r"^(?:do|would|don't|wouldn't) you (?:also )?agree\b|^(?:is|would) (?:it|that) (?:be )?(?:fair|safe|true"
    r"|correct) to\b",
    r"^(?:would|do) you (?:say|think) (?:that )?(?:it|this|that|your|the|there|you)\b.{0,60}",
    r"^(?:you|that|it|this) must\b",
)
_AGREE_ONLY_SAY = re.compile(r"^do you think\b", re.IGNORECASE)
_EXPLAINED = _any_of(
    r"^(?:is|was|are|were) (?:it|that|this|they)\b.{0,30}\bbecause\b",
    r"^(?:is|was) (?:it|that|this) (?:just|simply|only|mainly|really|mostly|basically)\b",
    r"^(?:is|was) (?:that|this|it) why\b|^(?:do|did|does)\b.{3,120}\bbecause\b(?! i\b)",
)
_TAG_JUDGES = _any_of(
    r"\bmust (?:be|have)\b|\byou (?:really |probably |all |just )?(?:like|love|hate|want|need|prefer|feel|agree"
    r"|find|hated"
    r"|loved|wanted|needed|would)\b"
)
_ALONE = re.compile(r"^[\w' ]{0,4}(?:right|okay|yeah|you know|correct|no|huh)\W*$", re.IGNORECASE)
_LAST_CLAUSE = re.compile(r"(?:[^,;]*, ?)?[^,;]*$")


def find_marks(core: str, form: Form, context: Context) -> Iterator[Mark]:
    """Every rule the question breaks; `core` is its plain words without lead words and names."""
    if form not in _JUDGED:
        return
    asking = find_asking(core) or core
    if form is Form.TAG:
        yield from _mark_tag(core)
        return
    imagined = _is_imagined(asking, core, context)
    if imagined:
        yield Mark(HYPOTHETICAL.id, "It asks what would be, not what was.")
    if _is_pitch(asking, core, context):
        yield Mark(PITCHING.id, "It puts an idea before them and asks what they make of it.")
    if why := _tell_leading(asking, core, imagined=imagined):
        yield Mark(LEADING.id, why)
    if why := tell_multiple(asking, core=core, stack=context.stack):
        yield Mark(MULTIPLE.id, why)


def _is_imagined(asking: str, core: str, context: Context) -> bool:
    if _HABIT.search(asking):
        return False
    if _IMAGINED.search(asking) or (core != asking and _IMAGINED.search(core)):
        return True
    conditional = re.search(r"\b(?:would|wouldn't|could|couldn't|'d)\b", asking, re.IGNORECASE)
    return bool(conditional and not INVITES.match(asking) and _IMAGINED_BEFORE.search(context.before))


def _is_pitch(asking: str, core: str, context: Context) -> bool:
    if _OFFERED.search(core) and not INVITES.match(asking):
        return True
    shown = re.search(_OWN, context.before[-250:], re.IGNORECASE) or _IMAGINED_BEFORE.search(context.before)
    return bool(shown and _REACTION.search(asking) and not INVITES.match(asking))


def _mark_tag(core: str) -> Iterator[Mark]:
    found = _LAST_CLAUSE.search(core)
    core = found[0] if found else core
    if not _ALONE.match(core) and (
        _TAG_JUDGES.search(core)
        or (loaded.JUDGING.search(core) and re.search(r"\b(?:it|that|this|you|your)\b", core, re.IGNORECASE))
    ):
        yield Mark(LEADING.id, "It states the answer and asks for a nod.")


def _tell_leading(asking: str, core: str, *, imagined: bool) -> str:
    """Why the question leads, or ""."""
    if (
        _AGREE.search(asking)
        and not (_AGREE_ONLY_SAY.match(asking) and not _judges(asking))
        and not (imagined and re.match(r"do you|would you", asking, re.IGNORECASE))
    ):
        return "It asks them to agree."
    if _EXPLAINED.search(asking):
        return "It gives the reason it asks for."
    if found := loaded.EMPHASIS.search(core):
        return f"“{found[0].strip(' ,')}” leaves no room for another answer."
    if (found := loaded.HOW_JUDGING.match(asking)) or (found := loaded.MODIFIER.search(asking)):
        return f"“{found['word']}” judges before they have."
    if not imagined and _judges(asking) and re.match(AUX, asking, re.IGNORECASE) and not INVITES.match(asking):
        return f"“{_name_judging(asking)}” is one side only: it offers an answer."
    return ""


def _judges(asking: str) -> bool:
    return bool(loaded.JUDGING.search(asking)) and not loaded.BALANCED.search(asking)


def _name_judging(asking: str) -> str:
    found = loaded.JUDGING.search(asking)
    return found[0] if found else ""


def find_faults(core: str, form: Form, context: Context) -> tuple[Fault, ...]:
    """Every fault of the question, each with a better wording that breaks no rule itself."""
    return tuple(_explain(mark, core, context) for mark in find_marks(core, form, context))


def is_sound(wording: str) -> bool:
    """Whether a wording breaks no rule: what is offered instead must not."""
    core = strip_lead(read_plainly(wording))
    return not any(find_marks(core, tell_form(core), Context()))


def _explain(mark: Mark, core: str, context: Context) -> Fault:
    built = reword(mark.rule, core)
    if built is None and mark.rule == MULTIPLE.id and context.stack:
        built = put_alone(strip_lead(read_plainly(context.stack[0]), context.names))
    if built and is_sound(built):
        return Fault(mark.rule, mark.why, built, own_words=True)
    return Fault(mark.rule, mark.why, RULES[mark.rule].wording)
