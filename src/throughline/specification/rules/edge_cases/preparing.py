"""What every question is compared with, made ready before the first question is asked."""

from __future__ import annotations

from throughline.specification.rules.edge_cases.catalogue import load_typical
from throughline.specification.rules.edge_cases.covering import compare_with_wordings
from throughline.specification.rules.edge_cases.likeness import Alike, choose_comparison


def prepare(alike: Alike | None = None) -> None:
    """Place the typical stories and the wordings of the cases, which takes seconds once per machine and no time later.

    Whoever asks meanwhile waits for what is missing alone. `alike` is what will compare, as for `ask`.
    """
    compare = alike or choose_comparison()
    compare(["ready"], [typical.text for typical in load_typical()])
    compare_with_wordings(["ready"], compare)
