"""`[check]` of `throughline.toml`, read into settings. Whatever cannot be is said in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from throughline.specification.checking.errors import BadSettings
from throughline.specification.rules.checking.catalogue import load_rules
from throughline.specification.rules.checking.contracts import Settings, Severity

_KEYS = ("fail_on", "house_rules", "maximum", "off", "severity", "personas", "terms", "technologies")
_SEVERITIES = ", ".join(severity.value for severity in Severity)


def read_settings(path: Path | None) -> Settings:
    """The settings in the file, or the defaults for none. Raises `BadSettings`."""
    if path is None:
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSettings((error.strerror or "cannot be read").lower(), where=str(path), mend="name another") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"this is no TOML ({error})", where=str(path), mend="mend that line") from None
    return parse_settings(table.get("check", {}), where=str(path))


def parse_settings(table: object, *, where: str) -> Settings:
    """The settings of a `[check]` table. Raises `BadSettings`, naming the key."""
    check = _as_table(table, "check", where)
    unknown = [key for key in check if key not in _KEYS]
    if unknown:
        raise BadSettings(f"[check] knows no {unknown[0]!r}", where=where, mend=f"use one of {', '.join(_KEYS)}")
    return Settings(
        fail_on=_read_fail_on(check.get("fail_on", Severity.WARN.value), where),
        maximum=_read_maximum(check.get("maximum", {}), where),
        off=_read_off(check.get("off", {}), where),
        severity=_read_severities(check.get("severity", {}), where),
        house_rules=_read_switch(check.get("house_rules", True), where),
        personas=_read_words(check, "personas", where),
        terms=_read_words(check, "terms", where),
        technologies=_read_words(check, "technologies", where),
    )


def _as_table(value: object, name: str, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadSettings(f"{name} is no table", where=where, mend=f"write it under [{name}]")
    return cast("dict[str, Any]", value)


def _read_fail_on(value: object, where: str) -> Severity | None:
    if value == "never":
        return None
    return _read_severity(value, "fail_on", where, also=" or never")


def _read_severity(value: object, name: str, where: str, *, also: str = "") -> Severity:
    try:
        return Severity(str(value))
    except ValueError:
        raise BadSettings(f"{name} is {value!r}", where=where, mend=f"write {_SEVERITIES}{also}") from None


def _read_maximum(value: object, where: str) -> Mapping[Severity, int]:
    most = dict[Severity, int]()
    for name, number in _as_table(value, "check.maximum", where).items():
        severity = _read_severity(name, "a key of check.maximum", where)
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise BadSettings(f"check.maximum.{name} is {number!r}", where=where, mend="write a number from 0")
        most[severity] = number
    return most


def _read_off(value: object, where: str) -> Mapping[str, str]:
    off = dict[str, str]()
    for rule, reason in _as_table(value, "check.off", where).items():
        if not isinstance(reason, str) or not reason.strip():
            raise BadSettings(f"{rule} is off without a reason", where=where, mend=f'write {rule} = "why"')
        off[_known(rule, "check.off", where)] = reason.strip()
    return off


def _read_severities(value: object, where: str) -> Mapping[str, Severity]:
    table = _as_table(value, "check.severity", where)
    return {_known(rule, "check.severity", where): _read_severity(name, rule, where) for rule, name in table.items()}


def _known(rule: str, name: str, where: str) -> str:
    if rule not in load_rules():
        raise BadSettings(f"{name} names {rule!r}, which is no rule", where=where, mend="see the list of rules")
    return rule


def _read_switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadSettings(f"house_rules is {value!r}", where=where, mend="write true or false")
    return value


def _read_words(check: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value: object = check.get(name, [])
    words = cast("list[object]", value) if isinstance(value, list) else None
    if words is None or not all(isinstance(word, str) for word in words):
        raise BadSettings(f"{name} is no list of words", where=where, mend=f'write {name} = ["one", "two"]')
    return tuple(str(word) for word in words)
