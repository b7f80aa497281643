"""What every command shares: progress on stderr, JSON alone on stdout."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any, TextIO

from throughline.core.kernel.progress import Progress, no_progress


@dataclass
class StderrProgress:
    """One line on a terminal that is written over as work goes on."""

    stream: TextIO
    shown: int = field(default=0)

    def __call__(self, what: str, done: int = 0, total: int | None = None, /) -> None:
        amount = f" {done:,} of {total:,}" if total else f" {done:,}" if done else ""
        line = f"{what}{amount}"[:100]
        self.stream.write("\r" + line + " " * max(0, self.shown - len(line)))
        self.stream.flush()
        self.shown = len(line)

    def clear(self) -> None:
        """Take the line away, so that what follows starts clean."""
        if self.shown:
            self.stream.write("\r" + " " * self.shown + "\r")
            self.stream.flush()
            self.shown = 0


def choose_progress(stream: TextIO | None = None) -> Progress:
    """A live line at a terminal, silence in a pipe."""
    chosen = sys.stderr if stream is None else stream
    return StderrProgress(chosen) if chosen.isatty() else no_progress


def clear_progress(progress: Progress) -> None:
    if isinstance(progress, StderrProgress):
        progress.clear()


def write_json(document: Any) -> None:
    """One JSON document on stdout, in UTF-8."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
