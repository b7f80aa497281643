"""Are an interviewer's questions found, told open from closed, and marked where they break a rule? See README.md."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from throughline.discovery.contracts import Evidence
from throughline.discovery.pipeline import read_files
from throughline.discovery.rules.interviewing.catalogue import RULES
from throughline.discovery.rules.interviewing.contracts import AskedQuestion, Form
from throughline.discovery.rules.interviewing.review import review_interview

HERE = Path(__file__).parent
DATA = Path(os.environ.get("THROUGHLINE_DATA", HERE.parents[2] / "shared" / "data")) / "interviews"
_SIDES = {Form.OPEN: "open", Form.CLOSED: "closed"}


@dataclass(frozen=True)
class Judged:
    """One question as a person judged it: the turn, where it stands in it, its form and its faults."""

    turn: str
    start: int
    end: int
    form: Form
    faults: frozenset[str]


@dataclass
class Score:
    """What was counted over one set."""

    found: int = 0
    missed: int = 0
    extra: int = 0
    sides: int = 0
    forms: int = 0
    hit: Counter[str] = field(default_factory=Counter[str])
    wrong: Counter[str] = field(default_factory=Counter[str])
    lost: Counter[str] = field(default_factory=Counter[str])
    own_words: int = 0
    marks: int = 0


def main() -> None:
    """Run every set and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every question that was misjudged")
    shown = parser.parse_args().show
    started = time.perf_counter()
    sets = {name: list(_read_invented(HERE / f"{name}.yaml")) for name in ("invented", "second", "heldout")}
    if DATA.is_dir():
        sets = {"interviews": list(_read_interviews()), "captions": list(_read_captions()), **sets}
    else:
        print(f"No interviews at {DATA}: set THROUGHLINE_DATA. Only the invented set is measured.")
    for name, conversations in sets.items():
        _report(name, _measure(conversations, show=shown))
    print(f"{time.perf_counter() - started:.1f} s")


def _read_interviews() -> Iterator[tuple[list[Evidence], list[Judged]]]:
    for name, rows in _load("judged.yaml").items():
        turns = list(read_files([DATA / name]).evidence)
        by_number = {piece.turn: piece for piece in turns}
        yield turns, [_judge(row, by_number[row["turn"]]) for row in rows]


def _read_captions() -> Iterator[tuple[list[Evidence], list[Judged]]]:
    """The interviewer's stretches of a turn that holds several voices, each as a turn with an answer after it."""
    for name, stretches in _load("captions.yaml").items():
        by_number = {piece.turn: piece for piece in read_files([DATA / name]).evidence}
        people = {piece.person for piece in by_number.values() if piece.person}
        answers = [_say(f"{name}-{who}", "Yes.", person=who) for who in people]
        turns, judged = answers, list[Judged]()
        for number, stretch in enumerate(stretches):
            text = by_number[stretch["turn"]].text[stretch["from"] : stretch["to"]]
            piece = _say(f"{name}-{number}", text, interviewer=True)
            turns += [piece, _say(f"{name}-{number}-answer", "Yes.", person="Somebody")]
            judged += [_judge(row, piece) for row in stretch["questions"]]
        yield turns, judged


def _read_invented(path: Path) -> Iterator[tuple[list[Evidence], list[Judged]]]:
    for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
        turns, judged = list[Evidence](), list[Judged]()
        for number, turn in enumerate(talk["turns"]):
            asks = "interviewer" in turn
            piece = _say(
                f"{talk['trade']}-{number}",
                turn["interviewer" if asks else "customer"],
                person="Kim" if asks else "Ada",
                interviewer=asks,
            )
            turns.append(piece)
            at = 0
            for form, words, *faults in turn.get("questions", ()):
                start = piece.text.index(words, at)
                at = start + len(words)
                judged.append(Judged(piece.id, start, at, Form(form), frozenset(faults)))
        yield turns, judged


def _load(name: str) -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def _say(key: str, text: str, *, person: str | None = None, interviewer: bool = False) -> Evidence:
    return Evidence(id=key, source="invented", text=text, turn=0, person=person, interviewer=interviewer)


