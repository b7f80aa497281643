"""Writes of prototypes: made, brought, renamed, built anew, put away."""

from __future__ import annotations

from collections.abc import Mapping

from throughline.core.kernel.ids import fresh_id
from throughline.core.undo.recorder import Act
from throughline.core.undo.service import service
from throughline.specification.editing import finding
from throughline.specification.editing.services import LONGEST_TITLE, read_title
from throughline.specification.exchanging.queries import find_source
from throughline.specification.models import Prd, Prototype, PrototypeKind
from throughline.specification.prototyping import building
from throughline.specification.prototyping.errors import NotMadeHere
from throughline.specification.prototyping.finding import get_prototype
from throughline.specification.prototyping.opening import Brought, read_address
from throughline.specification.prototyping.outlines import write_outline
from throughline.specification.rules.stories.contracts import Outline

LONGEST_IDEA = 8_000
LONGEST_NAME = 120


@service("make a prototype")
def make_prototype(act: Act, *, idea: str = "", opportunity: str = "", prd: str = "", title: str = "") -> Prototype:
    """A prototype of a PRD's stories, of an opportunity, or of an idea in a few sentences, in this order.

    Raises `NothingToBuild`, `NoStories`, `PrdNotFound`, `OpportunityNotFound`.
    """
    row = Prototype(workspace=act.workspace, key=fresh_id("pt"), kind=PrototypeKind.MADE, member=act.member)
    row.made = row.built = act.now
    outline = _begin(act, row, idea=idea.strip()[:LONGEST_IDEA], opportunity=opportunity, prd=prd, title=title)
    row.title = read_title(title.strip() or outline.title or "A prototype", "a prototype", longest=LONGEST_TITLE)
    row.source = write_outline(outline)
    row.model = building.build(row)
    act.name_subject(row.title)
    return act.create(row)


def _begin(act: Act, row: Prototype, *, idea: str, opportunity: str, prd: str, title: str) -> Outline:
    """The outline to build from; the row says what it came from."""
    if prd:
        source = finding.get_prd(act, prd)
        row.prd, row.opportunity = source, find_source(act.workspace, source.key)
        return building.outline_of_prd(source)
    if opportunity:
        row.opportunity = opportunity
        return building.outline_opportunity(act.workspace, opportunity)
    row.about = idea
    return building.outline_idea(idea, title.strip())


@service("bring a prototype")
def bring_prototype(
    act: Act, *, brought: Brought | None = None, url: str = "", title: str = "", prd: str = "", opportunity: str = ""
) -> Prototype:
    """One made elsewhere: a file that `keep_brought` kept, or a link, which is shown and never fetched.

    Raises `UnusableLink`, `PrdNotFound`.
    """
    row = Prototype(workspace=act.workspace, key=fresh_id("pt"), member=act.member, made=act.now, built=act.now)
    row.prd = finding.get_prd(act, prd) if prd else None
    row.opportunity = find_source(act.workspace, prd) if prd else opportunity
    if brought is not None:
        row.kind, row.name, row.file = brought.kind, brought.name, brought.sha256
    else:
        row.kind, row.url = PrototypeKind.LINK, read_address(url)
    named = title.strip() or row.name.rpartition(".")[0] or row.url.partition("://")[2].strip("/")
    row.title = read_title(named[:LONGEST_TITLE], "a prototype", longest=LONGEST_TITLE)
    act.name_subject(row.title)
    return act.create(row)


@service("rename a prototype")
def rename_prototype(act: Act, *, prototype: str, title: str) -> Prototype:
    """Raises `WithoutWords`."""
    row = get_prototype(act.workspace, prototype)
    named = read_title(title, "a prototype", longest=LONGEST_TITLE)
    act.name_subject(named)
    return act.update(row, title=named)


@service("rename in a prototype")
def rename_in(act: Act, *, prototype: str, names: Mapping[str, str]) -> Prototype:
    """Words of the prototype in a person's own: they stay when it is built anew. An empty one takes the name back.

    `names` has the generator's own keys. Raises `NotMadeHere`.
    """
    row = get_prototype(act.workspace, prototype)
    demand_made(row)
    given = {key[:LONGEST_NAME]: " ".join(words.split())[:LONGEST_NAME] for key, words in names.items()}
    kept = {key: words for key, words in {**row.renames, **given}.items() if words}
    act.name_subject(", ".join(words for words in given.values() if words) or row.title)
    return act.update(row, renames=kept, model=building.build(row, renames=kept))


@service("build a prototype anew")
def rebuild(act: Act, *, prototype: str) -> Prototype:
    """From what its PRD says now, or its opportunity; names, answers and pins stay. Raises `NotMadeHere`."""
    row = get_prototype(act.workspace, prototype)
    demand_made(row)
    act.name_subject(row.title)
    return renew(act, row, read_anew(row))


def read_anew(row: Prototype) -> Outline:
    """The stories as they stand now where the prototype came from."""
    if row.prd is not None:
        return building.outline_of_prd(row.prd)
    if row.opportunity:
        return building.outline_opportunity(row.workspace, row.opportunity)
    return building.outline_idea(row.about, row.title)


def renew(act: Act, row: Prototype, outline: Outline) -> Prototype:
    """The prototype of this outline, inside an act that is under way."""
    row.source = write_outline(outline)
    return act.update(row, source=row.source, model=building.build(row), built=act.now)


@service("put a prototype away")
def put_away(act: Act, *, prototype: str) -> Prototype:
    """It leaves the list and its review links open nothing; criteria that came of it stay."""
    row = get_prototype(act.workspace, prototype)
    act.name_subject(row.title)
    return act.update(row, away=act.now)


@service("take a prototype out again")
def take_out(act: Act, *, prototype: str) -> Prototype:
    """It stands in the list again."""
    row = get_prototype(act.workspace, prototype)
    act.name_subject(row.title)
    return act.update(row, away=None)


@service("give a prototype to a PRD")
def give_to_prd(act: Act, *, prototype: str, prd: str) -> Prototype:
    """A prototype goes with a PRD, and what was answered in it goes in. Raises `PrdNotFound`."""
    from throughline.specification.prototyping.adopting import adopt

    row, into = get_prototype(act.workspace, prototype), finding.get_prd(act, prd)
    act.name_subject(f"{row.title} → {into.title}")
    adopt(act, row, into)
    return row


def demand_made(row: Prototype) -> None:
    """Raises `NotMadeHere`."""
    if row.kind != PrototypeKind.MADE:
        raise NotMadeHere


def list_prds_for(workspace: object) -> list[tuple[str, str]]:
    """Key and title of every PRD, latest first, for a person to choose from."""
    rows = Prd.objects.filter(workspace=workspace).order_by("-pk")[:100]
    return list(rows.values_list("key", "title"))
