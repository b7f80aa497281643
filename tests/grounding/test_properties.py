"""What holds for any text: whole sentences are quotes, changed ones are not, and every draft is answered."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Ground, Origin, Verdict
from throughline.grounding.drafts import parse_draft, report_to_json
from throughline.grounding.normalise import even_out, normalise
from throughline.grounding.verify import verify
from throughline.grounding.words import split_sentences

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SENTENCES = st.lists(
    st.sampled_from(
        [
            "It never works.",
            "We don't export 84,000 rows – it's slow!",
            "“No,” she said, and left…",
            "Why not?",
            "- The API isn't clear\n- 3.5 GB of logs",
            "Über-große Dateien schlagen fehl, nicht nur manchmal.",
            "I have not, in years, seen it fail.",
            "It costs €3,000 a month; nobody told us.",
            "**Bold** claims need `proof`.",
        ]
    ),
    min_size=1,
    max_size=6,
)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120)


def quote_verdict(words: str, text: str) -> Verdict:
    ground = Ground([Evidence(id="e", source="f.csv", text=text, row=1)])
    claim = Claim("c", Origin.QUOTE, words, (Citation("f.csv", row=1),), quote=words)
    return verify([claim], ground).findings[0].verdict


@UNHURRIED
@given(SENTENCES, st.data())
def test_any_run_of_whole_sentences_is_a_quote(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    spans = split_sentences(text)
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    words = text[spans[first][0] : spans[last][1]]
    assume(any(character.isalnum() for character in words))
    assert quote_verdict(words, text) is Verdict.VERIFIED


@UNHURRIED
@given(SENTENCES, st.data())
def test_any_letter_or_digit_changed_is_no_quote(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    places = [place for place, character in enumerate(text) if character.isalnum()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("abcxyz019").filter(lambda c: c != text[place]))
    changed = text[:place] + other + text[place + 1 :]
    assert quote_verdict(changed, text) is Verdict.REJECTED


@UNHURRIED
@given(ANY_TEXT)
def test_every_normalised_character_knows_where_it_stood(text: str) -> None:
    found = normalise(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    for place, character in enumerate(found.text):
        if character.isalnum() and text[found.starts[place] : found.ends[place]].isascii():
            assert text[found.starts[place] : found.ends[place]] == character


@UNHURRIED
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = even_out(text)
    assert once == normalise(text).text
    assume("*" not in once and "_" not in once)
    assert even_out(once) == once


@UNHURRIED
@given(st.lists(st.text(alphabet="abcdefgh ,.’'“”–—-\n", min_size=1, max_size=40), min_size=1, max_size=3), st.data())
def test_retyped_marks_and_spaces_do_not_matter(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    retyped = re.sub(r"[’']", data.draw(st.sampled_from(["'", "’"])), text)
    retyped = re.sub(r"[“”]", data.draw(st.sampled_from(['"', "“", "”"])), retyped)
    retyped = re.sub(r"[–—]", data.draw(st.sampled_from(["–", "—", "-"])), retyped)
    assert even_out(retyped.replace("\n", "  ")) == even_out(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
CITATIONS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "source": st.sampled_from(["f.csv", "g.csv", ""]) | JSON,
            "row": st.integers(-1, 3) | JSON,
            "turn": st.integers(-1, 3) | JSON,
            "evidence": st.sampled_from(["e", "none"]) | JSON,
            "quote": st.sampled_from(["It never works", "…", ""]) | JSON,
        },
    ),
    max_size=3,
)
CLAIMS = st.fixed_dictionaries(
    {
        "id": st.text(max_size=4) | st.integers(),
        "origin": st.sampled_from([*(origin.value for origin in Origin), "hunch"]),
        "text": ANY_TEXT | st.sampled_from(["3 accounts", "As a nurse, I wait", "30 % of", "…", "4 to 4 March", "“”"]),
        "citations": CITATIONS,
    },
    optional={"quote": ANY_TEXT, "customer": ANY_TEXT, "rests_on": st.lists(st.text(max_size=5), max_size=2)},
)


@UNHURRIED
@given(st.lists(CLAIMS, max_size=4), ANY_TEXT)
def test_any_draft_that_can_be_read_is_answered(claims: list[dict[str, object]], text: str) -> None:
    parsed = parse_draft({"claims": claims})
    ground = Ground(
        [
            Evidence(
                id="e", source="f.csv", text="It never works for 3 accounts, 30 % of them.", row=1, account="Acme"
            ),
            Evidence(id="e2", source="f.csv", text=text, row=2, person="Ana Silva", segment="Small"),
        ]
    )
    answers = report_to_json(verify(parsed, ground))["claims"]
    assert [answer["id"] for answer in answers] == [str(claim["id"]) for claim in claims]


@UNHURRIED
@given(JSON)
def test_any_json_is_either_a_draft_or_a_sentence(data: object) -> None:
    told = ""
    claims: tuple[Claim, ...] | None = None
    try:
        claims = parse_draft(data)
    except AppError as error:
        told = error.sentence
    assert told.endswith(".") if claims is None else told == ""
