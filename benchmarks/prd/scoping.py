"""How well `prd --about` chooses its evidence: precision, recall and F1 against keys made by hand.

python benchmarks/prd/scoping.py [--half held-out|chosen-on|both] [--each]
"""

from __future__ import annotations

import argparse
import csv
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from throughline.language.embedding import embed_texts
from throughline.language.relevance import find_relevant

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = Path(os.environ.get("THROUGHLINE_DATA", ROOT.parent / "shared" / "data"))
SAMPLE = ROOT / "src" / "throughline" / "discovery" / "sample"

THEMES = {
    "commodity codes on customs papers": (
        "customs declaration rejected at the border because of commodity codes",
        "Commodity codes on export papers are missing or wrong",
    ),
    "printing labels in bulk": (
        "Why do labels go missing when customers print many of them at once?",
        "Bulk label printing",
    ),
    "currency of carrier invoices": (
        "Which currency should carrier invoices be shown in?",
        "Carrier invoices in the wrong currency",
    ),
    "who changed a booking": ("How can customers see who changed a booking?", "Change history for bookings"),
    "scanning damaged labels": (
        "What happens when a damaged label cannot be scanned?",
        "Scanning damaged barcodes in the warehouse",
    ),
    "permissions of temporary staff": (
        "What access should temporary staff have?",
        "Permissions for seasonal and agency workers",
    ),
    "slow start page on Mondays": ("Why is the start page so slow on Monday mornings?", "Dashboard loads slowly"),
    "duplicates in the address book": (
        "How do duplicate addresses get into the address book?",
        "Duplicate entries in the address book",
    ),
    "limits of the API": ("Are customers running into API rate limits?", "API limits"),
    "receivers are not told of delays": (
        "Do receivers get told when a delivery is late?",
        "Delay notifications for recipients",
    ),
    "learning the product": ("How do new users learn the product?", "Onboarding and training"),
}
INTENTS = {
    "apple_pay_or_google_pay": "Problems with adding money through Apple Pay or Google Pay",
    "atm_support": "Which ATMs can customers use their card at?",
    "automatic_top_up": "How does automatic top-up work?",
    "balance_not_updated_after_bank_transfer": "Why is the balance not updated after a bank transfer?",
    "balance_not_updated_after_cheque_or_cash_deposit": "Cash and cheque deposits do not show up in the balance",
    "cancel_transfer": "Customers want to cancel a transfer they made",
    "card_acceptance": "Where is the card accepted?",
    "card_arrival": "When will the new card arrive in the post?",
    "card_linking": "How do customers link an existing card to the app?",
    "card_not_working": "The card does not work",
    "card_swallowed": "The cash machine kept the card",
    "declined_card_payment": "Why are card payments declined?",
    "declined_cash_withdrawal": "Cash withdrawals are refused at the machine",
    "extra_charge_on_statement": "An unexplained extra charge shows on the statement",
    "failed_transfer": "Why do transfers fail?",
    "getting_virtual_card": "How do customers get a virtual card?",
    "pending_card_payment": "Card payments stay pending for too long",
    "pin_blocked": "The PIN is blocked after too many wrong attempts",
    "request_refund": "Customers ask for a refund of a purchase",
    "terminate_account": "Why do people close their account?",
    "transfer_fee_charged": "Customers are surprised by a fee on a transfer",
    "transfer_into_account": "How can money be transferred into the account?",
    "transfer_not_received_by_recipient": "The recipient did not receive the transfer",
    "unable_to_verify_identity": "Identity verification does not succeed",
    "verify_top_up": "Where is the code to verify a top-up?",
}
ONE_TOPIC = ("CSV export times out", "Why do large CSV exports fail?")
OFF_TOPIC = (
    "quantum teleportation of llamas",
    "dark mode for the mobile app",
    "How do volcanoes form?",
    "wedding photography prices",
    "single sign-on with SAML",
    "recipes for sourdough bread",
)


@dataclass(frozen=True)
class Case:
    """One question over one set: the places that answer it, among those that the key judges."""

    group: str
    query: str
    texts: Sequence[str]
    wanted: frozenset[int]
    judged: range


@dataclass(frozen=True)
class Figures:
    """How one answer compares with the key."""

    precision: float
    recall: float
    found: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def build_cases() -> Iterator[Case]:
    """Every question over every set, two for each subject."""
    yield from _read_sample()
    yield from _read_intents(3000)
    yield from _read_intents(500)
    yield from _read_one_topic()
    yield from _ask_off_topic()
    yield from _mix_three()


