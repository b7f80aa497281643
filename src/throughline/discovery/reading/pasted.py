"""A name for what was pasted: rows of a table, or a conversation that is called by its title or by who speaks in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from throughline.core.kernel.errors import AppError
from throughline.discovery.reading.conversations import cast_speakers
from throughline.discovery.reading.formats import Recognised, recognise_pasted
from throughline.discovery.reading.records import Table
from throughline.discovery.reading.transcripts import TextTranscript
from throughline.discovery.reading.turns import Transcript
from throughline.discovery.rules.names import show_name

ROWS = "pasted.csv"
_ENDINGS = {"vtt": ".vtt", "srt": ".srt", "json": ".json", "jsonl": ".jsonl", "markdown": ".md"}
_MOST_VOICES = 2
_LONGEST = 80


def name_pasted(text: str) -> str:
    """`pasted.csv` for rows; for a conversation its title, else its first voices, and a mark that is its own.

    Without the mark two conversations of one name would be taken for versions of the same file.
    """
    try:
        found = recognise_pasted(text)
    except AppError:
        return ROWS
    content = found.content
    if isinstance(content, Table) or (isinstance(content, TextTranscript) and not content.style.has_speech):
        return ROWS
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{_call(found, content)} ({mark}){_ENDINGS.get(found.format, '.txt')}"


def _call(found: Recognised, transcript: Transcript) -> str:
    voices = list(dict.fromkeys(_list_customers(found, transcript)))[:_MOST_VOICES]
    name = transcript.about.title or (f"Conversation with {' and '.join(voices)}" if voices else "Conversation")
    bare = re.sub(r"[^\w .,&+()'’-]+", " ", name)
    day = f"{transcript.about.date:%Y-%m-%d} " if transcript.about.date else ""
    return day + " ".join(bare.split())[:_LONGEST].strip(" .")


def _list_customers(found: Recognised, transcript: Transcript) -> Iterator[str]:
    for speaker in cast_speakers(transcript, corrected={}, captions=found.captions).speakers:
        if not speaker.interviewer and (name := show_name(speaker.name)):
            yield name