def _judge(row: dict[str, Any], piece: Evidence) -> Judged:
    words = piece.text[row["start"] : row["end"]]
    if hash_words(words) != row["hash"]:
        raise SystemExit(f"{piece.source} turn {row['turn']}: the question is not the one that was judged")
    return Judged(piece.id, row["start"], row["end"], Form(row["form"]), frozenset(row["faults"]))


def hash_words(words: str) -> str:
    """The first of the SHA-256 of the words in small letters, marks left out."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", words.casefold())).encode()).hexdigest()[:8]


def _measure(conversations: Sequence[tuple[list[Evidence], list[Judged]]], *, show: bool) -> Score:
    score = Score()
    for turns, judged in conversations:
        found = review_interview(turns).questions
        pairs = _pair(judged, found)
        for one, other in pairs:
            _count(score, one, other)
            if show and (other is None or not _agree(one, other)):
                words = next(t.text for t in turns if t.id == one.turn)[one.start : one.end]
                told = f"{other.form} {sorted(f.rule for f in other.faults)}" if other else "not found"
                print(f"  {words!r}\n      judged {one.form} {sorted(one.faults)}, told {told}")
        taken = {id(other) for _, other in pairs}
        extra = [question for question in found if id(question) not in taken]
        score.extra += len(extra)
        for question in extra:
            score.wrong.update(fault.rule for fault in question.faults)
            if show:
                print(f"  no question, told {question.form}: {question.text!r}")
    return score


def _pair(judged: Sequence[Judged], found: Sequence[AskedQuestion]) -> list[tuple[Judged, AskedQuestion | None]]:
    """Each judged question with the one found that shares most of its words; each found one is taken once."""
    pairs: list[tuple[Judged, AskedQuestion | None]] = []
    for turn, group in groupby(judged, key=lambda one: one.turn):
        left = [question for question in found if question.evidence == turn]
        for one in group:
            best = max(left, key=lambda question: _share(one, question), default=None)
            best = best if best is not None and _share(one, best) >= 0.5 else None
            if best is not None:
                left.remove(best)
            pairs.append((one, best))
    return pairs


def _share(one: Judged, other: AskedQuestion) -> float:
    """How much of the shorter one both share."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / max(1, min(one.end - one.start, other.end - other.start))


def _agree(one: Judged, other: AskedQuestion) -> bool:
    return one.form == other.form and one.faults == {fault.rule for fault in other.faults}


def _count(score: Score, one: Judged, other: AskedQuestion | None) -> None:
    told = {fault.rule for fault in other.faults} if other else set[str]()
    score.hit.update(told & one.faults)
    score.wrong.update(told - one.faults)
    score.lost.update(one.faults - told)
    if other is None:
        score.missed += 1
        return
    score.found += 1
    score.sides += _SIDES.get(one.form, "neither") == _SIDES.get(other.form, "neither")
    score.forms += one.form == other.form
    score.marks += len(other.faults)
    score.own_words += sum(fault.own_words for fault in other.faults)


def _report(name: str, score: Score) -> None:
    print(f"\n{name}: {score.found + score.missed} questions judged")
    print(f"  found       precision {_ratio(score.found, score.extra)}   recall {_ratio(score.found, score.missed)}")
    print(f"  open, closed or neither told right {_ratio(score.sides, score.found - score.sides)}", end="")
    print(f"   exact form {_ratio(score.forms, score.found - score.forms)}")
    for rule in (*RULES, "any fault"):
        hit, wrong, lost = (
            counted.total() if rule == "any fault" else counted[rule]
            for counted in (score.hit, score.wrong, score.lost)
        )
        print(f"  {rule:18} precision {_ratio(hit, wrong)}   recall {_ratio(hit, lost)}")
    print(f"  wording built from the question's own words: {score.own_words} of {score.marks} marks")


def _ratio(right: int, wrong: int) -> str:
    both = right + wrong
    return f"{right:3} of {both:3}, {right / both:6.1%}" if both else "  none     "


if __name__ == "__main__":
    main()
