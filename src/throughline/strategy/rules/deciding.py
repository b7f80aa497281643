"""A decision as one page that stands on its own: what was asked, between what, what was chosen, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

OPEN = "Nobody has decided yet."


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of a decision. `choice` is empty while it is open; `about` is a title and an address, or empty.

    `line` names the stations that what it is about has reached, each with what stands there.
    """

    question: str
    raised_by: str
    raised: date
    context: str = ""
    options: Sequence[str] = ()
    choice: str = ""
    trade_off: str = ""
    expected: str = ""
    revisit: date | None = None
    happened: str = ""
    decided_by: str = ""
    decided: date | None = None
    people: Sequence[str] = ()
    about: tuple[str, str] = ("", "")
    line: Sequence[tuple[str, str]] = ()

    @property
    def against(self) -> tuple[str, ...]:
        """The options that were not chosen."""
        return tuple(option for option in self.options if option != self.choice)


def write_record(record: Record) -> str:
    """The page in Markdown. What nobody has said is left out; what people wrote cannot become a heading or a link."""
    parts = [f"# {_escape(record.question)}", _tell_status(record)]
    parts += [_section(title, words) for title, words in _list_sections(record) if words]
    return "\n\n".join(parts) + "\n"


def read_people(members: Iterable[str], others: str) -> tuple[str, ...]:
    """Who took part, each once: members, then the others of a line that separates them by commas."""
    named = (" ".join(name.split()) for name in (*members, *re.split(r"[,;\n]", others)))
    once = {name.casefold(): name for name in reversed([name for name in named if name])}
    return tuple(reversed(once.values()))


def _tell_status(record: Record) -> str:
    if record.decided is None:
        return f"{OPEN} Raised by {_escape(record.raised_by)} on {_say(record.raised)}."
    raised = f"Raised by {_escape(record.raised_by)} on {_say(record.raised)}, "
    return f"**{_escape(record.choice)}**\n\n{raised}decided by {_escape(record.decided_by)} on {_say(record.decided)}."


def _list_sections(record: Record) -> list[tuple[str, str]]:
    title, url = record.about
    chosen = record.decided is not None
    return [
        ("About", f"[{_escape(title)}]({url})" if url else _escape(title)),
        ("Context", _write_text(record.context)),
        ("Decided against" if chosen else "Options", _write_list(record.against if chosen else record.options)),
        ("The price", _write_text(record.trade_off)),
        ("What it should bring", _write_text(record.expected)),
        ("To look at again", _say(record.revisit) if record.revisit else ""),
        ("What happened", _write_text(record.happened)),
        ("Who took part", _write_list(record.people)),
        ("How we got here", _write_list(f"{station}: {title}" for station, title in record.line)),
    ]


def _section(title: str, words: str) -> str:
    return f"## {title}\n\n{words}"


def _write_list(items: Iterable[str]) -> str:
    return "\n".join(f"- {_escape(item)}" for item in items)


def _write_text(text: str) -> str:
    """Lines as they were written; signs that Markdown would read are escaped."""
    return "  \n".join(_escape(line) for line in text.splitlines())


def _escape(text: str) -> str:
    bare = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", bare)


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
