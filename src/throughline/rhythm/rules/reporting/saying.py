"""One sentence for one fact, in the register of its audience. Only what the fact states is said; a gap is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from throughline.grounding.telling.wording import clip, end
from throughline.rhythm.rules.reporting.contracts import Fact, Kind
from throughline.specification.contracts import Audience


def say(fact: Fact, audience: Audience) -> str:
    """The sentence (or two) that tells this fact to this audience."""
    return " ".join(SAYING[fact.kind](fact, audience).split())


def _title(fact: Fact) -> str:
    return f"“{fact.get('prd')}”"


def _add(fact: Fact, name: str, before: str) -> str:
    """` Expected: more of it.`, or nothing where that part is not on record."""
    return f" {before} {end(clip(fact.get(name)))}" if fact.get(name) else ""


def _say_reviewed(fact: Fact, _: Audience) -> str:
    outcome = end(clip(fact.get("outcome"))) if fact.get("outcome") else "its result is not written down."
    return f"{_title(fact)} had its 90-day review on {fact.get('day')}: {outcome}"


def _say_launched(fact: Fact, audience: Audience) -> str:
    if audience is Audience.SALES:
        out = f"{_title(fact)} has been out since {fact.get('day')}, so customers can be told."
        return f"{out}{_quote(fact)}{_name_asked(fact)}"
    review = f"its 90-day review is on {fact.get('review')}." if fact.get("review") else "no 90-day review is booked."
    return f"{_title(fact)} launched on {fact.get('day')}; {review}"


def _say_booked(fact: Fact, audience: Audience) -> str:
    planned = f"{_title(fact)} is planned for {fact.get('launch')}"
    if audience is Audience.SALES:
        caution = "The day may be named as a plan, and not promised."
        return f"{planned}; {fact.get('stands')}. {caution}{_quote(fact)}{_name_asked(fact)}"
    return f"{planned}; {fact.get('stands')}."


def _quote(fact: Fact) -> str:
    if not fact.get("quote"):
        return " No customer is quoted in it."
    return f" In the words of {fact.get('customer')}: “{clip(fact.get('quote'))}”"


def _name_asked(fact: Fact) -> str:
    if not fact.get("asked"):
        return ""
    more = f" and {fact.get('more')}" if fact.get("more") else ""
    return f" Also heard from {fact.get('asked')}{more}."


def _say_to_review(fact: Fact, _: Audience) -> str:
    return f"The 90-day review of {_title(fact)} {fact.get('when')} {fact.get('review')}."


def _say_decided(fact: Fact, audience: Audience) -> str:
    question, choice = end(clip(fact.get("question"))), end(clip(fact.get("choice")))
    head = f"{question} Decided by {fact.get('who')} on {fact.get('day')}: {choice}"
    expected = _add(fact, "expected", "Expected:")
    if audience is Audience.LEADERSHIP:
        return head + (expected or " What is expected of it is not written down.")
    price = _add(fact, "trade_off", "The price:") or " What it costs is not written down."
    again = f" To be looked at again on {fact.get('revisit')}." if fact.get("revisit") else ""
    return f"{head}{_add(fact, 'against', 'Not chosen:')}{price}{again}"


def _say_step(fact: Fact, _: Audience) -> str:
    moved = f"{fact.get('who')} moved {_title(fact)} {fact.get('to')} on {fact.get('day')}."
    return f"{moved}{_add(fact, 'reason', 'Why:')}"


def _say_signed(fact: Fact, _: Audience) -> str:
    craft = f" for {fact.get('craft')}" if fact.get("craft") else ""
    return f"{fact.get('who')} signed {fact.get('version')} of {_title(fact)}{craft} on {fact.get('day')}."


def _say_begun(fact: Fact, _: Audience) -> str:
    owner = fact.get("who") or "nobody yet"
    return f"The first draft of {_title(fact)} was written on {fact.get('day')}. Its owner: {owner}."


def _say_changed(fact: Fact, _: Audience) -> str:
    where = f"{fact.get('label')} of {_title(fact)}".strip() if fact.get("label") else f"A criterion of {_title(fact)}"
    signed = f"after {fact.get('signed_by')} had signed"
    if not fact.get("was"):
        return f"{where} was added {signed}: {end(clip(fact.get('now')))}"
    if not fact.get("now"):
        return f"{where} was taken out {signed}: {end(clip(fact.get('was')))}"
    return f"{where} was changed {signed}. Now: {end(clip(fact.get('now')))} Before: {end(clip(fact.get('was')))}"


def _say_measured(fact: Fact, _: Audience) -> str:
    now = f"{fact.get('metric')}: {fact.get('now')} on {fact.get('now_day')}"
    if not fact.get("then"):
        return f"{now}, its first value here."
    return f"{now}, {fact.get('turn')} {fact.get('then')} on {fact.get('then_day')}."


def _say_predicted(fact: Fact, _: Audience) -> str:
    made = f"{fact.get('who')} predicted on {fact.get('day')} what “{fact.get('idea')}” will change"
    return f"{made}: {end(clip(fact.get('prediction')))}{_add(fact, 'because', 'It supersedes another, because:')}"


def _say_standing_bet(fact: Fact, _: Audience) -> str:
    head = f"“{fact.get('idea')}” was predicted to change {end(clip(fact.get('prediction')))}"
    if not fact.get("now"):
        return f"{head} Not known yet: {fact.get('missing')}."
    now = f"on {fact.get('now_day')} at {fact.get('now')}."
    if not fact.get("then"):
        return f"{head} Its value at that time is not recorded; it stood {now}"
    return f"{head} When that was predicted it stood at {fact.get('then')}, {now}"


def _say_risk(fact: Fact, _: Audience) -> str:
    return f"{_title(fact)}: {end(clip(fact.get('text')))}"


def _say_undecided(fact: Fact, audience: Audience) -> str:
    ask = "Needed: a decision." if audience is Audience.LEADERSHIP else "To be decided:"
    options = f" The choice: {end(fact.get('options'))}" if fact.get("options") else ""
    return f"{ask} {end(clip(fact.get('question')))}{options} Raised by {fact.get('who')} on {fact.get('day')}."


def _say_wait(fact: Fact, audience: Audience) -> str:
    if audience is Audience.LEADERSHIP:
        return f"Needed from {fact.get('names')}: a sign-off on {_title(fact)}, waited for since {fact.get('day')}."
    return f"{_title(fact)} has waited for the sign-off of {fact.get('names')} since {fact.get('day')}."


def _say_question(fact: Fact, _: Audience) -> str:
    owner = f"{fact.get('owner')} is to answer" if fact.get("owner") else "nobody has been asked to answer"
    return f"{end(clip(fact.get('text')))} ({_title(fact)}; {owner}.)"


def _say_open(fact: Fact, _: Audience) -> str:
    return f"{_title(fact)} {fact.get('stands')}.{_quote(fact) if fact.get('quote') else ''}"


def _say_left_out(fact: Fact, _: Audience) -> str:
    return f"{_title(fact)} leaves this out on purpose: {end(clip(fact.get('text')))}"


SAYING: Mapping[Kind, Callable[[Fact, Audience], str]] = {
    Kind.REVIEWED: _say_reviewed,
    Kind.LAUNCHED: _say_launched,
    Kind.DECIDED: _say_decided,
    Kind.STEP: _say_step,
    Kind.SIGNED: _say_signed,
    Kind.BEGUN: _say_begun,
    Kind.CHANGED: _say_changed,
    Kind.MEASURED: _say_measured,
    Kind.PREDICTED: _say_predicted,
    Kind.BOOKED: _say_booked,
    Kind.TO_REVIEW: _say_to_review,
    Kind.RISK: _say_risk,
    Kind.UNDECIDED: _say_undecided,
    Kind.WAIT: _say_wait,
    Kind.QUESTION: _say_question,
    Kind.OPEN: _say_open,
    Kind.LEFT_OUT: _say_left_out,
    Kind.STANDING_BET: _say_standing_bet,
}
