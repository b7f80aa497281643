"""Conditions that an index can hold: without parameters, so that SQLite sees that a query means the same."""

from __future__ import annotations

from django.db.models import BooleanField, Func


class IsRepeat(Func):
    """Whether a piece repeats another: `filter(IsRepeat("duplicate_of"))`."""

    template = "(%(expressions)s <> '')"
    arity = 1
    output_field = BooleanField()  # type: ignore[assignment]


class IsForeign(Func):
    """Whether a piece is in a language the embedding model was not made for; unknown is not foreign."""

    template = "(%(expressions)s NOT IN ('', 'en'))"
    arity = 1
    output_field = BooleanField()  # type: ignore[assignment]


class IsUnsaid(Func):
    """Whether a piece was observed, measured or seen at a competitor instead of said."""

    template = "(%(expressions)s <> 'said')"
    arity = 1
    output_field = BooleanField()  # type: ignore[assignment]
