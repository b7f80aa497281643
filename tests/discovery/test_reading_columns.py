"""Columns of real tools' exports are recognised with a reason, and a person's word overrules the guess."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from throughline.core.kernel.errors import AppError
from throughline.discovery.contracts import Corpus, SourceFile
from throughline.discovery.reading.customers import read_customers
from throughline.discovery.reading.files import parse_mapping, read_files, write_rejects
from throughline.discovery.rules.columns import Sampled, guess_columns

SLOW = "The export is slow and keeps breaking for us"
FINE = "Everything works fine since the last update"
EXPORTS = {
    "zendesk": (
        "Ticket ID,Subject,Description,Requester,Requester email,Organization,Created at,Status,Tags,Assignee",
        [f"1,Export,{SLOW},Jane Doe,jane@acme.com,Acme,2024-03-05 10:00:00,open,export,Sam Lee",
         f"2,Other,{FINE},Bo Chen,bo@beta.io,Beta,2024-03-06 10:00:00,open,other,Sam Lee"],
        {"text": "Description", "person": "Requester", "account": "Organization", "date": "Created at"},
    ),
    "intercom": (
        "Conversation ID,Started at,Contact name,Email,Company,Channel,Message body",
        [f'1,"Mar 5, 2024, 10:12 AM",Jane Doe,jane@acme.com,Acme,Email,{SLOW}',
         f'2,"Mar 15, 2024, 10:12 AM",Bo,bo@beta.io,Beta,Chat,{FINE}'],
        {"text": "Message body", "person": "Contact name", "account": "Company", "channel": "Channel",
         "date": "Started at"},
    ),
    "productboard": (
        "title;content;user_name;user_email;company_name;source_origin;tags;created_at;owner",
        [f"Export;{SLOW};Jane;jane@acme.com;Acme;intercom;x;05.03.2024;Sam",
         f"SSO;{FINE};Bo;bo@beta.io;Beta;email;y;15.03.2024;Sam"],
        {"text": "content", "person": "user_name", "account": "company_name", "channel": "source_origin",
         "date": "created_at"},
    ),
    "typeform": (
        '#,What\'s your name?,"What, if anything, could we improve?",How likely are you to return?,Submit Date (UTC)',
        [f"a1,Jane Doe,{SLOW},7,2024-03-05 10:00:00", f"b2,Bo Chen,{FINE},9,2024-03-06 10:00:00"],
        {"text": "What, if anything, could we improve?", "person": "What's your name?", "date": "Submit Date (UTC)"},
    ),
    "app store": (
        "Date,Rating,Title,Review,Nickname,App Version,Territory",
        [f"05/03/2024,1,Crash,{SLOW},joe99,5.1.0,GBR", f"25/03/2024,5,Love it,{FINE},ann_x,5.1.1,USA"],
        {"text": "Review", "person": "Nickname", "date": "Date"},
    ),
    "nps": (
        "Respondent,NPS score,Comment,Submitted At,Customer Email,Company,Plan,ARR",
        [f'1,9,{FINE},3/5/2024 2:10 PM,jane@acme.com,Acme,Pro,"$12,000"',
         f"2,3,{SLOW},3/6/2024 2:10 PM,bo@beta.io,Beta,Free,0"],
        {"text": "Comment", "person": "Customer Email", "account": "Company", "segment": "Plan", "revenue": "ARR",
         "date": "Submitted At"},
    ),
    "google play": (
        "App\tReview Submit Date and Time\tStar Rating\tReview Title\tReview Text\tDeveloper Reply Text",
        [f"com.a\t2024-03-05T10:00:00Z\t1\t\t{SLOW}\tSorry to hear that and we are working on a fix for you",
         f"com.a\t2024-03-06T10:00:00Z\t5\t\t{FINE}\t"],
        {"text": "Review Text", "date": "Review Submit Date and Time"},
    ),
    "german": ("Kunde;Kommentar;Datum", [f"Acme GmbH;{SLOW};05.03.2024", f"Beta AG;{FINE};15.03.2024"],
               {"text": "Kommentar", "account": "Kunde", "date": "Datum"}),
}  # fmt: skip


def read(folder: Path, header: str, rows: list[str], **options: object) -> SourceFile:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return read_files([path], **options).files[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("tool", EXPORTS)
def test_an_export_of_another_tool_reads_well(tmp_path: Path, tool: str) -> None:
    header, rows, expected = EXPORTS[tool]
    file = read(tmp_path, header, rows)
    found = {column.role: column.name for column in file.columns if column.role in expected}
    assert found == expected
    assert {piece.text for piece in file.evidence} == {SLOW, FINE}
    assert all(piece.date and piece.date.isoformat()[:7] == "2024-03" for piece in file.evidence)
    assert all(column.reason for column in file.columns)


def test_what_has_no_role_is_kept_as_an_attribute(tmp_path: Path) -> None:
    header, rows, _ = EXPORTS["zendesk"]
    attributes = read(tmp_path, header, rows).evidence[0].attributes
    assert attributes == {
        "id": "1",
        "Subject": "Export",
        "Requester email": "jane@acme.com",
        "Status": "open",
        "Tags": "export",
        "Assignee": "Sam Lee",
    }


def test_among_several_columns_of_text_the_best_is_read_and_the_others_named(tmp_path: Path) -> None:
    header = "What do you like best?,What would you improve?,Title"
    file = read(
        tmp_path, header, [f"The charts,{SLOW},One", f"Speed,{FINE},Two", "Support,Dark mode please and soon,Three"]
    )
    text = next(column for column in file.columns if column.role == "text")
    assert text.name == "What would you improve?"
    assert "“What do you like best?” could be read instead" in text.reason
    assert file.evidence[0].question == "What would you improve?"


def test_the_segment_is_the_best_column_like_one_and_the_others_stay(tmp_path: Path) -> None:
    header = "text,seg_size,seg_industry,seg_in_prod"
    piece = read(tmp_path, header, [f"{SLOW},50-100,Retail,Yes", f"{FINE},>1000,Media,No"]).evidence[0]
    assert piece.segment == "50-100"
    assert piece.attributes == {"seg_size": "50-100", "seg_industry": "Retail", "seg_in_prod": "Yes"}


def test_a_mapping_overrules_the_guess(tmp_path: Path) -> None:
    header, rows, _ = EXPORTS["zendesk"]
    mapping = parse_mapping("text=Subject,customer=Requester email,segment=Status,account=")
    piece = read(tmp_path, header, rows, mapping=mapping).evidence[0]
    assert (piece.text, piece.person, piece.segment, piece.account) == ("Export", "jane@acme.com", "open", None)


def test_a_mapping_knows_columns_with_commas_and_in_any_case(tmp_path: Path) -> None:
    mapping = parse_mapping("text=What, if anything, could we improve?,date=submit date (utc)")
    assert mapping == {"text": "What, if anything, could we improve?", "date": "submit date (utc)"}
    header, rows, _ = EXPORTS["typeform"]
    assert read(tmp_path, header, rows, mapping=mapping).evidence[0].text == SLOW


def test_a_mapping_that_does_not_fit_says_what_would(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="no column “Remark”; choose one of “id”, “comment”"):
        read(tmp_path, "id,comment", [f"1,{SLOW}"], mapping={"text": "Remark"})
    with pytest.raises(AppError, match="not of the form role=Column"):
        parse_mapping("Comment")
    with pytest.raises(AppError, match="no role “mood”; use one of text, customer"):
        parse_mapping("mood=Comment")
    with pytest.raises(AppError, match="given twice"):
        parse_mapping("text=A,text=B")


@pytest.mark.parametrize(
    ("values", "role"),
    [
        (("jane@acme.com", "bo@beta.io"), "person"),
        (("Jane Doe", "Bo Chen", "Al Roe"), "person"),
        (("Acme Inc", "Beta Logistics", "Okafor & Lind"), "account"),
        (("u_123", "u_124"), "person"),
    ],
)
def test_a_customer_column_is_told_by_its_values(tmp_path: Path, values: tuple[str, ...], role: str) -> None:
    file = read(tmp_path, "comment,customer", [f"{SLOW},{value}" for value in values])
    assert file.columns[1].role == role


def test_a_shared_first_name_does_not_make_one_person_of_two() -> None:
    columns = guess_columns(
        [
            Sampled("comment", (SLOW, FINE)),
            Sampled("name", ("Jane", "Jane")),
            Sampled("email", ("jane@acme.com", "jane@beta.io")),
        ]
    )
    assert [column.role for column in columns] == ["text", "attribute", "person"]


def test_the_customer_table_gives_the_base_and_fills_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(f"text,account,segment\n{SLOW},acme,\n{FINE},Beta,Small\n{FINE} now,Gone,\n")
    table = tmp_path / "customers.csv"
    table.write_text(
        "account,segment,plan,revenue,size\nAcme,Enterprise,Gold,120000,400\nBeta,Enterprise,Free,0,3\n"
        "Cora,Small,Free,0,2\nCora,Small,Free,0,2\n"
    )
    corpus: Corpus = read_files([tmp_path / "f.csv"], customers=table)
    assert dict(corpus.base) == {"Enterprise": 2, "Small": 1}
    assert [piece.segment for piece in corpus.evidence] == ["Enterprise", "Small", None]
    assert corpus.evidence[0].attributes == {"plan": "Gold", "revenue": "120000", "size": "400"}
    assert [customer.account for customer in read_customers(table)] == ["Acme", "Beta", "Cora"]


def test_a_customer_table_without_accounts_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    table.write_text("colour,weight\nred,3\nblue,4\n")
    with pytest.raises(AppError, match="no column names the accounts"):
        read_customers(table)


def test_the_rejects_file_runs_no_formula(tmp_path: Path) -> None:
    file = read(tmp_path, "text,n", [f"{SLOW},1", "=1+1,2,3", "@x,1,2"])
    assert write_rejects(tmp_path / "rejects.csv", file.rejected) == 2
    with (tmp_path / "rejects.csv").open(newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows[0] == ["source", "row", "line", "reason", "raw"]
    assert [(row[1], row[2], row[4]) for row in rows[1:]] == [("2", "3", "'=1+1,2,3"), ("3", "4", "'@x,1,2")]
