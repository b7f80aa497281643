"""The sample's feature that has shipped: a PRD that Noor and Tomasz took from a draft to its launch. All invented.

It goes through the same services and the same gates as anyone's; only its days are set back afterwards, because the
sample is a story that began before it was loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.db import transaction

from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.services import make_member
from throughline.core.undo.dating import happened_on
from throughline.specification.contracts import Craft, Line, Role, Size, Status
from throughline.specification.editing.deciding import accept_line, edit_line, reject_line
from throughline.specification.editing.services import add_line, place_request
from throughline.specification.editing.stories import remove_story, rename_block
from throughline.specification.pipeline import DraftRequest
from throughline.specification.queries import get_prd, get_row
from throughline.specification.reviewing import dating, services
from throughline.specification.rules.deciding import word_row
from throughline.specification.rules.editing import find_blocks
from throughline.specification.services import write_prd
from throughline.strategy.deciding.dating import set_day
from throughline.strategy.deciding.services import decide, raise_decision
from throughline.surfaces.sample_no import decline_sample
from throughline.surfaces.sample_people import NOOR, TOMASZ
from throughline.surfaces.sample_retrospectives import retrospect_sample

TITLE = "Labels that are not printed are named"
COLUMNS = ("Metric", "Baseline", "Target", "By")
METRICS = (
    (
        "Batches in which every label is printed, or named as missing, from the print log",
        "61 of 100 (July)",
        "95 of 100",
        "10 January 2027",
    ),
    (
        "Guardrail: minutes from pressing print to the first label, from the print log",
        "0.4 (July)",
        "at most 0.5",
        "10 January 2027",
    ),
)
STORY = "See which labels of a batch did not come out"
CRITERIA = (
    "Given a batch of 160 labels of which 110 do not come out, when the printer stops, then the page names those 110.",
    "Given a label that was not printed, when the clerk presses print again, then that label alone is printed.",
    "Given two clerks who print at once, when both batches end, then each page names its own labels.",
)
TECHNICAL = (
    "The agent on the clerk's computer reports each label as it leaves the queue; printers that report nothing are "
    "named as such (Brother QL before 2019). Risk: a batch over 400 labels fills the agent's log, which is kept a day."
)
QUESTION = "Wait until a whole batch is confirmed, or name what is missing as it happens?"
OPTIONS = ("Name it as it happens", "Wait for the whole batch")
LAUNCH, REVIEW = date(2026, 10, 12), date(2027, 1, 10)
DAYS = {
    "started": datetime(2026, 7, 6, 8, 40, tzinfo=UTC),
    Status.DRAFT: datetime(2026, 7, 6, 9, 5, tzinfo=UTC),
    Status.IN_REVIEW: datetime(2026, 7, 9, 13, 30, tzinfo=UTC),
    Status.APPROVED: datetime(2026, 7, 14, 10, 0, tzinfo=UTC),
    Status.BUILDING: datetime(2026, 7, 20, 8, 0, tzinfo=UTC),
    Status.LAUNCHED: datetime(2026, 10, 12, 9, 0, tzinfo=UTC),
}


def ship_sample(noor: Actor, *, opportunity: str) -> str:
    """The PRD's key, once it is launched and its 90-day review booked: all of it, or nothing."""
    with transaction.atomic():
        return _ship(noor, opportunity)


