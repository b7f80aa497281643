"""How templates write what stands in a conversation: kinds by letter, who speaks, words exactly as they are stored."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from throughline.discovery.conversations.listing import Asked
from throughline.discovery.conversations.queries import Who
from throughline.discovery.conversations.showing import Found, find_start
from throughline.discovery.models import EvidenceRow, Mark
from throughline.discovery.rules.highlights import Stretch
from throughline.discovery.rules.interviewing.contracts import AskedQuestion

register = template.Library()


@register.filter
def name_who(who: Who) -> str:
    """Gareth Penhallow, Tarrowby Valves, Enterprise: as much as is known."""
    return ", ".join(part for part in (who.name, who.account, who.segment) if part) or "nobody named"


@register.filter
def letter(mark: Mark) -> str:
    """The letter of its kind; a dot where nobody said which."""
    return mark.kind[:1].upper() or "•"


@register.filter
def kind_word(mark: Mark) -> str:
    """Pain, Need, …; Evidence where nobody said which."""
    return mark.kind.capitalize() or "Evidence"


@register.filter
def exactly(text: str) -> SafeString:
    """Escaped, with line ends that a browser leaves alone: offsets in the page are offsets in the stored text."""
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308 - escaped in the same breath


@register.filter
def look_of(run: Stretch) -> str:
    """The classes of a marked run: the kind of the shortest mark that has one; what a link points at is over all."""
    marks = [one for one in run.over if isinstance(one, Mark)]
    kind = f"k-{next((one.kind for one in marks if one.kind), 'none')}" if marks else ""
    return " ".join(filter(None, [kind, "pointed" if len(marks) < len(run.over) else ""]))


@register.filter
def letters_of(run: Stretch) -> str:
    """The letters of the marks that begin with this run."""
    return "".join(letter(one) for one in run.begins if not isinstance(one, Found))


@register.simple_tag
def sorted_by(asked: Asked, sort: str) -> str:
    """The address of the same list in another order."""
    return asked.write(sort=sort)


@register.filter
def percent(share: float) -> str:
    """68 %"""
    return f"{round(share * 100)}\u00a0%"


@register.filter
def rounded(number: float) -> int:
    """The nearest whole number."""
    return round(number)


@register.filter
def decimal(number: float) -> str:
    """As HTML wants it."""
    return f"{number:.4f}"


@register.simple_tag
def turn_query(row: EvidenceRow, question: AskedQuestion) -> str:
    """What leads to a question in the transcript, its words pointed out."""
    return f"?from={find_start(row.position)}&turn={row.turn}&words={question.start}-{question.end}#t-{row.turn}"
