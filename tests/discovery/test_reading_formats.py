"""What a file is, is decided by its content; what it cannot be, is said in one sentence."""

from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import FileKind, SourceFile
from throughline.discovery.reading.files import open_file, read_files
from throughline.discovery.reading.formats import decode_original

TABLE = "id,comment,company\n1,It is slow,Acme\n2,It is fast,Beta\n3,It is so so,Beta\n"
TALK = "Sam: How do you plan?\nJane: In a sheet, by hand.\nSam: Why?\nJane: It is quick, mostly.\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane>It is slow</v>\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nIt is slow\n\n2\n00:00:03,000 --> 00:00:04,000\nVery slow\n"
JSON = json.dumps([{"comment": "It is slow, really", "user": {"company": "Acme", "email": "a@b.co"}}])
LINES = '{"comment": "It is slow, really"}\n{"comment": "It is fast, really"}\n'


def read(path: Path) -> SourceFile:
    return read_files([path]).files[0]


@pytest.mark.parametrize("name", ["f.csv", "f.txt", "f.json", "f.vtt", "f.srt", "f.md", "f.xlsx", "f"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [(TABLE, "csv"), (TALK, "talk"), (VTT, "vtt"), (SRT, "srt"), (JSON, "json"), (LINES, "jsonl")],
)
def test_the_content_decides_whatever_the_name_says(tmp_path: Path, name: str, content: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    file = read(path)
    assert file.original.format == {"talk": "markdown" if name == "f.md" else "text"}.get(kind, kind)
    assert (file.kind is FileKind.FEEDBACK) == (kind in {"csv", "json", "jsonl"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "the file is empty"),
        (b"%PDF-1.7 stuff", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office file"),
        (b"SQLite format 3\x00", "this is a database"),
        (bytes(range(256)) * 20, "binary file"),
        (b"\x00" * 5000, "binary file"),
        (b"PK\x03\x04 nothing in here", "damaged"),
        (b"<!DOCTYPE html><html><body>hello</body></html>", "web page"),
        (b"{\\rtf1 hello}", "rich-text"),
        (b'{"a": 1}', "0 usable rows|no column reads like text"),
        (b'{"items": [1, 2', "not valid JSON"),
        (b"[1, 2, 3]", "holds no list of records"),
        (b"id,text\n", "a header and no records"),
        (b"id,text\n1,\n2,\n", "no column reads like text|0 usable rows"),
        (b"[Music]\n\n[Applause]\n", "nothing in it that anybody said"),
    ],
)
def test_a_file_that_holds_no_words_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "export.csv" if b"Music" not in content else tmp_path / "export.txt"
    path.write_bytes(content)
    with pytest.raises(AppError, match=sentence) as caught:
        read(path)
    assert str(path) in caught.value.sentence
    assert caught.value.mend
    assert "\n" not in caught.value.sentence


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no such file"):
        open_file(tmp_path / "nowhere.csv")
    with pytest.raises(AppError, match="a folder, not a file"):
        open_file(tmp_path)


def test_a_licence_among_several_files_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Apache License\nVersion 2.0\n\n1. Definitions.\n\nYou may use this.\n")
    (tmp_path / "talk.txt").write_text(TALK)
    told: list[str] = []
    corpus = read_files(sorted(tmp_path.iterdir()), progress=lambda what, done=0, total=None, /: told.append(what))
    assert [file.original.name for file in corpus.files] == ["talk.txt"]
    assert any("LICENSE: this comes with other files" in what for what in told)
    with pytest.raises(AppError, match="leave it out"):
        read_files([tmp_path / "LICENSE"])


def test_opening_is_enough_to_know_the_columns_and_reading_comes_after(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(TABLE)
    reading = open_file(path, name="upload.csv")
    assert [(column.name, column.role) for column in reading.columns] == [
        ("id", "id"),
        ("comment", "text"),
        ("company", "account"),
    ]
    assert all(column.reason for column in reading.columns)
    assert reading.records == 0
    assert [piece.source for piece in reading] == ["upload.csv"] * 3
    assert reading.records == 3
    assert len(list(reading)) == 3


def test_json_records_keep_nested_values_and_exact_places(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    text = '"  It \\"fails\\"\\n\\tdaily \\ud83d\\ude00 "'
    path.write_text(f'{{"meta": {{"n": 1}}, "reviews": [{{"text": {text}, "who": {{"email": "a@b.co"}}}}, 7]}}')
    file, decoded = read(path), decode_original(path)
    piece = file.evidence[0]
    assert piece.text == 'It "fails"\n\tdaily 😀'
    assert json.loads(f'"{decoded[piece.start : piece.end]}"') == piece.text
    assert piece.person == "a@b.co"
    assert [(bad.row, bad.reason) for bad in file.rejected] == [(2, "it is no object with keys")]


def test_broken_lines_of_json_lines_are_rejected_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text('{"text": "a good one here"}\n{"text": broken\n\n{"text": "another one"}\n[1]\n')
    file = read(path)
    assert [(piece.row, piece.text) for piece in file.evidence] == [(1, "a good one here"), (3, "another one")]
    assert [(bad.row, bad.line) for bad in file.rejected] == [(2, 2), (4, 5)]
    assert file.rejected[0].raw == '{"text": broken'


def test_a_truncated_json_gives_what_came_before_and_says_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('[{"text": "the first item"},\n {"text": "the second item"},\n {"text": "thi')
    file = read(path)
    assert [piece.text for piece in file.evidence] == ["the first item", "the second item"]
    assert [(bad.row, bad.line) for bad in file.rejected] == [(3, 3)]


def test_a_large_json_array_is_read_piece_by_piece(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "f.json"
    with path.open("w") as file:
        file.write("[")
        file.writelines(f'{"," if i else ""}{{"text": "item {i} {"is slow " * 200}"}}\n' for i in range(2_000))
        file.write("]")
    tracemalloc.start()
    count = sum(1 for _ in open_file(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 0.75 * path.stat().st_size


def make_workbook(path: Path) -> None:
    import openpyxl

    parse = datetime.datetime.fromisoformat
    book = openpyxl.Workbook()
    book.active["A1"] = "About this export"
    sheet = book.create_sheet("Data")
    sheet.append(["Exported on Monday"])
    sheet.append(["Company", "Comment", "Submitted at", "Score", None])
    sheet.append(["Acme", "It fails\nat month end", parse("2024-03-05T10:02"), 7.0])
    sheet.append(["Beta", None, parse("2024-03-06"), 7.5])
    sheet.append([])
    sheet.append(["Beta", " Slow, always slow", parse("2024-03-07"), 8])
    book.save(path)


def test_a_workbook_gives_the_sheet_with_the_words(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    make_workbook(path)
    file, laid_out = read(path), decode_original(path)
    assert [(p.row, p.account, p.text, str(p.date)) for p in file.evidence] == [
        (1, "Acme", "It fails\nat month end", "2024-03-05"),
        (3, "Beta", "Slow, always slow", "2024-03-07"),
    ]
    assert [laid_out[piece.start : piece.end] for piece in file.evidence] == [piece.text for piece in file.evidence]
    assert [(bad.row, bad.line) for bad in file.rejected] == [(2, 4)]
    assert any("“Data”" in column.reason for column in file.columns)


def test_a_document_with_a_talk_and_one_with_a_table(tmp_path: Path) -> None:
    import docx

    talk = docx.Document()
    talk.add_heading("Interview", 1)
    talk.add_paragraph("Account: Acme")
    for line in ("Interviewer: How do you do it?", "Jane Doe: By hand.", "Interviewer: Why?"):
        talk.add_paragraph(line)
    last = talk.add_paragraph()
    last.add_run("Jane Doe: ").bold = True
    last.add_run("No time.")
    talk.save(str(tmp_path / "talk.docx"))
    file, laid_out = read(tmp_path / "talk.docx"), decode_original(tmp_path / "talk.docx")
    assert [(p.turn, p.person, p.text) for p in file.evidence if not p.interviewer] == [
        (1, "Jane Doe", "By hand."),
        (3, "Jane Doe", "No time."),
    ]
    assert {laid_out[p.start : p.end] for p in file.evidence} == {p.text for p in file.evidence}
    table = docx.Document()
    grid = table.add_table(rows=3, cols=2)
    for i, row in enumerate([("company", "comment"), ("Acme", "It is slow on Mondays"), ("Beta", "Fine by me now")]):
        for j, words in enumerate(row):
            grid.cell(i, j).text = words
    table.save(str(tmp_path / "table.docx"))
    assert [(p.row, p.account) for p in read(tmp_path / "table.docx").evidence] == [(1, "Acme"), (2, "Beta")]


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 90_000_000)
    with pytest.raises(AppError, match="would unpack to 90 MB"):
        open_file(path)


def test_entities_that_expand_are_refused_in_documents(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", laughs)
    with pytest.raises(AppError, match="damaged"):
        open_file(path)


SEEDS = [TABLE.encode(), TALK.encode(), VTT.encode(), SRT.encode(), JSON.encode(), LINES.encode()]
NAMES = st.sampled_from(["f.csv", "f.txt", "f.md", "f.json", "f.jsonl", "f.vtt", "f.srt", "f.xlsx", "f.docx", "f"])


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400), name=NAMES)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    assert_read_or_refused(tmp_path / name, content)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 20), st.binary(max_size=6)), max_size=5),
    name=NAMES,
)
def test_any_damaged_file_is_read_or_refused(
    tmp_path: Path, seed: bytes, cuts: list[tuple[int, int, bytes]], name: str
) -> None:
    for at, length, put in cuts:
        seed = seed[:at] + put + seed[at + length :]
    assert_read_or_refused(tmp_path / name, seed)


def assert_read_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        file = read(path)
    except AppError:
        return
    assert file.evidence
    decoded = decode_original(path)
    assert all(0 <= piece.start < piece.end <= len(decoded) for piece in file.evidence)
