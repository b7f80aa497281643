"""What partials of the shell ask for themselves."""

from __future__ import annotations

from typing import Any

from django import template

from throughline.core.kernel.telling import say_done
from throughline.surfaces.saved_views import Views, show_views

register = template.Library()


@register.simple_tag(takes_context=True)
def saved_views(context: dict[str, Any], place: str) -> Views:
    """The saved views of the list at `place`, a URL name."""
    return show_views(context["request"], place)


@register.filter
def done(verb: str) -> str:
    """What a change did, said as done."""
    return say_done(verb)
