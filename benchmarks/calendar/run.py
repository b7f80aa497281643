"""How often is an event sorted as its owner would, before and after ten corrections? See README.md."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, vCalAddress
from icalendar import Event as Written

from throughline.rhythm.rules.timing.contracts import Correction, Kind
from throughline.rhythm.rules.timing.sorting import sort_events
from throughline.rhythm.timing.reading import Reading, read_calendar

HERE = Path(__file__).parent
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
WINDOW = FIRST - timedelta(days=1), FIRST + timedelta(weeks=14)
CORRECTIONS = 10
OWN = "me@here.example"


def write_calendar(rows: list[dict[str, str]]) -> bytes:
    """An .ics file of these events: one series a row, an hour apart, so that the reader is measured too."""
    calendar = Calendar()
    calendar.add("prodid", "-//invented//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", OWN)
    for number, row in enumerate(rows):
        calendar.add_component(write_event(number, row))
    return calendar.to_ical()


def write_event(number: int, row: dict[str, str]) -> Written:
    event = Written()
    starts = FIRST + timedelta(days=number % 5, hours=number // 5 % 8)
    event.add("uid", f"{number}@invented")
    event.add("summary", row["title"])
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=int(row["minutes"])))
    if int(row["times"]) > 1:
        event.add("rrule", {"freq": "weekly", "count": int(row["times"])})
    outside = [f"guest@{domain}" for domain in row["outside"].split()]
    inside = max(0, int(row["people"]) - len(outside))
    for address in [*[OWN][:inside], *(f"colleague{n}@here.example" for n in range(1, inside)), *outside]:
        event.add("attendee", vCalAddress(f"mailto:{address}"))
    return event


def list_people(half: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for path in sorted((HERE / half).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield path.stem, list(csv.DictReader(file, delimiter="|"))


def measure(rows: list[dict[str, str]], *, show: bool) -> tuple[Counter[str], list[str]]:
    """What is right, by event: as they come, after ten corrections, and among those that were not corrected."""
    reading = read_calendar(write_calendar(rows), name="invented.ics", since=WINDOW[0], until=WINDOW[1])
    true = {row["title"]: Kind(row["kind"]) for row in rows}
    counted: Counter[str] = Counter(all=len(reading.events))
    before = sort_events(reading.events, [])
    counted["before"] = sum(one.kind is true[one.event.title] for one in before)
    wrong = [
        f"  {o.event.title} -> {o.kind}, not {true[o.event.title]} ({o.because})"
        for o in before
        if o.kind is not true[o.event.title]
    ]
    counted["titles"] = len(rows)
    counted["titles before"] = len({one.event.title for one in before if one.kind is true[one.event.title]})
    corrections = correct(reading, true)
    after = sort_events(reading.events, corrections)
    counted["after"] = sum(one.kind is true[one.event.title] for one in after)
    said = {one.series for one in corrections}
    rest = [one for one in after if one.event.series not in said]
    counted["rest"], counted["rest after"] = len(rest), sum(one.kind is true[one.event.title] for one in rest)
    counted["rest before"] = sum(o.kind is true[o.event.title] for o in before if o.event.series not in said)
    counted["corrections"] = len(corrections)
    return counted, list(dict.fromkeys(wrong)) if show else []


def correct(reading: Reading, true: dict[str, Kind]) -> list[Correction]:
    """The first ten wrong ones in the order of the calendar, each corrected after the one before has taken effect."""
    corrections: list[Correction] = []
    while len(corrections) < CORRECTIONS:
        sorted_ = sort_events(reading.events, corrections)
        wrong = next((one.event for one in sorted_ if one.kind is not true[one.event.title]), None)
        if wrong is None:
            break
        corrections.append(Correction(wrong.series, wrong.title, true[wrong.title]))
    return corrections


def tell(name: str, counted: Counter[str]) -> str:
    figures = [
        f"{counted['titles']:>6}",
        f"{counted['all']:>6}",
        f"{counted['titles before'] / counted['titles']:>8.1%}",
        f"{counted['before'] / counted['all']:>8.1%}",
        f"{counted['after'] / counted['all']:>8.1%}",
        f"{counted['corrections']:>4}",
        f"{counted['rest before'] / counted['rest']:>8.1%}",
        f"{counted['rest after'] / counted['rest']:>8.1%}",
    ]
    return f"{name:<24}{' '.join(figures)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="name what is sorted wrongly in the dev half")
    shown = parser.parse_args().wrong
    print(f"{'':<24}titles events  titles   before    after corr   rest<    rest>")
    for half in ("dev", "held_out", "own_words"):
        total: Counter[str] = Counter()
        for name, rows in list_people(half):
            counted, wrong = measure(rows, show=shown and half == "dev")
            total += counted
            print(tell(f"{half}/{name}", counted), *wrong, sep="\n")
        print(tell(f"{half}, all", total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