def _read_sample() -> Iterator[Case]:
    from throughline.discovery.pipeline import read_files

    files = [SAMPLE / "feedback.csv", *sorted((SAMPLE / "interviews").iterdir())]
    corpus = read_files(files, customers=SAMPLE / "customers.csv")
    texts = [piece.text for piece in corpus if not piece.interviewer]
    with (ROOT / "tests" / "discovery" / "sample_themes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    items = range(len(corpus.files[0].evidence))
    for theme, queries in THEMES.items():
        wanted = frozenset(int(number) - 1 for r in rows if r["theme"] == theme for number in r["ids"].split())
        for query in queries:
            yield Case("sample", query, texts, wanted, items)


def _read_intents(size: int) -> Iterator[Case]:
    with (DATA / "feedback" / "banking77_train.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = random.Random(size).sample(rows, size)
    texts = [row["text"] for row in chosen]
    for intent, sentence in INTENTS.items():
        wanted = frozenset(place for place, row in enumerate(chosen) if row["label"] == intent)
        for query in (intent.replace("_", " "), sentence):
            yield Case(f"banking77 {size}", query, texts, wanted, range(size))


def _read_one_topic() -> Iterator[Case]:
    with (DATA.parent / "design" / "prd_example" / "feedback.csv").open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    for query in ONE_TOPIC:
        yield Case("one topic", query, texts, frozenset(range(len(texts))), range(len(texts)))


def _ask_off_topic() -> Iterator[Case]:
    for texts in (next(_read_sample()).texts, next(_read_intents(3000)).texts, next(_read_one_topic()).texts):
        for query in OFF_TOPIC:
            yield Case("off topic", query, texts, frozenset(), range(len(texts)))


def _mix_three() -> Iterator[Case]:
    """Eight sets of a few hundred rows that hold three intents each, 120, 100 and 60 rows as far as there are."""
    with (DATA / "feedback" / "banking77_train.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    draw = random.Random(5)
    for _ in range(8):
        three = draw.sample(sorted(INTENTS), 3)
        own = {intent: [row["text"] for row in rows if row["label"] == intent] for intent in three}
        texts = {i: draw.sample(own[i], min(n, len(own[i]))) for i, n in zip(three, (120, 60, 100), strict=True)}
        labelled = [(intent, text) for intent in three for text in texts[intent]]
        for intent in three:
            wanted = frozenset(place for place, (label, _) in enumerate(labelled) if label == intent)
            for query in (intent.replace("_", " "), INTENTS[intent]):
                yield Case("three mixed", query, [text for _, text in labelled], wanted, range(len(labelled)))


def split_cases() -> tuple[list[Case], list[Case]]:
    """Every other subject, with both its questions: one half to choose settings on, the other to report."""
    cases = list(build_cases())
    halves: tuple[list[Case], list[Case]] = ([], [])
    for place, case in enumerate(cases):
        halves[place // 2 % 2].append(case)
    return halves


def measure(case: Case) -> Figures:
    """Answer one question and compare with the key."""
    vectors = embed_texts(case.texts).vectors
    asked = embed_texts([*case.texts, case.query]).vectors[-1]
    found = find_relevant(case.texts, vectors, query=case.query, asked=asked)
    places = {one.place for one in found if one.place in case.judged}
    right = len(places & case.wanted)
    return Figures(right / max(len(places), 1), right / max(len(case.wanted), 1), len(places))


def print_figures(cases: Sequence[Case], *, each: bool) -> None:
    """A line for each group: mean precision, recall and F1; for off-topic questions, how many items were found."""
    figures = [(case, measure(case)) for case in cases]
    for case, f in figures if each else ():
        print(f"  {case.group:15} {f.precision:.2f} {f.recall:.2f} {f.f1:.2f} {f.found:4} {case.query}")
    for group in dict.fromkeys(case.group for case in cases):
        own = [f for case, f in figures if case.group == group]
        shares = [mean(getattr(f, name) for f in own) for name in ("precision", "recall", "f1")]
        found = mean(f.found for f in own)
        print(
            f"{group:16} {len(own):3} questions  P {shares[0]:.2f}  R {shares[1]:.2f}  F1 {shares[2]:.2f}  "
            f"{found:.1f} items found, {sum(not f.found for f in own)} without any"
        )


def main() -> None:
    """Print the mean figures of each group, and with --each those of every question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("chosen-on", "held-out", "both"), default="held-out")
    parser.add_argument("--each", action="store_true", help="print every question")
    wanted = parser.parse_args()
    chosen_on, held_out = split_cases()
    kept = {"chosen-on": chosen_on, "held-out": held_out, "both": chosen_on + held_out}[wanted.half]
    print_figures(kept, each=wanted.each)


if __name__ == "__main__":
    main()
