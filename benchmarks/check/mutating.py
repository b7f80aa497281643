"""One defect at a time, made by the catalogue's own words for it, in documents whose lines are marked."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marked import Line, Marked, Story

_WANT = re.compile(
    r"(?P<before>.*?\bwant\s*\*{0,2}\s*(?:to )?)(?P<means>.+?)(?P<after>\**,?\**\s+\**so (?:that|i can)\b.*|\**\.?)$",
    re.IGNORECASE | re.DOTALL,
)
_ROLE = re.compile(r"(?<=\bas )(?P<role>an? (?:\*\*)?[\w -]+?(?:\*\*)?)(?=,? I want)", re.IGNORECASE)
_SERVED = re.compile(r"(?<![\w.:])(?P<number>\d[\d.,]*)(?P<unit> [a-z]+)")
_TIME = re.compile(
    r"\b(?:within|in|for|after|every) \d[\d.,]* (?:working )?(?:milliseconds|ms|seconds|minutes|hours|days|weeks"
    r"|months|years)"
    r"(?: of [\w ]+?)?(?=[ .,;|]|$)"
)
STRONG = ("quickly", "easily", "seamlessly", "intuitively", "smoothly", "efficiently", "effortlessly", "conveniently")
LEVELS = ("fast", "user-friendly", "robust", "intuitive", "scalable", "flexible", "seamless", "reliable")
AMOUNTS = ("several", "various", "many", "a few", "multiple", "some")
TIMES = ("regularly", "periodically", "soon", "in a timely manner", "frequently", "as soon as possible", "in real time")
ESCAPES = ("if possible", "where applicable", "as appropriate", "as needed", "if practical", "where feasible")
OPEN = ("TBD", "TODO", "TBC", "???", "[placeholder]")
HOLLOW = ("it works as expected", "everything works properly", "the result is correct", "it behaves correctly")
TECH = ("using Redis", "with a PostgreSQL table", "via Kafka", "in an S3 bucket", "using React", "with a JWT")
HOW = (
    "by means of a nightly cron job",
    "by calling the /v2/sync endpoint",
    "implemented as a microservice",
    "by adding a column to the database",
    "using a batch job",
)
LOOKS = ("with a blue dropdown", "in a modal", "with a green button at the top right", "on hover", "in a 24 px tooltip")
LACKS = (
    "We need to build a chatbot.",
    "The problem is that we have no mobile app.",
    "There is no dashboard.",
    "We lack an automated workflow.",
)
GENERIC = ("a user", "a customer", "a person", "someone", "an end user")
BIG = ("manage", "handle", "administer")
HOPES = (
    "I would definitely use it every day",
    "I would pay for that, it sounds great",
    "I might switch if you built this",
)
ALIKE = {
    "see": "view",
    "list": "view",
    "set": "define",
    "get": "receive",
    "receive": "get",
    "start": "begin",
    "cancel": "call off",
    "export": "download",
    "register": "enter",
    "check": "look up",
    "choose": "pick",
    "refuse": "reject",
    "pause": "suspend",
    "hold": "reserve",
    "tick": "mark",
    "ask": "apply",
    "move": "shift",
    "offer": "propose",
    "decline": "turn down",
    "drain": "empty",
    "excuse": "sign off",
    "take": "remove",
}
PASSIVE = (
    (re.compile(r"\bThe system sends (?P<what>[\w ]+?)(?= to| within| per|\.| for|$)"), "{what} are sent"),
    (re.compile(r"\bThe system deletes (?P<what>[\w '’]+?)(?= after| \d)"), "{what} is deleted"),
    (
        re.compile(
            r"\b(?:System|The system) (?:MUST|shall|SHALL) (?:refund|notify|delete"
            r"|update) (?P<what>[\w ]+?)(?= within| after)"
        ),
        "{what} is refunded",
    ),
    (re.compile(r"\bthe clerk marks (?P<what>[\w ]+?)(?= as)"), "{what} is marked"),
    (
        re.compile(r"\bthe (?P<who>\w+) (?:receives|sees) (?P<what>[\w ]+?)(?= within| with|$|\.)"),
        "the {who} is notified",
    ),
    (re.compile(r"\bthe system shall call (?P<what>[\w' ]+?)(?=\.| \|)"), "{what} is notified"),
    (
        re.compile(r"^(?P<mark>- (?:\[ \] )?|\d\. )(?P<what>A request|Texts|An offer|The plan|A pause) \w+"),
        "{mark}{what} is approved",
    ),
)


@dataclass(frozen=True)
class Sown:
    """One planted defect: the rule that should find it, and the lines at which it counts as found."""

    rule: str
    text: str
    lines: tuple[int, ...]
    name: str


Planter = Callable[[Marked, random.Random], Iterator[Sown]]


def sow(doc: Marked, seed: int, most: int = 2) -> Iterator[Sown]:
    """At most so many defects of each rule, chosen anew with another seed."""
    for rule, planter in PLANTERS.items():
        dice = random.Random(f"{doc.name} {rule} {seed}")
        made = [item for item in planter(doc, dice) if item.text != doc.text]
        dice.shuffle(made)
        yield from made[:most]


def _put(doc: Marked, rule: str, line: Line, text: str, *, lines: tuple[int, ...] = ()) -> Sown:
    whole = [other.text for other in doc.lines]
    whole[line.number - 1] = text
    return Sown(rule, "\n".join(whole), lines or (line.number,), f"{doc.name} {rule}: {text.strip()[:110]}")


def _cut(doc: Marked, rule: str, gone: list[Line], *, at: tuple[int, ...]) -> Sown:
    """Without these lines; `at` are numbers before the cut, all above it, or 1."""
    drop = {line.number for line in gone}
    kept = [line.text for line in doc.lines if line.number not in drop]
    moved = tuple(n - sum(1 for d in drop if d < n) for n in at)
    return Sown(rule, "\n".join(kept), moved, f"{doc.name} {rule}: without {', '.join(map(str, sorted(drop)))}")


def _after(doc: Marked, rule: str, line: Line, added: list[str], *, also: tuple[int, ...] = ()) -> Sown:
    whole = [other.text for other in doc.lines]
    whole[line.number : line.number] = added
    first = next(n for n, text in enumerate(added) if text.strip() and not text.startswith("#"))
    lines = (line.number + 1 + first, *(n if n <= line.number else n + len(added) for n in also))
    return Sown(rule, "\n".join(whole), lines, f"{doc.name} {rule}: + {added[first].strip()[:110]}")


def _end(text: str, words: str) -> str:
    """A line with words behind its last sentence, in front of its full stop or its row's end."""
    match = re.search(r"(?:\.|\?)?(?:\*\*)?(?:\s*\|(?: \w+ \|)*(?: T-\d+ \|)?)?\s*$", text)
    at = match.start() if match else len(text)
    return f"{text[:at]} {words}{text[at:]}"


