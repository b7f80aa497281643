"""Delimited files: every cell in its place, every bad line told, nothing lost behind it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Evidence, SourceFile
from throughline.discovery.reading.files import open_file, read_files
from throughline.discovery.reading.formats import decode_original

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from('",;\n\t "|'), max_size=30)


def read(path: Path, **options: object) -> SourceFile:
    return read_files([path], **options).files[0]  # type: ignore[arg-type]


def write(folder: Path, content: str | bytes, name: str = "items.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def texts(file: SourceFile) -> list[str]:
    return [piece.text for piece in file.evidence]


def test_a_lone_column_of_text_suffices(tmp_path: Path) -> None:
    file = read(write(tmp_path, "text\nI like it, but it is slow\nCrashes, often\n"))
    assert texts(file) == ["I like it, but it is slow", "Crashes, often"]
    assert [piece.row for piece in file.evidence] == [1, 2]


def test_a_file_without_a_header_loses_no_first_row(tmp_path: Path) -> None:
    lines = "I like it, but it is slow\nCrashes, often when I open it\nNever works, sadly, on Mondays\nIt is fine\n"
    assert len(texts(read(write(tmp_path, lines)))) == 4
    table = "1,2024-01-01,The export is slow and fails\n2,2024-01-02,Cannot find the settings page\n"
    assert texts(read(write(tmp_path, table)))[0] == "The export is slow and fails"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["items.csv", "items.txt", "items"])
def test_the_delimiter_is_found_whatever_the_name(tmp_path: Path, mark: str, name: str) -> None:
    rows = [["id", "comment", "company"], ["1", "It is slow, really; very", "Acme"], ["2", "It is | fine", "Beta"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark).writerows(rows)
    file = read(write(tmp_path, buffer.getvalue(), name))
    assert texts(file) == ["It is slow, really; very", "It is | fine"]
    assert [piece.account for piece in file.evidence] == ["Acme", "Beta"]


def test_title_lines_above_the_header_and_a_sep_line_are_no_records(tmp_path: Path) -> None:
    above = 'Survey export\nMade 2024-01-01\n\nid,comment\n1,"slow, really slow"\n2,"fast, really fast"\n'
    assert texts(read(write(tmp_path, above))) == ["slow, really slow", "fast, really fast"]
    assert texts(read(write(tmp_path, "sep=;\nid;text\n1;hello, there friends\n"))) == ["hello, there friends"]


def test_bad_rows_are_rejected_with_line_and_reason_and_the_good_ones_read(tmp_path: Path) -> None:
    content = (
        "id,text,date\n1,good one,2024-01-01\n2,too, many,cells,2024-01-01\n3,too few\n"
        '4,"He said "hi" to me",2024-01-02\n5,"unclosed,2024-01-03\n6,fine again,2024-01-04\n'
        '7,nul\x00byte,2024-01-05\n8,"two\nlines ""quoted""",2024-01-06\n9,,2024-01-07\n10,5" disk,2024-01-08\n'
    )
    file = read(write(tmp_path, content))
    assert [piece.row for piece in file.evidence] == [1, 6, 8, 10]
    assert texts(file) == ["good one", "fine again", 'two\nlines "quoted"', '5" disk']
    told = {bad.row: (bad.line, bad.reason) for bad in file.rejected}
    assert told[2] == (3, "it has 5 cells where the header has 3")
    assert told[3] == (4, "it has 2 cells where the header has 3")
    assert "quote stands inside" in told[4][1]
    assert told[5] == (6, "a quote is opened on this line and never closed")
    assert told[7] == (8, "it holds a NUL byte")
    assert told[9] == (11, "its text (“text”) is empty")
    assert file.records == 10 == len(file.evidence) + len(file.rejected)


def test_an_unclosed_quote_near_the_top_costs_one_row_of_thousands(tmp_path: Path) -> None:
    rows = "".join(f"{i},item number {i}\n" for i in range(3, 7_000))
    file = read(write(tmp_path, f'id,text\n1,first item\n2,"unclosed here\n{rows}'))
    assert [bad.row for bad in file.rejected] == [2]
    assert len(file.evidence) == 6_998


def test_line_ends_of_any_kind_and_blank_lines_make_no_records(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        content = end.join(["id,text", "1,first one", "", '2,"second', 'one"', "3,third one", ""])
        file = read(write(tmp_path, content))
        assert texts(file) == ["first one", f"second{end}one", "third one"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), mark=st.sampled_from(",;\t|"))
def test_unescaping_the_slice_gives_the_text(tmp_path: Path, rows: list[tuple[str, str]], mark: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=mark, quoting=csv.QUOTE_ALL)
    writer.writerows([("comment", "company"), *rows])
    path = write(tmp_path, buffer.getvalue())
    said = [comment.strip() for comment, _ in rows]
    if not any(said):
        return
    file, decoded = read(path, mapping={"text": "comment"}), decode_original(path)
    assert [decoded[p.start : p.end].replace('""', '"') for p in file.evidence] == texts(file)
    assert texts(file) == [text for text in said if text]
    assert [piece.row for piece in file.evidence] == [row for row, text in enumerate(said, start=1) if text]


def test_the_same_words_twice_are_two_pieces_and_reading_again_gives_the_same_ids(tmp_path: Path) -> None:
    path = write(tmp_path, "text\nIt is slow\nIt is slow\n")
    first, again = read(path), read(path)
    assert len({piece.id for piece in first.evidence}) == 2
    assert first.evidence == again.evidence


