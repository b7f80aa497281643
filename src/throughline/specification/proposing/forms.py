"""What the forms of drafting with a model may hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

FIELDS = ("provider", "model", "url", "key", "timeout", "price")


@dataclass(frozen=True, slots=True)
class ModelForm:
    """Provider, model, address, key, seconds and price, as they were typed. What they mean is checked by the room."""

    values: dict[str, str]

    @classmethod
    def read(cls, request: HttpRequest) -> ModelForm:
        return cls({name: request.POST.get(name, "").strip()[:500] for name in FIELDS})

    @property
    def written(self) -> dict[str, str]:
        """The same as `configuring` takes it."""
        name = f"{self.values['provider']}:{self.values['model']}"
        return {"name": name, **{part: self.values[part] for part in ("url", "key", "timeout", "price")}}

    @property
    def shown(self) -> dict[str, str]:
        """What may stand in the form again: everything but the key."""
        return {name: value for name, value in self.values.items() if name != "key"}


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The answers by question, and the sections chosen."""

    answers: dict[str, str]
    sections: tuple[str, ...]

    @classmethod
    def read(cls, request: HttpRequest) -> AnswerForm:
        answers = {name: request.POST.get(name, "") for name in request.POST if name.startswith("q")}
        return cls(answers, tuple(request.POST.getlist("section")))


@dataclass(frozen=True, slots=True)
class TakeForm:
    """The chosen lines of a section's proposal."""

    taken: frozenset[str]

    @classmethod
    def read(cls, request: HttpRequest) -> TakeForm:
        return cls(frozenset(request.POST.getlist("take")))