def _one_line(story: Story) -> bool:
    return len(story.lines) == 1 and " | " not in story.lines[0].text


def _want(story: Story) -> tuple[Line, re.Match[str]] | None:
    for line in story.lines:
        match = _WANT.match(line.text.split(" | ")[1] if " | " in line.text else line.text)
        if match:
            return line, match
    return None


def _rewrite(doc: Marked, rule: str, story: Story, make: Callable[[re.Match[str]], str]) -> Iterator[Sown]:
    found = _want(story)
    if found:
        line, match = found
        text = line.text.replace(match[0], make(match), 1)
        yield _put(doc, rule, line, text, lines=tuple(other.number for other in story.lines))


def _vague(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for story in doc.stories:
        word = dice.choice(STRONG)
        yield from _rewrite(doc, "US001", story, lambda m, w=word: f"{m['before']}{w} {m['means']}{m['after']}")
    for line in doc.of("r", "a"):
        yield _put(doc, "US001", line, _end(line.text, dice.choice(STRONG)))


def _numbers(doc: Marked, rule: str, words: tuple[str, ...], dice: random.Random) -> Iterator[Sown]:
    for line in doc.of("r", "a", "af"):
        match = next(
            (
                m
                for m in _SERVED.finditer(line.text)
                if not _TIME.search(line.text[max(0, m.start() - 8) : m.end() + 8])
            ),
            None,
        )
        if match and not re.match(r"^\s*\d+\.\s*$", line.text[: match.end("number") + 2]):
            word = dice.choice(words)
            at, end = match.span("number")
            before = (
                re.sub(r"(?:up to|at most|at least|within|the last|to) $", "", line.text[:at])
                if rule == "US002"
                else line.text[:at]
            )
            yield _put(doc, rule, line, before + word + line.text[end:])


def _times(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.of("r", "a", "af"):
        match = _TIME.search(line.text)
        if match and not re.search(r"\d", line.text[: match.start()].replace("FR-", "")[-30:]):
            yield _put(doc, "US003", line, line.text[: match.start()] + dice.choice(TIMES) + line.text[match.end() :])


def _append(rule: str, words: tuple[str, ...], *kinds: str) -> Planter:
    def planter(doc: Marked, dice: random.Random) -> Iterator[Sown]:
        for line in doc.of(*kinds):
            yield _put(doc, rule, line, _end(line.text, dice.choice(words)))
        for story in doc.stories:
            word = dice.choice(words)
            yield from _rewrite(doc, rule, story, lambda m, w=word: f"{m['before']}{m['means']} {w}{m['after']}")

    return planter


def _no_base(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.of("m"):
        base, target = line.part("b"), line.part("t")
        if base and target and " | " not in line.text:
            verb = dice.choice(("Reduce", "Lower", "Improve", "Increase"))
            name = re.split(r"[:(]| fall | falls | get | have | spend ", line.text[: base.start])[0].strip(
                " -*0123456789."
            )
            mark = re.match(r"^\W*(?:\d+\. )?", line.text)
            yield _put(doc, "US006", line, f"{mark[0] if mark else ''}{verb} {name[:1].lower()}{name[1:]}.")
    for line in doc.of("r", "a"):
        match = _TIME.search(line.text)
        if match and match[0].startswith("within"):
            yield _put(
                doc,
                "US006",
                line,
                line.text[: match.start()]
                + dice.choice(("faster", "more quickly", "sooner"))
                + line.text[match.end() :],
            )


def _passive(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for line in doc.of("r", "a", "af"):
        for pattern, made in PASSIVE:
            match = pattern.search(line.text)
            if match:
                words = made.format(**match.groupdict())
                words = words[:1].upper() + words[1:] if match[0][0].isupper() else words
                yield _put(doc, "US008", line, line.text[: match.start()] + words + line.text[match.end() :])
                break


def _untold(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for story in doc.stories:
        found = _want(story)
        if not found or len(story.lines) > 1:
            continue
        line, match = found
        role = re.match(
            r"(?P<mark>.*?)(?:\*\*)?(?:As an? .*?, ?|As an? .*? (?=I want)"
            r"|When .*?, )I want(?: \*\*)? ?to (?P<does>.*)$",
            line.text,
        )
        if role:
            does = role["does"]
            yield _put(doc, "ST001", line, f"{role['mark']}{does[:1].upper()}{does[1:]}")
            if " | " not in line.text:
                yield _put(doc, "ST001", line, f"{role['mark']}{match['means'].strip('* ').capitalize()}.")


def _no_benefit(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for story in doc.stories:
        if len(story.lines) == 3:
            rest = [line.text for line in doc.lines]
            want, why = story.lines[1], story.lines[2]
            rest[want.number - 1] = want.text.rstrip(",") + "."
            del rest[why.number - 1]
            yield Sown(
                "ST002", "\n".join(rest), tuple(x.number for x in story.lines[:2]), f"{doc.name} ST002: {want.text}"
            )
        else:
            yield from _rewrite(
                doc,
                "ST002",
                story,
                lambda m: f"{m['before']}{m['means']}{'**' if m['after'].startswith('**') else ''}.",
            )


def _generic(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for story in doc.stories:
        match = _ROLE.search(story.lines[0].text) or re.match(r"As (?P<role>an? [\w ]+)(?=,$)", story.lines[0].text)
        if match and len({_role(s) for s in doc.stories}) > 1:
            line = story.lines[0]
            text = line.text[: match.start("role")] + dice.choice(GENERIC) + line.text[match.end("role") :]
            yield _put(doc, "ST003", line, text, lines=tuple(x.number for x in story.lines))


def _role(story: Story) -> str:
    match = _ROLE.search(story.lines[0].text) or re.match(r"As (?P<role>an? [\w ]+)(?=,$)", story.lines[0].text)
    return match["role"] if match else ""


def _joined(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for story in doc.stories:
        others = [s for s in doc.stories if s is not story and _want(s)]
        if not others:
            continue
        other = _want(dice.choice(others))
        assert other is not None
        means = other[1]["means"].strip("* ,")
        yield from _rewrite(
            doc, "ST005", story, lambda m, w=means: f"{m['before']}{m['means'].strip('* ,')} and {w}{m['after']}"
        )


def _too_big(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for story in doc.stories:
        found = _want(story)
        noun = re.search(r"\b(?:all |my |our |past |today's )?([a-z]+s)\b", found[1]["means"]) if found else None
        thing = noun[1] if noun and noun[1] not in {"was", "is", "this"} else "bookings"
        verb = dice.choice(BIG)
        yield from _rewrite(doc, "ST007", story, lambda m, v=verb, t=thing: f"{m['before']}{v} {t}{m['after']}")


def _untested(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for story in doc.stories:
        if story.criteria:
            gone = [line for line in doc.lines if story.lines[-1].number < line.number <= story.criteria[-1].number]
            yield _cut(doc, "ST008", gone, at=tuple(x.number for x in story.lines))


def _unlinked(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for story in doc.stories:
        if story.links:
            yield _cut(doc, "ST009", list(story.links), at=tuple(x.number for x in story.lines))


def _hollow(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.of("a"):
        words = dice.choice(HOLLOW)
        then = re.search(r"(?i)(\*{0,2}\bthen\b\*{0,2},? )", line.text)
        if then:
            yield _put(doc, "AC001", line, line.text[: then.end()] + words + ".")
        elif not re.search(r"\b(?:Given|When)\b", line.text):
            mark = re.match(r"^\s*(?:[-*] |\d+\. )?(?:\[ \] )?(?:AC\d+: )?(?:\*Done when:\* )?", line.text)
            yield _put(doc, "AC001", line, (mark[0] if mark else "") + words[:1].upper() + words[1:] + ".")


def _without(rule: str, kind: str, *, alone: bool = False, least: int = 1) -> Planter:
    """Without a story's criteria of one kind, where others are left."""

    def planter(doc: Marked, dice: random.Random) -> Iterator[Sown]:
        del dice
        for story in doc.stories:
            gone = [line for line in story.criteria if kind in line.kinds]
            if rule == "AC003":
                gone = [line for line in story.criteria if "a" not in line.kinds and "```" not in line.text]
            kept = [line for line in story.criteria if line not in gone]
            if len(gone) >= least and kept:
                yield _cut(doc, rule, gone, at=tuple(x.number for x in story.lines))

    del alone
    return planter


def _no_level(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for line in doc.holding("n"):
        part = line.part("n")
        assert part is not None
        mark = re.match(r"^\s*(?:[-*] |\d+\. |\| ?[A-Z]+-\d+ \| )?(?:NFR\d: )?", line.text)
        tail = re.search(r"(?: \| \w+)? \|$", line.text)
        yield _put(doc, "AC008", line, (mark[0] if mark else "") + part.words + (tail[0] if tail else ""))


def _metric(rule: str, kind: str) -> Planter:
    """Without a metric's baseline, target, date or source."""

    def planter(doc: Marked, dice: random.Random) -> Iterator[Sown]:
        for line in doc.of("m"):
            part = line.part(kind)
            if part:
                instead = dice.choice(("", "–", "")) if " | " in line.text else ""
                text = line.without(part, instead)
                text = re.sub(r"\s*[,;:]?\s*(?:\(\s*\)|source:)\s*(?=[.,)]|$)", "", text)
                text = re.sub(r"[,;] ?(?=[.,;]|$)| (?=[.,;])", "", re.sub(r": ,", ":", text))
                text = re.sub(
                    r":(?=\.|$)|,? counted(?: in the)?(?=\.|$)|(?:→|->|to|target|wanted:)\s*(?=[,.(;]|$)", "", text
                )
                yield _put(doc, rule, line, text)

    return planter


def _cut_all(rule: str, *kinds: str) -> Planter:
    def planter(doc: Marked, dice: random.Random) -> Iterator[Sown]:
        del dice
        gone = doc.of(*kinds) or doc.holding(*kinds)
        if gone:
            yield _cut(doc, rule, gone, at=(1,))

    return planter


def _blank_all(rule: str, *kinds: str, instead: tuple[str, ...] = ("",)) -> Planter:
    """Other words in the place of every part of a kind: the whole document has none then."""

    def planter(doc: Marked, dice: random.Random) -> Iterator[Sown]:
        words, whole, hit = dice.choice(instead), [line.text for line in doc.lines], False
        for line in doc.lines:
            for part in reversed([p for p in line.parts if p.kind in kinds]):
                whole[line.number - 1] = (
                    whole[line.number - 1][: part.start] + words + whole[line.number - 1][part.end :]
                )
                hit = True
        if hit:
            yield Sown(rule, "\n".join(whole), (1,), f"{doc.name} {rule}: {'/'.join(kinds)} → {words!r}")

    return planter


def _unowned(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for line in doc.of("q"):
        part = line.part("w")
        if part:
            text = re.sub(
                r"[\s—→(\[*:{-]*(?:\(?owner:?|Owner:|\*\*Owner:\*\*)?[\s(\[]*[)\]]?\s*$", "", line.without(part)
            )
            yield _put(doc, "DO005", line, text.replace("(owner: )", "").rstrip())
        elif line.part("w2"):
            cells = [p for p in line.parts if p.kind == "w2"]
            yield _put(doc, "DO005", line, line.without(cells[0], "" if line.number % 2 else "–"))


def _lacking(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("c"):
        if not line.kinds:
            yield _put(
                doc,
                "OV005",
                line,
                dice.choice(LACKS)
                + " "
                + re.sub(r"\[[^\]]*\]|\([E]\d\)", "", line.text).split(". ")[0].rstrip(".")
                + ".",
            )
            yield _put(doc, "OV005", line, dice.choice(LACKS))


def _false_figure(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    from_words = {"one": "four", "three": "five", "four": "six", "five": "three", "six": "three", "seven": "five"}
    for line in doc.holding("c"):
        part = line.part("c")
        assert part is not None
        number = re.search(r"\d[\d,.]*\d|\d|(?i:\b(?:three|four|five|six|seven)\b)", part.words)
        if number:
            word = number[0]
            new = from_words.get(word.lower()) or str(int(re.sub(r"\D", "", word)) + dice.choice((3, 7, 12)))
            new = new.capitalize() if word[0].isupper() else new
            yield _put(doc, "EV001", line, line.without(part, part.words.replace(word, new, 1)))


def _false_quote(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("cq"):
        part = line.part("cq")
        assert part is not None
        words = part.words.split(" ")
        at = dice.randrange(2, len(words) - 1)
        for swap in ("never", "quickly"):
            yield _put(doc, "EV002", line, line.without(part, " ".join([*words[:at], swap, *words[at + 1 :]])))
        yield _put(doc, "EV002", line, line.without(part, "“I hate this old paper process so much”"))


def _wrong_source(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for line in doc.holding("cq"):
        cites = [p for p in line.parts if p.kind == "k" and p.start > (line.part("cq") or p).end]
        others = [p.words for p in line.parts if p.kind == "k" and cites and p.words != cites[0].words]
        if cites and others:
            yield _put(doc, "EV003", line, line.without(cites[0], others[0]))


def _overgeneral(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("c"):
        part = line.part("c")
        match = (
            re.search(
                r"(?i)(?:\d+|three|four|five|six|seven) of (?:the )?(?:\d+|seven|eight|nine|eleven|twelve) ", part.words
            )
            if part
            else None
        )
        if part and match:
            word = dice.choice(("most ", "all ", "nearly all "))
            word = word.capitalize() if part.words[0].isupper() else word
            yield _put(doc, "EV004", line, line.without(part, part.words.replace(match[0], word)))


def _hoping(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("cq"):
        part = line.part("cq")
        assert part is not None
        yield _put(doc, "EV005", line, line.without(part, f"“{dice.choice(HOPES)}”"))


def _other_number(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.of("r"):
        match = _SERVED.search(re.sub(r"^[^|]*\|[^|]*\|", lambda m: "x" * len(m[0]), line.text))
        if not match:
            continue
        digits = re.sub(r"\D", "", match["number"])
        if not digits:
            continue
        other = str(int(digits) * dice.choice((2, 3)))
        copy = line.text[: match.start("number")] + other + line.text[match.end("number") :]
        copy = re.sub(
            r"\b(FR|REQ|R|FR-|REQ-|R-|NFR)(-?)(\d+)",
            lambda m: f"{m[1]}{m[2]}{int(m[3]) + 40:0{len(m[3])}d}",
            copy,
            count=1,
        )
        last = doc.of("r")[-1]
        yield _after(doc, "CO001", last, [copy], also=(line.number,))


def _negated(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for line in doc.of("r"):
        copy = line.text
        for old, new in (
            ("MUST be able", "MUST NOT be able"),
            ("shall be able", "shall not be able"),
            (" can ", " cannot "),
            (" MUST ", " MUST NOT "),
            (" shall ", " shall not "),
            (" keeps ", " does not keep "),
            (" sends ", " does not send "),
            (" deletes ", " does not delete "),
            (" holds ", " does not hold "),
            (" are deleted ", " are not deleted "),
            (" is ", " is not "),
            (" has ", " does not have "),
        ):
            if old in copy:
                copy = copy.replace(old, new, 1)
                break
        else:
            continue
        copy = re.sub(
            r"\b(FR|REQ|R|NFR)(-?)(\d+)", lambda m: f"{m[1]}{m[2]}{int(m[3]) + 40:0{len(m[3])}d}", copy, count=1
        )
        yield _after(doc, "CO002", doc.of("r")[-1], [copy], also=(line.number,))


def _story_like(story: Story, means: str) -> list[str]:
    """A new story in the form of another one, with criteria of its own."""
    found = _want(story)
    if not found:
        return []
    line, match = found
    texts = [other.text for other in story.lines]
    where = [other.number for other in story.lines].index(line.number)
    texts[where] = line.text.replace(match["means"], means + ("," if match["means"].endswith(",") else ""), 1)
    return texts


def _heading_of(doc: Marked, story: Story) -> list[str]:
    above = [line for line in doc.lines[: story.lines[0].number - 1] if line.text.strip()]
    if above and above[-1].text.startswith("#"):
        head = re.sub(r"(\d+)(?=[^\d]*$|\D)", lambda m: str(int(m[1]) + 7), above[-1].text, count=1)
        return ["", re.sub(r"(- | |: )(?:[A-Z][^:–-]*)$", r"\1One more", head), ""]
    return [] if re.match(r"\s*(?:[-*+]|\d+[.)]|\|)\s", story.lines[0].text) else [""]


def _tested(story: Story) -> list[str]:
    """The other story's criteria and links, so that only what is planted is wrong with the new one."""
    if " | " in story.lines[0].text:
        return []
    whole = [*story.criteria, *story.links]
    fence = any("gherkin" in line.text or line.text.startswith("  ") for line in story.criteria[:1])
    bare = not re.match(r"\s*(?:[-*+]|\d+[.)])\s", story.lines[0].text)
    return [] if fence and bare else ["", *(line.text for line in whole)] if bare else [line.text for line in whole]


def _end_of(doc: Marked, story: Story) -> Line:
    """The line before the next heading or list: a story's last."""
    rest = doc.lines[story.last.number :]
    gap = next((n for n, line in enumerate(rest) if not line.text.strip() or line.text.startswith("#")), 0)
    return doc.lines[story.last.number + gap - 1]


def _against_scope(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("x"):
        part = line.part("x")
        story = dice.choice(doc.stories) if doc.stories else None
        if part and story and _one_line(story):
            added = _story_like(story, part.words)
            if added:
                added = [*_heading_of(doc, doc.stories[-1]), *added, *_tested(story)]
                yield _after(doc, "CO003", _end_of(doc, doc.stories[-1]), added, also=(line.number,))


def _twice(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    del dice
    for story in doc.stories:
        found = _want(story)
        if not found or not _one_line(story):
            continue
        verb = found[1]["means"].split()[0].strip("*")
        if verb in ALIKE:
            added = _story_like(story, found[1]["means"].strip(",").replace(verb, ALIKE[verb], 1))
            added = [
                re.sub(r"(?i)so (?:that|i can) .*", lambda m: m[0][: m[0].find(" ", 3)] + " it is done.", text)
                for text in added
            ]
            added = [*_heading_of(doc, doc.stories[-1]), *added, *_tested(story)]
            yield _after(doc, "CO005", _end_of(doc, doc.stories[-1]), added, also=tuple(x.number for x in story.lines))


def _broken(doc: Marked, dice: random.Random) -> Iterator[Sown]:
    for line in doc.holding("k"):
        part = line.part("k")
        if part and re.search(r"\d", part.words):
            yield _put(
                doc, "CO007", line, line.without(part, re.sub(r"\d+", str(dice.choice((17, 23))), part.words, count=1))
            )
    for line in doc.of("l"):
        yield _put(doc, "CO007", line, re.sub(r"\d+", "9", line.text, count=1))
    roles = any(
        "Personas" in line.text or "User roles" in line.text or "Who it is for" in line.text for line in doc.lines
    )
    for story in doc.stories if roles else ():
        match = _ROLE.search(story.lines[0].text)
        if match:
            line = story.lines[0]
            yield _put(
                doc,
                "CO007",
                line,
                line.text[: match.start("role")] + "a franchise auditor" + line.text[match.end("role") :],
            )


PLANTERS: dict[str, Planter] = {
    "US001": _vague,
    "US002": lambda doc, dice: _numbers(doc, "US002", AMOUNTS, dice),
    "US003": _times,
    "US004": _append("US004", ESCAPES, "r", "a"),
    "US006": _no_base,
    "US008": _passive,
    "US009": lambda doc, dice: _numbers(doc, "US009", OPEN, dice),
    "ST001": _untold,
    "ST002": _no_benefit,
    "ST003": _generic,
    "ST005": _joined,
    "ST007": _too_big,
    "ST008": _untested,
    "ST009": _unlinked,
    "AC001": _hollow,
    "AC003": _without("AC003", "af"),
    "AC004": _without("AC004", "ae"),
    "AC005": _without("AC005", "af"),
    "AC006": _without("AC006", "ap"),
    "AC007": _without("AC007", "af"),
    "AC008": _no_level,
    "ME001": _metric("ME001", "b"),
    "ME002": _metric("ME002", "t"),
    "ME003": _metric("ME003", "d"),
    "ME004": _metric("ME004", "o"),
    "ME005": _cut_all("ME005", "mg"),
    "DO001": _cut_all("DO001", "x"),
    "DO002": _blank_all("DO002", "k"),
    "DO003": _blank_all("DO003", "tl", instead=("", "TBD", "-", "not yet named")),
    "DO004": _blank_all("DO004", "v", instead=("", "TBD")),
    "DO005": _unowned,
    "OV001": _append("OV001", TECH, "r", "a"),
    "OV002": _append("OV002", HOW, "r", "a"),
    "OV003": _append("OV003", LOOKS, "a"),
    "OV005": _lacking,
    "EV001": _false_figure,
    "EV002": _false_quote,
    "EV003": _wrong_source,
    "EV004": _overgeneral,
    "EV005": _hoping,
    "CO001": _other_number,
    "CO002": _negated,
    "CO003": _against_scope,
    "CO005": _twice,
    "CO007": _broken,
}
"""How each core rule's defect is made."""
