"""Tables of specification, a file for each room."""

from throughline.specification.models.prds import LineState, Prd, PrdLine

__all__ = ["LineState", "Prd", "PrdLine"]
