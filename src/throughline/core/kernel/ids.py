"""Ids: derived ones that stay the same for the same thing, fresh ones for what is new."""

from __future__ import annotations

import base64
import hashlib
import uuid
from dataclasses import dataclass

_BYTES = 10


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A typed reference to one object of any slice: `evidence:ev-ab12…`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read what `str` wrote. Raises `ValueError` where there is no colon."""
        kind, colon, id_ = text.partition(":")
        if not (kind and colon and id_):
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, id_)


def derive_id(prefix: str, *parts: object) -> str:
    """An id that depends on `parts` alone (80 bits of SHA-256, base 32): the same thing gets the same id again."""
    joined = "\x1f".join(str(part) for part in parts)
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
    return f"{prefix}-{base64.b32encode(digest[:_BYTES]).decode().lower()}"


def fresh_id(prefix: str) -> str:
    """An id nobody else has (80 random bits)."""
    return derive_id(prefix, uuid.uuid4().hex)
