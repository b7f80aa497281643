"""Meanings of evidence, kept for search: computed, never recorded."""

from __future__ import annotations

from django.db import models

from throughline.core.kernel.clock import utc_now
from throughline.core.models import Workspace


class VectorBlock(models.Model):
    """The vectors of `count` pieces, made once by `method`: evidence ids as int64, rows of int8 of one length."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    method = models.CharField(max_length=120)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    ids = models.BinaryField()
    vectors = models.BinaryField()
    made = models.DateTimeField(default=utc_now)

    class Meta:
        # Names a block without reading past its bytes.
        indexes = [models.Index(fields=["workspace", "made"], name="vectors_in_order")]

    def __str__(self) -> str:
        return f"{self.count} vectors to {self.last}"
