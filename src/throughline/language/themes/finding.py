"""The way from texts to groups: sample, graph, communities, everybody assigned, two levels, names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from throughline.core.kernel.progress import Progress, no_progress
from throughline.language.themes.assigning import assign_all, find_centres
from throughline.language.themes.broad import join_broadly
from throughline.language.themes.choosing import choose_communities
from throughline.language.themes.communities import Labels, number_by_size
from throughline.language.themes.contracts import BroadGroup, Group, Groups
from throughline.language.themes.directions import keep_main_directions
from throughline.language.themes.examples import choose_examples
from throughline.language.themes.few import join_few
from throughline.language.themes.fitting import find_lonely, leave_out_misfits
from throughline.language.themes.graph import add_shared_words, draw_graph
from throughline.language.themes.labels import Naming, name_broadly, name_groups
from throughline.language.themes.neighbours import find_neighbours
from throughline.language.themes.parting import part_opposites
from throughline.language.themes.polarity import Stance, find_opposites, read_stance
from throughline.language.themes.settings import SETTINGS, Settings
from throughline.language.themes.words import split_words, tabulate_words

Vectors = NDArray[np.float32]


def find_groups(
    texts: Sequence[str], vectors: Vectors, *, settings: Settings = SETTINGS, progress: Progress = no_progress
) -> Groups:
    """Group `texts` by what they are about; `vectors` are their unit rows (n, d).

    Nearest neighbours by meaning and words over a sample, Leiden communities, and every other text where its
    neighbours are. The same input gives the same groups.
    """
    if not len(texts):
        return Groups()
    progress("Looking for themes")
    labels = group_texts(texts, vectors, settings=settings)
    progress("Naming the themes")
    return _describe(texts, vectors, labels)


def group_texts(texts: Sequence[str], vectors: Vectors, *, settings: Settings = SETTINGS) -> Labels:
    """The fine group of each text, from 0 by size, -1 for those that fit nothing. The same words get the same group."""
    distinct, place_of = find_distinct(texts)
    vectors = keep_main_directions(vectors[distinct])
    stances = [read_stance(texts[place]) for place in distinct]
    labels, lonely = _group_distinct([texts[place] for place in distinct], vectors, stances, settings=settings)
    weights = np.bincount(place_of, minlength=len(distinct))
    labels = leave_out_misfits(vectors, labels, weights, settings=settings)
    labels[lonely & (weights == 1)] = -1
    labels = part_opposites(vectors, labels, np.array([stance.sign for stance in stances], np.int8))
    return number_by_size(labels[place_of])


def find_distinct(texts: Sequence[str]) -> tuple[list[int], NDArray[np.int64]]:
    """The first place of each different text, and for every text which of those it is; case and marks do not count."""
    first: dict[str, int] = {}
    place_of = np.empty(len(texts), np.int64)
    places: list[int] = []
    for place, text in enumerate(texts):
        key = " ".join(split_words(text)) or text.strip()
        if key not in first:
            first[key] = len(places)
            places.append(place)
        place_of[place] = first[key]
    return places, place_of


def _group_distinct(
    texts: Sequence[str], vectors: Vectors, stances: Sequence[Stance], *, settings: Settings
) -> tuple[Labels, NDArray[np.bool_]]:
    """The group of each of these different texts, and which of them are near none."""
    sample = choose_sample(len(texts), settings.sample)
    places: list[int] = sample.tolist()
    lonely = np.zeros(len(texts), bool)
    near = find_neighbours(vectors[sample], settings.candidates)
    if len(texts) >= settings.few_items:
        lonely[sample] = find_lonely(near, settings=settings)
    near = add_shared_words(near, tabulate_words([texts[place] for place in places]).matrix, settings=settings)
    opposite = find_opposites([stances[place] for place in places], near.places)
    if len(places) <= settings.few_texts:
        return join_few(near, opposite, nearest=settings.near), lonely
    graph = draw_graph(near, opposite, settings=settings)
    labels = choose_communities(graph, vectors[sample], settings=settings)
    return assign_all(vectors, sample, labels), lonely


def choose_sample(length: int, most: int) -> NDArray[np.int64]:
    """At most `most` places out of `length`, spread evenly."""
    return np.arange(length) if length <= most else np.linspace(0, length - 1, most).astype(np.int64)


def _describe(texts: Sequence[str], vectors: Vectors, labels: Labels) -> Groups:
    centres = find_centres(vectors, labels)
    members = _order_members(vectors, labels, centres)
    broad = join_broadly(centres, np.array([len(m) for m in members]))
    namings = name_groups(texts, members)
    examples = [choose_examples(texts, vectors, m) for m in members]
    fine = tuple(map(_make_group, members, namings, examples))
    return Groups(fine, _describe_broad(namings, broad))


def _make_group(members: NDArray[np.int64], naming: Naming, examples: tuple[int, ...]) -> Group:
    return Group(tuple(members.tolist()), naming.label, naming.words, examples)


def _describe_broad(namings: Sequence[Naming], broad: Labels) -> tuple[BroadGroup, ...]:
    parts = [tuple(np.flatnonzero(broad == part).tolist()) for part in range(int(broad.max(initial=-1)) + 1)]
    return tuple(BroadGroup(part, label) for part, label in zip(parts, name_broadly(namings, parts), strict=True))


def _order_members(vectors: Vectors, labels: Labels, centres: Vectors) -> list[NDArray[np.int64]]:
    """Members of each group, nearest to its centre first."""
    nearness = np.einsum("ij,ij->i", vectors, centres[np.maximum(labels, 0)])
    order = np.lexsort((np.arange(len(labels)), -nearness.round(6), labels))
    order = order[labels[order] >= 0]
    ends = np.searchsorted(labels[order], np.arange(len(centres) + 1))
    return [order[start:end] for start, end in pairwise(ends)]
