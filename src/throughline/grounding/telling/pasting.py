"""A told text to paste: Markdown, Slack, mail. What would be a mark there is escaped, or only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from throughline.grounding.telling.contracts import Author, Reference, Section, Sentence

_MARKDOWN = re.compile(r"([\\`*_<>|~\[\]])")
_LEADING = re.compile(r"^(#{1,6}|[+-]|\d+[.)])(?=\s|$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SLACK_MARKS = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"})
_SLACK_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CALLS = re.compile(r"@(?=(?:here|channel|everyone)\b)", re.IGNORECASE)

Show = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of text is written: its escaping, title, headings, points, and a number that leads somewhere."""

    escape: Show
    title: Callable[[str], str]
    heading: Callable[[str, Sequence[str]], str]
    point: Callable[[str], str]
    link: Callable[[int, str], str]
    entry: Callable[[int, str, str], str]
    name: str


def escape_markdown(text: str) -> str:
    """So that it reads as it was written, also at the beginning of a point."""
    escaped = _ENTITY.sub("&amp;", _MARKDOWN.sub(r"\\\1", text))
    return _LEADING.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", escaped)


def escape_slack(text: str) -> str:
    """Slack knows no escape for its marks: they are replaced by signs that look like them, and the three entities."""
    plain = "".join(_SLACK_ENTITIES.get(sign, sign) for sign in text.translate(_SLACK_MARKS))
    return _CALLS.sub("＠", plain)


def _keep(text: str) -> str:
    return text


LOOKS: Mapping[str, Look] = {
    "md": Look(
        escape_markdown,
        lambda title: f"# {title}",
        lambda title, lines: "\n".join([f"## {title}", "", *lines]),
        lambda text: f"- {text}",
        lambda number, url: f"[\\[{number}\\]](<{url}>)" if url else f"\\[{number}\\]",
        lambda number, name, _url: f"{number}. {name}",
        "Markdown",
    ),
    "slack": Look(
        escape_slack,
        lambda title: f"*{title}*",
        lambda title, lines: "\n".join([f"*{title}*", *lines]),
        lambda text: f"• {text}",
        lambda number, url: f"<{url}|[{number}]>" if url else f"[{number}]",
        lambda number, name, _url: f"[{number}] {name}",
        "Slack",
    ),
    "mail": Look(
        _keep,
        lambda title: f"Subject: {title}",
        lambda title, lines: "\n".join([title, "-" * len(title), *lines]),
        lambda text: f"- {text}",
        lambda number, _url: f"[{number}]",
        lambda number, name, url: f"[{number}] {name}: {url}" if url else f"[{number}] {name}",
        "mail",
    ),
}
"""The three kinds by what the command line calls them."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is pasted: a title, what is said first, the sections; as `prose`, each of them one paragraph."""

    title: str
    first: str
    sections: Sequence[Section]
    prose: bool = False


def paste(text: Text, kind: str, *, base: str = "", show: Show = _keep) -> str:
    """The whole as text of a kind of `LOOKS`, ending in a line end.

    `base` is the address others reach the pages at, empty where nobody else can; `show` hides what may not leave.
    """
    look, numbers = LOOKS[kind], _number(text.sections)

    def leave(words: str) -> str:
        return look.escape(show(words))

    parts = [look.title(leave(text.title)), leave(text.first)]
    for section in text.sections:
        told = [_write(one, look, leave, numbers, base) for one in section.sentences]
        told += [leave(section.more)] if section.more else []
        parts.append(
            look.heading(leave(section.title), [" ".join(told)] if text.prose else list(map(look.point, told)))
        )
    entries = [look.entry(number, leave(ref.name), _find_url(ref, base)) for ref, number in numbers.items()]
    parts += [look.heading("Where it stands", entries)] if entries else []
    return "\n\n".join(parts) + "\n"


def _number(sections: Sequence[Section]) -> dict[Reference, int]:
    """A number for every reference, in the order in which they come."""
    found = dict.fromkeys(ref for section in sections for one in section.sentences for ref in one.references)
    return {reference: number for number, reference in enumerate(found, start=1)}


def _write(sentence: Sentence, look: Look, leave: Show, numbers: Mapping[Reference, int], base: str) -> str:
    marks = [look.link(numbers[ref], _find_url(ref, base)) for ref in sentence.references]
    return " ".join([leave(sentence.text), *marks, *([leave(note)] if (note := note_sentence(sentence)) else [])])


def note_sentence(sentence: Sentence) -> str:
    """Whose words they are where a person's, and which of its numbers stand in no record."""
    notes = [f"words of {sentence.by}"] if sentence.author is not Author.DRAFTED else []
    notes += (
        [f"not on record: {', '.join(f'“{number}”' for number in sentence.unrecorded)}"] if sentence.unrecorded else []
    )
    return f"({'; '.join(notes)})" if notes else ""


def _find_url(reference: Reference, base: str) -> str:
    return f"{base}{reference.path}" if base else ""
