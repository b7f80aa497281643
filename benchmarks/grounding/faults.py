"""Faults planted in clean claims: each planter breaks one thing and says which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from clean import (
    DENIES,
    Case,
    Maker,
    cite,
    count_items,
    infer_joined,
    infer_reworded,
    make,
    propose_condition,
    quotable,
    quote_item,
    quote_sentence,
    reword,
    sentences_of,
    tell_number,
)

from throughline.discovery.contracts import Evidence
from throughline.grounding.contracts import Citation, Claim, Origin

_ROLES = [
    "compliance officer",
    "finance lead",
    "night-shift nurse",
    "procurement manager",
    "school principal",
    "freelance translator",
    "warehouse picker",
    "chief data officer",
    "barista",
    "yoga instructor",
    "grant writer",
    "truck dispatcher",
    "tax adviser",
    "marketing intern",
    "wedding planner",
    "dental hygienist",
    "customer success manager",
    "beekeeper",
    "head of sales",
    "pharmacist",
]
_NAMES = [
    "Maria",
    "Tobias",
    "Aisha",
    "Chen Wei",
    "Olga Petrova",
    "Rahul",
    "Fatima",
    "Sven",
    "Beatriz",
    "Kwame",
    "Yuki Tanaka",
    "Declan",
]
_INVENTED = (
    "Customers would pay more for priority support.",
    "The redesign doubled the conversion of the landing page.",
    "Most teams plan to move to a competitor next year.",
    "Loyal users enjoy the seasonal wallpapers.",
    "Managers print the weekly digest for the canteen.",
    "The mobile keyboard hides the chat window.",
    "Partners asked for a white-label edition.",
    "Accessibility audits are required by the regulator.",
    "Children play with the tablet during dinner.",
    "Fraud rings target dormant profiles.",
    "Voice commands are preferred while driving.",
    "The onboarding video is skipped by almost everybody.",
    "Translators struggle with plural forms.",
    "Nightly backups fill the disk.",
    "Farmers rely on the weather widget.",
    "Colour-blind people cannot tell the states apart.",
    "Procurement blocks renewals above the threshold.",
    "Referral codes are shared on forums.",
    "Designers copy assets from the style guide by hand.",
    "The legal department objects to storing recordings.",
)


def _digits(text: str) -> list[re.Match[str]]:
    return [
        m
        for m in re.finditer(r"(?<![\w#/-])\d[\d.,]*\d|(?<![\w#/.-])\d(?![\w.])", text)
        if not re.match(r"\d+\)", text[m.start() :])
    ]


def _change_digit(text: str, rng: Random) -> str | None:
    found = _digits(text)
    if not found:
        return None
    match = rng.choice(found)
    places = [k for k in range(match.start(), match.end()) if text[k].isdigit()]
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _tamper(case: Case | None, kind: str, change: str | None) -> Case | None:
    if case is None or change is None or change == case.claim.text:
        return None
    quote = change if case.claim.origin is Origin.QUOTE else None
    return Case(kind, replace(case.claim, text=change, quote=quote, customer=None), case.claim.text)


def digit_in_quote(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    pool = [p for p in quotable(pieces) if _digits(p.text)]
    case = quote_item(pool, rng) if pool else None
    return _tamper(case, "digit changed, quote", case and _change_digit(case.claim.text, rng))


def digit_in_number(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = tell_number(pieces, rng)
    changed = case and _change_digit(case.claim.text, rng)
    return _tamper(case, "digit changed, number", _unless_said(changed, case, pieces))


def digit_in_count(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = count_items(pieces, rng)
    return _tamper(case, "digit changed, count", case and _change_digit(case.claim.text, rng))


def digit_in_condition(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = propose_condition(pieces, rng)
    return _tamper(
        case, "digit changed, proposal", _unless_said(case and _change_digit(case.claim.text, rng), case, pieces)
    )


def digit_in_inference(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = tell_number(pieces, rng)
    case = Case(case.kind, replace(case.claim, origin=Origin.INFERENCE)) if case else None
    return _tamper(
        case, "digit changed, inference", _unless_said(case and _change_digit(case.claim.text, rng), case, pieces)
    )


def _unless_said(changed: str | None, case: Case | None, pieces: Sequence[Evidence]) -> str | None:
    """The changed text, unless its new number happens to be said by the cited piece as well."""
    if changed is None or case is None:
        return None
    cited = [p for p in pieces if cite(p) in case.claim.citations]
    said = {m.group() for p in cited for m in _digits(p.text)}
    was = {m.group() for m in _digits(case.claim.text)}
    new = {m.group() for m in _digits(changed)} - was
    return changed if new and not new & said else None


def quote_paraphrased(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = quote_sentence(pieces, rng)
    if not case or not case.claim.quote or len(case.claim.quote.split()) < 5:
        return None
    words = case.claim.quote.split(" ")
    place = rng.randrange(1, len(words) - 1)
    match rng.randrange(3):
        case 0:
            words[place] = rng.choice(["indeed", "somewhat", "often", "clearly"]) + " " + words[place]
        case 1:
            del words[place]
        case _:
            words[place], words[place - 1] = words[place - 1], words[place]
    changed = " ".join(words)
    return _tamper(case, "quote paraphrased", changed if changed.split() != case.claim.quote.split() else None)


def quote_letter(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = quote_sentence(pieces, rng)
    if not case or not case.claim.quote:
        return None
    places = [k for k, c in enumerate(case.claim.quote) if c.isascii() and c.isalpha()]
    place = rng.choice(places) if places else 0
    letter = rng.choice([c for c in "aeiourstlnm" if c != case.claim.quote[place].lower()])
    return _tamper(case, "quote, one letter changed", case.claim.quote[:place] + letter + case.claim.quote[place + 1 :])


def quote_cut_in_word(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = quote_sentence(pieces, rng)
    if not case or not case.claim.quote:
        return None
    words = case.claim.quote
    cuts = [
        k
        for k in range(4, len(words) - 2)
        if words[k - 1].isalpha() and words[k].isalpha() and words[:k].count(" ") > 1
    ]
    return _tamper(case, "quote cut inside a word", words[: rng.choice(cuts)] if cuts else None)


def negation_out_of_quote(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """The quote begins right after the word that denies it, or the word is taken out, or hidden by an ellipsis."""
    pool = [(p, s) for p in quotable(pieces) for s in sentences_of(p.text) if (m := DENIES.search(s)) and m.start() > 0]
    pool = [(p, s) for p, s in pool if len(s[DENIES.search(s).end() :].split()) >= 3]  # type: ignore[union-attr]
    if not pool:
        return None
    piece, sentence = rng.choice(pool)
    match = DENIES.search(sentence)
    assert match
    head, tail = sentence[: match.start()].strip(), sentence[match.end() :].strip()
    if tail[:1] in ",.;:)" or match.group().lower() == "impossible" or _is_mild(match.group(), tail):
        return None
    options = [tail, f"{head} {tail}"] + ([f"{head} … {tail}"] if len(head.split()) > 1 else [])
    return make("negation dropped, quote", Origin.QUOTE, rng.choice(options), [piece])


def _is_mild(denial: str, tail: str) -> bool:
    return (
        bool(re.match(r"only|just|sure|longer|necessarily|problem|matter|doubt", tail, re.IGNORECASE))
        or denial.lower() == "nor"
    )


_AFFIRM = (
    (r"\bcan(?:no|['’])?t\b", "can"),
    (r"\bwon['’]?t\b", "will"),
    (r"\bdo(?:es)?n['’]?t\s+", ""),
    (r"\bdid\s?n['’]?t\s+", ""),
    (r"(\w+)n['’]t\b", r"\1"),
    (r"\b(?:not|never|hardly|barely|rarely)\s+", ""),
    (r"\bwithout\b", "with"),
    (r"\bunable\b", "able"),
    (r"\bimpossible\b", "possible"),
    (r"\bnothing\b", "everything"),
    (r"\bnobody\b", "everybody"),
    (r"\bno\s+", ""),
)


def negation_out_of_inference(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A sentence with one denial, told again without it."""
    pool = [
        (p, s)
        for p in quotable(pieces)
        for s in sentences_of(p.text)
        if len(DENIES.findall(s)) == 1 and 4 <= len(s.split()) <= 25
    ]
    pool = [(p, s) for p, s in pool if re.search(r"[a-z]{4}", s[DENIES.search(s).end() :])]  # type: ignore[union-attr]
    if not pool:
        return None
    piece, sentence = rng.choice(pool)
    match = DENIES.search(sentence)
    assert match
    if _is_mild(match.group(), sentence[match.end() :].strip()) or sentence[match.end() :].lstrip()[:1] in set(",.?!"):
        return None
    told = sentence
    for pattern, replacement in _AFFIRM:
        told = re.sub(pattern, replacement, told, count=1, flags=re.IGNORECASE)
        if told != sentence:
            break
    if told == sentence:
        return None
    claim = make("negation dropped, inference", Origin.INFERENCE, reword(told, rng), [piece])
    return replace(claim, was=sentence)


