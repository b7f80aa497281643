"""One of several writers: a process with a connection of its own that uses real services until the time is over.

python benchmarks/writers/writer.py FOLDER NUMBER SECONDS

Every write that was acknowledged is a line of FOLDER/acknowledged-NUMBER.jsonl; every error is one, too.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from throughline.core.contracts import Actor, MemberRole
from throughline.core.opening import open_workspace

METRIC, PRD, SHARED, VOICE = "Exports a day", "prd-1", "shared", "Bo"
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Writer:
    """Does one thing after another; `count` makes what it writes unlike anything else that is written."""

    actor: Actor
    number: int
    folder: Path
    conversation: int

    def import_table(self, count: int) -> str:
        from throughline.discovery.services import import_file

        text = f"The export stops for writer {self.number} at row {count}"
        path = self.folder / f"{self.number}-{count}.csv"
        path.write_text(f"text,account\n{text},Account {count % 50}\n", encoding="utf-8")
        import_file(self.actor, path=path)
        path.unlink()
        return text

    def import_same(self, count: int) -> str:
        """The very file that every other writer imports too: it must be there once."""
        from throughline.discovery.services import import_file

        text = f"Everybody brings this for time number {count}"
        path = self.folder / f"same-{self.number}-{count}.csv"
        path.write_text(f"text,account\n{text},Everybody\n", encoding="utf-8")
        import_file(self.actor, path=path, name=f"same-{count}.csv")
        path.unlink()
        return text

    def edit_own_line(self, count: int) -> str:
        return self._edit(f"line-{self.number}", count)

    def edit_shared_line(self, count: int) -> str:
        return self._edit(SHARED, count)

    def _edit(self, claim: str, count: int) -> str:
        from throughline.specification.services import edit_line

        text = f"Given writer {self.number}, when it writes for the {count}. time, then it stays"
        edit_line(self.actor, prd=PRD, claim=claim, text=text)
        return text

    def correct_voice(self, count: int) -> str:
        """Each writer corrects one voice of the conversation that all of them share."""
        from throughline.discovery.services import correct_speaker

        interviewer = bool(count % 2)
        voice = f"{VOICE} {self.number}"
        correct_speaker(self.actor, file_id=self.conversation, speaker=voice, interviewer=interviewer)
        return json.dumps([voice, interviewer])

    def record_value(self, count: int) -> str:
        from throughline.strategy.services import record_value

        on = FIRST_DAY + timedelta(days=count * 100 + self.number)
        record_value(self.actor, name=METRIC, on=on, value=float(count))
        return on.isoformat()

    def add_metric(self, count: int) -> str:
        from throughline.strategy.contracts import Direction
        from throughline.strategy.services import add_metric

        name = f"Metric {self.number}-{count}"
        add_metric(self.actor, name=name, unit="files", direction=Direction.UP)
        return name

    def add_member(self, count: int) -> str:
        from throughline.core.services import add_member

        name = f"Member {self.number}-{count}"
        add_member(self.actor, name=name, role=MemberRole.VIEWER)
        return name


KINDS: dict[str, Callable[[Writer, int], str]] = {
    "import a table": Writer.import_table,
    "import what all import": Writer.import_same,
    "edit a line": Writer.edit_own_line,
    "edit the line that all edit": Writer.edit_shared_line,
    "correct a speaker": Writer.correct_voice,
    "record a value": Writer.record_value,
    "add a metric": Writer.add_metric,
    "add a member": Writer.add_member,
}


def main(folder: Path, number: int, seconds: float) -> None:
    actor = open_workspace(folder / "workspace")
    from throughline.discovery.queries import visible_files

    conversation = visible_files(actor.workspace).get(kind="conversation").pk
    writer, dice = Writer(actor, number, folder, conversation), random.Random(number)
    with (folder / f"acknowledged-{number}.jsonl").open("w", encoding="utf-8") as said:
        _await_start(folder, number)
        until, count = time.time() + seconds, 0
        while time.time() < until:
            for kind in dice.sample(sorted(KINDS), len(KINDS)):
                said.write(json.dumps(_do(writer, kind, count)) + "\n")
            count += 1


def _await_start(folder: Path, number: int) -> None:
    """Say that this writer is ready, and wait until all of them are."""
    (folder / f"ready-{number}").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)


def _do(writer: Writer, kind: str, count: int) -> dict[str, object]:
    started = time.perf_counter()
    answer: dict[str, object] = {"kind": kind}
    try:
        answer["wrote"] = KINDS[kind](writer, count)
    except Exception as error:  # whatever it is, it is a write that a person would have lost
        answer["error"] = f"{type(error).__name__}: {error}"
    return {**answer, "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