def _ship(noor: Actor, opportunity: str) -> str:
    decline_sample(noor, opportunity=opportunity)
    with happened_on(noor.workspace, DAYS[Status.DRAFT]):
        key, tomasz = _draft(noor, opportunity)
    with happened_on(noor.workspace, DAYS[Status.IN_REVIEW]):
        _review(noor, tomasz, key)
    with happened_on(noor.workspace, DAYS[Status.APPROVED]):
        services.sign_off(tomasz, prd=key)
        services.advance(noor, prd=key, to=Status.APPROVED)
    with happened_on(noor.workspace, DAYS[Status.BUILDING]):
        services.advance(noor, prd=key, to=Status.BUILDING)
    with happened_on(noor.workspace, DAYS[Status.LAUNCHED]):
        services.book_launch(noor, prd=key, launch=LAUNCH, review=REVIEW)
        services.advance(noor, prd=key, to=Status.LAUNCHED)
    dating.set_days(noor.workspace, key, DAYS)
    set_day(noor.workspace, on=Ref("prd", key), day=DAYS[Status.IN_REVIEW])
    story = find_blocks(get_row(noor.workspace, key).outline, "stories")[0]["id"]
    retrospect_sample(noor, prd=key, story=f"{key}/{story}")
    return key


def _draft(noor: Actor, opportunity: str) -> tuple[str, Actor]:
    request = DraftRequest(size=Size.ONE_PAGE, title=TITLE, owner=NOOR, sample=True)
    key = write_prd(noor, request=request, opportunity=opportunity, until=DAYS[Status.DRAFT].date()).key
    tomasz = make_member(noor.workspace, name=TOMASZ, role=MemberRole.CONTRIBUTOR)
    services.add_contributor(noor, prd=key, member=tomasz.member.pk, craft=Craft.ENGINEERING)
    return key, tomasz


def _review(noor: Actor, tomasz: Actor, key: str) -> None:
    services.advance(noor, prd=key, to=Status.IN_REVIEW)
    _settle(noor, key)
    _keep_one_story(noor, key)
    add_line(tomasz, prd=key, section="technical", text=TECHNICAL)
    _trade(noor, tomasz, key)


def _settle(noor: Actor, key: str) -> None:
    """Every line that waited: criteria and metrics in Noor's words, the rest answered and taken out."""
    waiting = [line for line in get_prd(noor.workspace, key).lines if line.undecided]
    criteria = iter(CRITERIA)
    metrics = iter(METRICS)
    for line in waiting:
        _decide(noor, key, line, next(criteria, "") if line.role is Role.CRITERION else "", metrics)


def _decide(noor: Actor, key: str, line: Line, words: str, metrics: object) -> None:
    id_ = line.claim.id
    cells = next(metrics, None) if line.role is Role.METRIC else None  # type: ignore[call-overload]
    if cells:
        edit_line(noor, prd=key, claim=id_, text=word_row(COLUMNS, cells), cells=cells)
    elif words:
        edit_line(noor, prd=key, claim=id_, text=words)
    elif line.role in _ANSWERED:
        reject_line(noor, prd=key, claim=id_, reason=_ANSWERED[line.role])
    else:
        accept_line(noor, prd=key, claim=id_)


def _keep_one_story(noor: Actor, key: str) -> None:
    """The first story under a title of Noor's; the others are for another PRD, and the request is out."""
    first, *others = find_blocks(get_row(noor.workspace, key).outline, "stories")
    rename_block(noor, prd=key, section="stories", block=first["id"], title=STORY)
    for story in others:
        remove_story(noor, prd=key, block=story["id"], reason="a PRD of its own")
    for line in get_prd(noor.workspace, key).lines:
        if line.role is Role.REQUEST and line.options:
            place_request(noor, prd=key, claim=line.claim.id, out=True)


_ANSWERED: Mapping[Role, str] = {
    Role.QUESTION: "answered in the review of 9 July",
    Role.METRIC: "nothing measures it",
    Role.CRITERION: "another story, not this one",
    Role.SETTLE: "settled in the review of 9 July",
    Role.EDGE_CASE: "answered in the review of 9 July",
}


def _trade(noor: Actor, tomasz: Actor, key: str) -> None:
    raised = raise_decision(tomasz, question=QUESTION, options=OPTIONS, on=Ref("prd", key))
    told = {
        "trade_off": "a label may be named as missing a second before it comes out",
        "expected": "no clerk recounts",
    }
    decide(noor, decision=raised.key, choice=OPTIONS[0], **told, revisit=REVIEW, people=(NOOR, TOMASZ))
