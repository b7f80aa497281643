"""Reads of narratives: the draft as it stands for an audience, and those that were kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import derive_id
from throughline.core.models import Workspace
from throughline.grounding.contracts import Ground
from throughline.grounding.telling.contracts import Sentence
from throughline.grounding.telling.editing import Deed, Edit, edit_sections, list_left_out
from throughline.specification.contracts import Audience
from throughline.specification.models import KeptNarrative, NarrativeLine, Prd
from throughline.specification.narrating.errors import NarrativeNotFound, UnknownAudience
from throughline.specification.narrating.gathering import gather_matter
from throughline.specification.rules.narrating.arranging import TITLES, narrate
from throughline.specification.rules.narrating.contracts import Narrative

PAGE = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """The narrative as it would be kept now, as it was drafted, and what people did to it."""

    narrative: Narrative
    drafted: Narrative
    left_out: tuple[Sentence, ...]
    lines: tuple[NarrativeLine, ...]

    @property
    def digest(self) -> str:
        """The same as long as it says the same."""
        return derive_id("nd", *((one.key, one.text, one.by) for one in self.narrative.sentences))


def read_audience(name: str) -> Audience:
    """Raises `UnknownAudience`."""
    try:
        return Audience(name)
    except ValueError:
        raise UnknownAudience(name) from None


def draft(row: Prd, audience: Audience) -> Narrative:
    """The page as the records alone give it, every count made again and every quote looked up."""
    matter = gather_matter(row, audience)
    ground = Ground((*matter.answers, *matter.denies))
    return narrate(matter, audience, ground, today=utc_today())


def load_draft(row: Prd, audience: Audience) -> Draft:
    """The page with what people did to it."""
    drafted, lines = draft(row, audience), list_lines(row, audience)
    edits = [describe_line(line) for line in lines]
    sections = edit_sections(drafted.sections, TITLES, edits, drafted.records)
    left_out = list_left_out(drafted.sentences, edits)
    return Draft(replace(drafted, sections=sections), drafted, left_out, tuple(lines))


def list_lines(row: Prd, audience: Audience) -> list[NarrativeLine]:
    """What people did to the draft, in the order they did it."""
    return list(NarrativeLine.objects.filter(prd=row, audience=audience).select_related("member").order_by("pk"))


def describe_line(row: NarrativeLine) -> Edit:
    """The row as rules read it."""
    return Edit(row.key, row.section, Deed(row.deed), row.text, row.was, row.member.name)


def list_kept(row: Prd, audience: Audience) -> list[KeptNarrative]:
    """Those that were kept for this audience, the latest first."""
    rows = KeptNarrative.objects.filter(prd=row, audience=audience).select_related("member").defer("document")
    return list(rows.order_by("-at", "-pk")[:PAGE])


def get_kept(workspace: Workspace, prd: str, key: str) -> KeptNarrative:
    """Raises `NarrativeNotFound`."""
    rows = KeptNarrative.objects.filter(prd__workspace=workspace, prd__key=prd, key=key)
    row = rows.select_related("member", "prd").first()
    if row is None:
        raise NarrativeNotFound(key)
    return row
