"""What a page about evidence asks for itself: which of it themes and search by meaning cannot be trusted with."""

from __future__ import annotations

from typing import Any

from django import template

from throughline.discovery.feedback.queries import count_foreign

register = template.Library()


@register.simple_tag(takes_context=True)
def foreign_items(context: dict[str, Any]) -> str:
    """ "34 items in German and French", or nothing where all is in a language the embedding model knows."""
    actor = getattr(context.get("request"), "actor", None)
    return tell_foreign(count_foreign(actor.workspace)) if actor else ""


def tell_foreign(counts: dict[str, int]) -> str:
    """The counts in words, the most frequent languages first."""
    total, names = sum(counts.values()), list(counts)
    if not total:
        return ""
    named = names[:3] if len(names) <= 3 else [*names[:2], f"{len(names) - 2} other languages"]
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{total:,} {'item' if total == 1 else 'items'} in {listed}"
