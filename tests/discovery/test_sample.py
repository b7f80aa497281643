"""The sample workspace: believable, invented, marked as such, and never two items from one mould."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest

SAMPLE = files("throughline.discovery") / "sample"
FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2026, 11, 20)
SEGMENTS = {"Enterprise", "Mid-market", "Small", "Public sector"}
HEADLINE = "commodity codes on customs papers"
INTERVIEWERS = {"Noor Haddad", "Jonas Wiedl"}

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:]*")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the this that these those i you he she it we they me him her us them my your his its our their who which
        what when where how why and or but so if as than then of to in on at by for with from into out up down over is
        are was were be been has have had do does did will would can could may might should must not no nor never
        nobody nothing there here all any some each every one two three""",
    )
)


def read_table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open("r", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def items() -> list[dict[str, str]]:
    return read_table("feedback.csv")


@pytest.fixture(scope="module")
def customers() -> dict[str, dict[str, str]]:
    return {row["account"]: row for row in read_table("customers.csv")}


def split_sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:;]+\s|\n+", text) if part.strip()]


def skeleton(sentence: str) -> tuple[str, ...]:
    """The mould of a sentence: its function words in place, names, numbers and content words by coarse shape."""
    return tuple(chain.from_iterable(_shape(word, at) for at, word in enumerate(_WORD.findall(sentence))))


def _shape(word: str, at: int) -> Iterable[str]:
    lower = word.lower()
    if lower[0].isdigit():
        return ("#",)
    if lower in _FUNCTION_WORDS:
        return (lower,)
    if at and word[0].isupper():
        return ("Name",)
    ending = next((end for end in ("ing", "ed", "ly", "s") if lower.endswith(end)), "")
    return (f"word-{ending}",)


def shared(keys_of_item: dict[str, set[tuple[str, ...]]]) -> dict[tuple[str, ...], set[str]]:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for item, keys in keys_of_item.items():
        for key in keys:
            owners[key].add(item)
    return {key: found for key, found in owners.items() if len(found) > 1}


