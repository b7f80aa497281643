"""What the forms of asking may hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class CaseForm:
    """Which case of which story, and what is said to it."""

    story: str
    case: str
    answer: str
    reason: str
    everywhere: bool

    @classmethod
    def read(cls, request: HttpRequest) -> CaseForm:
        given = request.POST
        return cls(
            story=given.get("story", "")[:80],
            case=given.get("case", "")[:80],
            answer=given.get("answer", ""),
            reason=given.get("reason", ""),
            everywhere="everywhere" in given,
        )
