"""What a file is: decided by its content, with the name's ending only as a hint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from throughline.discovery.contracts import Evidence, FileKind, Original, Rejected, Speaker
from throughline.discovery.reading import captions, json_files
from throughline.discovery.reading.archives import list_members
from throughline.discovery.reading.conversations import cast_speakers, make_turns
from throughline.discovery.reading.delimited import DelimitedTable, Layout, sniff_layout
from throughline.discovery.reading.errors import BadMapping, CompanionFile, UnusableFile
from throughline.discovery.reading.files import Reading
from throughline.discovery.reading.originals import FORMATS, Decoded, Examined, examine
from throughline.discovery.reading.records import Table
from throughline.discovery.reading.tables import make_records, plan_columns, tally_speakers
from throughline.discovery.reading.transcripts import TextTranscript, open_text
from throughline.discovery.reading.turns import Transcript
from throughline.discovery.rules.dates import find_date_in_name
from throughline.discovery.rules.speakers import guess_speakers

PASTED_MARK = re.compile(r" \([0-9a-f]{6}\)$")
_TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".psv")
_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown")
_COMPANIONS = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing", "authors"})
_LICENCE = re.compile(r"\b(?:apache|mit|bsd|gnu|mozilla|creative commons)\b[^\n]{0,60}\blicen[sc]e\b", re.IGNORECASE)
_WEB = re.compile(r"^\s*(?:<!doctype html|<html|<\?xml|<svg)\b", re.IGNORECASE)


_READ_FOR_CAPITALS = 40_000
_DATE_AHEAD = re.compile(r"^(?:19|20)\d{2}[-_./]?\d{2}[-_./]?\d{2}(?!\d)[\s:,_–—-]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's format, its decoded text, and it as a table or a transcript."""

    format: str
    decoded: Decoded
    content: Table | Transcript
    captions: bool = False


def recognise(path: Path, *, mapping: Mapping[str, str], speakers: Mapping[str, str], name: str) -> Reading:
    """Open `path` as what it is. See `files.open_file`."""
    _check_speakers(speakers)
    examined = examine(path)
    found = _recognise(examined, Path(name).suffix.casefold())
    encoding = found.decoded.encoding
    original = Original(name, examined.sha256, examined.size, found.format, encoding, str(path))
    if isinstance(found.content, Table):
        return _read_table(original, found.content, mapping, speakers)
    return _read_conversation(original, found, found.content, speakers)


def open_table(path: Path) -> Table:
    """`path` as a table, whatever its columns. Raises `UnusableFile` where it is a conversation."""
    found = _recognise(examine(path), path.suffix.casefold(), insist=True)
    if isinstance(found.content, Table):
        return found.content
    raise UnusableFile("this is a conversation, not a table", where=str(path), mend="give a CSV or XLSX table")


def recognise_pasted(text: str) -> Recognised:
    """What pasted text is, without a name to go by. Raises `UnusableFile` where it can be nothing."""
    return _recognise_text(Path("what was pasted"), Decoded(laid_out=text), ".txt", False)


def decode_original(path: Path) -> str:
    """The text that the offsets of this file's evidence count in."""
    examined = examine(path)
    found = _recognise(examined, path.suffix.casefold())
    if found.format == "xlsx":
        from throughline.discovery.reading.sheets import SheetTable, lay_out_sheet

        return lay_out_sheet(path, found.content.sheet) if isinstance(found.content, SheetTable) else ""
    with found.decoded.open() as file:
        return file.read()


def _read_table(original: Original, table: Table, mapping: Mapping[str, str], corrected: Mapping[str, str]) -> Reading:
    plan = plan_columns(table, mapping=mapping, where=original.path)
    speakers: tuple[Speaker, ...] = ()
    if "speaker" in plan.places:
        speakers = guess_speakers(tally_speakers(table, plan), corrected=corrected, stated={})
    asking = frozenset(speaker.name for speaker in speakers if speaker.interviewer)

    def stream(reading: Reading) -> Iterator[Evidence | Rejected]:
        for record in make_records(table, plan, source=original.name, sha256=original.sha256, interviewers=asking):
            reading.records += 1
            yield record

    date = find_date_in_name(original.name)
    title = _make_title(original.name)
    return Reading(original, FileKind.FEEDBACK, stream, plan.columns, speakers, title, date)


