"""Cases of undo for a PRD that is written in and reviewed, and for decisions: one for each of their services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from throughline.core.commenting import services as commenting
from throughline.core.contracts import Actor, MemberRole
from throughline.core.kernel.ids import Ref
from throughline.core.models import Comment, Member
from throughline.core.services import add_member
from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Claim, Origin
from throughline.specification import contracts
from throughline.specification.asking import services as asking
from throughline.specification.checking import services as checking
from throughline.specification.contracts import Craft, Status
from throughline.specification.editing import deciding, services, stories
from throughline.specification.exports.folder.writing import write_folder
from throughline.specification.models import PrdLine, ReadBack
from throughline.specification.returning import services as returning
from throughline.specification.returning.contracts import Choice
from throughline.specification.returning.contracts import Decision as ReturnDecision
from throughline.specification.returning.queries import read_plan
from throughline.specification.reviewing import services as reviewing
from throughline.specification.reviewing.suggestions import take_words
from throughline.specification.services import keep_prd
from throughline.strategy.deciding import services as decisions
from throughline.strategy.models import Decision

PRD = "prd-9"
ON = Ref("line", f"{PRD}/c9")


def make_prd() -> contracts.Prd:
    """A PRD with two stories, one proposal each, and a question."""
    criteria = [("c8", "Given a crash, when it is over, then nothing is lost"), ("c9", "It says so")]
    blocks = tuple(
        contracts.Block(
            f"story-{n}",
            (contracts.Line(Claim(id_, Origin.PROPOSAL, text), contracts.Role.CRITERION, label=f"C{n}"),),
            title=f"S{n} Go on",
            kind="story",
        )
        for n, (id_, text) in enumerate(criteria, 1)
    )
    asked = contracts.Line(
        Claim("r1", Origin.QUOTE, "“Save by itself”", quote="Save by itself"),
        contracts.Role.REQUEST,
        options=("in", "out"),
    )
    sections = (
        contracts.Section("non-goals", 5, "In or out?", (contracts.Block("requests", (asked,)),)),
        contracts.Section("stories", 8, "Stories", blocks),
    )
    return contracts.Prd(PRD, "Crashes", contracts.Size.ONE_PAGE, sections, owner="Ada")


def prepare(actor: Actor) -> None:
    """The PRD in review and signed, a story of it gone; another one ready for review; decisions and comments."""
    keep_prd(actor, prd=make_prd())
    keep_prd(actor, prd=replace(make_prd(), id="prd-8"))
    engineer = add_member(actor, name="Tomasz", role=MemberRole.CONTRIBUTOR)
    reviewing.add_contributor(actor, prd=PRD, member=engineer.pk, craft=Craft.ENGINEERING)
    reviewing.add_contributor(actor, prd="prd-8", member=engineer.pk, craft=Craft.ENGINEERING)
    reviewing.sign_off(actor, prd=PRD)
    reviewing.advance(actor, prd=PRD, to=Status.IN_REVIEW)
    gone = stories.add_story(actor, prd=PRD, title="Nothing at all", text="As a guest, I want nothing.")
    stories.remove_story(actor, prd=PRD, block=gone)
    checking.allow_finding(actor, prd=PRD, rule="US002", claim="c8", reason="agreed")
    asking.answer_case(actor, prd=PRD, story="story-1", case="RT-02", answer="what was typed is kept")
    returning.keep_folder(actor, prd=PRD, name="kept", files=make_folder("Keep going"))
    raise_one(actor, "Fast or right?")
    decisions.decide(actor, decision=raise_one(actor, "Now or later?").key, choice="now")
    commenting.add_comment(actor, on=ON, text="Says what?", proposes="It says what was lost")
    commenting.resolve_comment(actor, on=ON, comment=commenting.add_comment(actor, on=ON, text="Done").pk)


def raise_one(actor: Actor, question: str) -> Decision:
    return decisions.raise_decision(actor, question=question, options=["one", "two"], on=Ref("prd", PRD))


def decision(question: str) -> str:
    return Decision.objects.get(question=question).key


def comment(text: str) -> int:
    return Comment.objects.get(on_id=ON.id, text=text).pk


def member(actor: Actor, name: str = "Tomasz") -> int:
    return Member.objects.get(workspace=actor.workspace, name=name).pk


def _gone() -> str:
    return PrdLine.objects.get(prd__key=PRD, content__text__startswith="As a guest").claim_id


def _accept(actor: Actor, _: Path) -> object:
    return deciding.accept_line(actor, prd="prd-1", claim="c2", choice="stops")


def make_folder(title: str) -> dict[str, str]:
    """A folder that was exported from the PRD, in which the first story has another title."""
    files = write_folder(make_prd(), Corpus())
    page = "08-stories/story-1.md"
    return files | {page: files[page].replace("Go on", title)}


def folder(name: str = "kept") -> int:
    return ReadBack.objects.get(name=name).pk


def _take_over(actor: Actor, _: Path) -> object:
    row = ReadBack.objects.get(name="kept")
    (item,) = read_plan(actor, row).items
    return returning.take_over(actor, read_back=row.pk, decisions={item.id: ReturnDecision(Choice.THEIRS)})


ASKING = "throughline.specification.asking.services"
CHECKING = "throughline.specification.checking.services"
RETURNING = "throughline.specification.returning.services"
EDITING = "throughline.specification.editing"
REVIEWING = "throughline.specification.reviewing.services"
DECIDING = "throughline.strategy.deciding.services"
COMMENTING = "throughline.core.commenting.services"

DO: dict[str, Callable[[Actor, Path], object]] = {
    f"{EDITING}.deciding.accept_line": _accept,
    f"{EDITING}.deciding.edit_line": lambda a, _: deciding.edit_line(a, prd="prd-1", claim="c1", text="Another one"),
    f"{EDITING}.deciding.reject_line": lambda a, _: deciding.reject_line(a, prd="prd-1", claim="c1"),
    f"{EDITING}.deciding.restore_line": lambda a, _: deciding.restore_line(a, prd=PRD, claim=_gone()),
    f"{EDITING}.services.add_line": lambda a, _: services.add_line(
        a, prd=PRD, section="questions", text="Why?", owner="Bo"
    ),
    f"{EDITING}.services.move_line": lambda a, _: services.move_line(
        a, prd=PRD, claim="c9", block="story-1", before="c8"
    ),
    f"{EDITING}.services.place_request": lambda a, _: services.place_request(a, prd="prd-8", claim="r1", out=True),
    f"{EDITING}.services.rename_prd": lambda a, _: services.rename_prd(a, prd=PRD, title="No crashes"),
    f"{EDITING}.services.own_prd": lambda a, _: services.own_prd(a, prd=PRD, owner="Bo"),
    f"{EDITING}.stories.add_story": lambda a, _: stories.add_story(a, prd=PRD, title="Come back", text="As a guest, …"),
    f"{EDITING}.stories.rename_block": lambda a, _: stories.rename_block(
        a, prd=PRD, section="stories", block="story-1", title="Go on as if nothing was"
    ),
    f"{EDITING}.stories.prioritise_story": lambda a, _: stories.prioritise_story(
        a, prd=PRD, block="story-2", priority="P1"
    ),
    f"{EDITING}.stories.move_block": lambda a, _: stories.move_block(
        a, prd=PRD, section="stories", block="story-2", before="story-1"
    ),
    f"{EDITING}.stories.remove_story": lambda a, _: stories.remove_story(a, prd=PRD, block="story-1", reason="later"),
    f"{REVIEWING}.add_contributor": lambda a, _: reviewing.add_contributor(
        a, prd=PRD, member=a.member.pk, craft=Craft.DATA
    ),
    f"{REVIEWING}.remove_contributor": lambda a, _: reviewing.remove_contributor(a, prd=PRD, member=member(a)),
    f"{REVIEWING}.keep_version": lambda a, _: reviewing.keep_version(a, prd="prd-1", reason="for Bo"),
    f"{REVIEWING}.sign_off": lambda a, _: reviewing.sign_off(a, prd="prd-1", note="Good"),
    f"{REVIEWING}.withdraw_sign_off": lambda a, _: reviewing.withdraw_sign_off(a, prd=PRD),
    f"{REVIEWING}.book_launch": lambda a, _: reviewing.book_launch(a, prd=PRD, launch=date(2027, 1, 4)),
    f"{REVIEWING}.advance": lambda a, _: reviewing.advance(a, prd="prd-8", to=Status.IN_REVIEW),
    f"{REVIEWING}.go_back": lambda a, _: reviewing.go_back(a, prd=PRD, to=Status.DRAFT, reason="too early"),
    "throughline.specification.reviewing.suggestions.take_words": lambda a, _: take_words(
        a, prd=PRD, claim="c9", comment=comment("Says what?")
    ),
    f"{RETURNING}.keep_folder": lambda a, _: returning.keep_folder(
        a, prd=PRD, name="new", files=make_folder("Carry on")
    ),
    f"{RETURNING}.take_over": _take_over,
    f"{RETURNING}.dismiss_folder": lambda a, _: returning.dismiss_folder(a, read_back=folder()),
    f"{CHECKING}.allow_finding": lambda a, _: checking.allow_finding(
        a, prd=PRD, rule="US001", claim="c9", reason="it is the product's own word"
    ),
    f"{CHECKING}.heed_finding": lambda a, _: checking.heed_finding(a, prd=PRD, rule="US002", claim="c8"),
    f"{ASKING}.answer_case": lambda a, _: asking.answer_case(
        a, prd=PRD, story="story-2", case="ST-01", answer="it says that nothing is there yet"
    ),
    f"{ASKING}.dismiss_case": lambda a, _: asking.dismiss_case(
        a, prd=PRD, story="story-1", case="PA-01", reason="nobody pays here"
    ),
    f"{ASKING}.reopen_case": lambda a, _: asking.reopen_case(a, prd=PRD, story="story-1", case="RT-02"),
    f"{DECIDING}.raise_decision": lambda a, _: raise_one(a, "Big or small?"),
    f"{DECIDING}.decide": lambda a, _: decisions.decide(
        a,
        decision=decision("Fast or right?"),
        choice="right",
        trade_off="a week",
        revisit=date(2027, 3, 1),
        people=["Bo"],
    ),
    f"{DECIDING}.reopen_decision": lambda a, _: decisions.reopen_decision(a, decision=decision("Now or later?")),
    f"{DECIDING}.tell_outcome": lambda a, _: decisions.tell_outcome(
        a, decision=decision("Now or later?"), happened="It was right."
    ),
    f"{COMMENTING}.resolve_comment": lambda a, _: commenting.resolve_comment(a, on=ON, comment=comment("Says what?")),
    f"{COMMENTING}.reopen_comment": lambda a, _: commenting.reopen_comment(a, on=ON, comment=comment("Done")),
}
