"""The states of a screen: the usual ones of its kind, those that criteria speak of, and those that cases ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from throughline.specification.rules.edge_cases import Asked, EdgeCase, load_catalogue
from throughline.specification.rules.edge_cases.catalogue import ANY, load_profiles
from throughline.specification.rules.edge_cases.things import name_thing
from throughline.specification.rules.prototyping.contracts import (
    Block,
    OpenCase,
    Origin,
    OriginKind,
    ScreenKind,
    Shown,
    State,
    StateName,
)
from throughline.specification.rules.prototyping.deeds import Deed, set_plain
from throughline.specification.rules.prototyping.planning import Plan
from throughline.specification.rules.prototyping.telling import place_criterion, read_state_name, state_of
from throughline.specification.rules.stories.contracts import Kind, Point
from throughline.specification.rules.stories.verbs import is_verb
from throughline.specification.rules.wording import quoted

_MOST_STATES = 16
_MOST_OPEN = 6
_FIVE = (StateName.EMPTY, StateName.LOADING, StateName.PARTIAL, StateName.ERROR)
_USUAL: dict[ScreenKind, tuple[StateName, ...]] = {
    ScreenKind.LIST: _FIVE,
    ScreenKind.DASHBOARD: _FIVE,
    ScreenKind.DETAIL: (StateName.LOADING, StateName.ERROR),
    ScreenKind.FORM: (StateName.ERROR, StateName.PENDING),
    ScreenKind.WIZARD: (StateName.ERROR, StateName.PENDING),
    ScreenKind.UPLOAD: (StateName.ERROR, StateName.PENDING),
    ScreenKind.AUTH: (StateName.ERROR,),
    ScreenKind.SETTINGS: (StateName.ERROR,),
    ScreenKind.MESSAGE: (StateName.EMPTY, StateName.ERROR),
    ScreenKind.CHAT: (StateName.EMPTY, StateName.ERROR),
}
_ORDER = tuple(StateName)


@dataclass(slots=True)
class Found:
    """What is known of one state while a screen is built."""

    criteria: list[Point] = field(default_factory=list)
    open: list[OpenCase] = field(default_factory=list)
    wanted_by: str = ""


Finds = dict[StateName, Found]


def find_states(plan: Plan, asked: Sequence[Asked], shared: Sequence[Point]) -> Finds:
    """Every state of a screen with what specifies it and what is open in it; `shared` are sentences for every story."""
    found: Finds = {StateName.IDEAL: Found()}
    for deed in plan.deeds:
        _add_criteria(found, deed)
        _add_wanted(found, deed)
    for name in _USUAL.get(plan.kind, ()):
        if plan.deeds or name is not StateName.PARTIAL:
            found.setdefault(name, Found())
    for point in shared:
        if (state := place_criterion(point)) in found and state is not StateName.IDEAL:
            found[state].criteria.append(point)
    for question in asked:
        _add_asked(found, question, plan.deeds)
    _ask_rest(found, plan)
    return {name: found[name] for name in _ORDER if name in found}


def _add_criteria(found: Finds, deed: Deed) -> None:
    for point in deed.story.criteria:
        found.setdefault(place_criterion(point), Found()).criteria.append(point)


def _add_wanted(found: Finds, deed: Deed) -> None:
    """What the kind of a story brings: to be asked before deleting or deciding, and a file that is being made."""
    wanted = {Kind.DELETE: StateName.CONFIRM, Kind.APPROVE: StateName.CONFIRM, Kind.EXPORT: StateName.SUCCESS_ASYNC}
    if deed.kind in wanted:
        found.setdefault(wanted[deed.kind], Found()).wanted_by = deed.story.id


def _add_asked(found: Finds, question: Asked, deeds: Iterable[Deed]) -> None:
    state = read_state_name(question.state) or StateName.IDEAL
    for deed in deeds:
        if deed.story.id in question.stories:
            case = OpenCase(question.case, deed.story.id, set_plain(question.question))
            _add_open(found.setdefault(state, Found()), case)
            return


def _add_open(found: Found, case: OpenCase) -> None:
    if len(found.open) < _MOST_OPEN and all(other.case != case.case for other in found.open):
        found.open.append(case)


def _ask_rest(found: Finds, plan: Plan) -> None:
    """A question for each state of which nobody says what happens and no likelier case asks."""
    for name, state in found.items():
        if state.criteria or state.open:
            continue
        deed = plan.deeds[0] if plan.deeds else plan.asked_of
        if deed is None:
            continue
        state.open.append(_ask_ideal(deed, plan) if name is StateName.IDEAL else _ask_usual(name, deed, plan))


def _ask_ideal(deed: Deed, plan: Plan) -> OpenCase:
    """A story without a criterion: what has to be true is asked, and belongs to no catalogued case."""
    if plan.is_inferred:
        return OpenCase("", deed.story.id, set_plain(f"No story asks for “{plan.title}”: who needs it, and what for?"))
    wanted = (deed.parts.means or deed.story.title).rstrip(". ")
    first = wanted.partition(" ")[0]
    if not is_verb(first.lower()):
        return OpenCase("", deed.story.id, set_plain(f"What has to hold for {quoted(wanted)}?"))
    who = f"{'an' if deed.role[0] in 'aeiou' else 'a'} {deed.role}" if deed.role else "somebody"
    doing = first.lower() + wanted[len(first) :]
    return OpenCase("", deed.story.id, set_plain(f"What has to hold when {who} wants to {doing}?"))


def _ask_usual(name: StateName, deed: Deed, plan: Plan) -> OpenCase:
    case = _choose_case(name, Kind.LIST if plan.is_inferred else deed.kind)
    thing = name_thing(deed.story.title, deed.story.text)
    return OpenCase(case.id, deed.story.id, set_plain(thing.fill(load_profiles()[case.id].asks)))


@lru_cache(maxsize=256)
def _choose_case(name: StateName, kind: Kind) -> EdgeCase:
    """The catalogued case of a state that belongs most to a kind of story."""
    cases = [case for case in load_catalogue() if state_of(case) is name] or list(load_catalogue())

    def weigh(case: EdgeCase) -> tuple[float, int]:
        kinds = load_profiles()[case.id].kinds
        return (max(kinds.get(kind, 0.0), kinds.get(ANY, 0.0)), case.severity)

    return max(cases, key=weigh)


def build_state(name: StateName, found: Found, *, blocks: tuple[Block, ...], plan: Plan) -> State:
    """The state as it is kept."""
    return State(
        id=name,
        blocks=blocks,
        origin=_tell_origin(name, found, plan),
        criteria=tuple(point.id for point in found.criteria),
        open=tuple(found.open),
    )


def _tell_origin(name: StateName, found: Found, plan: Plan) -> Origin:
    if found.criteria:
        return Origin(OriginKind.AC, found.criteria[0].id[:40])
    if name is StateName.IDEAL and plan.deeds:
        return Origin(OriginKind.STORY, plan.deeds[0].story.id[:40])
    if found.wanted_by:
        return Origin(OriginKind.STORY, found.wanted_by[:40])
    if found.open and found.open[0].case:
        return Origin(OriginKind.EDGE_CASE, found.open[0].case[:40])
    return Origin()


def list_shown(plan: Plan, states: Iterable[StateName]) -> tuple[Shown, ...]:
    """Each criterion of the screen's stories with the state that shows it."""
    known = set(states)
    return tuple(
        Shown(point.id, point.label or point.id, point.text, deed.story.id, plan.id, state)
        for deed in plan.deeds
        for point in deed.story.criteria
        if (state := place_criterion(point)) in known
    )


def cut_states(states: Sequence[State], *, most: int = _MOST_STATES) -> tuple[State, ...]:
    """At most as many states as fit: specified ones first, then those that stories want, then the rest."""
    if len(states) <= most:
        return tuple(states)
    weight = {OriginKind.AC: 0, OriginKind.STORY: 1, OriginKind.EDGE_CASE: 2, OriginKind.INFERRED: 3}
    kept = sorted(states, key=lambda state: (state.id is not StateName.IDEAL, weight[state.origin.kind]))[:most]
    return tuple(state for state in states if state in kept)


def without_origin(state: State) -> State:
    """The state as a model may propose it: nobody said it."""
    return replace(state, origin=Origin(), criteria=(), open=())
