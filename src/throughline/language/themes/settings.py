"""Every number theme finding goes by: frozen, the same for all inputs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How near is near, how fine is fine."""

    sample: int = 12_000
    """Texts the graph is built over; the others join the groups of their neighbours."""
    candidates: int = 32
    """Nearest by meaning, among which shared words choose."""
    neighbours: int = 15
    """Edges drawn from each text."""
    words: float = 0.35
    """Weight of shared words beside shared meaning (1)."""
    width: float = 0.5
    """How fast an edge fades with distance, in units of the local distance."""
    local: int = 7
    """The neighbour whose distance is the local distance."""
    opposite: float = 0.02
    """What is left of an edge between texts that say the opposite."""
    resolutions: tuple[float, ...] = tuple(0.2 * 1.4**step for step in range(13))
    """How finely the graph may be cut, coarse to fine."""
    separation: float = 4.0
    """Weight of how well groups are apart beside how well they are found again (1)."""
    expectation: float = 0.3
    """Weight of the expectation that n texts have about n ** `growth` groups, where the texts leave it open."""
    growth: float = 0.4
    surplus: float = 1.5
    """How much more a surplus of groups surprises than a lack of them."""
    open: float = 0.51
    """Groups found again no better than this leave their number open."""
    clear: float = 0.66
    """Groups found again as well as this speak for themselves: a quarter of the expectation is left."""
    finer: float = 1.2
    """How much finer than the best resolution is cut: a theme too many is mended more easily than two in one."""
    few_texts: int = 12
    """Up to so many different texts are joined by nearness alone."""
    near: float = 0.35
    """How near such few texts must be on average to be joined."""
    few_items: int = 20
    """Up to so many items, nobody is left out."""
    lonely: float = 0.5
    """A text this many times as near to its nearest as texts usually are, or less, is alone."""
    misfit: float = 0.5
    """Standard deviations above strangers under which a text does not fit its group."""
    fit: float = 1.5
    """Standard deviations above strangers from which it fits another one."""
    seed: int = 7


SETTINGS = Settings()