def customer_swapped(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    named = [p for p in quotable(pieces) if p.account or p.person]
    if len({p.account or p.person for p in named}) < 2:
        return None
    piece = rng.choice(named)
    others = sorted({n for p in named for n in [p.account or p.person] if n and n not in {piece.account, piece.person}})
    name = rng.choice(others)
    if rng.random() < 0.3 and "#" not in name:
        return Case(
            "customer swapped", Claim("c", Origin.QUOTE, f"“{piece.text}” — {name}", (cite(piece),), quote=piece.text)
        )
    return make("customer swapped", Origin.QUOTE, piece.text, [piece], customer=name)


def customer_invented(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    piece = rng.choice(quotable(pieces))
    return make("customer invented", Origin.QUOTE, piece.text, [piece], customer=rng.choice(["Globex", *_NAMES]))


def interviewer_quoted(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    asked = [p for p in pieces if p.interviewer and len(p.text.split()) > 3]
    said = {p.text for p in pieces if p.quotable}
    piece = rng.choice(asked) if asked else None
    return make("interviewer quoted", Origin.QUOTE, piece.text, [piece]) if piece and piece.text not in said else None


def relayed_quoted(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    passed = [p for p in pieces if p.relayed_by]
    if not passed:
        return None
    piece = rng.choice(passed)
    return make("relayed note quoted", Origin.QUOTE, rng.choice(sentences_of(piece.text)), [piece])


def row_missing(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = rng.choice([quote_sentence, infer_reworded, count_items])(pieces, rng)
    if not case or not case.claim.citations:
        return None
    real = case.claim.citations[0]
    if real.row is None and real.turn is None:
        return None
    far = max(p.row or p.turn or 0 for p in pieces) + rng.randrange(1, 500)
    broken = rng.choice(
        [
            replace(real, row=far if real.row is not None else None, turn=far if real.turn is not None else None),
            Citation(source="no_such_file.csv", row=3),
            Citation(evidence="ev-doesnotexist00000"),
            Citation(quote="words that nobody in here has ever said aloud"),
        ]
    )
    claim = replace(case.claim, citations=(broken, *case.claim.citations[1:]))
    return Case("cited row does not exist", claim, case.claim.text)


def row_wrong(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """The quote is real but another row is cited."""
    case = quote_item(pieces, rng)
    other = rng.choice(quotable(pieces))
    return (
        replace(
            case, kind="quote, another row cited", claim=replace(case.claim, citations=(cite(other),), customer=None)
        )
        if case.claim.text.strip("“”") not in other.text
        else None
    )


def people_joined(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = infer_joined(pieces, rng)
    chosen = rng.sample(quotable(pieces), 2)
    parts = [sentences_of(p.text) for p in chosen]
    if not case or not all(parts) or chosen[0].text == chosen[1].text:
        return None
    mark = rng.choice([" ", " … ", ", and "])
    return make("two people joined", Origin.QUOTE, f"{parts[0][0]}{mark}{parts[1][0]}", chosen)


def ellipsis_reordered(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    pool = [p for p in quotable(pieces) if len(set(sentences_of(p.text))) >= 2]
    if not pool:
        return None
    piece = rng.choice(pool)
    first, last = sentences_of(piece.text)[0], sentences_of(piece.text)[-1]
    if first in last or last in first or piece.text.count(first) > 1 or piece.text.count(last) > 1:
        return None
    return make("ellipsis in wrong order", Origin.QUOTE, f"{last} … {first}", [piece])


def persona_invented(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    case = infer_reworded(pieces, rng)
    if not case:
        return None
    told = case.claim.text
    told = told[0].lower() + told[1:]
    role, name = rng.choice(_ROLES), rng.choice(_NAMES)
    made = rng.choice(
        [
            f"As a {role}, I find that {told}",
            f"As a {role}, they say {told}",
            f"{name}, a {role}, says that {told}",
            f"{name}, a {role} at Globex, needs this because {told}",
            f"{name} wants this fixed: {told}",
            f"A {role} who depends on it says {told}",
            f"{role.capitalize()}s need this because {told}".replace("saless", "sales"),
            f"The persona here is {name}, {rng.randrange(24, 60)} years old: {told}",
        ]
    )
    origin = rng.choice([Origin.INFERENCE, Origin.INFERENCE, Origin.INFERENCE, Origin.PROPOSAL])
    if origin is Origin.PROPOSAL and not made.startswith(("As a", name + ", a")):
        origin = Origin.INFERENCE
    return replace(case, kind="persona invented", claim=replace(case.claim, text=made, origin=origin))


def unsupported_elsewhere(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    """A sentence from elsewhere in the same evidence that shares few words with what it cites."""
    case = infer_reworded(pieces, rng)
    other = rng.choice(quotable(pieces))
    if not case or len(case.claim.text.split()) < 5:
        return None
    mine, theirs = (set(re.findall(r"[a-z]{4,}", text.lower())) for text in (case.claim.text, other.text))
    if len(mine & theirs) > 0.3 * len(mine):
        return None
    return replace(case, kind="unsupported, from elsewhere", claim=replace(case.claim, citations=(cite(other),)))


def unsupported_invented(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    return make("unsupported, invented", Origin.INFERENCE, rng.choice(_INVENTED), [rng.choice(quotable(pieces))])


def items_as_accounts(pieces: Sequence[Evidence], rng: Random) -> Case | None:
    groups: dict[str, list[Evidence]] = {}
    for piece in pieces:
        if (name := piece.account or piece.person) and not piece.interviewer:
            groups.setdefault(name, []).append(piece)
    loud = [found for found in groups.values() if len(found) >= 2]
    if not loud:
        return None
    mine = rng.choice(loud)
    chosen = [*mine[: rng.randrange(2, 5)], *rng.sample([p for p in pieces if not p.interviewer], 2)]
    chosen = list({p.id: p for p in chosen}.values())
    unit = "accounts" if any(p.account for p in chosen) else "people"
    return make("items passed off as customers", Origin.NUMBER, f"{len(chosen)} {unit} wrote about this", chosen)


PLANTERS: tuple[Maker, ...] = (
    digit_in_quote,
    digit_in_number,
    digit_in_count,
    digit_in_condition,
    digit_in_inference,
    quote_paraphrased,
    quote_letter,
    quote_cut_in_word,
    negation_out_of_quote,
    negation_out_of_inference,
    customer_swapped,
    customer_invented,
    interviewer_quoted,
    relayed_quoted,
    row_missing,
    row_wrong,
    people_joined,
    ellipsis_reordered,
    persona_invented,
    unsupported_elsewhere,
    unsupported_invented,
    items_as_accounts,
)


def plant(pieces: Sequence[Evidence], rng: Random, each: int) -> list[Case]:
    """Up to `each` faults of every kind; a kind the evidence does not allow is passed over."""
    made: list[Case] = []
    for planter in PLANTERS:
        tries = (planter(pieces, rng) for _ in range(each * 4))
        made += islice((case for case in tries if case), each)
    return made
