"""How a new run meets the last one: which themes are the same, and which belong to one a person has decided about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from throughline.discovery.contracts import Themes

_MOST = 0.5


def follow_decided(
    themes: Themes, *, standing: Mapping[str, str], firm: Collection[str], before: Mapping[str, str]
) -> Themes:
    """`themes` with each that belongs to a decided theme saying so in `follows`.

    A theme nobody has seen before, most of whose members stand in one that was accepted, dismissed, merged or made by
    hand, is that one found in parts: what was decided holds for it too. `standing` says where each piece stands,
    `firm` are the decided themes, `before` who followed whom in the last run, with empty for nobody.
    """
    carried = [
        replace(theme, follows=_choose(theme.id, theme.members, standing, firm, before)) for theme in themes.themes
    ]
    return replace(themes, themes=tuple(carried))


def _choose(
    theme: str, members: Collection[str], standing: Mapping[str, str], firm: Collection[str], before: Mapping[str, str]
) -> str:
    if theme in before:
        return before[theme] if before[theme] in firm else ""
    if theme in firm or not members:
        return ""
    where = Counter(standing.get(member, "") for member in members)
    most, count = where.most_common(1)[0]
    return most if most in firm and count > _MOST * len(members) else ""
