"""What the invented people of the sample decided: three opportunities under a goal, ideas for them, one open question.

Every name here is made up. Whoever opens the sample sees who decided what, and can undo or go on; nothing is decided
in the name of the person who looks at it.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughline.core.commenting.services import add_comment
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.models import Workspace
from throughline.core.services import add_links, make_member
from throughline.discovery.contracts import MarkState, Stance, Theme
from throughline.discovery.models import Opportunity
from throughline.discovery.opportunities.queries import list_choices, marks_of
from throughline.discovery.opportunities.services import own_opportunity, turn_marks, write_story
from throughline.discovery.queries import get_themes
from throughline.discovery.sorting.services import accept_theme
from throughline.strategy.estimating.services import estimate_idea
from throughline.strategy.services import add_goal, add_idea, move_opportunity
from throughline.surfaces.sample_goals import aim_sample

NOOR, TOMASZ = "Noor (sample)", "Tomasz, engineering (sample)"
GOAL = "Fewer shipments held up after they left"


@dataclass(frozen=True, slots=True)
class Decision:
    """A theme that Noor accepts: how a word of it begins, the title she gives it, and what she thinks might help.

    An idea comes with the impact and the effort in weeks that she thinks it has.
    """

    word: str
    title: str
    ideas: tuple[tuple[str, str, str], ...] = ()
    story: tuple[str, str, str] = ("", "", "")
    against: str = ""
    """Words of what the theme holds that speaks against it."""


DECISIONS = (
    Decision(
        "customs",
        "Declarations are refused because a commodity code is missing",
        (
            ("Name the line without a code before the papers are sent", "1-2", "3-6"),
            ("Keep the code when a shipment is split", "0.5-1", "1-3"),
        ),
        (
            "a shipment is about to leave for the border",
            "to know that every line of its declaration has its code",
            "be sure that the driver is not turned back",
        ),
        against="we have never had a declaration rejected",
    ),
    Decision(
        "label",
        "Some labels of a batch are not printed, or cannot be read",
        (("Say how many labels came out", "0.5-1.5", "1-2"),),
        against="Seven hundred labels on a normal day",
    ),
    Decision("address", "The same address is kept many times"),
)


def find_noor(workspace: Workspace) -> Actor:
    """The product manager of the sample, who imported and decided all of it: none of it is the visitor's to undo."""
    return make_member(workspace, name=NOOR, role=MemberRole.EDITOR)


def decide_sample(noor: Actor) -> list[str]:
    """Noor's decisions and Tomasz' question, made by the same services as anyone's; the opportunities' keys.

    What an interrupted start decided already is not decided again.
    """
    known = {title: key for key, title in list_choices(noor.workspace)}
    if known:
        return [known[decision.title] for decision in DECISIONS if decision.title in known]
    tomasz = make_member(noor.workspace, name=TOMASZ, role=MemberRole.CONTRIBUTOR)
    goal = add_goal(noor, title=GOAL)
    keys = [key for decision in DECISIONS if (key := _decide(noor, decision))]
    labels = aim_sample(noor, objective=goal.key)
    for key, home in zip(keys, (goal.key, labels), strict=False):
        move_opportunity(noor, opportunity=key, goal=home)
    if keys:
        question = "Does the code get lost when a shipment is split over two papers? Then it is one place to look."
        add_comment(tomasz, on=Ref("opportunity", keys[0]), text=question)
    return keys


def link_sample(noor: Actor, *, prd: str, opportunity: str) -> None:
    """The sample's PRD came of Noor's first opportunity."""
    add_links(noor, upper=Ref("prd", prd), lowers=[Ref("opportunity", opportunity)])


def _decide(noor: Actor, decision: Decision) -> str:
    themes = get_themes(noor.workspace)
    about = (one for one in themes.themes if _speaks_of(one, decision.word)) if themes else iter(())
    theme = next(about, None)
    if theme is None:
        return ""
    row = accept_theme(noor, theme=theme.id, title=decision.title)
    own_opportunity(noor, opportunity=row.key, member=noor.member.pk)
    if decision.story[0]:
        situation, motivation, outcome = decision.story
        write_story(noor, opportunity=row.key, situation=situation, motivation=motivation, outcome=outcome)
    _turn_against(noor, row, decision.against)
    for title, impact, effort in decision.ideas:
        idea = add_idea(noor, opportunity=row.key, title=title)
        estimate_idea(noor, idea=idea.key, written={"impact": impact, "effort": effort})
    return row.key


def _turn_against(noor: Actor, row: Opportunity, words: str) -> None:
    """What says these words speaks against the opportunity."""
    found = marks_of(row, MarkState.ACCEPTED).filter(evidence__text__contains=words) if words else ()
    marks = [mark.pk for mark in found]
    if marks:
        turn_marks(noor, opportunity=row.key, marks=marks, stance=Stance.AGAINST)


def _speaks_of(theme: Theme, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in theme.words)
