"""Finding what answers a question: words and meaning together, over segments, windows and passages."""

from throughline.language.retrieval.index import Anchor, Index, index_segments
from throughline.language.retrieval.ranges import Range
from throughline.language.retrieval.segments import Segment

__all__ = ["Anchor", "Index", "Range", "Segment", "index_segments"]
