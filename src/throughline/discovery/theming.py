"""From a corpus to its themes: who may belong, what may be quoted, what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from throughline.core.kernel.progress import Progress, no_progress
from throughline.discovery.contracts import BroadTheme, Corpus, Evidence, Theme, ThemeQuote, Themes
from throughline.discovery.rules.chatter import is_chatter, is_reply
from throughline.discovery.rules.excerpts import cut_excerpt
from throughline.discovery.rules.otherwise import Praise, choose_otherwise, find_praise, is_praise
from throughline.discovery.rules.theme_ids import choose_ids
from throughline.language.embedding import embed_texts
from throughline.language.themes import Group, Groups, find_groups

_MOST_QUOTES = 5
_MOST_OTHERWISE = 12


def find_themes(corpus: Corpus, *, previous: Themes | None = None, progress: Progress = no_progress) -> Themes:
    """Propose fine and broad themes over everything customers said in `corpus`.

    The interviewer's turns, pleasantries and bare replies belong to no theme; relayed pieces are counted and never
    quoted. Ids stay as long as most of a theme's members stay; with `previous`, themes that still overlap keep its ids.
    """
    pieces = tuple(piece for piece in corpus if says_something(piece))
    texts = [" ".join(piece.text.split()) for piece in pieces]
    space = embed_texts(texts, progress=progress)
    groups = find_groups(texts, space.vectors, progress=progress)
    members = [tuple(pieces[place] for place in group.members) for group in groups.fine]
    ids = choose_ids([[piece.id for piece in part] for part in members], previous=previous)
    broad, broad_of = _make_broad(groups, members)
    themes = (
        _make_theme(ids[place], broad_of[place], group, members[place], pieces)
        for place, group in enumerate(groups.fine)
    )
    largest_first = sorted(themes, key=lambda theme: (-theme.size, theme.id))
    return Themes(_hear_otherwise(largest_first, pieces), broad, space.method)


def _hear_otherwise(themes: Sequence[Theme], pieces: Sequence[Evidence]) -> tuple[Theme, ...]:
    """The themes, each with who says that it works; those that say so themselves have nothing else to hear."""
    praise = find_praise(piece for piece in pieces if piece.quotable)
    return tuple(replace(theme, otherwise=_find_otherwise(theme, praise)) for theme in themes)


def _find_otherwise(theme: Theme, praise: Praise) -> tuple[str, ...]:
    if is_praise([quote.text for quote in theme.quotes]):
        return ()
    return tuple(piece.id for piece in choose_otherwise(praise.about(theme.words), words=theme.words)[:_MOST_OTHERWISE])


def says_something(piece: Evidence) -> bool:
    """Whether a piece can be about something: a customer's, more than pleasantries, and no bare reply."""
    if piece.interviewer or is_chatter(piece.text):
        return False
    return piece.turn is None or not is_reply(piece.text)


def _make_broad(groups: Groups, members: Sequence[Sequence[Evidence]]) -> tuple[tuple[BroadTheme, ...], dict[int, str]]:
    """The broad themes, and the id of the one each fine group is in."""
    inside = [[piece.id for place in part.groups for piece in members[place]] for part in groups.broad]
    ids = choose_ids(inside, prefix="br")
    broad = (BroadTheme(id_, part.label, len(some)) for id_, part, some in zip(ids, groups.broad, inside, strict=True))
    of = {place: id_ for id_, part in zip(ids, groups.broad, strict=True) for place in part.groups}
    return tuple(broad), of


def _make_theme(id_: str, broad: str, group: Group, members: Sequence[Evidence], pieces: Sequence[Evidence]) -> Theme:
    months = _count(f"{piece.date:%Y-%m}" if piece.date else None for piece in members)
    return Theme(
        id=id_,
        broad=broad,
        label=group.label,
        members=tuple(piece.id for piece in members),
        quotes=choose_quotes([pieces[place] for place in group.examples], group.words),
        accounts=len({piece.customer for piece in members if piece.customer}) or None,
        segments=_count(piece.segment for piece in members),
        months=dict(sorted(months.items())),
        words=group.words,
    )


def choose_quotes(examples: Sequence[Evidence], words: Sequence[str]) -> tuple[ThemeQuote, ...]:
    """Up to five quotes from what may be quoted of `examples`, best first; no customer twice while another is left."""
    quotable = [piece for piece in examples if piece.quotable]
    times = Counter[str]()
    turn: list[int] = []
    for piece in quotable:
        turn.append(times[piece.customer] if piece.customer else 0)
        times[piece.customer or ""] += 1
    order = sorted(range(len(quotable)), key=lambda place: (turn[place], place))[:_MOST_QUOTES]
    return tuple(_quote(quotable[place], words) for place in sorted(order))


def _quote(piece: Evidence, words: Sequence[str]) -> ThemeQuote:
    return ThemeQuote(cut_excerpt(piece.text, words), piece.id, piece.source, piece.row, piece.turn)


def _count(names: Iterable[str | None]) -> dict[str, int]:
    found = Counter(name for name in names if name)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
