"""Which evidence a draft is about: retrieval for a question, the members of a theme, or what the corpus is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from throughline.core.kernel.progress import Progress
from throughline.discovery.contracts import Corpus, Evidence, Theme, Themes
from throughline.discovery.pipeline import find_themes
from throughline.specification.errors import ThemeNotFound
from throughline.specification.rules.items import read_items
from throughline.specification.rules.topic import Topic, is_one_topic, widest_theme
from throughline.specification.rules.wording import count, quoted


def scope(
    corpus: Corpus, *, about: str | None, theme: str | None, progress: Progress, chosen: Sequence[str] = ()
) -> Topic:
    """The topic's evidence, in the corpus' order, with the reason it was chosen."""
    if chosen:
        return _of_chosen(corpus, chosen, about or "")
    if theme:
        return _of_theme(corpus, theme, progress)
    if about and about.strip():
        return _of_question(corpus, about.strip(), progress)
    return _of_corpus(corpus, progress)


def _give_themes(corpus: Corpus, progress: Progress) -> Themes:
    """The themes as people have sorted them, else as they are found."""
    return corpus.themes or find_themes(corpus, progress=progress)


def _of_chosen(corpus: Corpus, chosen: Sequence[str], about: str) -> Topic:
    """What people accepted for an opportunity, for and against it: nothing is added, nothing left out."""
    wanted = set(chosen)
    pieces = tuple(piece for piece in corpus if piece.id in wanted)
    why = f"The opportunity {quoted(about)}: {count(len(pieces), 'piece')} that people accepted for it or against it."
    return Topic(pieces, label=about, about=about, why=why)


def _of_theme(corpus: Corpus, wanted: str, progress: Progress) -> Topic:
    themes = _give_themes(corpus, progress)
    fine = next((t for t in themes.themes if wanted in (t.id, t.label)), None)
    broad = next((b for b in themes.broad if wanted in (b.id, b.label)), None)
    if fine:
        return _topic(corpus, themes, fine.members, label=fine.label, why=f"The theme {quoted(fine.label)}.")
    if broad:
        members = tuple(m for t in themes.themes if t.broad == broad.id for m in t.members)
        return _topic(corpus, themes, members, label=broad.label, why=f"The broad theme {quoted(broad.label)}.")
    raise ThemeNotFound(wanted, [(t.id, t.label) for t in themes.themes])


def _topic(corpus: Corpus, themes: Themes, members: tuple[str, ...], *, label: str, why: str) -> Topic:
    inside = set(members)
    pieces = tuple(piece for piece in corpus if piece.id in inside)
    elsewhere = tuple(t for t in themes.themes if not inside & set(t.members))
    return Topic(pieces, label=label, why=why, elsewhere=elsewhere)


def _of_question(corpus: Corpus, about: str, progress: Progress) -> Topic:
    own = tuple(piece for piece in corpus if not piece.interviewer)
    places = _near(own, about, progress)
    chosen = tuple(own[place] for place in places)
    why = f"{count(len(chosen), 'item')} of {len(own):,} speak of {quoted(about)}, by words or meaning."
    return Topic(chosen, about=about, why=why)


def _near(own: tuple[Evidence, ...], about: str, progress: Progress) -> list[int]:
    """The places of what is about the question: not the nearest there is, but what belongs to it."""
    from throughline.language.embedding import embed_texts
    from throughline.language.relevance import find_relevant

    texts = [piece.text for piece in own]
    vectors = embed_texts([about, *texts], progress=progress).vectors
    return [found.place for found in find_relevant(texts, vectors[1:], query=about, asked=vectors[0])]


def _of_corpus(corpus: Corpus, progress: Progress) -> Topic:
    own = tuple(piece for piece in corpus if not piece.interviewer)
    if is_one_topic(own):
        return Topic(own, why="The evidence is about one thing, so all of it was read.")
    themes = _give_themes(corpus, progress)
    read = {item.evidence.id: item for item in read_items(own)}
    theme = widest_theme(themes.themes, read)
    if theme is None:
        return Topic(own, why="No theme stands out, so all of it was read.")
    topic = _topic(corpus, themes, theme.members, label=theme.label, why=_why(theme, themes, own))
    return replace(topic, read=read)


def _why(theme: Theme, themes: Themes, own: tuple[Evidence, ...]) -> str:
    whom = f", by {theme.accounts:,} customers" if theme.accounts else ""
    return (
        f"The evidence is about many things: {count(len(themes.themes), 'theme')} in {count(len(own), 'item')}. "
        f"This is the one most customers need something in: {quoted(theme.label)}{whom}."
    )
