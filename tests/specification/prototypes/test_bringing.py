"""Prototypes made elsewhere: what is refused and why, what is shown, and how a person says what it shows."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.prototypes.conftest import look
from throughline.core.contracts import Actor
from throughline.core.services import find_last_change, undo_change
from throughline.specification.models import Prototype, PrototypeKind
from throughline.specification.prototyping import naming, services
from throughline.specification.prototyping.errors import NameTaken, NotMadeHere, UnusableLink, UnusablePrototype
from throughline.specification.prototyping.opening import keep_brought, read_address
from throughline.specification.prototyping.serving import read_piece

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><html><body><h1>Bookings</h1></body></html>"


def pack(files: dict[str, bytes], *, change=None) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if change:
            change(archive)
    return data.getvalue()


def write_link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("passwords")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


REFUSED = {
    "a picture": ("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\0", "no HTML page"),
    "words alone": ("notes.html", b"Bookings are listed.", "no HTML page"),
    "a page that is too large": ("big.html", PAGE + b"x" * (10 << 20), "larger than 10 MB"),
    "a zip cut off": ("cut.zip", pack({"index.html": PAGE})[:60], "damaged"),
    "a zip without a page": ("none.zip", pack({"app.js": b"1"}), "no page of this zip"),
    "a zip bomb": ("bomb.zip", pack({"index.html": PAGE, "zeros": bytes(60 << 20)}), "would unpack to 63 MB"),
    "a zip of very many files": ("many.zip", pack({"index.html": PAGE} | {f"{n}": b"" for n in range(2_000)}), "2,001"),
    "a way out of the zip": ("out.zip", pack({"index.html": PAGE, "../../etc/cron": b"x"}), "points outside"),
    "a place on the machine": ("root.zip", pack({"index.html": PAGE, "/etc/cron": b"x"}), "points outside"),
    "a way out as Windows writes it": ("win.zip", pack({"index.html": PAGE, "..\\evil.js": b"x"}), "points outside"),
    "a link out of the zip": ("link.zip", pack({"index.html": PAGE}, change=write_link), "points outside"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_what_cannot_be_shown_is_refused_in_a_sentence_that_says_how_to_mend_it(what: str, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    name, data, said = REFUSED[what]
    with pytest.raises(UnusablePrototype, match=said) as refused:
        keep_brought(name, data)
    assert refused.value.mend
    assert list(tmp_path.rglob("*")) == []


@given(data=st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_page_or_a_sentence(data: bytes, tmp_path_factory):
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("kept")), suppress(UnusablePrototype):
        assert keep_brought("x.html", data).kind in PrototypeKind


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a/b",
        "//a/b",
        "https://",
        "https://a b/",
        "https://ada:secret@example.org/",
        "http://[::1",
        "",
        "https://a/\nb",
    ],
)
def test_only_an_address_of_a_page_is_a_link(address: str):
    with pytest.raises(UnusableLink):
        read_address(address)


def test_a_link_is_shown_and_neither_fetched_nor_framed(actor: Actor, client: Client):
    row = services.bring_prototype(actor, url="https://example.org/p?a=1&b=2")
    page = client.get(f"/prototypes/{row.key}").content.decode()
    assert "<iframe" not in page
    assert 'href="https://example.org/p?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow"' in page
    assert "nothing of it can be checked here" in page


def bring(actor: Actor, files: dict[str, bytes]) -> Prototype:
    return services.bring_prototype(actor, brought=keep_brought("built.zip", pack(files)), prd="prd-1")


def test_a_zip_is_served_from_the_folder_its_page_lies_in(actor: Actor):
    files = {"dist/index.html": PAGE, "dist/css/look.css": b"a{}", "dist/help.html": PAGE, "__MACOSX/dist/x": b"?"}
    row = bring(actor, files)
    assert read_piece(row, "").data == PAGE
    assert read_piece(row, "css/look.css").kind == "text/css; charset=utf-8"
    assert read_piece(row, "help.html").data == PAGE


def test_addresses_at_the_root_of_a_server_stay_in_the_zip_where_it_holds_them(actor: Actor):
    page = b'<html><script src="/assets/app.js"></script><a href="/elsewhere">x</a><img src="//host/x"></html>'
    row = bring(actor, {"dist/index.html": page, "dist/assets/app.js": b"1"})
    assert read_piece(row, "").data == page.replace(b'"/assets', b'"assets')


@pytest.mark.parametrize("path", ["../secret.key", "..%2fsecret.key", "/etc/passwd", "none.js"])
def test_nothing_beside_the_zip_is_served(actor: Actor, path: str):
    from throughline.specification.prototyping.errors import PrototypeNotFound

    row = bring(actor, {"dist/index.html": PAGE})
    with pytest.raises(PrototypeNotFound):
        read_piece(row, path)


def test_a_person_says_what_each_screen_shows_and_the_matrix_follows(actor: Actor):
    row = bring(actor, {"index.html": PAGE})
    state = naming.name_state(actor, prototype=row.key, screen="Reports", state="empty")
    before = look(row)
    assert {"c1", "c2", "c3"} <= {one.ref for one in before.matrix.rows}
    naming.tick_state(actor, prototype=row.key, named=state.pk, shown="c2", on=True)
    case = next(one for one in before.matrix.rows if one.is_case)
    naming.tick_state(actor, prototype=row.key, named=state.pk, shown=case.ref, on=True)
    after = look(row)
    assert {one.ref for one in after.matrix.rows if one.covered} == {"c2", case.ref}
    assert len(after.open) == len(before.open) - 1
    naming.tick_state(actor, prototype=row.key, named=state.pk, shown="c2", on=False)
    undo_change(actor, change_id=find_last_change(actor).pk)
    assert look(row).matrix == after.matrix


def test_a_screen_has_a_state_once(actor: Actor):
    row = bring(actor, {"index.html": PAGE})
    naming.name_state(actor, prototype=row.key, screen="Reports", state="")
    with pytest.raises(NameTaken):
        naming.name_state(actor, prototype=row.key, screen="Reports ", state="ideal")


def test_what_was_made_elsewhere_is_not_built_anew(actor: Actor):
    row = bring(actor, {"index.html": PAGE})
    for change in (services.rebuild, lambda a, **k: services.rename_in(a, names={"title": "x"}, **k)):
        with pytest.raises(NotMadeHere):
            change(actor, prototype=row.key)


def test_a_file_is_brought_by_its_form_and_downloaded_as_it_came(client: Client):
    upload = SimpleUploadedFile("Our clicks.html", PAGE, content_type="text/html")
    there = client.post("/prototypes/bring", {"file": upload, "prd": "prd-1"})["Location"].partition("?")[0]
    assert "Our clicks" in client.get(there).content.decode()
    assert client.get(f"{there}/download").content == PAGE


def test_a_form_without_a_file_says_what_is_missing_and_keeps_the_title(client: Client):
    answer = client.post("/prototypes/bring", {"title": "Tried in March"})
    assert answer.status_code == 422
    assert "choose a file, or paste a link" in answer.content.decode()
    assert "Tried in March" in answer.content.decode()
