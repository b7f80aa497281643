"""Which rules of asking a question breaks, and why; each mark is checked against its own better wording."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from throughline.discovery.rules.interviewing.catalogue import HYPOTHETICAL, LEADING, MULTIPLE, PITCHING, RULES
from throughline.discovery.rules.interviewing.clauses import find_asking
from throughline.discovery.rules.interviewing.contracts import Fault, Form
from throughline.discovery.rules.interviewing.forms import tell_form
from throughline.discovery.rules.interviewing.imagining import is_imagined, is_imagined_tag
from throughline.discovery.rules.interviewing.leading import tell_leading, tell_leading_tag
from throughline.discovery.rules.interviewing.pitching import is_pitch
from throughline.discovery.rules.interviewing.rewording import reword
from throughline.discovery.rules.interviewing.sentences import split_sentences
from throughline.discovery.rules.interviewing.several import tell_multiple
from throughline.discovery.rules.interviewing.speech import read_plainly, strip_lead

_IMAGINED = "It asks what would be, not what was."
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


def find_marks(core: str, form: Form, context: Context) -> Iterator[Mark]:
    """Every rule the question breaks; `core` is its plain words without lead words and names."""
    if form not in _JUDGED:
        return
    asking = find_asking(core) or core
    if form is Form.TAG:
        yield from _mark_tag(core)
        return
    imagined = is_imagined(asking, core, context.before)
    if imagined:
        yield Mark(HYPOTHETICAL.id, _IMAGINED)
    if is_pitch(asking, core, context.before):
        yield Mark(PITCHING.id, "It puts an idea before them and asks what they make of it.")
    if why := tell_leading(asking, core, context.before, imagined=imagined):
        yield Mark(LEADING.id, why)
    if why := tell_multiple(asking, core=core, stack=context.stack):
        yield Mark(MULTIPLE.id, why)


def _mark_tag(core: str) -> Iterator[Mark]:
    if is_imagined_tag(core):
        yield Mark(HYPOTHETICAL.id, _IMAGINED)
    if why := tell_leading_tag(core):
        yield Mark(LEADING.id, why)


@lru_cache(maxsize=4096)
def find_faults(core: str, form: Form, context: Context) -> tuple[Fault, ...]:
    """Every fault of the question, each with a better wording that breaks no rule itself."""
    return tuple(_explain(mark, core) for mark in find_marks(core, form, context))


def name_faults(words: str) -> tuple[str, ...]:
    """The rules that words break on their own, whatever stands around them."""
    broken: list[str] = []
    for span in split_sentences(words):
        core = strip_lead(read_plainly(words[span.start : span.end]))
        broken += [mark.rule for mark in find_marks(core, tell_form(core), Context()) if mark.rule not in broken]
    return tuple(broken)


def is_sound(wording: str) -> bool:
    """Whether a wording breaks no rule: what is offered instead must not."""
    return not name_faults(wording)


def _is_open(wording: str) -> bool:
    return tell_form(strip_lead(read_plainly(wording))) is Form.OPEN


def _explain(mark: Mark, core: str) -> Fault:
    built = reword(mark.rule, core)
    if built and is_sound(built) and _is_open(built) and built.rstrip("?.") != core.rstrip("?."):
        return Fault(mark.rule, mark.why, built, own_words=True)
    return Fault(mark.rule, mark.why, RULES[mark.rule].wording)
