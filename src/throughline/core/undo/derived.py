"""What is computed from other rows and kept for speed: refreshed after every change, and after every undo, alike.

A count beside an opportunity is not a fact of its own. So it is neither recorded nor undone; whoever keeps it says here
which table it follows and is called, inside the same transaction, with the images of the rows that a change touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from throughline.core.models import Workspace
from throughline.core.undo.images import Image

Refresh = Callable[[Workspace, Sequence[Image]], None]

FOLLOWERS: dict[str, list[Refresh]] = defaultdict(list)


def follow(*tables: str) -> Callable[[Refresh], Refresh]:
    """Call the decorated function after every change that touched rows of these tables (`app.model`).

    It gets every image of every touched row, before and after; it writes with the ORM, unrecorded.
    """

    def add(refresh: Refresh) -> Refresh:
        for table in tables:
            FOLLOWERS[table].append(refresh)
        return refresh

    return add


def refresh_followers(workspace: Workspace, touched: Iterable[tuple[str, Image | None, Image | None]]) -> None:
    """Tell every follower which rows were touched: table, image before, image after."""
    images: dict[str, list[Image]] = defaultdict(list)
    for table, before, after in touched:
        images[table] += [image for image in (before, after) if image is not None]
    calls: dict[Refresh, list[Image]] = defaultdict(list)
    for table, some in images.items():
        for refresh in FOLLOWERS.get(table, ()):
            calls[refresh] += some
    for refresh, some in calls.items():
        refresh(workspace, some)
