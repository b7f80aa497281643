"""What can go wrong in sorting, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict


class ThemeWithoutName(BadInput):
    def __init__(self) -> None:
        super().__init__("a theme needs a name", mend="say in a few words what these items have in common")


class ThemeIsOpportunity(Conflict):
    def __init__(self, label: str) -> None:
        super().__init__("this theme is an opportunity already", where=label, mend="open the opportunity")


class ThemeIsDismissed(Conflict):
    def __init__(self, label: str) -> None:
        super().__init__("this is no theme, a person said", where=label, mend="bring it back first")


class NothingChosen(BadInput):
    def __init__(self) -> None:
        super().__init__("no item of this theme was chosen", mend="tick the items that belong together")


class SameTheme(BadInput):
    def __init__(self, label: str) -> None:
        super().__init__("that is the theme itself", where=label, mend="choose another one")


class ThemeStands(Conflict):
    def __init__(self, label: str) -> None:
        super().__init__("nobody has dismissed this theme", where=label, mend="reload the page")


class PiecesHaveLeft(Conflict):
    def __init__(self, label: str) -> None:
        super().__init__("these items are no longer in this theme", where=label, mend="reload the page")
