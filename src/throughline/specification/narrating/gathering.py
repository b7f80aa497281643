"""What a narrative is drafted from, read from a PRD, its line, strategy's records and the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.urls import reverse

from throughline.core.kernel.ids import Ref
from throughline.core.line.walking import walk_line
from throughline.core.models import Workspace
from throughline.discovery.contracts import Evidence, MarkState, Stance
from throughline.discovery.opportunities.queries import find_opportunity, marks_of
from throughline.discovery.queries import count_base, list_evidence
from throughline.grounding.telling.contracts import Reference
from throughline.specification.asking.showing import BEFORE_LAUNCH, show_asking
from throughline.specification.contracts import Audience, Prd, Role
from throughline.specification.grounds import list_cited
from throughline.specification.models import Prd as PrdRow
from throughline.specification.narrating.gathering_strategy import gather_aims, gather_choices, gather_decided
from throughline.specification.records import read_prd
from throughline.specification.rules.narrating.contracts import Matter, Need, Voice
from throughline.specification.rules.narrating.voicing import choose_voices

NOT_COUNTED = ("problem-rest", "problem-instead")
"""Blocks of the problem whose counts say of nobody that they have it."""
QUOTING = ("problem", "stories")
OTHER_SIDE = "other-side"


def gather_matter(row: PrdRow, audience: Audience) -> Matter:
    """Everything on record that a narrative of this PRD could tell."""
    workspace, prd = row.workspace, read_prd(row)
    line = walk_line(workspace, Ref("prd", row.key))
    found = {here.station.kind: [stop.ref.id for stop in here.stops] for here in line}
    opportunities, ideas = found.get("opportunity", []), found.get("idea", [])
    matter = Matter(prd=prd, reference=_refer(row), pages=_list_pages(prd), base=count_base(workspace))
    matter = _add_voices(workspace, matter, opportunities[0] if opportunities else "")
    on = [Ref("prd", row.key), *(Ref("opportunity", key) for key in opportunities)]
    matter = replace(
        matter,
        aims=tuple(gather_aims(workspace, opportunities)),
        choices=tuple(gather_choices(workspace, opportunities, linked=ideas)),
        decided=tuple(gather_decided(workspace, on)),
    )
    return _add_open(row, matter) if audience is Audience.ENGINEERING else matter


def _refer(row: PrdRow) -> Reference:
    return Reference(f"PRD: {row.title}", reverse("specification:prd", args=[row.key]))


def _list_pages(prd: Prd) -> dict[str, Reference]:
    """The page of each line, by its claim."""
    name = f"A line of the PRD: {prd.title}"
    ids = (line.claim.id for line in prd.lines)
    return {id_: Reference(name, reverse("specification:line", args=[prd.id, id_])) for id_ in ids}


def _add_voices(workspace: Workspace, matter: Matter, opportunity: str) -> Matter:
    """What people accepted for the opportunity, for and against; without one, what the PRD counts and quotes.

    Whom the PRD itself counts as saying that it works speaks against it, unless it quotes them for the problem too.
    """
    shown = _list_cited(matter.prd, lambda section, block: section in QUOTING and block not in NOT_COUNTED)
    works = [id_ for id_ in _list_cited(matter.prd, lambda _, block: block == OTHER_SIDE) if id_ not in shown]
    if opportunity:
        matter, answers, denies = _read_marks(workspace, matter, opportunity)
    else:
        answers, denies = _list_cited(matter.prd, _tells_problem, counts=True), []
    against = list(dict.fromkeys([*denies, *works]))
    said = list_evidence(workspace, [id_ for id_ in dict.fromkeys(answers) if id_ not in against])
    denied = list_evidence(workspace, against)
    words = f"{matter.need.title if matter.need else ''} {matter.prd.title}"
    voices = choose_voices(said, words, before=frozenset(shown))
    spoken = {"voices": voices, "against": choose_voices(denied, words, praise=True)}
    quoted = {side: tuple(_tell_voices(passages)) for side, passages in spoken.items()}
    return replace(matter, answers=tuple(said), denies=tuple(denied), **quoted)


def _read_marks(workspace: Workspace, matter: Matter, opportunity: str) -> tuple[Matter, list[str], list[str]]:
    """The need, and the ids of the evidence that people accepted for it and against it."""
    row = find_opportunity(workspace, opportunity)
    where = Reference(f"Opportunity: {row.title}", reverse("discovery:opportunity", args=[row.key]))
    need = Need(row.title, row.situation, row.motivation, row.outcome, where)
    marks = marks_of(row, MarkState.ACCEPTED).order_by("pk").values_list("evidence__key", flat=True)
    answers, denies = (list(marks.filter(stance=stance)) for stance in (Stance.FOR, Stance.AGAINST))
    return replace(matter, need=need), answers, denies


def _tells_problem(section: str, block: str) -> bool:
    return section == "problem" and block.startswith("problem-") and block not in NOT_COUNTED


def _list_cited(prd: Prd, wanted: Callable[[str, str], bool], *, counts: bool = False) -> list[str]:
    """The ids of the evidence that the quotes, or the counts, of these blocks are made over."""
    roles = {Role.COUNT} if counts else {Role.QUOTE, Role.SITUATION}
    blocks = (block for one in prd.sections for block in one.blocks if wanted(one.key, block.id))
    return list_cited(line.claim for block in blocks for line in block.lines if line.role in roles)


def _tell_voices(passages: Sequence[tuple[str, Evidence]]) -> Iterator[Voice]:
    for words, piece in passages:
        who = piece.customer or "somebody"
        yield Voice(words, piece, Reference(f"What {who} said", reverse("discovery:evidence", args=[piece.id])))


def _add_open(row: PrdRow, matter: Matter) -> Matter:
    """The questions about edge cases that wait, where an answer can still change what is built."""
    if matter.prd.status not in BEFORE_LAUNCH:
        return matter
    asking = show_asking(row)
    open_ = [asked.question for story in asking.stories for asked in story.open]
    where = Reference(f"Edge cases of the PRD: {row.title}", reverse("specification:edge-cases", args=[row.key]))
    return replace(matter, open=tuple(open_), open_count=asking.open, where_open=where)
