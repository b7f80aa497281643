"""Bases of customers whose need is known, and what is heard of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughline.strategy.rules.ranking.reaching import Segment


@dataclass(frozen=True, slots=True)
class Scene:
    """How a base is made and heard. `silent` is the share that has the need, is heard, and does not speak of it;
    `louder` how many times as likely those with the need are to be heard at all."""

    name: str
    segments: int
    share: tuple[float, float]
    likeness: float = 20.0
    heard: tuple[float, float] = (0.03, 0.5)
    silent: float = 0.0
    louder: float = 1.0
    holds: bool = True


SCENES = (
    Scene("one segment, 2 to 10 % have the need", 1, (0.02, 0.1)),
    Scene("one segment, 10 to 60 %", 1, (0.1, 0.6)),
    Scene("three segments much alike", 3, (0.05, 0.6), 100),
    Scene("three segments, each its own", 3, (0.05, 0.6), 3),
    Scene("three segments, one of them hardly heard", 3, (0.05, 0.6), 8, heard=(0.005, 0.5)),
    Scene("eight segments", 8, (0.05, 0.6), 10),
    Scene("three segments; one in five with the need keeps silent", 3, (0.05, 0.6), 20, silent=0.2, holds=False),
    Scene("three segments; who has the need is heard twice as likely", 3, (0.05, 0.6), 20, louder=2.0, holds=False),
)


def make_base(scene: Scene, generator: np.random.Generator) -> tuple[list[Segment], int]:
    """What was heard by segment, and how many customers truly have the need."""
    segments, truth = list[Segment](), 0
    common = float(generator.uniform(*scene.share))
    for _ in range(scene.segments):
        base = int(np.exp(generator.uniform(np.log(30), np.log(3000))))
        share = common
        if scene.segments > 1:
            share = float(generator.beta(common * scene.likeness, (1 - common) * scene.likeness))
        needing = int(generator.binomial(base, share))
        part = float(np.exp(generator.uniform(*np.log(scene.heard))))
        found = int(generator.binomial(needing, min(part * scene.louder, 1)))
        others = int(generator.binomial(base - needing, part))
        segments.append(Segment(int(generator.binomial(found, 1 - scene.silent)), found + others, base))
        truth += needing
    return segments, truth
