"""A folder that is read back: untouched it is no change, one edit is that edit, and nothing in it is lost."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.specification.exports.building import build
from tests.specification.exports.invented import prds
from throughline.core.kernel.errors import BadInput
from throughline.discovery.contracts import Corpus
from throughline.grounding.contracts import Origin
from throughline.specification.contracts import Prd, Role, Size
from throughline.specification.exports.folder.contracts import (
    Added,
    Edited,
    FolderEdit,
    Moved,
    Reassigned,
    Removed,
    Renamed,
    StoryAdded,
)
from throughline.specification.exports.folder.matching import split_label
from throughline.specification.exports.folder.merging import apply_edit, merge_folder
from throughline.specification.exports.folder.reading import read_folder
from throughline.specification.exports.folder.writing import BASE, write_folder

Draft = Callable[..., Prd]
Files = dict[str, str]
STORY = "08-stories/story-1.md"
FEW = settings(max_examples=20, deadline=None)


@pytest.fixture
def prd(sample: Draft) -> Prd:
    return sample(Size.FULL)


@pytest.fixture
def files(prd: Prd, sample_corpus: Corpus) -> Files:
    return write_folder(prd, sample_corpus)


def change(files: Files, path: str, old: str, new: str) -> FolderEdit:
    """Read the folder back with one thing on one page changed."""
    assert files[path].count(old) == 1, files[path]
    return read_folder({**files, path: files[path].replace(old, new)})


def on_pages(files: Files, alter: Callable[[str], str]) -> Files:
    return {path: text if path == BASE else alter(text) for path, text in files.items()}


def squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text)


@FEW
@given(prds())
def test_an_untouched_folder_is_no_change(prd: Prd) -> None:
    edit = read_folder(write_folder(prd, Corpus()))
    assert (edit.base, edit.changes, edit.unread) == (prd, (), ())
    touched = on_pages(write_folder(prd, Corpus()), lambda text: f"\ufeff{text}\n")
    assert (read_folder(touched).changes, read_folder(touched).unread) == ((), ())


def wrap(text: str) -> str:
    """Every paragraph and item anew on short lines, as a formatter does."""
    rows = [
        row
        if row.startswith(("|", "#", "[^", ">", "---", "<", " "))
        else textwrap.fill(
            row,
            60,
            subsequent_indent="  " if row.startswith("- ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for row in text.split("\n")
    ]
    return "\n".join(rows)


def strip(text: str) -> str:
    return re.sub(r"<!--.*?-->", "", text)


def strip_all(text: str) -> str:
    return re.sub(r"( \[[QNIPJA]\])?(\[\^[\w-]+\](?!:))*<!--.*?-->", "", text)


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub("^- ", "* ", text, flags=re.MULTILINE),
        lambda text: re.sub("^- ", "+   ", text, flags=re.MULTILINE),
        wrap,
        strip,
        strip_all,
        lambda text: wrap(strip_all(text)).replace("\n", "\r\n"),
    ],
    ids=["other line ends", "stars", "plus signs", "wrapped anew", "no comments", "no comments nor marks", "all of it"],
)
def test_how_it_is_written_is_no_change(files: Files, alter: Callable[[str], str]) -> None:
    edit = read_folder(on_pages(files, alter))
    assert (edit.changes, edit.unread) == ((), ())


def test_the_order_and_names_of_the_stories_pages_are_no_change(files: Files) -> None:
    renamed = {path.replace("story-1", "zz-last").replace("story-2", "aa-first"): text for path, text in files.items()}
    assert read_folder(renamed).changes == ()


@FEW
@given(prds(), st.data())
def test_one_edited_line_is_that_edit(prd: Prd, data: st.DataObject) -> None:
    files = write_folder(prd, Corpus())
    rows = [(path, row) for path, text in files.items() if path != BASE for row in text.split("\n")]
    rows = [(path, row) for path, row in rows if re.search(r"\]<!-- cl-\d+ -->$", row) and not row.startswith("|")]
    if not rows:
        return
    path, row = data.draw(st.sampled_from(rows))
    claim = re.findall(r"(?<!\\)<!-- (cl-\d+) -->", row)[-1]
    lead = re.match(r"(?:> \d+\. |- )?", row)
    fresh = f"{lead[0] if lead else ''}Wholly other words.<!-- {claim} -->"
    edit = read_folder({**files, path: "\n".join(fresh if r == row else r for r in files[path].split("\n"))})
    (only,) = edit.changes
    assert isinstance(only, Edited)
    assert (only.claim, only.after) == (claim, "Wholly other words.")


@FEW
@given(prds(), st.data())
def test_one_line_taken_out_is_that_removal(prd: Prd, data: st.DataObject) -> None:
    lines = list(prd.lines)
    if not lines:
        return
    gone = data.draw(st.sampled_from(lines)).claim
    kept = on_pages(
        write_folder(prd, Corpus()),
        lambda text: "\n".join(row for row in text.split("\n") if not re.search(rf"(?<!\\)<!-- {gone.id} -->", row)),
    )
    assert read_folder(kept).changes == (Removed(gone.id, gone.text),)
    assert [line.claim.id for line in apply_edit(read_folder(kept)).lines] == [
        line.claim.id for line in lines if line.claim.id != gone.id
    ]


def test_a_story_without_a_title_stays_while_its_page_does_and_goes_with_it() -> None:
    (stories,) = build(("", ("It names the code.",))).sections
    untitled = replace(stories, blocks=tuple(replace(block, title="") for block in stories.blocks))
    prd = replace(build(), sections=(untitled,))
    files = write_folder(prd, Corpus())
    (page,) = [path for path in files if "/story" in path]
    (line,) = prd.lines
    emptied = "\n".join(row for row in files[page].split("\n") if line.claim.id not in row)
    assert read_folder({**files, page: emptied}).changes == (Removed(line.claim.id, line.claim.text),)
    gone = read_folder({path: text for path, text in files.items() if path != page}).changes
    assert [type(one).__name__ for one in gone] == ["Removed", "StoryRemoved"]


@FEW
@given(prds(), st.data())
def test_two_lines_that_change_places_are_one_move(prd: Prd, data: st.DataObject) -> None:
    listed = [b for s in prd.sections for b in s.blocks if len(b.lines) > 1]
    if not listed:
        return
    block = data.draw(st.sampled_from(listed))
    place = data.draw(st.integers(0, len(block.lines) - 2))
    order = list(block.lines)
    order[place], order[place + 1] = order[place + 1], order[place]
    moved = replace(block, lines=tuple(order))
    theirs = replace(
        prd,
        sections=tuple(replace(s, blocks=tuple(moved if b is block else b for b in s.blocks)) for s in prd.sections),
    )
    files = {**write_folder(theirs, Corpus()), BASE: write_folder(prd, Corpus())[BASE]}
    edit = read_folder(files)
    assert [type(change) for change in edit.changes] == [Moved]
    assert [line.claim.id for line in apply_edit(edit).lines] == [line.claim.id for line in theirs.lines]


@FEW
@given(prds(), prds())
def test_nothing_of_another_folders_words_is_lost(prd: Prd, other: Prd) -> None:
    """Pages that are another PRD's altogether: every word is in the PRD that comes of it, or is shown as unread.

    All but numbers such as C3, which are given anew.
    """
    files = {**write_folder(other, Corpus()), BASE: write_folder(prd, Corpus())[BASE]}
    edit = read_folder(files)
    merged = apply_edit(edit)
    told = squeeze(
        " ".join(
            [f"{line.label} {line.claim.text}" for line in merged.lines]
            + [cell for line in merged.lines for cell in line.cells]
            + [unread.text for unread in edit.unread]
        )
    )
    said = [split_label(" ".join(line.claim.text.split()))[1] for line in other.lines if not line.cells]
    assert [words for words in said if squeeze(words) not in told] == []


def test_a_new_item_of_a_storys_list_is_a_new_criterion(files: Files) -> None:
    edit = change(files, STORY, "- **C2**", "- Given no code, when it is sent, then it is held back.\n- **C2**")
    (added,) = edit.changes
    assert isinstance(added, Added)
    assert (added.text, added.role) == ("Given no code, when it is sent, then it is held back.", Role.CRITERION)
    line = next(line for line in apply_edit(edit).lines if line.claim.id == added.claim)
    assert (line.claim.origin, line.label) == (Origin.JUDGEMENT, "C8")
    story = next(b for s in apply_edit(edit).sections for b in s.blocks if b.id == "story-1")
    assert [line.label for line in story.lines if line.role is Role.CRITERION] == ["C1", "C8", "C2"]


def test_a_new_line_may_point_at_the_evidence_of_a_footnote(files: Files, prd: Prd) -> None:
    note = re.findall(r"\[\^(ev-\d+)\]:", files[STORY])[0]
    edit = change(files, STORY, "- **C2**", f"- Given it, then it holds. [J][^{note}]\n- **C2**")
    (added,) = edit.changes
    assert isinstance(added, Added)
    cited = {c.evidence for line in prd.lines for c in line.claim.citations}
    assert added.cites
    assert set(added.cites) <= cited


def test_an_edited_quote_is_a_quote_no_more(files: Files) -> None:
    edit = change(files, STORY, "“Suggestion, possibly a small one", "“Suggestion, surely a small one")
    line = next(line for line in apply_edit(edit).lines if "surely" in line.claim.text)
    assert (line.claim.origin, line.claim.quote, line.claim.customer) == (Origin.JUDGEMENT, None, None)


def test_a_table_is_edited_cell_by_cell(files: Files) -> None:
    edit = change(
        files, "04-goals.md", "| Code: entries that appear twice, per week | not connected |", "| Code | 12 |"
    )
    (edited,) = edit.changes
    assert isinstance(edited, Edited)
    assert edited.cells[:2] == ("Code", "12")
    assert next(line for line in apply_edit(edit).lines if line.claim.id == edited.claim).cells == edited.cells


def test_a_question_may_get_another_owner_and_a_new_row_is_a_new_question(files: Files) -> None:
    path = "14-questions.md"
    (given,) = change(files, path, "| engineering |", "| Bo |").changes
    assert isinstance(given, Reassigned)
    assert (given.before, given.after) == ("engineering", "Bo")
    (added,) = change(files, path, "| Q2 |", "| | Who pays for it? | Ann |\n| Q2 |").changes
    assert isinstance(added, Added)
    assert (added.text, added.role, added.owner) == ("Who pays for it?", Role.QUESTION, "Ann")


def test_engineering_writes_its_empty_section(files: Files) -> None:
    path = "12-technical.md"
    edit = read_folder({**files, path: f"{files[path]}\nCodes are kept per line.\n\n- They are copied by reference.\n"})
    section = next(section for section in apply_edit(edit).sections if section.key == "technical")
    assert [line.claim.text for block in section.blocks for line in block.lines] == [
        "Codes are kept per line.",
        "They are copied by reference.",
    ]


def test_a_new_page_among_the_stories_is_a_new_story(files: Files) -> None:
    page = (
        "# Warn before sending\n\nPriority: P2\n\nAs a clerk, I want a warning.\n\n- [ ] Given a gap, then it is red.\n"
    )
    edit = read_folder({**files, "08-stories/warn.md": page})
    story, *added = edit.changes
    assert isinstance(story, StoryAdded)
    assert (story.title, story.priority) == ("Warn before sending", "P2")
    assert [one.role for one in added if isinstance(one, Added)] == [Role.SENTENCE, Role.CRITERION]
    made = [b for s in apply_edit(edit).sections for b in s.blocks if b.kind == "story"][-1]
    assert (made.title, made.priority) == ("S4 Warn before sending", "P2")
    assert made.lines[-1].claim.text == "Given a gap, then it is red."


@pytest.mark.parametrize("alter", [lambda text: text, strip_all], ids=["with comments", "without"])
def test_titles_are_renamed(files: Files, alter: Callable[[str], str]) -> None:
    theirs = on_pages(files, alter)
    edit = change(theirs, STORY, "# S1 Get past a refusal over the code", "# S1 Get through")
    (story,) = edit.changes
    assert isinstance(story, Renamed)
    assert (story.place.block, story.field, story.after) == ("story-1", "title", "Get through")
    (prd,) = change(theirs, "README.md", "\n# Customs declarations are rejected", "\n# Declarations bounce").changes
    assert isinstance(prd, Renamed)
    assert (prd.place.section, prd.after) == ("", "Declarations bounce at the border")


def test_a_line_that_moves_to_another_story_is_moved(files: Files) -> None:
    row = next(row for row in files[STORY].split("\n") if row.startswith("- **C2**"))
    other = "08-stories/story-2.md"
    theirs = {
        **files,
        STORY: files[STORY].replace(row, ""),
        other: files[other].replace("- **C3**", f"{row}\n- **C3**"),
    }
    (moved,) = read_folder(theirs).changes
    assert isinstance(moved, Moved)
    assert (moved.before.block, moved.after.block) == ("story-1", "story-2")


def test_what_is_no_line_is_kept_and_shown(files: Files) -> None:
    theirs = {
        **files,
        STORY: f"{files[STORY]}\n```sql\nselect 1\n```\n\n<!-- ask Bo -->\n",
        "design.md": "# A page of my own\n\nWith a thought.\n",
        "notes.txt": "by hand",
        "README.md": f"{files['README.md']}\nA word to whoever reads this.\n",
    }
    unread = {(one.path, one.text) for one in read_folder(theirs).unread}
    assert unread == {
        (STORY, "select 1"),
        (STORY, "ask Bo"),
        ("design.md", "A page of my own"),
        ("design.md", "With a thought."),
        ("notes.txt", "by hand"),
        ("README.md", "A word to whoever reads this."),
    }


def test_a_mark_that_somebody_changed_decides_nothing(files: Files) -> None:
    edit = change(files, STORY, "reading why. [P]", "reading why. [J]")
    assert edit.changes == ()
    assert [one.text for one in edit.unread] == ["[P] → [J]"]


def test_a_folder_of_somebody_else_is_refused_in_one_sentence(files: Files) -> None:
    with pytest.raises(BadInput, match="there is no snapshot"):
        read_folder({"README.md": "# Mine"})
    with pytest.raises(BadInput, match="cannot be read any more"):
        read_folder({**files, BASE: "{}"})


def test_a_line_changed_on_both_sides_is_a_conflict_that_shows_both(files: Files, prd: Prd) -> None:
    edit = change(files, STORY, "reading why.", "reading the reason.")
    (edited,) = edit.changes
    assert isinstance(edited, Edited)
    ours = apply_edit(replace(edit, changes=(replace(edited, after="We say it otherwise."),)))
    merge = merge_folder(edit, ours)
    (conflict,) = merge.conflicts
    assert (conflict.base, conflict.theirs, conflict.current) == (edited.before, edited.after, "We say it otherwise.")
    assert merge.prd == ours
    assert merge.applied == ()


def test_what_only_one_side_changed_is_taken_over(files: Files, prd: Prd) -> None:
    edit = change(files, STORY, "reading why.", "reading the reason.")
    other = change(files, STORY, "# S1 Get past a refusal over the code", "# S1 Get through")
    merge = merge_folder(edit, apply_edit(other))
    assert (merge.conflicts, merge.applied) == ((), edit.changes)
    assert merge.prd == merge_folder(other, apply_edit(edit)).prd


def test_a_line_taken_out_here_and_changed_there_is_a_conflict(files: Files) -> None:
    edit = change(files, STORY, "reading why.", "reading the reason.")
    claim = edit.changes[0].claim if isinstance(edit.changes[0], Edited) else ""
    gone = apply_edit(replace(edit, changes=(Removed(claim, edit.changes[0].before),)))  # type: ignore[union-attr]
    (conflict,) = merge_folder(edit, gone).conflicts
    assert conflict.current == ""
    (reverse,) = merge_folder(
        replace(edit, changes=(Removed(claim, edit.changes[0].before),)), apply_edit(edit)
    ).conflicts  # type: ignore[union-attr]
    assert reverse.current.endswith("reading the reason.")


@FEW
@given(prds(), prds())
def test_merging_the_same_folder_again_changes_nothing(prd: Prd, other: Prd) -> None:
    edit = read_folder({**write_folder(other, Corpus()), BASE: write_folder(prd, Corpus())[BASE]})
    once = apply_edit(edit)
    again = merge_folder(edit, once)
    assert again.prd == once
    assert again.applied == ()
