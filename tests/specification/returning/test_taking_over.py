"""A folder read back into a workspace: nothing is lost, nothing agreed for anybody, and one undo takes it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.specification.exports.invented import prds
from tests.specification.exports.test_folder import squeeze
from tests.specification.living import KEY, invite_engineer, make_prd
from throughline.core.contracts import Actor
from throughline.core.services import make_workspace
from throughline.core.undo.undoing import find_last_change, undo_change
from throughline.discovery.contracts import Corpus
from throughline.discovery.feedback.queries import read_disguise
from throughline.discovery.models import Account
from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Line, Prd, Role
from throughline.specification.editing import deciding, services, stories
from throughline.specification.exports.folder.contracts import Added, Edited
from throughline.specification.exports.folder.matching import split_label
from throughline.specification.exports.folder.writing import BASE, write_folder
from throughline.specification.exports.json import write_json
from throughline.specification.exports.masking import disguise_prd
from throughline.specification.models import PrdLine, ReadBack
from throughline.specification.queries import get_prd
from throughline.specification.returning.contracts import Choice, Decision, Plan, Stand
from throughline.specification.returning.errors import AnotherPrd, MaskLeft, NothingDecided, NothingDiffers
from throughline.specification.returning.queries import read_plan
from throughline.specification.returning.services import dismiss_folder, keep_folder, take_over
from throughline.specification.services import keep_prd

pytestmark = pytest.mark.django_db
Files = dict[str, str]
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STORY, OTHER = "08-stories/story-1.md", "08-stories/story-2.md"


@pytest.fixture
def actor() -> Actor:
    return make_workspace("Ours", owner="Ada")


@pytest.fixture
def prd(actor: Actor) -> Prd:
    keep_prd(actor, prd=make_prd())
    return get_prd(actor.workspace, KEY)


def export(actor: Actor, key: str = KEY) -> Files:
    shown, corpus = disguise_prd(get_prd(actor.workspace, key), Corpus(), read_disguise(actor.workspace))
    return write_folder(shown, corpus)


def change(files: Files, path: str, old: str, new: str) -> Files:
    assert files[path].count(old) == 1, files[path]
    return {**files, path: files[path].replace(old, new)}


def keep(actor: Actor, files: Files, key: str = KEY) -> tuple[ReadBack, Plan]:
    row = keep_folder(actor, prd=key, name="prd", files=files)
    return row, read_plan(actor, row)


def take(actor: Actor, files: Files, *, own: bool = False, choice: Choice = Choice.THEIRS, words: str = "") -> ReadBack:
    """Read back and take everything that can be taken."""
    row, plan = keep(actor, files)
    decisions = {item.id: Decision(choice, words) for item in plan.items if item.stand is not Stand.CLOSED}
    take_over(actor, read_back=row.pk, decisions=decisions, own=own)
    return row


def find(actor: Actor, text: str) -> Line:
    return next(line for line in get_prd(actor.workspace, KEY).lines if text in line.claim.text)


def list_criteria(actor: Actor, story: str = "story-1") -> list[str]:
    blocks = [b for s in get_prd(actor.workspace, KEY).sections for b in s.blocks if b.id == story]
    return [line.label for block in blocks for line in block.lines]


def list_stories(actor: Actor) -> list[str]:
    return [b.title for s in get_prd(actor.workspace, KEY).sections for b in s.blocks if b.kind == "story"]


def tell(plan: Plan) -> str:
    """Every word that is shown to a person as not taken yet."""
    waiting = [f"{item.theirs} {' '.join(item.cells)}" for item in (*plan.items, *plan.settled)]
    return " ".join([*waiting, *(one.text for one in plan.unread)])


def tell_prd(prd: Prd) -> str:
    lines = [f"{line.label} {line.claim.text} {' '.join(line.cells)}" for line in prd.lines]
    return " ".join([*lines, *(r.was.text for r in prd.rejected)])


@FEW
@given(prds(), prds(), st.booleans())
def test_nothing_of_any_folder_is_lost_and_one_undo_takes_it_back(
    actor: Actor, first: Prd, other: Prd, own: bool
) -> None:
    with transaction.atomic():
        keep_prd(actor, prd=first)
        before = get_prd(actor.workspace, first.id)
        shown = disguise_prd(before, Corpus(), read_disguise(actor.workspace))[0]
        files = {**write_folder(other, Corpus()), BASE: write_folder(shown, Corpus())[BASE]}
        try:
            row, plan = keep(actor, files, first.id)
        except NothingDiffers:
            transaction.set_rollback(True)
            return
        free = {item.id: Decision(Choice.THEIRS) for item in plan.list_of(Stand.FREE)}
        if free:
            take_over(actor, read_back=row.pk, decisions=free, own=own)
        after = get_prd(actor.workspace, first.id)
        row.refresh_from_db()
        told = squeeze(f"{tell_prd(after)} {tell(read_plan(actor, row))}")
        said = [split_label(" ".join(line.claim.text.split()))[1] for line in other.lines if not line.cells]
        assert [words for words in said if squeeze(words) not in told] == []
        assert [
            line.claim.text for line in before.lines if squeeze(line.claim.text) not in squeeze(tell_all(after))
        ] == []
        assert [item.change for item in read_plan(actor, row).list_of(Stand.FREE)] == []
        if free:
            change_ = find_last_change(actor)
            assert change_ is not None
            undo_change(actor, change_id=change_.pk)
            assert write_json(get_prd(actor.workspace, first.id)) == write_json(before)
        transaction.set_rollback(True)


def tell_all(prd: Prd) -> str:
    """What stands, and what every line said before."""
    rows = PrdLine.objects.filter(prd__key=prd.id).values_list("content", "was")
    return " ".join(one["text"] for pair in rows for one in pair if one)


def test_an_untouched_folder_is_said_to_be_so(actor: Actor, prd: Prd) -> None:
    with pytest.raises(NothingDiffers):
        keep_folder(actor, prd=KEY, name="prd", files=export(actor))


def test_a_folder_of_another_prd_is_refused(actor: Actor, prd: Prd) -> None:
    keep_prd(actor, prd=replace(make_prd(), id="prd-2", title="Another one"))
    with pytest.raises(AnotherPrd, match="Exports arrive whole"):
        keep_folder(actor, prd="prd-2", name="prd", files=change(export(actor), STORY, "is whole", "is all there"))


def test_new_and_changed_words_wait_for_a_yes(actor: Actor, prd: Prd) -> None:
    deciding.accept_line(actor, prd=KEY, claim="c1")
    files = change(export(actor), STORY, "the file is whole", "the file is all there")
    take(actor, change(files, STORY, "- **C2**", "- Given a tab, when it is closed, then it goes on.\n- **C2**"))
    edited, added = find(actor, "all there"), find(actor, "Given a tab")
    assert (edited.claim.origin, edited.undecided) == (Origin.PROPOSAL, True)
    assert (added.claim.origin, added.role, added.label) == (Origin.PROPOSAL, Role.CRITERION, "C4")
    assert "edited folder" in added.claim.rests_on
    assert list_criteria(actor) == ["C1", "C4", "C2"]


def test_ones_own_words_are_a_judgement(actor: Actor, prd: Prd) -> None:
    files = change(export(actor), STORY, "the file is whole", "the file is all there")
    take(actor, change(files, STORY, "- **C2**", "- Given a tab, then it goes on.\n- **C2**"), own=True)
    assert {find(actor, words).claim.origin for words in ("all there", "Given a tab")} == {Origin.JUDGEMENT}


def test_an_edited_quote_is_a_quote_no_more(actor: Actor) -> None:
    quote = Line(Claim("q9", Origin.QUOTE, "“It hangs”", quote="It hangs", customer="Bo"), Role.QUOTE)
    made = make_prd()
    problem = made.sections[0]
    block = replace(problem.blocks[0], columns=(), kind="prose", lines=(quote,))
    keep_prd(actor, prd=replace(made, sections=(replace(problem, blocks=(block,)), *made.sections[1:])))
    take(actor, change(export(actor), "01-problem.md", "It hangs", "It always hangs"))
    line = find(actor, "always")
    assert (line.claim.origin, line.claim.quote, line.claim.customer) == (Origin.PROPOSAL, None, None)


def test_everything_else_a_folder_says_is_taken_over(actor: Actor, prd: Prd) -> None:
    files = export(actor)
    files = change(files, STORY, "# S1 Get the whole file", "# S1 Have the whole file")
    files = change(files, STORY, "# S1 Have the whole file", "# S1 Have the whole file\n\nPriority: P2")
    files = change(files, "14-questions.md", "| engineering |", "| Bo |")
    files = change(files, "README.md", "\n# Exports arrive whole", "\n# Exports arrive")
    files = change(files, "README.md", 'owner: "Ada"', 'owner: "Bo"')
    rows = files[STORY].split("\n")
    files[STORY] = "\n".join(row for row in rows if not row.startswith("- **C2**"))
    files["08-stories/late.md"] = "# Be told when it is late\n\nPriority: P1\n\n- Given a delay, then it is said.\n"
    take(actor, files, own=True)
    now = get_prd(actor.workspace, KEY)
    assert (now.title, now.owner) == ("Exports arrive", "Bo")
    first, _, last = [b for s in now.sections for b in s.blocks if b.kind == "story"]
    assert (first.title, first.priority, list_criteria(actor)) == ("S1 Have the whole file", "P2", ["C1"])
    assert (last.title, last.priority) == ("S3 Be told when it is late", "P1")
    assert [line.claim.text for line in last.lines] == ["Given a delay, then it is said."]
    assert find(actor, "Is it size").owner == "Bo"
    assert ["taken out of the folder" in one.reason for one in now.rejected] == [True]


def test_the_order_of_the_stories_is_that_of_the_list_of_pages(actor: Actor, prd: Prd) -> None:
    files = export(actor)
    rows = [row for row in files["README.md"].split("\n") if row.startswith("  - [S")]
    assert len(rows) == 2
    take(actor, change(files, "README.md", "\n".join(rows), "\n".join(reversed(rows))))
    assert list_stories(actor) == ["S2 Know while waiting", "S1 Get the whole file"]


def test_a_page_that_is_gone_is_a_story_taken_out_and_its_lines_are_listed(actor: Actor, prd: Prd) -> None:
    files = {path: text for path, text in export(actor).items() if path != OTHER}
    take(actor, files)
    now = get_prd(actor.workspace, KEY)
    assert list_stories(actor) == ["S1 Get the whole file"]
    assert [one.id for one in now.rejected] == ["c3"]
    deciding.restore_line(actor, prd=KEY, claim="c3")
    assert "S2 Know while waiting" in list_stories(actor)


def test_a_story_written_in_here_is_not_taken_out_unasked(actor: Actor, prd: Prd) -> None:
    files = {path: text for path, text in export(actor).items() if path != OTHER}
    services.add_line(actor, prd=KEY, section="stories", block="story-2", text="Given more, then more")
    row, plan = keep(actor, files)
    (conflict,) = plan.list_of(Stand.CONFLICT)
    assert "Given more, then more" in conflict.now
    take_over(actor, read_back=row.pk, decisions={conflict.id: Decision(Choice.THEIRS)})
    assert list_stories(actor) == ["S1 Get the whole file"]


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        (Choice.MINE, ["then it is whole"]),
        (Choice.THEIRS, ["then the file is all there"]),
        (Choice.BOTH, ["then it is whole", "then the file is all there"]),
    ],
)
def test_a_conflict_is_decided_by_a_person(actor: Actor, prd: Prd, choice: Choice, texts: list[str]) -> None:
    files = change(export(actor), STORY, "the file is whole", "the file is all there")
    deciding.edit_line(actor, prd=KEY, claim="c1", text="Given a report, when it is exported, then it is whole")
    row, plan = keep(actor, files)
    (conflict,) = plan.items
    assert (conflict.stand, conflict.now[-8:], conflict.theirs[-9:]) == (Stand.CONFLICT, "is whole", "all there")
    assert [line.claim.text for line in get_prd(actor.workspace, KEY).lines if "all there" in line.claim.text] == []
    take_over(actor, read_back=row.pk, decisions={conflict.id: Decision(choice)})
    lines = [line.claim.text for line in get_prd(actor.workspace, KEY).lines if line.claim.text.startswith("Given a r")]
    assert [line[-len(text) :] for line, text in zip(lines, texts, strict=True)] == texts
    row.refresh_from_db()
    assert (row.state, read_plan(actor, row).waits) == ("decided", False)


def test_what_was_decided_on_an_old_page_waits_where_the_line_changed_since(actor: Actor, prd: Prd) -> None:
    row, plan = keep(actor, change(export(actor), STORY, "the file is whole", "the file is all there"))
    deciding.edit_line(actor, prd=KEY, claim="c1", text="Something else by now")
    with pytest.raises(NothingDecided):
        take_over(actor, read_back=row.pk, decisions={plan.items[0].id: Decision(Choice.THEIRS)})
    assert [item.stand for item in read_plan(actor, row).items] == [Stand.CONFLICT]


def test_a_line_taken_out_here_may_come_back_with_the_folders_words(actor: Actor, prd: Prd) -> None:
    files = change(export(actor), OTHER, "then it is shown", "then it is told")
    stories.remove_story(actor, prd=KEY, block="story-2")
    take(actor, files)
    assert find(actor, "then it is told").label == "C3"
    assert "S2 Know while waiting" in list_stories(actor)


def test_a_line_that_was_taken_out_after_it_was_read_back_is_asked_for(actor: Actor, prd: Prd) -> None:
    files = change(export(actor), STORY, "- **C2**", "- Given a tab, then it goes on.\n- **C2**")
    take(actor, files)
    deciding.reject_line(actor, prd=KEY, claim=find(actor, "Given a tab").claim.id, reason="not ours")
    _, plan = keep(actor, files)
    (item,) = plan.items
    assert (item.stand, "not ours" in item.why) == (Stand.CONFLICT, True)


def test_another_craft_writes_its_own_section(actor: Actor, prd: Prd) -> None:
    files = export(actor)
    files["12-technical.md"] += "\nFifty jobs at once.\n"
    _, plan = keep(actor, files)
    assert [item.stand for item in plan.items] == [Stand.CLOSED]
    invite_engineer(actor)


def test_status_and_section_titles_stay_and_it_is_said_why(actor: Actor, prd: Prd) -> None:
    files = change(export(actor), "README.md", 'status: "draft"', 'status: "approved"')
    files = change(files, "14-questions.md", "# 14 Open questions", "# 14 What we do not know")
    _, plan = keep(actor, files)
    assert [(item.stand, item.why) for item in plan.items] == [
        (Stand.CLOSED, "sections are called the same in every PRD")
    ]
    assert [one.why for one in plan.unread] == ["a status is reached on the PRD's page, where what it asks for stands"]


def test_a_folder_that_was_put_away_waits_no_more(actor: Actor, prd: Prd) -> None:
    row, _ = keep(actor, change(export(actor), STORY, "is whole", "is all there"))
    assert dismiss_folder(actor, read_back=row.pk).state == "dismissed"


class TestMasks:
    """The folder was exported under pseudonyms and without personal data."""

    TEXT = "Given Alder Clinic writes to bo@alder.example, when it is late, then Dana is told"

    @pytest.fixture(autouse=True)
    def masked(self, actor: Actor) -> None:
        Account.objects.create(workspace=actor.workspace, name="Alder Clinic")
        actor.workspace.pseudonyms = True
        actor.workspace.save()
        made = make_prd()
        keep_prd(actor, prd=made)
        deciding.edit_line(actor, prd=KEY, claim="c1", text=self.TEXT)

    def test_what_was_not_edited_keeps_its_names(self, actor: Actor) -> None:
        files = export(actor)
        assert "Alder" not in "".join(files.values())
        take(actor, change(files, STORY, "then it says so", "then it tells so"))
        assert find(actor, "Dana").claim.text == self.TEXT

    def test_an_edited_line_is_asked_about_and_gets_its_names_back(self, actor: Actor) -> None:
        row, plan = keep(actor, change(export(actor), STORY, "then Dana is told", "then Dana hears of it"))
        (item,) = plan.items
        assert (item.stand, item.left) == (Stand.MASKED, ())
        assert item.theirs == self.TEXT.replace("is told", "hears of it")
        take_over(actor, read_back=row.pk, decisions={item.id: Decision(Choice.THEIRS)})
        assert find(actor, "Dana").claim.text == item.theirs
        row.refresh_from_db()
        assert not read_plan(actor, row).waits

    def test_a_mask_that_says_nothing_is_never_stored(self, actor: Actor) -> None:
        files = change(export(actor), STORY, "- **C2**", "- Given a mail to [mail], then it is kept.\n- **C2**")
        row, plan = keep(actor, files)
        (item,) = plan.items
        assert item.left == ("[mail]",)
        for words in ("", "Given a mail to [mail] of ours, then it is kept."):
            with pytest.raises(MaskLeft):
                take_over(actor, read_back=row.pk, decisions={item.id: Decision(Choice.THEIRS, words)})
        words = "Given a mail to us, then it is kept."
        take_over(actor, read_back=row.pk, decisions={item.id: Decision(Choice.THEIRS, words)})
        assert find(actor, "a mail to us").claim.text == words

    def test_a_mask_that_is_gone_is_asked_about(self, actor: Actor) -> None:
        _, plan = keep(actor, change(export(actor), STORY, "writes to [mail], when", "writes, when"))
        (item,) = plan.items
        assert (item.stand, item.gone) == (Stand.MASKED, ("[mail]",))

    def test_a_pseudonym_that_was_copied_elsewhere_stands_for_its_name(self, actor: Actor) -> None:
        number = Account.objects.get(name="Alder Clinic").pk
        files = change(
            export(actor), STORY, "- **C2**", f"- Given Account {number} waits, then it is called.\n- **C2**"
        )
        _, plan = keep(actor, files)
        (item,) = plan.items
        assert (item.stand, item.theirs) == (Stand.MASKED, "Given Alder Clinic waits, then it is called.")
        assert isinstance(item.change, Added)

    def test_a_name_that_somebody_wrote_out_is_read_back_once(self, actor: Actor) -> None:
        files = change(export(actor), STORY, "then it says so", "then Alder Clinic is told at ops@alder.example")
        take(actor, files)
        assert find(actor, "ops@alder").claim.id == "c2"
        _, plan = keep(actor, files)
        assert plan.items == ()
        assert isinstance(plan.known[0], Edited)

    @FEW
    @given(data=st.data())
    def test_no_edit_ever_stores_a_mask(self, actor: Actor, data: st.DataObject) -> None:
        with transaction.atomic():
            files = export(actor)
            rows = files[STORY].split("\n")
            words = ["[mail]", "[phone]", f"Account {Account.objects.get().pk}", "and", "late", "—", "Alder Clinic"]
            fresh = data.draw(st.lists(st.lists(st.sampled_from(words), min_size=1).map(" ".join), min_size=1))
            at = data.draw(st.integers(0, len(rows)))
            shuffled = [*rows[:at], *(f"- {row}" for row in fresh), *rows[at:]]
            cut = data.draw(st.integers(0, 40))
            edited = [row.replace(row[cut : cut + 9], "", 1) if "Dana" in row else row for row in shuffled]
            decide_all(actor, {**files, STORY: "\n".join(edited)}, own=data.draw(st.booleans()))
            stored = [line.content["text"] for line in PrdLine.objects.filter(prd__key=KEY)]
            mask = rf"\[mail\]|\[phone\]|Account {Account.objects.get().pk}(?!\d)"
            assert [text for text in stored if re.search(mask, text)] == []
            transaction.set_rollback(True)


def decide_all(actor: Actor, files: Mapping[str, str], *, own: bool) -> None:
    """Take the folder's side wherever that is possible."""
    try:
        row, plan = keep(actor, dict(files))
    except NothingDiffers:
        return
    able: Callable = lambda item: item.stand is not Stand.CLOSED and not item.left  # noqa: E731
    decisions = {item.id: Decision(Choice.THEIRS) for item in plan.items if able(item)}
    if decisions:
        take_over(actor, read_back=row.pk, decisions=decisions, own=own)
