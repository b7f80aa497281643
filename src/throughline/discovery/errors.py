"""What can go wrong in discovery, each with its mend."""

from __future__ import annotations

from throughline.core.kernel.errors import BadInput, Conflict, NotFound


class EvidenceNotFound(NotFound):
    def __init__(self, key: str) -> None:
        super().__init__("there is no such evidence here", where=key, mend="look for it with the search")


class ThemeNotFound(NotFound):
    def __init__(self, theme: str) -> None:
        super().__init__(
            "there is no such theme",
            where=theme,
            mend="list them with `throughline themes`",
            on_page="choose one of the list",
        )


class FileNotFound(NotFound):
    def __init__(self, file: int | str) -> None:
        super().__init__("there is no such imported file", where=str(file), mend="choose one from the list of files")


class ImportOvertaken(Conflict):
    def __init__(self, file: str) -> None:
        super().__init__(
            "this import stood still for so long that it was taken for dead", where=file, mend="import the file again"
        )


class OpportunityWithoutTitle(BadInput):
    def __init__(self) -> None:
        super().__init__("an opportunity needs a title", mend="say in a few words what customers need")


class UploadGone(NotFound):
    def __init__(self, file: str) -> None:
        super().__init__("this upload is no longer here", where=file, mend="drop the file again")
