"""Why this problem: what it is, who said so, in whose words, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from throughline.grounding.telling.wording import clip, end, join
from throughline.specification.contracts import Audience
from throughline.specification.rules.counting import key_of_value
from throughline.specification.rules.narrating.contracts import Matter, Telling
from throughline.specification.rules.narrating.counted import count_voices, quote, tell_segments
from throughline.specification.rules.wording import count

MOST_NAMED = 4
QUOTES = {Audience.LEADERSHIP: 1, Audience.ENGINEERING: 2, Audience.SALES: 3}


def tell_problem(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """The sentences, in order."""
    yield from _name(matter, audience)
    yield from _tell_heard(matter, audience)
    for place, voice in enumerate(matter.voices[: QUOTES[audience]]):
        who = voice.evidence.customer or "a customer who is not named"
        before = f"{'In the words of ' if place == 0 else ''}{who}{'' if place == 0 else ' says'}:"
        yield quote(f"voice:{voice.evidence.id}", before, voice)
    if audience is Audience.SALES:
        yield from _name_others(matter)
    yield from _tell_against(matter, audience)


def _name(matter: Matter, audience: Audience) -> Iterator[Telling]:
    need = matter.need
    if need is None:
        text = f"No opportunity is linked to “{clip(matter.prd.title)}”, so the problem is told by its evidence alone."
        yield Telling("no-need", text, (matter.reference,))
        return
    yield Telling("need", end(clip(need.title)), (need.reference,))
    if need.situation and need.motivation and audience is not Audience.SALES:
        outcome = f", so that I can {need.outcome}" if need.outcome else ""
        story = clip(f"when {need.situation}, I want {need.motivation}{outcome}.")
        yield Telling("job-story", f"The need, as we wrote it down: {story}", (need.reference,))


def _tell_heard(matter: Matter, audience: Audience) -> Iterator[Telling]:
    where = matter.need.reference if matter.need else matter.reference
    if not matter.answers:
        yield Telling("unheard", "Nobody is on record as having said so: no evidence stands behind it.", (where,))
        return
    yield count_voices("heard", matter.answers, ("has spoken of it", "have spoken of it"), where)
    if audience is not Audience.LEADERSHIP:
        return
    if spread := tell_segments("segments", matter.answers, where):
        yield spread
    heard = {key_of_value(piece.segment) for piece in matter.answers if piece.segment}
    unheard = [(name, size) for name, size in matter.base.items() if size and key_of_value(name) not in heard]
    silent = [f"{name} ({count(size, 'account')})" for name, size in unheard[:MOST_NAMED]]
    if len(unheard) > MOST_NAMED:
        silent.append(f"{count(len(unheard) - MOST_NAMED, 'other segment')}")
    if silent and heard:
        yield Telling("silent", f"Nobody has spoken of it from {join(silent)}.", (where,))


def _name_others(matter: Matter) -> Iterator[Telling]:
    """Who else said so: whom sales may go back to."""
    quoted = {voice.evidence.customer for voice in matter.voices[: QUOTES[Audience.SALES]]}
    names = [name for name in dict.fromkeys(piece.customer for piece in matter.answers) if name and name not in quoted]
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        listed = ", ".join(names[:MOST_NAMED]) if more else join(names)
        where = matter.need.reference if matter.need else matter.reference
        yield Telling("others", f"It was said too by {listed}{more}.", (where,))


def _tell_against(matter: Matter, audience: Audience) -> Iterator[Telling]:
    """Whoever says otherwise: counted, and quoted where there is room."""
    if matter.against and audience is Audience.LEADERSHIP:
        voice = matter.against[0]
        yield quote(f"against:{voice.evidence.id}", f"{voice.evidence.customer or 'Somebody'} says otherwise:", voice)
    elif matter.denies:
        where = matter.need.reference if matter.need else matter.reference
        yield count_voices("against", matter.denies, ("says otherwise", "say otherwise"), where)
