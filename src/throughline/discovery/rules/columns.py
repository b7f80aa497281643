"""Which column of a table holds what, by its name and its values, always with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from throughline.discovery.contracts import Column
from throughline.discovery.rules.column_names import INTERNAL_NAME, ROLE_NAMES, TEXT_NAMES
from throughline.discovery.rules.dates import parse_date

ROLES = [
    "text",
    "customer",
    "account",
    "person",
    "segment",
    "date",
    "channel",
    "relayed_by",
    "question",
    "speaker",
    "id",
    "plan",
    "revenue",
    "size",
]
"""Every role a column may have; all other columns are attributes."""

_INTERNAL = re.compile(INTERNAL_NAME)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_NUMBER = re.compile(r"^[\s$€£%+-]*\d[\d\s.,:%]*[kKmM]?$")
_HAS_DIGIT = re.compile(r"^\S*\d\S*$")
_DIGITS = re.compile(r"^\d+$")
_URL = re.compile(r"^https?://\S+$")
_LEGAL = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|corp|co|ag|plc|bv|sa|sarl|oy|ab|group|labs?|bank|insurance|logistics|foods|retail|energy|media|health|systems|software|technologies|solutions|partners|holdings|industries|services)\b\.?",
    re.IGNORECASE,
)


SAID = "you said so"
"""The reason of a column that a person named."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One column with values taken from the head of its table."""

    name: str
    values: tuple[str, ...] = ()
    plain: str = field(init=False, default="")
    tail: str = field(init=False, default="")
    """The last part of a dotted name: of `user.email` "email", else the whole."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", normalise_name(self.name))
        object.__setattr__(self, "tail", normalise_name(self.name.rpartition(".")[2]) or self.plain)

    def is_called(self, pattern: str) -> bool:
        """Whether the whole name, or the last part of a dotted one, matches."""
        return bool(re.fullmatch(pattern, self.plain) or re.fullmatch(pattern, self.tail))

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(value for value in self.values if value.strip())

    def share(self, pattern: re.Pattern[str]) -> float:
        """Of the filled values, the share that matches."""
        filled = self.filled
        return sum(1 for value in filled if pattern.match(value.strip())) / len(filled) if filled else 0.0

    @property
    def mean_words(self) -> float:
        filled = self.filled
        return sum(len(value.split()) for value in filled) / len(filled) if filled else 0.0

    @property
    def distinct(self) -> float:
        filled = self.filled
        return len(set(filled)) / len(filled) if filled else 0.0

    @property
    def dates(self) -> float:
        filled = self.filled
        either = sum(1 for v in filled if parse_date(v) or parse_date(v, day_first=True))
        return either / len(filled) if filled else 0.0


def normalise_name(name: str) -> str:
    """`customerEmail`, `Customer_Email` and `customer email:` are all `customer email`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.sub(r"[^\w#?]+|_", " ", spaced).replace("?", " ?").strip().casefold()


def guess_columns(columns: Sequence[Sampled], *, mapping: Mapping[str, int] | None = None) -> tuple[Column, ...]:
    """A `Column` for each of `columns`, in order. `mapping` (role to place, -1 for none) overrules every guess.

    No column has the role "text" where none reads like sentences.
    """
    mapping = mapping or {}
    roles: dict[int, Column] = {}
    for role, place in mapping.items():
        if place >= 0:
            roles[place] = Column(columns[place].name, role, SAID)
    if "text" not in mapping:
        _guess_text(columns, roles)
    for role in ROLE_NAMES:
        if role not in mapping and not (role == "customer" and {"account", "person"} <= mapping.keys()):
            _guess_role(columns, roles, role)
    if "date" not in mapping:
        _guess_date_by_values(columns, roles)
    return tuple(roles.get(place) or _call_attribute(column, roles) for place, column in enumerate(columns))


def settle_customer(column: Sampled, *, has_account: bool, has_person: bool) -> str:
    """Whether a column that only says "customer" names persons or accounts: "person" or "account"."""
    if column.share(_EMAIL) >= 0.5:
        return "person"
    if has_person != has_account:
        return "account" if has_person else "person"
    if column.share(_HAS_DIGIT) >= 0.8:
        return "person"
    organisations = sum(1 for value in column.filled if _LEGAL.search(value))
    names = sum(1 for value in column.filled if _reads_as_person(value))
    return "person" if names > max(organisations * 2, 0.6 * len(column.filled)) else "account"


def _reads_as_person(value: str) -> bool:
    words = value.split()
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() and word.strip(".'’-").isalpha() for word in words)
        and not _LEGAL.search(value)
    )


