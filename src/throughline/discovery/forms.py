"""What discovery's addresses may carry."""

from __future__ import annotations

from django.http import HttpRequest

from throughline.core.kernel.errors import BadInput


def read_place(request: HttpRequest, name: str = "from") -> int:
    """Where a page of a list begins, 0 where nothing is said. Raises `BadInput`."""
    value = request.GET.get(name, "0")
    if not value.isdecimal() or len(value) > 12:
        raise BadInput(f"“{value[:20]}” is no place in a list", mend="start from the first page")
    return int(value)
