"""What a person notes about a conversation beside its words."""

from __future__ import annotations

from django.db import models

from throughline.discovery.models.files import SourceFile
from throughline.discovery.models.opportunities import Mark


class Snapshot(models.Model):
    """An interview on one page: the facts a person noted (a list of sentences) and the quote to remember."""

    file = models.OneToOneField(SourceFile, on_delete=models.CASCADE, related_name="snapshot")
    facts = models.JSONField(default=list)
    quote = models.ForeignKey(Mark, null=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return f"snapshot of {self.file}"
