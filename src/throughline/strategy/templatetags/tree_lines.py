"""The lines of the tree. A tree has hundreds, so that each is filled into one pattern; every value is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from throughline.strategy.showing import Branch, Said

register = template.Library()
_LINE = (
    '<li role="treeitem" id="{ref}" class="{kind}{apart}"{expanded} aria-labelledby="t-{ref}"{described}>'
    '<div class="node">{twist}{name}{said}{spark}{more}</div>{group}'
)
_TWIST = (
    '<a class="twist" href="?{toggle}#{ref}" tabindex="-1" aria-label="{does} {title}">'
    '<svg viewBox="0 0 10 10" aria-hidden="true"><path d="M3 1l4 4-4 4"/></svg></a>'
)
_SPARK = (
    '<span class="spark" title="{trend}"><svg viewBox="0 0 60 16" aria-hidden="true"><path d="{path}"/></svg></span>'
)
_NOTHING = SafeString("")
_ACTS = {"goal": ("new", "Add", "under "), "opportunity": ("move", "Move", ""), "idea": ("move", "Move", "")}
_ENDS = SafeString("</ul></li>")


@register.simple_tag
def tree_lines(branches: Sequence[Branch], can_write: bool) -> SafeString:
    """Every line with the lists that open and end there."""
    pattern = reverse("strategy:act", args=["~0~", "~1~", "~2~"])
    return mark_safe("".join(_draw(branch, pattern if can_write else "") for branch in branches))  # noqa: S308 - each part is escaped


def _draw(branch: Branch, pattern: str) -> str:
    row, said, node = branch.row, branch.said, branch.row.node
    line = _fill(
        _LINE,
        ref=node.ref,
        kind=node.kind,
        apart=" apart" if node.key == "none" else _NOTHING,
        expanded=_expand(row.children, is_open=row.open),
        described=_fill(' aria-describedby="d-{}"', node.ref) if said.counts or said.note else _NOTHING,
        twist=_twist(branch),
        name=_name(node.ref, node.title, said.url),
        said=_say(node.ref, said),
        spark=_spark(said),
        more=_more(node.kind, node.key, node.title, pattern) if pattern else _NOTHING,
        group=_group(row.children, is_open=row.open),
    )
    return line + _ENDS * row.closes


def _fill(pattern: str, *given: str, **named: str) -> SafeString:
    """Django's `format_html` without what it does for values that are not plain text: a fifth of the time."""
    return SafeString(pattern.format(*map(_escape, given), **{name: _escape(value) for name, value in named.items()}))


def _escape(value: str) -> str:
    return value if isinstance(value, SafeString) else escape(value)


def _expand(children: int, *, is_open: bool) -> SafeString:
    if not children:
        return _NOTHING
    return SafeString(' aria-expanded="true"') if is_open else SafeString(' aria-expanded="false"')


def _group(children: int, *, is_open: bool) -> SafeString:
    if is_open:
        return SafeString('<ul role="group">')
    return SafeString('<ul role="group" hidden></ul></li>') if children else SafeString("</li>")


def _twist(branch: Branch) -> SafeString:
    row = branch.row
    if not row.children:
        return SafeString('<span class="twist"></span>')
    does = "Close" if row.open else "Open"
    return _fill(_TWIST, toggle=branch.toggle, ref=row.node.ref, does=does, title=row.node.title)


def _name(ref: str, title: str, url: str) -> SafeString:
    if not url:
        return _fill('<span class="name" id="t-{}">{}</span>', ref, title)
    return _fill('<a class="name" id="t-{}" href="{}" dir="auto">{}</a>', ref, url, title)


def _say(ref: str, said: Said) -> SafeString:
    counts = _fill('<a class="num" href="{}">{}</a>', said.counts_url, said.counts) if said.counts else _NOTHING
    note = _fill("<span>{}</span>", said.note) if said.note else _NOTHING
    trend = _fill('<span class="hidden">. {}</span>', said.trend) if said.trend else _NOTHING
    return _fill('<span class="said" id="d-{}">{}{}{}</span>', ref, counts, note, trend)


def _spark(said: Said) -> SafeString:
    return _fill(_SPARK, trend=said.trend, path=said.spark) if said.spark else SafeString('<span class="spark"></span>')


def _more(kind: str, key: str, title: str, pattern: str) -> SafeString:
    act, words, under = _ACTS[kind]
    url = pattern.replace("~0~", kind).replace("~1~", key).replace("~2~", act)
    return _fill('<a class="more" href="{}" data-act>{}<span class="hidden"> {}{}</span></a>', url, words, under, title)
