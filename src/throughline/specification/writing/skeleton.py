"""A draft from one sentence and no evidence: the skeleton, the questions and the blanks. Nothing is invented."""

from __future__ import annotations

from throughline.grounding.contracts import Claim, Origin
from throughline.specification.contracts import Block, Line, Role
from throughline.specification.rules.edge_cases import match_cases
from throughline.specification.rules.failures import find_mentions
from throughline.specification.rules.objects import find_things
from throughline.specification.rules.sentences import split_sentences
from throughline.specification.rules.wording import decide, quoted

_EDGES = 5


def write_blank(text: str, *, owner: str, label: str = "", options: tuple[str, ...] = ()) -> Line:
    """A named blank with an owner."""
    return Line(Claim("", Origin.ASSUMPTION, text), Role.BLANK, label=label, owner=owner, options=options)


def write_skeleton(sentence: str, *, owner: str) -> dict[str, tuple[Block, ...]]:
    """The blocks of each section that one sentence gives: itself, what must be heard first, and what it touches."""
    author = owner or "author"
    said = Line(Claim("", Origin.JUDGEMENT, sentence), Role.SENTENCE, owner=author)
    heard = write_blank(f"Who says so, and in which words: {decide()}.", owner=author)
    return {
        "problem": (Block("problem-sentence", (said, heard)),),
        "goals": (Block("goals", (write_blank(_goal(sentence), owner=author),)),),
        "questions": (Block("questions", _questions(sentence, author)),),
        "edges": (Block("edges", _edges(sentence)),),
    }


def _goal(sentence: str) -> str:
    return f"What would be different once {quoted(sentence.rstrip('. '))} is settled, in a number: {decide()}."


def _questions(sentence: str, author: str) -> tuple[Line, ...]:
    thing = next(iter(find_things([("", sentence)])), None)
    about = thing.named if thing else "it"
    cue = next((m.words for s in split_sentences(sentence) for m in find_mentions(s)), "")
    asked = [
        (
            f"Which three customers can tell when they last met {quoted(cue)}?"
            if cue
            else f"Which three customers can tell about {about} in their own words?",
            author,
        ),
        (
            f"How many had to do with {about} last month, and for how many did it go otherwise than they wanted?",
            "data, unassigned",
        ),
        (
            f"What do people do today instead, where {about} does not serve them?"
            if about != "it"
            else "What do people do today instead?",
            author,
        ),
    ]
    return tuple(
        Line(Claim("", Origin.ASSUMPTION, text), Role.QUESTION, label=f"Q{n}", owner=whom)
        for n, (text, whom) in enumerate(asked, 1)
    )


def _edges(sentence: str) -> tuple[Line, ...]:
    matches = match_cases(sentence, covered="", names=(sentence,))[:_EDGES]
    return tuple(
        Line(
            Claim("", Origin.PROPOSAL, match.case.question, rests_on=(match.case.id,)),
            Role.EDGE_CASE,
            label=match.case.id,
        )
        for match in matches
    )


def settle_skeleton(owner: str, *, about: str, read: int) -> tuple[Line, ...]:
    """What only the author can settle when nobody was heard; `read` is how many items were looked through."""
    found = f"No item speaks of {quoted(about)}" if read else "No evidence was read"
    text = f"{found}: nothing below is anybody's experience yet."
    return (Line(Claim("", Origin.JUDGEMENT, text), Role.SETTLE, label="1", owner=owner or "author"),)