def test_files_of_one_name_keep_their_name_and_differ_in_ids(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = write(tmp_path / "a", "text\nIt is slow\n")
    two = write(tmp_path / "b", "text\nIt is slow\nand ugly too\n")
    corpus = read_files([one, two, one])
    assert [file.original.name for file in corpus.files] == ["items.csv", "items.csv"]
    assert len(corpus.by_id) == 3


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "Die Größe – “so” 漢字 😀"),
        ("utf-8-sig", "Die Größe – “so” 漢字 😀"),
        ("utf-16", "Die Größe – “so” 漢字 😀"),
        ("utf-16-le", "The export is slow, très lent"),
        ("utf-16-be", "The export is slow, très lent"),
        ("cp1252", "Der Export ist zu langsam – schöne Grüße, “bitte” helfen"),
        ("latin-1", "Je ne trouve pas où télécharger la facture, ça marche très mal"),
        ("mac_roman", "La exportación falla cada mañana y no sé por qué. ¡Gracias!"),
        ("cp1250", "Dobrý den, aplikace je pomalá a nejde se přihlásit, ztrácíme každý den čas"),
        ("cp1254", "Uygulama çok yavaş ve giriş yapamıyorum, lütfen düzeltin"),
        ("koi8_r", "Не могу войти в личный кабинет, приложение всё время падает"),
        ("cp1251", "Не могу войти в личный кабинет, приложение всё время падает"),
        ("cp932", "アプリがとても遅いです。改善してください。エクスポートも失敗します。"),
    ],
)
def test_words_come_through_in_any_encoding(tmp_path: Path, encoding: str, words: str) -> None:
    file = read(write(tmp_path, f'id,text\r\n1,"{words}"\r\n'.encode(encoding)))
    assert texts(file) == [words]


def test_a_byte_that_does_not_fit_rejects_its_row_and_spoils_no_other(tmp_path: Path) -> None:
    content = "id,text\n1,café is good\n2,broken X\n3,naïve but fine\n".encode().replace(b"X", b"\xff\xfe")
    file = read(write(tmp_path, content))
    assert texts(file) == ["café is good", "naïve but fine"]
    assert [(bad.row, bad.line, bad.reason) for bad in file.rejected] == [(2, 3, "its bytes are not UTF-8")]


def test_markup_and_formulas_in_cells_stay_text(tmp_path: Path) -> None:
    file = read(write(tmp_path, "id,text\n1,<script>alert(1)</script> please\n2,=cmd|'/c calc'!A1 again\n"))
    assert texts(file) == ["<script>alert(1)</script> please", "=cmd|'/c calc'!A1 again"]


def test_a_cell_of_ten_megabytes_is_rejected_and_its_neighbours_read(tmp_path: Path) -> None:
    file = read(write(tmp_path, f'id,text\n1,short one\n2,"{"a b " * 2_600_000}"\n3,short two\n'))
    assert texts(file) == ["short one", "short two"]
    assert "more than 1,000,000" in file.rejected[0].reason
    assert len(file.rejected[0].raw) <= 2_000


def test_a_long_file_is_read_without_being_held(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("id,text,company\n")
        file.writelines(f"{i},item {i} says: {'the export is slow and ' * 40},Acme {i % 50}\n" for i in range(6_000))
    tracemalloc.start()
    count = sum(1 for record in open_file(path) if isinstance(record, Evidence))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 6_000
    assert peak < 0.6 * path.stat().st_size


def test_further_header_lines_of_survey_tools_are_no_answers(tmp_path: Path) -> None:
    monkey = (
        "Respondent ID,What is the biggest problem you have?,Plan\n,Open-Ended Response,Response\n"
        "11,They take too long to load,Pro\n"
    )
    assert texts(read(write(tmp_path, monkey))) == ["They take too long to load"]
    qualtrics = (
        'StartDate,Q1\nStart Date,What could we improve about it?\n"{""ImportId"":""start""}","{""ImportId"":""Q1""}"\n'
        "2024-01-01,The export is much too slow\n"
    )
    file = read(write(tmp_path, qualtrics))
    assert texts(file) == ["The export is much too slow"]
    assert [piece.row for piece in file.evidence] == [3]


def test_a_list_of_comments_one_a_line_is_a_table_and_a_wrapped_text_is_not(tmp_path: Path) -> None:
    lines = "The export is slow\nI cannot find the settings page\nGreat product, but expensive!\n"
    assert [piece.row for piece in read(write(tmp_path, lines, "comments.txt")).evidence] == [1, 2, 3]
    wrapped = (
        "We visited the warehouse in March and saw that the people there print\n"
        "labels by hand every morning because the scanner loses its connection\n"
        "twice a day, and nobody has told them why that is or when it will end.\n"
    )
    file = read(write(tmp_path, wrapped, "visit.txt"))
    assert [(piece.row, piece.turn) for piece in file.evidence] == [(None, 0)]


def test_a_table_with_a_speaker_column_knows_its_interviewer(tmp_path: Path) -> None:
    file = read(write(tmp_path, "speaker,text\nInterviewer,How do you do it?\nJane,By hand every day\n"))
    assert [(piece.person, piece.interviewer) for piece in file.evidence] == [("Interviewer", True), ("Jane", False)]


def test_a_file_of_numbers_says_which_columns_it_has(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no column reads like text among “a”, “b”; name it with --map"):
        read(write(tmp_path, "a,b\n1,2\n3,4\n"))
