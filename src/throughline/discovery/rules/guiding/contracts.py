"""What an interview guide is made from, and what it is. No Django here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """One thing a customer said about the opportunity; `kind` is one of pain, need, workaround, delight, request,
    question, or None where nobody said which."""

    text: str
    customer: str | None = None
    segment: str | None = None
    date: date | None = None
    kind: str | None = None
    against: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an opportunity before the next interview; `today` is the day the guide is made.

    `situation`, `motivation` and `outcome` are the parts of its job story (When …, I want …, so I can …).
    `segments_heard` and `segments_unheard` name segments; `months` counts evidence by month ("2026-03").
    `customers` and `customers_against` count by `unit` ("account" or "person").
    """

    title: str
    today: date
    situation: str | None = None
    motivation: str | None = None
    outcome: str | None = None
    quotes: tuple[KnownQuote, ...] = ()
    segments_heard: tuple[str, ...] = ()
    segments_unheard: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict[str, int])
    customers: int = 0
    customers_against: int = 0
    unit: str = "account"
    kinds: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One thing to ask, as a person can say it, and why it is asked now."""

    step: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom to ask first, and why; `segment` is None where no segment is named."""

    segment: str | None
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """An interview guide: whom to ask, six to nine questions in the order one asks them, and what is not known."""

    title: str
    whom: tuple[Whom, ...]
    questions: tuple[GuideQuestion, ...]
    gaps: tuple[str, ...] = ()