def words_of(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def test_about_two_hundred_items_arrive_on_working_days_of_nine_months(items: list[dict[str, str]]) -> None:
    days = [date.fromisoformat(item["date"]) for item in items]
    assert 190 <= len(items) <= 220
    assert (min(days), max(days)) == (FIRST_DAY, LAST_DAY)
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert all(count >= 15 for count in Counter(day.month for day in days).values())
    assert len({item["id"] for item in items}) == len(items)


def test_every_account_that_wrote_is_a_customer_and_many_customers_are_silent(
    items: list[dict[str, str]], customers: dict[str, dict[str, str]]
) -> None:
    wrote = {item["account"] for item in items}
    assert wrote <= set(customers)
    assert len(customers) == 120
    assert 55 <= len(wrote) <= 80


def test_customers_carry_segment_plan_revenue_and_size(customers: dict[str, dict[str, str]]) -> None:
    assert {row["segment"] for row in customers.values()} == SEGMENTS
    assert {row["plan"] for row in customers.values()} == {"Starter", "Team", "Business", "Enterprise"}
    for row in customers.values():
        assert int(row["revenue"]) > 0
        assert int(row["employees"]) > 0
        assert date.fromisoformat(row["customer_since"]) < FIRST_DAY


def test_every_segment_is_heard_and_the_public_sector_hardly(
    items: list[dict[str, str]], customers: dict[str, dict[str, str]]
) -> None:
    heard = Counter(customers[item["account"]]["segment"] for item in items)
    assert set(heard) == SEGMENTS
    assert heard["Public sector"] < len(items) / 20


def test_everything_is_marked_as_sample_data(items: list[dict[str, str]], customers: dict[str, dict[str, str]]) -> None:
    assert {row["sample"] for row in chain(items, customers.values())} == {"sample"}
    assert "sample data" in (SAMPLE / "README.md").read_text(encoding="utf-8").lower()
    for interview in (SAMPLE / "interviews").iterdir():
        assert "sample" in interview.read_text(encoding="utf-8")[:400].lower(), interview.name


def test_no_two_items_share_a_run_of_five_words(items: list[dict[str, str]]) -> None:
    runs = {}
    for item in items:
        words = words_of(item["text"])
        runs[item["id"]] = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
    assert shared(runs) == {}


def test_no_opening_of_three_words_stands_more_than_once(items: list[dict[str, str]]) -> None:
    assert shared({item["id"]: {tuple(words_of(item["text"])[:3])} for item in items}) == {}


def test_no_two_items_share_a_sentence_skeleton(items: list[dict[str, str]]) -> None:
    moulds = {
        item["id"]: {mould for part in split_sentences(item["text"]) if len(mould := skeleton(part)) >= 6}
        for item in items
    }
    assert shared(moulds) == {}


def test_the_skeleton_sees_through_swapped_names_numbers_and_nouns() -> None:
    first = skeleton("The export of 84,000 rows hangs for Marlow every week")
    assert first == skeleton("The import of 31 labels stops for Hexley every night")
    assert first != skeleton("Nobody told the yard that Marlow hangs")


def test_second_hand_notes_name_who_relayed_them_and_nobody_else_is_relayed(items: list[dict[str, str]]) -> None:
    relayed = [item for item in items if item["relayed_by"]]
    assert len(relayed) >= 5
    assert {item["channel"] for item in relayed} == {"sales note"}
    assert all(not item["person"] for item in relayed)
    assert all(item["person"] and item["role"] for item in items if not item["relayed_by"])


def test_a_person_writes_for_one_account_in_one_role(items: list[dict[str, str]]) -> None:
    places = defaultdict(set)
    for item in items:
        if item["person"]:
            places[item["person"]].add((item["account"], item["role"]))
    assert {person: where for person, where in places.items() if len(where) > 1} == {}


def test_one_item_tries_to_give_orders(items: list[dict[str, str]]) -> None:
    assert sum("ignore your instructions" in item["text"].lower() for item in items) == 1


@pytest.fixture(scope="module")
def theme_of() -> dict[str, tuple[str, str]]:
    """What each item was written about: id to theme and note, the key to the sample."""
    with (Path(__file__).parent / "sample_themes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {f"H-{number}": (row["theme"], row["note"]) for row in rows for number in row["ids"].split()}


def test_the_key_names_every_item_once(items: list[dict[str, str]], theme_of: dict[str, tuple[str, str]]) -> None:
    assert set(theme_of) == {item["id"] for item in items}


def test_the_themes_differ_in_size_and_some_items_fit_none(theme_of: dict[str, tuple[str, str]]) -> None:
    sizes = Counter(theme for theme, _ in theme_of.values())
    assert 15 <= sizes.pop("none") <= 30
    assert len(sizes) == 11
    assert sizes.most_common(1)[0] == (HEADLINE, 33)
    assert min(sizes.values()) >= 8


def test_the_headline_story_grows_and_is_told_by_many_accounts(
    items: list[dict[str, str]], theme_of: dict[str, tuple[str, str]]
) -> None:
    story = [item for item in items if theme_of[item["id"]][0] == HEADLINE]
    months = Counter(int(item["date"][5:7]) for item in story)
    accounts = Counter(item["account"] for item in story)
    assert [months[month] for month in range(3, 12)] == [2, 2, 2, 3, 3, 4, 5, 6, 6]
    assert len(accounts) == 18
    assert accounts["Tarrowby Valves"] == 7
    assert all(count <= 3 for account, count in accounts.items() if account != "Tarrowby Valves")


def test_the_headline_story_fails_in_two_ways_and_has_another_side(
    items: list[dict[str, str]], theme_of: dict[str, tuple[str, str]]
) -> None:
    accounts: dict[str, set[str]] = defaultdict(set)
    for item in items:
        theme, note = theme_of[item["id"]]
        if theme == HEADLINE:
            accounts[note].add(item["account"])
            assert bool(item["relayed_by"]) == (note == "second-hand")
    told = {note: len(names) for note, names in accounts.items()}
    assert told == {
        "code missing or cut off": 9,
        "code of something else": 4,
        "works for us": 3,
        "second-hand": 2,
        "asked for": 1,
    }


# Each format counted by the one mark that opens a turn in it, independent of the product's readers.
_TURN_MARKS = {
    "2026-04-14-tarrowby-valves.vtt": r"^<v ([^>]+)>.+</v>$",
    "2026-05-27-hollenbruck-antriebstechnik.txt": r"^(\w+ \w+)  \d+:\d\d$",
    "2026-07-23-yarrowdale-pet-foods.srt": r"-->.*\n([^:\n]+): .+$",
    "2026-08-27-wexholm-medical-supplies.txt": r"^\[([^\]]+)\] \d\d:\d\d:\d\d$",
    "2026-09-30-kaltenmoor-beverages.md": r"^\*\*([^*]+):\*\* .+$",
}


def speakers_of(name: str) -> list[str]:
    text = (SAMPLE / "interviews" / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        return [segment["speaker"] for segment in json.loads(text)["segments"]]
    return re.findall(_TURN_MARKS[name], text, re.MULTILINE)


def stated_interviews() -> dict[str, int]:
    """File name to number of turns, as the README's table states them."""
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    return {
        name: int(turns) for name, turns in re.findall(r"^\| `interviews/(\S+)` .*\| (\d+) \|$", readme, re.MULTILINE)
    }


def test_the_readme_lists_the_six_interviews_that_are_there() -> None:
    assert set(stated_interviews()) == {path.name for path in (SAMPLE / "interviews").iterdir()}
    assert len(stated_interviews()) == 6


@pytest.mark.parametrize(("name", "turns"), sorted(stated_interviews().items()))
def test_an_interview_has_the_turns_the_readme_states_and_the_customer_speaks(name: str, turns: int) -> None:
    speakers = speakers_of(name)
    assert len(speakers) == turns
    assert 45 <= turns <= 90
    assert len(set(speakers) & INTERVIEWERS) == 1
    assert FIRST_DAY < date.fromisoformat(name[:10]) < LAST_DAY


def test_one_interview_has_two_customers_in_the_call() -> None:
    customers_in_call = [set(speakers_of(name)) - INTERVIEWERS for name in stated_interviews()]
    assert sorted(map(len, customers_in_call)) == [1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("name", sorted(stated_interviews()))
def test_an_interview_names_an_account_of_the_customer_table(name: str, customers: dict[str, dict[str, str]]) -> None:
    text = (SAMPLE / "interviews" / name).read_text(encoding="utf-8")
    assert any(account in text[:400] for account in customers)
