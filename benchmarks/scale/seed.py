"""Fill a workspace with invented feedback and conversations from a fixed seed: the same numbers give the same rows.

    python benchmarks/scale/seed.py --workspace FOLDER [--feedback 100000] [--conversations 500] [--seed 7]

Every word is made up from the lists below. The files go through the same import as anyone's, which is timed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.core.contracts import Actor

SUBJECTS = """label printing|shipment report|CSV export|customs form|carrier booking|invoice upload|stock count|
barcode scan|route planning|delivery slot|return label|pallet list|address check|tracking page|damage photo|
driver app|dock calendar|price table|user roles|login page|audit trail|order import|packing list|weight check|
country codes|currency setting|late alert|weekly digest|search box|saved filter|mobile view|dark screen|
signature pad|temperature log|batch edit|duplicate order|webhook|access token|time zone|archive""".replace("\n", "")
TROUBLES = """times out|never finishes|shows the wrong total|loses the last line|opens an empty page|asks twice|
prints in the wrong order|forgets my choice|rejects a valid file|takes a minute to load|sends no confirmation|
stops at 500 rows|hides the button|mixes up two customers|needs a restart|fails on Mondays""".replace("\n", "")
WISHES = """be faster|remember the last filter|work offline|show who changed it|export to a spreadsheet|
let me undo|warn before it fails|support a second printer|group by customer|say what went wrong""".replace("\n", "")
PLACES = (
    "at month end|since the last release|with large files|on my phone|for new colleagues|in the Leeds depot|".split("|")
)
WORK = "We ship to three countries.|It costs us an hour a day.|I do it by hand now.|Support could not help.|".split("|")
SEGMENTS = (("Enterprise", 2), ("Mid-market", 5), ("Small", 9), ("Public", 1))
CHANNELS = "support|survey|review|sales notes|forum|mail".split("|")
NAMES = "Ada Bo Cleo Dev Esi Finn Gus Hana Ivo Jun Kai Lea Mo Nia Ola Pia Quin Rosa Sam Tove Uma Vic Wen Yara".split()
TOWNS = "Alder Birch Cedar Dune Elm Fern Gale Heath Iris Juniper Kestrel Larch Moss North Oak Pine Quay Reed".split()
TRADES = "Freight|Tiles|Coffee|Valves|Clinics|Wines|Books|Optics|Bakery|Pumps|Textiles|Farms|Paper|Tools".split("|")
ASKS = (
    "Tell me about the last time you used the {s}.",
    "Would you use a better {s}?",
    "What did you do then?",
    "Don't you think the {s} is slow?",
    "How often does that happen, and who else is affected?",
)
START = date(2025, 1, 6)


def make_accounts(dice: random.Random, many: int) -> list[tuple[str, str]]:
    names, weights = [name for name, _ in SEGMENTS], [weight for _, weight in SEGMENTS]
    return [
        (f"{dice.choice(TOWNS)} {dice.choice(TRADES)} {number}", dice.choices(names, weights)[0])
        for number in range(1, many + 1)
    ]


def say(dice: random.Random) -> str:
    """One item: a subject, what is wrong or wished for, and perhaps where and what it means."""
    subject, place = dice.choice(SUBJECTS.split("|")), dice.choice(PLACES)
    number = dice.randint(2, 9000)
    forms = (
        f"The {subject} {dice.choice(TROUBLES.split('|'))} {place}".strip() + f", order {number}.",
        f"I wish the {subject} could {dice.choice(WISHES.split('|'))} {place}".strip() + ".",
        f"{subject.capitalize()} works well for us {place}".strip() + f", {number} times this quarter.",
        f"Why does the {subject} {dice.choice(TROUBLES.split('|')).replace('es ', ' ', 1)} {place}".strip() + "?",
    )
    return f"{dice.choices(forms, (6, 3, 1, 1))[0]} {dice.choice(WORK)}".strip()


def write_feedback(path: Path, dice: random.Random, accounts: list[tuple[str, str]], rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "channel", "account", "person", "segment", "comment"])
        for number in range(rows):
            account, segment = accounts[min(int(dice.paretovariate(0.7)) - 1, len(accounts) - 1)]
            day = START + timedelta(days=dice.randint(0, 600))
            person = f"{dice.choice(NAMES)} of {account}" if dice.random() < 0.8 else ""
            channel = dice.choice(CHANNELS)
            writer.writerow([f"F-{number}", day.isoformat(), channel, account, person, segment, say(dice)])


def write_conversation(path: Path, dice: random.Random, account: str, turns: int) -> None:
    segments, at, who = [], 0.0, dice.choice(NAMES)
    for turn in range(turns):
        asks = turn % 2 == 0
        text = dice.choice(ASKS).format(s=dice.choice(SUBJECTS.split("|"))) if asks else f"{say(dice)} {say(dice)}"
        segments.append({"speaker": "Interviewer" if asks else f"{who} ({account})", "start": at, "text": text})
        at += 4.0 + len(text) / 15
    path.write_text(json.dumps({"title": f"Call with {account}", "segments": segments}), encoding="utf-8")


def write_customers(path: Path, dice: random.Random, accounts: list[tuple[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["account", "segment", "plan", "revenue", "employees"])
        for name, segment in accounts:
            writer.writerow(
                [name, segment, dice.choice(["Basic", "Pro"]), dice.randint(900, 200_000), dice.randint(3, 900)]
            )


def seed(folder: Path, *, feedback: int, conversations: int, number: int) -> dict[str, float]:
    """Make the files, import them, and say how many seconds each step took."""
    from throughline.core.opening import open_workspace

    actor, dice, took = open_workspace(folder / "workspace"), random.Random(number), {}
    from throughline.discovery.services import import_customers, import_file

    accounts = make_accounts(dice, max(20, feedback // 40))
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    write_customers(files / "customers.csv", dice, accounts)
    write_feedback(files / "feedback.csv", dice, accounts, feedback)
    talks = [files / f"call-{n:04d}.json" for n in range(conversations)]
    for path in talks:
        write_conversation(path, dice, dice.choice(accounts)[0], dice.randint(20, 120))
    began = time.perf_counter()
    import_customers(actor, path=files / "customers.csv")
    took["customers"] = time.perf_counter() - began
    began = time.perf_counter()
    import_file(actor, path=files / "feedback.csv")
    took["feedback"] = time.perf_counter() - began
    began = time.perf_counter()
    for path in talks:
        import_file(actor, path=path)
    took["conversations"] = time.perf_counter() - began
    return took


def set_goals(actor: Actor, dice: random.Random) -> list[str]:
    """Five objectives with four key results each and a tree of 40 metrics, a value a day for two years; their keys."""
    from throughline.strategy.aiming.services import MetricWords, add_node, add_result
    from throughline.strategy.recording.services import import_values
    from throughline.strategy.rules.aiming.progress import Aim
    from throughline.strategy.rules.recording.table import Point
    from throughline.strategy.services import add_goal

    days = [START + timedelta(days=day) for day in range(700)]
    objectives = [add_goal(actor, title=f"Goal {place}").key for place in range(1, 6)]
    nodes = [add_node(actor, metric=MetricWords("Metric 0", "files")).key]
    nodes += [
        add_node(actor, metric=MetricWords(f"Metric {n}", "files"), under=dice.choice(nodes)).key for n in range(1, 40)
    ]
    aim = Aim(100, days[350], 900, days[-1])
    results = [
        add_result(actor, objective=key, metric=MetricWords(f"Metric {dice.randint(0, 39)}"), aim=aim).key
        for key in objectives
        for _ in range(4)
    ]
    for n in range(40):
        import_values(actor, points=[Point(0, f"Metric {n}", day, dice.randint(100, 999)) for day in days])
    return [*objectives, *results, *nodes]


def open_opportunities(folder: Path, *, many: int, number: int) -> float:
    """Opportunities with 20 to 400 pieces each, a third of them under another, two ideas each; seconds it took."""
    from throughline.core.opening import open_workspace

    actor, dice, began = open_workspace(folder / "workspace"), random.Random(number), time.perf_counter()
    from throughline.discovery.models import EvidenceRow
    from throughline.discovery.opportunities.services import create_opportunity
    from throughline.strategy.services import add_idea, move_opportunity

    rows = EvidenceRow.objects.filter(workspace=actor.workspace, visible=True, interviewer=False)
    keys = list(rows.order_by("pk").values_list("key", flat=True)[:20_000])
    goals = set_goals(actor, dice)
    opened: list[str] = []
    for place in range(many):
        subject = dice.choice(SUBJECTS.split("|"))
        parent = dice.choice(opened) if opened and dice.random() < 0.33 else ""
        chosen = dice.sample(keys, dice.randint(20, 400))
        row = create_opportunity(actor, title=f"{subject.capitalize()} {place}", parent=parent, evidence_ids=chosen)
        if not parent:
            move_opportunity(actor, opportunity=row.key, goal=dice.choice(goals))
        for wish in dice.sample(WISHES.split("|"), 2):
            add_idea(actor, opportunity=row.key, title=f"Let it {wish}")
        opened.append(row.key)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--feedback", type=int, default=100_000)
    parser.add_argument("--conversations", type=int, default=500)
    parser.add_argument("--opportunities", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    took = seed(given.workspace, feedback=given.feedback, conversations=given.conversations, number=given.seed)
    took["opportunities"] = open_opportunities(given.workspace, many=given.opportunities, number=given.seed)
    for name, seconds in took.items():
        print(f"{name}: {seconds:.1f} s")


if __name__ == "__main__":
    main()
