"""An interview guide for an opportunity, from what is known and not known of it."""

from __future__ import annotations

from throughline.discovery.rules.guiding.contracts import Guide, GuideQuestion, Known


def prepare_guide(known: Known) -> Guide:
    """What to ask next about the opportunity, whom first, and why."""
    start = GuideQuestion("warm-up", "What does a usual week at work look like for you?", "It opens the talk.")
    return Guide(known.title, (), (start,))