def _read_conversation(
    original: Original, found: Recognised, transcript: Transcript, speakers: Mapping[str, str]
) -> Reading:
    about = transcript.about
    date = about.date or find_date_in_name(original.name)
    cast = cast_speakers(transcript, corrected=speakers, captions=found.captions)

    def stream(reading: Reading) -> Iterator[Evidence | Rejected]:
        turns = make_turns(
            transcript, cast, source=original.name, sha256=original.sha256, captions=found.captions, date=date
        )
        for record in turns:
            reading.records += 1
            if record is not None:
                yield record

    title = _DATE_AHEAD.sub("", about.title) or _write_large(_make_title(original.name), found.decoded)
    return Reading(original, FileKind.CONVERSATION, stream, (), cast.speakers, title, date, about.ends_at)


def _write_large(title: str, decoded: Decoded) -> str:
    """A title in small letters with the capitals that the file gives its words within sentences, and never else."""
    if title[1:] != title[1:].lower():
        return title
    with decoded.open() as file:
        said = file.read(_READ_FOR_CAPITALS)
    small = set(re.findall(r"\b[a-z]\w*", said))
    large = {word.casefold(): word for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+", said) if word.lower() not in small}
    return " ".join(large.get(word.casefold(), word) for word in title.split(" "))


def _make_title(name: str) -> str:
    """The file's name as words, without its date and ending, and without what tells one pasted text from another."""
    stem = re.sub(r"(?<!\d)(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}(?!\d)", " ", Path(name).stem)
    pasted = PASTED_MARK.search(stem)
    words = (stem[: pasted.start()] if pasted else re.sub(r"[\s_-]+", " ", stem)).strip()
    return words[:1].upper() + words[1:] or name


def _recognise(examined: Examined, ending: str, *, insist: bool = False) -> Recognised:
    if examined.decoded is None:
        return _recognise_container(examined.path)
    return _recognise_text(examined.path, examined.decoded, ending, insist)


def _recognise_container(path: Path) -> Recognised:
    members = list_members(path)
    if any(name.startswith("xl/workbook") for name in members):
        from throughline.discovery.reading.sheets import open_workbook

        return Recognised("xlsx", Decoded(path), open_workbook(path))
    if "word/document.xml" in members:
        return _recognise_document(path)
    raise UnusableFile("this is a compressed file, not text", where=str(path), mend=f"give a {FORMATS} file")


def _recognise_document(path: Path) -> Recognised:
    from throughline.discovery.reading.documents import lay_out_document

    text, is_table = lay_out_document(path)
    if not text.strip():
        raise UnusableFile("the document holds no text", where=str(path), mend="check that it is the right one")
    decoded = Decoded(laid_out=text)
    if is_table and (layout := sniff_layout(decoded, insist=True)) and layout.delimiter == "\t":
        return Recognised("docx", decoded, DelimitedTable(decoded, layout))
    return Recognised("docx", decoded, open_text(decoded))


def _recognise_text(path: Path, decoded: Decoded, ending: str, insist: bool) -> Recognised:
    head = decoded.read_head()
    start = head.lstrip("\ufeff \t\r\n")
    if _WEB.match(start):
        raise UnusableFile("this is a web page or XML, not text", where=str(path), mend=f"give a {FORMATS} file")
    if start.startswith("WEBVTT"):
        return Recognised("vtt", decoded, captions.open_captions(decoded), captions=True)
    if start[:1] in {"{", "["} and (found := _recognise_json(path, decoded, start)):
        return found
    if _has_cues(start):
        return Recognised("srt", decoded, captions.open_captions(decoded), captions=True)
    found = _recognise_prose(decoded, ending, insist)
    if isinstance(found.content, TextTranscript) and _is_companion(path, start, found.content):
        raise CompanionFile(str(path))
    return found


def _is_companion(path: Path, start: str, text: TextTranscript) -> bool:
    """Prose that is a licence by its first lines, or a readme or the like by its name."""
    named = path.stem.casefold() in _COMPANIONS and path.suffix.casefold() in {"", ".txt", ".md"}
    return not text.style.has_speech and (named or bool(_LICENCE.search(start[:400])))


def _recognise_json(path: Path, decoded: Decoded, start: str) -> Recognised | None:
    """JSON or JSON Lines; None where a text merely starts with a bracket, as `[00:12] Jane: …` does."""
    if start.startswith("{") and json_files.looks_like_json_lines(start):
        return Recognised("jsonl", decoded, json_files.open_json_lines(decoded))
    if not re.match(r"\{\s*(?:\"|\}|$)|\[\s*(?:[\[{\"\]]|-?\d+\s*[,\]]|true|false|null|$)", start):
        return None
    content = json_files.open_json(decoded)
    if content is None and _is_one_object(start):
        return Recognised("jsonl", decoded, json_files.open_json_lines(decoded))
    if content is None:
        raise UnusableFile(_tell_json(start), where=str(path), mend="give a list of objects, or segments with texts")
    return Recognised("json", decoded, content)


def _is_one_object(start: str) -> bool:
    """A flat object on one line: JSON Lines with one record."""
    return start.startswith("{") and len(start.strip().splitlines()) == 1 and _tell_json(start).startswith("the JSON")


def _tell_json(start: str) -> str:
    try:
        json.loads(start)
    except (ValueError, RecursionError) as error:
        if len(start) < 1 << 15:
            return f"this is not valid JSON ({getattr(error, 'msg', 'too deep')})"
    return "the JSON holds no list of records"


def _has_cues(start: str) -> bool:
    lines = [line for line in re.split(r"\r\n|\r|\n", start[:4_000]) if line.strip()]
    return any(captions.TIMING.match(line) for line in lines[:3])


def _recognise_prose(decoded: Decoded, ending: str, insist: bool) -> Recognised:
    """A delimited table, a transcript in text, or a list of items, one a line."""
    as_table = insist or ending in _TABLE_ENDINGS
    layout = sniff_layout(decoded, insist=as_table)
    if layout and _is_plainly_table(layout, as_table):
        return Recognised(_name_table(layout), decoded, DelimitedTable(decoded, layout))
    text = open_text(decoded)
    if layout and as_table and not text.style.has_speech:
        return Recognised(_name_table(layout), decoded, DelimitedTable(decoded, layout))
    if not text.style.has_speech and (lines := _find_lines(decoded, ending)):
        return Recognised("text", decoded, DelimitedTable(decoded, lines))
    return Recognised("markdown" if ending in _MARKDOWN_ENDINGS else "text", decoded, text)


def _name_table(layout: Layout) -> str:
    return "tsv" if layout.delimiter == "\t" else "csv"


def _is_plainly_table(layout: Layout, as_table: bool) -> bool:
    """Whether cells agree so well with a header that it is a table, even if something in it looks like speech."""
    return bool(layout.delimiter) and layout.has_header and layout.agreement >= (0.6 if as_table else 0.9)


def _find_lines(decoded: Decoded, ending: str) -> Layout | None:
    """One item a line: several lines, none blank between them, and not one text wrapped by an editor."""
    if ending in _MARKDOWN_ENDINGS:
        return None
    lines = re.split(r"\r\n|\r|\n", decoded.read_head().strip())
    if len(lines) < 3 or any(not line.strip() for line in lines) or _is_wrapped(lines):
        return None
    return sniff_layout(Decoded(decoded.path, decoded.encoding, decoded.laid_out, decoded.damaged), insist=True)


def _is_wrapped(lines: list[str]) -> bool:
    """Lines of about the same length that mostly do not end a sentence are one paragraph."""
    inner = [line.strip() for line in lines[:-1]]
    broken = sum(1 for line in inner if line[-1] not in ".!?…\"”)'")
    lowered = sum(1 for line in lines[1:] if line.strip()[:1].islower())
    longest = max(len(line) for line in inner)
    even = sum(1 for line in inner if len(line) >= 0.75 * longest)
    return broken >= 0.5 * len(inner) and (even >= 0.6 * len(inner) or lowered >= 0.5 * len(inner)) and longest > 40


def _check_speakers(speakers: Mapping[str, str]) -> None:
    for name, role in speakers.items():
        if role not in {"customer", "interviewer"}:
            raise BadMapping(
                f"“{role}” is nobody's part in a conversation",
                where=name,
                mend="say customer or interviewer",
            )
