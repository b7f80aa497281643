"""Counts with their unit, places in files, and months, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from throughline.discovery.contracts import Evidence
from throughline.discovery.rules.chart import name_month

register = template.Library()
_PLURALS = {"person": "people"}


@register.filter
def commas(number: int) -> str:
    """12,345"""
    return f"{number:,}"


@register.filter
def amount(number: Decimal) -> str:
    """118,400 or 118,400.50"""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


@register.filter
def many(number: int, noun: str) -> str:
    """1 item, 12,345 items"""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, f'{noun}s')}"


@register.filter
def place(piece: Evidence) -> SafeString:
    """Where a piece stands: item 12 of survey.csv, turn 4 of interview.vtt."""
    where = f"item {piece.row:,}" if piece.row is not None else f"turn {piece.turn:,}"
    return format_html("{} of <bdi>{}</bdi>", where, piece.source)


@register.filter
def describe(piece: Evidence) -> SafeString:
    """Who else a piece is from and when: segment, person, role, channel and date, those that are known."""
    person = piece.person if piece.account else None
    role = piece.attributes.get("role")
    day = f"{piece.date.day} {piece.date:%B %Y}" if piece.date else None
    parts = ((part,) for part in (piece.segment, person, role, piece.channel, day) if part)
    return format_html_join("\u00a0· ", "<bdi>{}</bdi>", parts)


@register.filter
def span_of(months: Mapping[str, int]) -> str:
    """March to October 2026"""
    named = [name_month(month) for month in sorted(months)]
    if len(named) < 2:
        return "".join(named)
    first, last = named[0], named[-1]
    return f"{first[:-5] if first[-4:] == last[-4:] else first} to {last}"
