"""What an edit does to a sentence that was checked before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Computation, Counted, Ground, Origin
from throughline.specification.rules.marking import compare_words, mark_edit

ROWS = tuple(
    Evidence(id=f"e{n}", source="a.csv", text=f"The export hangs at {n}0,000 rows.", row=n, account=f"Account {n}")
    for n in (1, 2, 3)
)
GROUND = Ground(ROWS)
CITED = tuple(Citation(evidence=row.id) for row in ROWS)
COUNT = Claim(
    "c1", Origin.NUMBER, "“hangs”: 3 accounts.", CITED, computations=(Computation(Counted.ACCOUNTS, 3, (0, 1, 2)),)
)
QUOTE = Claim("c2", Origin.QUOTE, f"“{ROWS[0].text}”", CITED[:1], quote=ROWS[0].text, customer="Account 1")


def test_a_changed_digit_is_refused_with_the_right_value():
    mark = mark_edit(COUNT, "“hangs”: 8 accounts.", GROUND)
    assert (mark.holds, mark.right) == (False, "3")
    assert [(piece.text, piece.change) for piece in mark.changes if piece.change != "same"] == [
        ("3", "gone"),
        ("8", "new"),
    ]


def test_other_words_around_the_same_number_still_hold():
    assert mark_edit(COUNT, "“hangs”, in all: 3 accounts.", GROUND).holds


def test_a_quote_with_one_word_changed_no_longer_holds():
    mark = mark_edit(QUOTE, "“The export hangs at 90,000 rows.”", GROUND)
    assert not mark.holds
    assert mark.was == ROWS[0].text


def test_what_nobody_checked_is_not_marked():
    proposal = Claim("c3", Origin.PROPOSAL, "Given a file, when it is sent, then it arrives")
    assert mark_edit(proposal, "Something else", GROUND) is None
    assert mark_edit(COUNT, COUNT.text, GROUND) is None


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_both_texts_can_be_read_off_the_comparison(before: str, after: str):
    pieces = compare_words(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != "new") == before
    assert "".join(piece.text for piece in pieces if piece.change != "gone") == after
