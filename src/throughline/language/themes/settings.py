"""Every number theme finding goes by: frozen, the same for all inputs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How near is near, how fine is fine."""

    sample: int = 12_000
    """Texts the graph is built over; the others join the groups of their neighbours."""
    candidates: int = 40
    """Nearest by meaning, among which shared words choose."""
    neighbours: int = 15
    """Edges drawn from each text."""
    words: float = 0.35
    """Weight of shared words beside shared meaning (1)."""
    sharpness: float = 3.0
    """Power the similarity is raised to: nearer neighbours count for more."""
    resolution: float = 1.5
    seed: int = 7


SETTINGS = Settings()
