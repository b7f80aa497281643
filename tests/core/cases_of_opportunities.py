"""Cases of undo for opportunities, comments, goals and ideas: one for each of their services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from throughline.core.commenting import services as commenting
from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_today
from throughline.core.kernel.ids import Ref
from throughline.core.models import Comment
from throughline.discovery.contracts import MarkKind, MarkState, Stance
from throughline.discovery.models import EvidenceRow, Mark, Opportunity
from throughline.discovery.opportunities import services
from throughline.discovery.opportunities.counting import recount
from throughline.strategy import services as strategy
from throughline.strategy.betting.services import choose_bet, supersede_bet
from throughline.strategy.comparing.services import set_weights, sort_ideas
from throughline.strategy.contracts import Direction, IdeaState, Until
from throughline.strategy.declining.services import say_no, stand_by_no
from throughline.strategy.estimating.services import estimate_idea
from throughline.strategy.models import Goal, Idea
from throughline.strategy.rules.declining import Condition

ON = Ref("opportunity", "op-1")
FAR = utc_today() + timedelta(days=90)
MORE = Condition(Until.ACCOUNTS, wanted=2)
PREDICTED = {"changes": "Exports that arrive", "by_how_much": "+2 to +4 points", "by": FAR}


def prepare(actor: Actor) -> None:
    """Two opportunities, one below the other, with evidence, a goal, ideas, a bet, a no, a comment and an answer."""
    piece = EvidenceRow.objects.filter(workspace=actor.workspace, text="It broke.")[0]
    upper = services.create_opportunity(actor, title="Nothing breaks", evidence_ids=[piece.key])
    services.create_opportunity(actor, title="Mondays are calm", parent=upper.key)
    Mark.objects.create(workspace=actor.workspace, evidence=piece, opportunity=upper, start=0, end=2, state="proposed")
    services.close_opportunity(actor, opportunity=services.create_opportunity(actor, title="Put away").key)
    strategy.add_goal(actor, title="Trust")
    strategy.add_metric(actor, name="Crashes", unit="a week", direction=Direction.DOWN)
    strategy.close_idea(actor, idea=strategy.add_idea(actor, opportunity=upper.key, title="Try again").key)
    tested = strategy.add_idea(actor, opportunity=upper.key, title="Test it")
    estimate_idea(actor, idea=tested.key, written={"effort": "2-4", "reach": "10-40"})
    set_weights(actor, written={"reach": "30", "effort": "70"})
    sort_ideas(actor, classes={tested.key: "must"})
    chosen = strategy.add_idea(actor, opportunity=upper.key, title="Bet on it")
    estimate_idea(actor, idea=chosen.key, written={"effort": "3-4"})
    choose_bet(actor, idea=chosen.key, **PREDICTED)
    parked = strategy.add_idea(actor, opportunity=upper.key, title="Wait with it")
    say_no(actor, idea=parked.key, kind=IdeaState.PARKED, reason="Nobody is free", condition=MORE)
    commenting.add_comment(actor, on=ON, text="Is it so?")
    services.mark_sent(actor, opportunity=upper.key, customer=customer(actor), message="Hello Bo")
    recount(actor.workspace, set(Opportunity.objects.values_list("pk", flat=True)))


def find(actor: Actor, title: str = "Nothing breaks") -> str:
    return Opportunity.objects.get(workspace=actor.workspace, title=title).key


def mark(actor: Actor, state: MarkState = MarkState.ACCEPTED) -> int:
    return Mark.objects.filter(opportunity__key=find(actor), state=state)[0].pk


def _first_comment(actor: Actor) -> int:
    said = Comment.objects.filter(workspace=actor.workspace, on_kind=ON.kind, on_id=ON.id, answers=None)
    return said.order_by("pk")[0].pk


def customer(actor: Actor) -> str:
    said = EvidenceRow.objects.filter(workspace=actor.workspace, text="It broke.", customer_person__isnull=False)
    return f"p{said[0].customer_person.pk}"


def goal(actor: Actor) -> str:
    return Goal.objects.get(workspace=actor.workspace, title="Trust").key


def idea(actor: Actor, title: str = "Test it") -> str:
    return Idea.objects.get(workspace=actor.workspace, title=title).key


def _key(actor: Actor) -> str:
    return EvidenceRow.objects.filter(workspace=actor.workspace, interviewer=False).order_by("-pk")[0].key


_HERE, _MARKS = "throughline.discovery.opportunities.services", "throughline.discovery.opportunities.marking"
_CORE, _TREE = "throughline.core.commenting.services", "throughline.strategy.services"
Case = Callable[[Actor, Path], object]

OPPORTUNITIES: dict[str, Case] = {
    f"{_HERE}.create_opportunity": lambda a, _: services.create_opportunity(a, title="New", evidence_ids=[_key(a)]),
    f"{_HERE}.rename_opportunity": lambda a, _: services.rename_opportunity(a, opportunity=find(a), title="All holds"),
    f"{_HERE}.write_story": lambda a, _: services.write_story(
        a, opportunity=find(a), situation="it is Monday", motivation="", outcome="work"
    ),
    f"{_HERE}.place_opportunity": lambda a, _: services.place_opportunity(a, opportunity=find(a, "Mondays are calm")),
    f"{_HERE}.merge_opportunity": lambda a, _: services.merge_opportunity(
        a, opportunity=find(a), into=find(a, "Mondays are calm")
    ),
    f"{_HERE}.split_opportunity": lambda a, _: services.split_opportunity(
        a, opportunity=find(a), marks=[mark(a)], title="A part of it"
    ),
    f"{_HERE}.close_opportunity": lambda a, _: services.close_opportunity(a, opportunity=find(a)),
    f"{_HERE}.reopen_opportunity": lambda a, _: services.reopen_opportunity(a, opportunity=find(a, "Put away")),
    f"{_HERE}.own_opportunity": lambda a, _: services.own_opportunity(a, opportunity=find(a), member=None),
    f"{_HERE}.write_reply": lambda a, _: services.write_reply(
        a, opportunity=find(a), customer=customer(a), message="Dear Bo"
    ),
    f"{_HERE}.mark_sent": lambda a, _: services.mark_sent(
        a, opportunity=find(a), customer=customer(a), message="Dear Bo"
    ),
    f"{_HERE}.mark_unsent": lambda a, _: services.mark_unsent(a, opportunity=find(a), customer=customer(a)),
}
MARKS: dict[str, Case] = {
    f"{_MARKS}.add_mark": lambda a, _: services.add_mark(
        a, opportunity=find(a), evidence=_key(a), start=0, end=2, kind=MarkKind.PAIN
    ),
    f"{_MARKS}.accept_marks": lambda a, _: services.accept_marks(
        a, opportunity=find(a), marks=[mark(a, MarkState.PROPOSED)]
    ),
    f"{_MARKS}.reject_marks": lambda a, _: services.reject_marks(a, opportunity=find(a), marks=[mark(a)]),
    f"{_MARKS}.turn_marks": lambda a, _: services.turn_marks(
        a, opportunity=find(a), marks=[mark(a)], stance=Stance.AGAINST
    ),
    f"{_MARKS}.sort_marks": lambda a, _: services.sort_marks(
        a, opportunity=find(a), marks=[mark(a)], kind=MarkKind.DELIGHT
    ),
}
COMMENTS: dict[str, Case] = {
    f"{_CORE}.add_comment": lambda a, _: commenting.add_comment(a, on=ON, text="I doubt it"),
    f"{_CORE}.answer_comment": lambda a, _: commenting.answer_comment(
        a, on=ON, comment=_first_comment(a), text="It is"
    ),
}
TREE: dict[str, Case] = {
    f"{_TREE}.add_goal": lambda a, _: strategy.add_goal(a, title="Growth"),
    f"{_TREE}.rename_goal": lambda a, _: strategy.rename_goal(a, goal=goal(a), title="More trust"),
    f"{_TREE}.bind_goal": lambda a, _: strategy.bind_goal(a, goal=goal(a), metric="Crashes"),
    f"{_TREE}.create_under": lambda a, _: strategy.create_under(a, title="Below", goal=goal(a)),
    f"{_TREE}.move_opportunity": lambda a, _: strategy.move_opportunity(
        a, opportunity=find(a, "Mondays are calm"), goal=goal(a)
    ),
    f"{_TREE}.add_idea": lambda a, _: strategy.add_idea(a, opportunity=find(a), title="Watch it"),
    f"{_TREE}.rename_idea": lambda a, _: strategy.rename_idea(a, idea=idea(a), title="Test it twice"),
    f"{_TREE}.note_idea": lambda a, _: strategy.note_idea(a, idea=idea(a), note="On Mondays"),
    f"{_TREE}.move_idea": lambda a, _: strategy.move_idea(a, idea=idea(a), opportunity=find(a, "Mondays are calm")),
    "throughline.strategy.estimating.services.estimate_idea": lambda a, _: estimate_idea(
        a, idea=idea(a), written={"effort": "", "reach": "50-90", "impact": "1-2"}
    ),
    "throughline.strategy.comparing.services.set_weights": lambda a, _: set_weights(a, written={"impact": "2.5"}),
    "throughline.strategy.comparing.services.sort_ideas": lambda a, _: sort_ideas(
        a, classes={idea(a): "", idea(a, "Bet on it"): "could"}
    ),
    "throughline.strategy.betting.services.choose_bet": lambda a, _: choose_bet(
        a, idea=idea(a), changes="Calls", by_how_much="-20 to -10 %", by=FAR
    ),
    "throughline.strategy.betting.services.supersede_bet": lambda a, _: supersede_bet(
        a, idea=idea(a, "Bet on it"), because="More is known", **PREDICTED, written={"effort": "5-9"}
    ),
    "throughline.strategy.declining.services.say_no": lambda a, _: say_no(
        a, idea=idea(a), kind=IdeaState.DECLINED, reason="Nobody pays for it", condition=MORE, told="It costs too much"
    ),
    "throughline.strategy.declining.services.stand_by_no": lambda a, _: stand_by_no(
        a,
        idea=idea(a, "Wait with it"),
        kind=IdeaState.PARKED,
        reason="Still nobody is free",
        condition=Condition(Until.METRIC, name="Crashes", rises=False, value=3),
    ),
    f"{_TREE}.close_idea": lambda a, _: strategy.close_idea(a, idea=idea(a)),
    f"{_TREE}.reopen_idea": lambda a, _: strategy.reopen_idea(a, idea=idea(a, "Wait with it")),
}
DO = OPPORTUNITIES | MARKS | COMMENTS | TREE
