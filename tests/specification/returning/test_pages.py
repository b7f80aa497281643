"""The page of a folder that comes back: given as an archive, a folder or a page; seen whole; taken over by choice."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.specification.living import KEY, make_prd
from throughline.core.contracts import Actor
from throughline.core.services import issue_link, make_workspace
from throughline.grounding.contracts import Origin
from throughline.specification.editing import deciding
from throughline.specification.exports.folder.writing import BASE
from throughline.specification.models import ReadBack
from throughline.specification.queries import get_prd
from throughline.specification.services import keep_prd

pytestmark = pytest.mark.django_db
HERE = f"/prds/{KEY}/read-back"
OLD, NEW = b"the file is whole", b"the file is all there"


@pytest.fixture
def actor() -> Actor:
    actor = make_workspace("Ours", owner="Ada")
    keep_prd(actor, prd=make_prd())
    return actor


@pytest.fixture
def client(actor: Actor) -> Client:
    client = Client()
    client.get(f"/?key={issue_link(actor.member)}")
    return client


def unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: dict[str, bytes]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("prd.zip", out.getvalue())


@pytest.fixture
def files(client: Client) -> dict[str, bytes]:
    """What the Download menu gives, with one line in other words."""
    found = unzip(client.get(f"/prds/{KEY}/download/folder").content)
    return {name: data if name.endswith(BASE) else data.replace(OLD, NEW) for name, data in found.items()}


def give(client: Client, **given: object) -> str:
    """The address of the page to which giving a folder leads."""
    response = client.post(HERE, given)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def read_words(actor: Actor) -> tuple[str, Origin]:
    claim = next(line.claim for line in get_prd(actor.workspace, KEY).lines if line.claim.id == "c1")
    return claim.text.rpartition("then ")[2], claim.origin


def test_the_download_menu_leads_there(client: Client) -> None:
    assert f'href="{HERE}"' in client.get(f"/prds/{KEY}").content.decode()


def test_an_archive_is_shown_change_by_change_and_taken_over(
    client: Client, actor: Actor, files: dict[str, bytes]
) -> None:
    where = give(client, files=pack(files))
    page = client.get(where).content.decode()
    assert re.search(r"<del>whole</del><ins>all there</ins>", page)
    assert read_words(actor)[0] == OLD.decode()
    (item,) = re.findall(r'name="take" value="([\w-]+)"', page)
    done = client.post(f"{where}/take", {"take": item, "whose": "theirs"})
    assert done["Location"].startswith(f"/prds/{KEY}?changed=")
    assert read_words(actor) == (NEW.decode(), Origin.PROPOSAL)
    assert "Everything in it is decided" in client.get(where).content.decode()


def test_the_files_of_a_folder_come_with_their_paths(client: Client, actor: Actor, files: dict[str, bytes]) -> None:
    uploads = [SimpleUploadedFile(name.rpartition("/")[2], data) for name, data in files.items()]
    where = give(client, files=uploads, path=list(files))
    assert "all there" in client.get(where).content.decode()


def test_one_markdown_page_is_read_back_as_well(client: Client) -> None:
    page = client.get(f"/prds/{KEY}/download/md").content
    head, mark, trace = page.partition(b"<!-- throughline: ")
    where = give(client, files=SimpleUploadedFile("prd.md", head.replace(OLD, NEW) + mark + trace))
    assert "all there" in client.get(where).content.decode()


def test_a_new_line_says_which_story_it_is_for(client: Client, files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith("story-2.md"))
    more = files[name].replace(b"- **C3**", b"- Given a delay, then it is said.\n- **C3**")
    page = client.get(give(client, files=pack({**files, name: more}))).content.decode()
    assert "In S2 Know while waiting" in page


def test_a_conflict_shows_both_sides_and_waits_for_a_choice(
    client: Client, actor: Actor, files: dict[str, bytes]
) -> None:
    deciding.edit_line(actor, prd=KEY, claim="c1", text="Given a report, when it is exported, then it is whole")
    where = give(client, files=pack(files))
    page = client.get(where).content.decode()
    assert "The line was changed on both sides." in page
    (side,) = set(re.findall(r'name="(side-[\w-]+)"', page))
    refused = client.post(f"{where}/take", {"whose": "own"})
    assert (refused.status_code, "Nothing was chosen" in refused.content.decode()) == (422, True)
    client.post(f"{where}/take", {side: "theirs", "whose": "own"})
    assert read_words(actor) == (NEW.decode(), Origin.JUDGEMENT)


def test_a_mask_is_shown_with_the_name_put_back_and_words_to_change(client: Client, actor: Actor) -> None:
    deciding.edit_line(actor, prd=KEY, claim="c1", text="Given a mail to bo@alder.example, then the file is whole")
    found = unzip(client.get(f"/prds/{KEY}/download/folder").content)
    files = {name: data if name.endswith(BASE) else data.replace(OLD, NEW) for name, data in found.items()}
    assert not any(b"bo@alder" in data for data in files.values())
    page = client.get(where := give(client, files=pack(files))).content.decode()
    assert "Given a mail to bo@alder.example, then the file is all there</textarea>" in page
    (side,) = set(re.findall(r'name="(side-[\w-]+)"', page))
    refused = client.post(f"{where}/take", {side: "theirs", side.replace("side", "words"): "Given a mail to [mail]"})
    assert (refused.status_code, "stands for something that is not said" in refused.content.decode()) == (422, True)
    client.post(f"{where}/take", {side: "theirs"})
    assert read_words(actor)[0] == NEW.decode()
    assert "bo@alder.example" in next(c.claim.text for c in get_prd(actor.workspace, KEY).lines if c.claim.id == "c1")


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("prd.zip", b"no archive"), "this is no ZIP archive that can be read"),
        (SimpleUploadedFile("prd.md", b"# A page of mine"), "what is not shown on the page is missing"),
        (pack({"README.md": b"# Mine", "more.md": b"More"}), "there is no snapshot of what was exported"),
        (pack({"a.md": b"0" * 6_000_000}), "this holds more than a PRD"),
    ],
    ids=["no archive", "no page of ours", "no folder of ours", "too much"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(client: Client, upload: SimpleUploadedFile, said: str) -> None:
    upload.seek(0)
    response = client.post(HERE, {"files": upload})
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert "throughline export" not in response.content.decode()
    assert not ReadBack.objects.exists()


def test_nothing_given_and_nothing_changed_are_said(client: Client) -> None:
    assert "Nothing was given" in client.post(HERE, {}).content.decode()
    untouched = SimpleUploadedFile("prd.zip", client.get(f"/prds/{KEY}/download/folder").content)
    assert "Nothing in it differs" in client.post(HERE, {"files": untouched}).content.decode()


def test_a_folder_that_waits_is_found_again_until_it_is_put_away(client: Client, files: dict[str, bytes]) -> None:
    where = give(client, files=pack(files))
    assert f'href="{where}"' in client.get(HERE).content.decode()
    client.post(f"{where}/dismiss")
    assert f'href="{where}"' not in client.get(HERE).content.decode()