def _guess_text(columns: Sequence[Sampled], roles: dict[int, Column]) -> None:
    scores = {place: _score_text(column) for place, column in enumerate(columns) if place not in roles}
    good = sorted((place for place, (score, _) in scores.items() if score > 0), key=lambda p: (-scores[p][0], p))
    if not good:
        return
    best, others = good[0], [columns[p].name for p in good[1:] if scores[p][0] >= 2.5]
    reason = scores[best][1]
    if others:
        listed = ", ".join(f"“{name}”" for name in others[:5])
        reason += f"; {listed} could be read instead"
    roles[best] = Column(columns[best].name, "text", reason)


def _score_text(column: Sampled) -> tuple[float, str]:
    """How much a column looks like what people said, and why; 0 where it cannot be."""
    named = next((len(TEXT_NAMES) - i for i, p in enumerate(TEXT_NAMES) if column.is_called(p)), 0)
    asked = column.plain.endswith("?") or bool(
        re.match(r"(?:what|why|how|which|please|tell us|describe|anything)\b.* ", column.plain)
    )
    if _INTERNAL.search(column.plain) and not asked:
        named = min(named, 1)
    if not column.filled:
        return (0.0, "")
    if max(column.share(_NUMBER), column.share(_EMAIL), column.share(_URL)) > 0.5 or column.dates > 0.5:
        return 0.0, ""
    wordy = min(column.mean_words, 20) / 5 * (0.3 + 0.7 * column.distinct)
    filled = len(column.filled) / max(len(column.values), 1)
    if not named and not asked and (column.mean_words < 3 or column.distinct < 0.2):
        return 0.0, ""
    if named <= 1 and not asked and column.mean_words < 2:
        return 0.0, ""
    score = named + (2.5 if asked else 0) + wordy * (0.5 + 0.5 * filled)
    words = f"{column.mean_words:.0f} words on average"
    return (
        score,
        f"its name says so; {words}" if named > 1 else f"its name asks a question; {words}" if asked else words,
    )


def _guess_role(columns: Sequence[Sampled], roles: dict[int, Column], role: str) -> None:
    for pattern in ROLE_NAMES[role]:
        for place, column in enumerate(columns):
            if place in roles or not column.plain or not column.is_called(pattern):
                continue
            if _fits(column, role) and not (role == "person" and _is_weak_name(column, pattern, columns)):
                roles[place] = Column(column.name, role, "its name says so")
                return


def _is_weak_name(column: Sampled, pattern: str, columns: Sequence[Sampled]) -> bool:
    """A name that is a bare number, or shared by people with different e-mail addresses, names nobody well."""
    if "id|" in pattern or "mail" in pattern:
        return False
    addresses = max((len(set(other.filled)) for other in columns if other.share(_EMAIL) > 0.5), default=0)
    return column.share(_DIGITS) > 0.5 or len(set(column.filled)) < 0.8 * addresses


def _fits(column: Sampled, role: str) -> bool:
    """Whether the values do not contradict what the name says."""
    filled = column.filled
    if not filled:
        return role == "relayed_by"
    if role == "date":
        return column.dates >= 0.5
    if role == "segment":
        few = len(set(filled)) <= max(2, min(30, len(filled) // 2))
        return (few or len(filled) < 8) and column.mean_words <= 8
    if role in {"account", "person", "customer"}:
        return column.mean_words <= 6 and (column.dates < 0.5 or column.share(_DIGITS) > 0.5)
    if role in {"channel", "plan", "size"}:
        return column.mean_words <= 6
    return True


def _guess_date_by_values(columns: Sequence[Sampled], roles: dict[int, Column]) -> None:
    if any(column.role == "date" for column in roles.values()):
        return
    for place, column in enumerate(columns):
        if place not in roles and column.dates >= 0.9 and column.share(re.compile(r"^\d+$")) < 0.5:
            roles[place] = Column(column.name, "date", "its values are dates")
            return


def _call_attribute(column: Sampled, roles: Mapping[int, Column]) -> Column:
    reads = column.filled and column.mean_words >= 5
    text = next((c.name for c in roles.values() if c.role == "text"), None)
    why = f"kept beside “{text}”; reads like text too" if reads and text else "kept as it is"
    return Column(column.name, "attribute", why)


def knows_name(name: str) -> bool:
    """Whether a column of this name has a usual meaning, so that a record holding it is a header."""
    plain = normalise_name(name)
    if not plain or len(plain.split()) > 6:
        return False
    strong = [pattern for patterns in ROLE_NAMES.values() for pattern in patterns if not pattern.startswith("(?:.* )?")]
    return any(re.fullmatch(pattern, plain) for pattern in (*strong, *TEXT_NAMES[:3], TEXT_NAMES[-1]))
