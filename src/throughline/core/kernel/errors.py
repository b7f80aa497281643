"""The one family of errors: what is wrong, where, and how to mend it, in one sentence."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """What sort of trouble it is; `surfaces.errors` maps it once to a status and an exit code."""

    BAD_INPUT = "bad_input"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    UNAVAILABLE = "unavailable"


class AppError(Exception):
    """An error a person can act on.

    `what` states the fact, `where` names the file, line or object, `mend` says what to do; `on_page` says that for a
    page, where `mend` speaks of commands and options.
    """

    kind = ErrorKind.BAD_INPUT

    def __init__(self, what: str, *, where: str = "", mend: str = "", on_page: str = "") -> None:
        self.what, self.where, self.mend, self.on_page = what, where, mend, on_page or mend
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The whole message as one sentence: `where: what; mend.`"""
        return self._say(self.mend)

    @property
    def page_sentence(self) -> str:
        """The same for whoever reads it on a page, beginning with a capital where it names no place."""
        said = self._say(self.on_page)
        return said if self.where else said[:1].upper() + said[1:]

    def _say(self, mend: str) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {mend}." if mend else f"{head}."

    def move(self, where: str) -> None:
        """Name another place: what a person knows a thing by, instead of where it happens to lie."""
        self.where = where


class BadInput(AppError):
    """Something a person gave cannot be used."""


class NotFound(AppError):
    """The named object does not exist, or not for this member."""

    kind = ErrorKind.NOT_FOUND


class Forbidden(AppError):
    """The member's role does not allow it."""

    kind = ErrorKind.FORBIDDEN


class Conflict(AppError):
    """It was allowed, but something else changed first."""

    kind = ErrorKind.CONFLICT


class Unavailable(AppError):
    """A part that is needed is not installed or does not answer."""

    kind = ErrorKind.UNAVAILABLE
