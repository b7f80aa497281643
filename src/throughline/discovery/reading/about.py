"""What a file says about its conversation in `Key: value` lines, front matter or JSON keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from throughline.discovery.reading.turns import About
from throughline.discovery.rules.dates import parse_date
from throughline.discovery.rules.names import read_role, split_label

_KEYS = {
    "title": "title", "topic": "title", "subject": "title", "meeting": "title", "meeting title": "title",
    "call": "title",
    "account": "account", "company": "account", "organization": "account", "organisation": "account",
    "account name": "account", "company name": "account", "customer account": "account", "client": "account",
    "segment": "segment", "customer segment": "segment", "tier": "segment",
    "date": "date", "recorded": "date", "recorded on": "date", "recorded at": "date", "call date": "date",
    "meeting date": "date", "interview date": "date", "when": "date", "created": "date", "started": "date",
    "start time": "date",
    "participants": "participants", "attendees": "participants", "speakers": "participants", "people": "participants",
    "present": "participants",
    "channel": "channel", "source": "channel",
    "plan": "plan", "revenue": "revenue", "arr": "revenue", "size": "size", "company size": "size",
    "industry": "industry", "location": "location", "duration": "", "length": "", "language": "", "kind": "",
    "product": "product", "type": "type", "status": "", "recording": "", "url": "", "link": "", "meeting id": "",
    "transcribed by": "", "tags": "tags", "region": "region", "role": "role", "time": "", "id": "",
}  # fmt: skip
_VOICES = {
    "interviewer": "interviewer", "interviewers": "interviewer", "host": "interviewer", "hosts": "interviewer",
    "moderator": "interviewer", "researcher": "interviewer", "facilitator": "interviewer", "led by": "interviewer",
    "interviewee": "customer", "customer": "customer", "customers": "customer", "participant": "customer",
    "guest": "customer", "guests": "customer", "respondent": "customer", "speaker": "customer",
}  # fmt: skip
_PAIR = re.compile(r"^[\s>#*\-•]*(?P<key>[A-Za-z][A-Za-z _/-]{1,24}?)\**\s*:\**\s*(?P<value>.*?)\s*\**\s*$")
_OURS = re.compile(
    r"\b(?:pm|product|interviewer|researcher|host|moderator|ux|design(?:er)?|us|our team|internal|sales|csm|ae)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:customer|client|user|guest|interviewee|participant|prospect|external|buyer|respondent)\b", re.IGNORECASE
)


def is_about_line(line: str) -> bool:
    """Whether a line says something about the whole, not in it: a known key and a short value."""
    found = _PAIR.match(line)
    return bool(found) and _normalise(found["key"]) in _KEYS and len(found["value"]) <= 300


def is_voice_line(line: str) -> bool:
    """`Interviewer: Jane Doe`: names who takes the part, and is no turn."""
    found = _PAIR.match(line)
    if not found or _normalise(found["key"]) not in _VOICES:
        return False
    value = found["value"]
    return bool(value) and len(value.split()) <= 8 and value[-1] not in ".!?…" and value[0].isupper()


def read_about(lines: Iterable[str]) -> About:
    """Put `Key: value` lines together; the first of each key counts."""
    values: dict[str, str] = {}
    roles: dict[str, str] = {}
    for line in lines:
        if not (found := _PAIR.match(line)) or not (value := found["value"].strip().strip("\"'")):
            continue
        key = _normalise(found["key"])
        if key in _VOICES:
            roles |= dict.fromkeys(_list_people(value), _VOICES[key])
        elif target := _KEYS.get(key, ""):
            values.setdefault(target, value)
    roles |= _read_participants(values.pop("participants", ""))
    return _make_about(values, roles)


def read_about_json(document: Mapping[str, Any]) -> About:
    """The same from the keys of a JSON transcript; participants may be names or objects with name and role."""
    values: dict[str, str] = {}
    roles: dict[str, str] = {}
    for name, value in document.items():
        key = _normalise(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
        target = _KEYS.get(key, "")
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            if key in _VOICES:
                roles |= dict.fromkeys(_list_people(str(value)), _VOICES[key])
            elif target:
                values.setdefault(target, str(value))
        elif isinstance(value, dict) and target in {"account", "segment"} and isinstance(value.get("name"), str):
            values.setdefault(target, value["name"])
        elif isinstance(value, list) and target == "participants":
            roles |= _read_people(value)
    roles |= _read_participants(values.pop("participants", ""))
    return _make_about(values, roles)


def _make_about(values: dict[str, str], roles: dict[str, str]) -> About:
    written = values.pop("date", "")
    date = parse_date(written) or parse_date(written, day_first=True)
    return About(
        title=values.pop("title", ""),
        date=date,
        account=values.pop("account", None),
        segment=values.pop("segment", None),
        channel=values.pop("channel", None),
        roles=roles,
        attributes=values if date or not written else {**values, "date": written},
    )


def _normalise(key: str) -> str:
    return re.sub(r"[\s_-]+", " ", key).strip().casefold()


def _list_people(value: str) -> list[str]:
    parts = re.split(r"\s*(?:;|,(?![^()]*\))|\band\b|&)\s*", value)
    return [split_label(part)[0] for part in parts if part.strip()]


def _read_participants(value: str) -> dict[str, str]:
    """`Jane Doe (Acme, customer), Sam Lee (PM)`."""
    roles: dict[str, str] = {}
    for part in re.split(r"\s*(?:;|,(?![^()]*\)))\s*", value):
        name, note = split_label(part.strip())
        if name and (role := _read_note(note)):
            roles[name] = role
    return roles


def _read_people(people: list[Any]) -> dict[str, str]:
    roles: dict[str, str] = {}
    for person in people:
        if isinstance(person, dict):
            name = person.get("name") or person.get("speaker") or person.get("id")
            role = person.get("role") or person.get("type") or person.get("affiliation")
            if isinstance(name, str) and isinstance(role, str) and (found := _read_note(role)):
                roles[name] = found
        elif isinstance(person, str):
            roles |= _read_participants(person)
    return roles


def _read_note(note: str) -> str | None:
    if not note:
        return None
    if _THEIRS.search(note):
        return "customer"
    return "interviewer" if _OURS.search(note) or read_role(note) == "interviewer" else None
