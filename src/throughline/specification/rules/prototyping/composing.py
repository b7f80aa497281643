"""The blocks of a screen in one state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from throughline.specification.rules.prototyping.contracts import (
    Action,
    Block,
    BlockType,
    Emphasis,
    Entity,
    FieldType,
    ScreenKind,
    StateName,
)
from throughline.specification.rules.prototyping.deeds import Deed, make_id
from throughline.specification.rules.prototyping.planning import Plan
from throughline.specification.rules.prototyping.states import Found
from throughline.specification.rules.prototyping.wording import propose_text, tell_outcome
from throughline.specification.rules.stories.contracts import Kind
from throughline.specification.rules.wording import capitalise

_MOST_ACTIONS = 8
_MOST_BLOCKS = 12
_MOST_COLUMNS = 6
_MOST_STATS = 6
_BLANK = frozenset({StateName.EMPTY, StateName.ERROR, StateName.DENIED})
"""States in which a list or a detail shows nothing of itself."""
_SHOWS_ITSELF = frozenset({ScreenKind.FORM, ScreenKind.WIZARD, ScreenKind.UPLOAD, ScreenKind.AUTH, ScreenKind.SETTINGS})
_CARDS = frozenset({Emphasis.CARDS, Emphasis.PEOPLE, Emphasis.QUEUE})


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks are made from: the plan, its thing (if it has one), its buttons.

    A screen of the whole product has `others`, the things that have lists, and `about`: the thing of each story's id.
    """

    plan: Plan
    entity: Entity | None
    actions: tuple[Action, ...]
    is_home: bool = False
    others: tuple[Entity, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def one(self) -> str:
        """The thing's name in a sentence."""
        return self.entity.label if self.entity else self.plan.title.lower()

    @property
    def many(self) -> str:
        """Many of it."""
        return self.entity.many if self.entity else self.plan.title.lower()


def compose_state(setting: Setting, name: StateName, found: Found) -> tuple[Block, ...]:
    """The blocks of one state, at most twelve."""
    said = [Block(BlockType.BANNER, tell_outcome(point)) for point in found.criteria[:2]]
    if not said and (proposed := propose_text(name, setting.plan.kind, one=setting.one, many=setting.many)):
        said = [Block(BlockType.NOTE, proposed)]
    if name is StateName.IDEAL:
        return tuple([*_body(setting)][:_MOST_BLOCKS])
    heading = Block(BlockType.HEADING, setting.plan.title)
    if name is StateName.CONFIRM:
        return tuple([*_body(setting), *_dialogs(setting, said)][:_MOST_BLOCKS])
    if name in _BLANK and setting.plan.kind not in _SHOWS_ITSELF:
        return (heading, *said, Block(BlockType.ACTIONS, actions=_ways_on(setting, name)))
    body = [*_body(setting)]
    return tuple([body[0], *said, *body[1:]][:_MOST_BLOCKS])


def _ways_on(setting: Setting, name: StateName) -> tuple[Action, ...]:
    """What one can do where there is nothing: make the first one, try again, or go back."""
    makes = tuple(action for action in setting.actions if setting.plan.kind is ScreenKind.LIST)
    if name is StateName.EMPTY and makes:
        return makes[:2]
    if name is StateName.ERROR or setting.is_home:
        return (Action("resume", f"Reload {setting.many}"),)
    return (Action("back", "Back"),)


def _dialogs(setting: Setting, said: Sequence[Block]) -> Iterator[Block]:
    """One question for each thing that asks before it is done."""
    text = said[0].text if said and said[0].type is BlockType.BANNER else ""
    for deed in setting.plan.deeds:
        if deed.kind in {Kind.DELETE, Kind.APPROVE}:
            sure = Action(f"confirm_{make_id(deed.label)}"[:40], deed.label)
            keep = Action("cancel", f"Keep {setting.one}" if deed.kind is Kind.DELETE else "Not now")
            yield Block(BlockType.DIALOG, text or f"{deed.label}?", setting.plan.entity, actions=(sure, keep))
    if not any(deed.kind in {Kind.DELETE, Kind.APPROVE} for deed in setting.plan.deeds):
        go, keep = Action("resume", setting.plan.title), Action("cancel", "Not now")
        yield Block(BlockType.DIALOG, text or f"{setting.plan.title}?", setting.plan.entity, actions=(go, keep))


def _body(setting: Setting) -> Iterator[Block]:
    yield Block(BlockType.HEADING, setting.plan.title)
    yield from _BODIES[setting.plan.kind](setting)


def _list_body(setting: Setting) -> Iterator[Block]:
    entity = setting.entity
    assert entity is not None
    shown = _columns(entity)
    yield from _actions(setting.actions)
    if entity.emphasis is Emphasis.MONEY:
        money = next((f.id for f in entity.fields if f.type is FieldType.MONEY), "")
        yield Block(BlockType.STAT, capitalise(entity.many), entity.id, (money,) if money else ())
    yield Block(BlockType.FILTER, "", entity.id, _filters(entity))
    if entity.emphasis in {Emphasis.CALENDAR, Emphasis.FEED}:
        yield Block(BlockType.TIMELINE, "", entity.id, shown)
    yield Block(BlockType.CARDS if entity.emphasis in _CARDS else BlockType.TABLE, "", entity.id, shown)


def _columns(entity: Entity) -> tuple[str, ...]:
    """The fields of a row: the first ones that are short."""
    short = [own.id for own in entity.fields if own.type not in {FieldType.LONGTEXT, FieldType.FILE}]
    status = [own.id for own in entity.fields if own.type is FieldType.STATUS]
    kept = [id_ for id_ in short if id_ not in status][: _MOST_COLUMNS - len(status)]
    return (*kept, *status)


def _filters(entity: Entity) -> tuple[str, ...]:
    chosen = [f.id for f in entity.fields if f.type in {FieldType.STATUS, FieldType.CHOICE}]
    return (*[own.id for own in entity.fields[:1]], *chosen[:2])


def _detail_body(setting: Setting) -> Iterator[Block]:
    entity = setting.entity
    assert entity is not None
    yield from _actions(setting.actions)
    yield Block(BlockType.DETAIL, "", entity.id, tuple(own.id for own in entity.fields))
    yield Block(BlockType.TIMELINE, "", entity.id)


def _actions(actions: Sequence[Action]) -> Iterator[Block]:
    for start in range(0, min(len(actions), 3 * _MOST_ACTIONS), _MOST_ACTIONS):
        yield Block(BlockType.ACTIONS, actions=tuple(actions[start : start + _MOST_ACTIONS]))


def _form_body(setting: Setting) -> Iterator[Block]:
    entity = setting.entity
    assert entity is not None
    stepped = setting.plan.kind is ScreenKind.WIZARD
    if stepped:
        yield Block(BlockType.STEPS, setting.plan.title, entity.id)
        yield Block(BlockType.STAT, capitalise(entity.label), entity.id, _money(entity))
    buttons = (Action("submit", setting.plan.title), Action("cancel", "Cancel"))
    fields = tuple(own.id for own in entity.fields if stepped or own.type is not FieldType.STATUS)
    yield Block(BlockType.FORM, "", entity.id, fields, buttons)


def _money(entity: Entity) -> tuple[str, ...]:
    return tuple(own.id for own in entity.fields if own.type is FieldType.MONEY)[:1]


def _upload_body(setting: Setting) -> Iterator[Block]:
    entity = setting.entity
    assert entity is not None
    buttons = (Action("submit", setting.plan.title), Action("cancel", "Cancel"))
    yield Block(BlockType.FORM, capitalise(entity.label), entity.id, (), buttons)
    yield Block(BlockType.CARDS, "", entity.id, _columns(entity))


def _chat_body(setting: Setting) -> Iterator[Block]:
    yield Block(BlockType.TIMELINE, "", setting.plan.entity, actions=(Action("send", setting.plan.deeds[0].label),))


def _dashboard_body(setting: Setting) -> Iterator[Block]:
    for deed in setting.plan.deeds[:_MOST_STATS]:
        yield Block(BlockType.STAT, _name_figure(deed))
    for entity in setting.others[: max(0, 3 - len(setting.plan.deeds))]:
        yield Block(BlockType.STAT, capitalise(entity.many), entity.id)
    for entity in setting.others[:1]:
        yield Block(BlockType.TABLE, "", entity.id, _columns(entity)[:5])


def _name_figure(deed: Deed) -> str:
    return capitalise(deed.parts.entity or deed.story.title)[:80]


def _inbox_body(setting: Setting) -> Iterator[Block]:
    for deed in setting.plan.deeds[: _MOST_BLOCKS - 2]:
        yield Block(
            BlockType.PARAGRAPH,
            _tell_news(deed.parts.means or deed.story.title)[:200],
            setting.about.get(deed.story.id, ""),
        )


_TOLD = re.compile(
    r"(?:be|get|receive|have)\s+(?:\w+ly\s+|an?\s+|the\s+)?(?:notified|alerted|reminded|warned|told|informed|texted"
    r"|e-?mailed|alerts?|notifications?|reminders?|e-?mails?|messages?)\s*(?:by e-?mail\s+)?"
    r"(?:when|if|that|about|of|once|as soon as|for)?\s+",
    re.IGNORECASE,
)


def _tell_news(means: str) -> str:
    """What an inbox says: "be notified when my claim is declined" is "Your claim is declined"."""
    news = _TOLD.sub("", means, count=1)
    return capitalise(re.sub(r"\b(?:my|our)\b", "your", news))


def _settings_body(setting: Setting) -> Iterator[Block]:
    for deed in setting.plan.deeds[: _MOST_BLOCKS - 3]:
        yield Block(BlockType.FORM, capitalise(deed.parts.means or deed.story.title)[:200])
    yield Block(BlockType.ACTIONS, actions=(Action("save", "Save"),))


def _entrance_body(setting: Setting) -> Iterator[Block]:
    yield Block(BlockType.FORM, setting.plan.title, actions=setting.actions[:_MOST_ACTIONS])


_BODIES = {
    ScreenKind.LIST: _list_body,
    ScreenKind.DETAIL: _detail_body,
    ScreenKind.FORM: _form_body,
    ScreenKind.WIZARD: _form_body,
    ScreenKind.UPLOAD: _upload_body,
    ScreenKind.CHAT: _chat_body,
    ScreenKind.DASHBOARD: _dashboard_body,
    ScreenKind.MESSAGE: _inbox_body,
    ScreenKind.SETTINGS: _settings_body,
    ScreenKind.AUTH: _entrance_body,
}
