"""Use mine: drop files or paste rows, confirm what was recognised, import into one's own workspace, see the themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline.core.contracts import WRITERS, Actor
from throughline.core.kernel.errors import AppError, BadInput, Forbidden
from throughline.core.queries import list_memberships
from throughline.core.services import make_workspace
from throughline.discovery.contracts import Column, Evidence, FileKind, Rejected, Speaker
from throughline.discovery.queries import visible_files
from throughline.discovery.reading.files import open_file
from throughline.discovery.rules.columns import ROLES
from throughline.discovery.services import correct_speaker, find_themes, import_file
from throughline.surfaces.entry import remember
from throughline.surfaces.uploads import Choices, Tray, find_tray, keep_uploads, open_tray

OWN = "My workspace"
EXAMPLE = """date,account,segment,comment
2026-03-04,Brightwater Logistics,Enterprise,"Exporting to CSV times out every time, at 84,000 rows"
2026-03-11,Okafor & Lind,Mid-market,The ledger export never finishes
2026-04-22,Castellan Insurance,Enterprise,"The file arrived, but it stops at row 50,000"
"""
NOTHING = "Nothing was given; drop a file or paste rows."
SHOWN = 3
ROLE_NAMES = {
    "text": "what was said",
    "customer": "customer (account or person)",
    "account": "account",
    "person": "person",
    "segment": "segment",
    "date": "date",
    "channel": "channel",
    "relayed_by": "passed on by",
    "question": "question asked",
    "speaker": "speaker",
    "id": "its own id",
    "plan": "plan",
    "revenue": "revenue",
    "size": "size of the account",
}


@dataclass
class Looked:
    """One file as it was read: what is in it, what was recognised, or why it cannot be used."""

    name: str
    trouble: str = ""
    kind: str = ""
    records: int = 0
    items: int = 0
    second_hand: int = 0
    skipped: int = 0
    asked: int = 0
    accounts: set[str] = field(default_factory=set[str])
    people: set[str] = field(default_factory=set[str])
    columns: tuple[Column, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    examples: list[Evidence] = field(default_factory=list[Evidence])
    refused: list[Rejected] = field(default_factory=list[Rejected])

    @property
    def is_table(self) -> bool:
        return self.kind == FileKind.FEEDBACK and bool(self.columns)


def show_drop(request: HttpRequest) -> HttpResponse:
    """One box for files and rows. What cannot be used is said in a sentence; what was typed stays."""
    if request.method != "POST":
        return _show_box(request, [])
    tray = open_tray()
    keep_uploads(tray, request.FILES.getlist("files"), request.POST.get("rows", ""))
    looked = look_at(tray)
    if all(file.trouble for file in looked):
        tray.discard()
        return _show_box(
            request, [file.trouble for file in looked] or ["Nothing was given; drop a file or paste rows."]
        )
    request.session["trays"] = [*request.session.get("trays", [])[-9:], tray.token]
    return redirect("confirm", tray.token)


def _show_box(request: HttpRequest, troubles: Sequence[str]) -> HttpResponse:
    context = {"troubles": troubles, "rows": request.POST.get("rows", ""), "example": EXAMPLE}
    return render(request, "surfaces/mine.html", context, status=422 if troubles else 200)


def show_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What was recognised, to be confirmed or corrected; sending corrections reads the files again."""
    tray = _get_tray(request, token)
    if request.method == "POST":
        tray.write_choices(read_choices(request, tray))
        return redirect("confirm", token)
    return _show_confirm(request, tray, None)


def _show_confirm(request: HttpRequest, tray: Tray, trouble: str | None) -> HttpResponse:
    looked = look_at(tray)
    good = [file for file in looked if not file.trouble]
    context = {
        "token": tray.token,
        "files": looked,
        "trouble": trouble,
        "ready": bool(good),
        "records": sum(file.records for file in good),
        "items": sum(file.items for file in good),
        "rows_word": _name_rows(good),
        **_count_customers(good),
        "second_hand": sum(file.second_hand for file in good),
        "skipped": sum(file.skipped for file in good),
        "roles": ROLE_NAMES,
        "into": find_own(request) or OWN,
    }
    return render(request, "surfaces/confirm.html", context, status=422 if trouble else 200)


def _name_rows(files: Sequence[Looked]) -> str:
    tables = {file.is_table for file in files}
    return "rows and turns" if len(tables) > 1 else "rows" if True in tables else "turns"


def _count_customers(files: Sequence[Looked]) -> dict[str, object]:
    """Accounts where any are named, else people: a count never mixes the two."""
    accounts = set().union(*(file.accounts for file in files))
    people = set().union(*(file.people for file in files))
    found, one, many = (accounts, "account", "accounts") if accounts else (people, "person", "people")
    return {"customers": len(found), "customers_word": one if len(found) == 1 else many}


@require_POST
def run_import(request: HttpRequest, token: str) -> HttpResponse:
    """Import every usable file into the person's own workspace and find its themes."""
    tray = _get_tray(request, token)
    tray.write_choices(read_choices(request, tray))
    usable = {file.name for file in look_at(tray) if not file.trouble}
    if not usable:
        return _show_confirm(request, tray, "none of these files can be used; drop others")
    actor = _act_in_own(request)
    choices = tray.read_choices()
    for name, path in tray.files:
        if name in usable:
            import_file(actor, path=path, name=name, mapping=_give_mapping(choices, name))
            _correct(actor, name, choices)
    tray.discard()
    find_themes(actor)
    return redirect("discovery:themes")


def look_at(tray: Tray) -> list[Looked]:
    """Read every file of the tray once, in bounded memory."""
    choices = tray.read_choices()
    return [_look(name, path, choices) for name, path in tray.files]


def _look(name: str, path: object, choices: Choices) -> Looked:
    looked = Looked(name)
    try:
        speakers = choices.speakers.get(name) or None
        reading = open_file(path, mapping=_give_mapping(choices, name), speakers=speakers, name=name)  # type: ignore[arg-type]
        looked.kind, looked.columns, looked.speakers = reading.kind, reading.columns, reading.speakers
        _tally(looked, reading)
        looked.records, looked.speakers = reading.records, reading.speakers
    except AppError as error:
        looked.trouble = f"{name}: {error.what}; {error.mend}." if error.mend else f"{name}: {error.what}."
    return looked


def _tally(looked: Looked, records: Iterable[Evidence | Rejected]) -> None:
    for record in records:
        if isinstance(record, Rejected):
            looked.skipped += 1
            looked.refused += [record] if len(looked.refused) < SHOWN else []
        elif record.interviewer:
            looked.asked += 1
        else:
            looked.items += 1
            looked.second_hand += record.relayed_by is not None
            looked.accounts |= {record.account} if record.account else set()
            looked.people |= {record.person} if record.person else set()
            looked.examples += [record] if len(looked.examples) < SHOWN else []


def read_choices(request: HttpRequest, tray: Tray) -> Choices:
    """The corrections of the form. Raises `BadInput` where two columns are said to be the same."""
    kept = tray.read_choices()
    columns: dict[str, dict[str, str]] = {}
    speakers: dict[str, dict[str, str]] = {}
    for number, (name, _) in enumerate(tray.files):
        roles = dict(
            zip(request.POST.getlist(f"column-{number}"), request.POST.getlist(f"role-{number}"), strict=False)
        )
        voices = dict(
            zip(request.POST.getlist(f"voice-{number}"), request.POST.getlist(f"asks-{number}"), strict=False)
        )
        columns[name] = _turn_round(roles, name) if roles else dict(kept.columns.get(name, {}))
        speakers[name] = voices or dict(kept.speakers.get(name, {}))
    return Choices(columns, speakers)


def _read_pairs(request: HttpRequest, names: str, values: str) -> dict[str, str]:
    return dict(zip(request.POST.getlist(names), request.POST.getlist(values), strict=False))


def _turn_round(roles: dict[str, str], name: str) -> dict[str, str]:
    """From the role of each column to the column of each role; a role nobody has is taken away."""
    found = dict.fromkeys(ROLES, "")
    for column, role in roles.items():
        if role not in found:
            continue
        if found[role]:
            both = f"“{found[role]}” and “{column}” cannot both be {ROLE_NAMES[role]}"
            raise BadInput(both, where=name, mend="choose one of them")
        found[role] = column
    return found


def _give_mapping(choices: Choices, name: str) -> dict[str, str] | None:
    return dict(choices.columns.get(name, {})) or None


def _correct(actor: Actor, name: str, choices: Choices) -> None:
    """Hold the person's word about who asks against the guess of the import."""
    said = choices.speakers.get(name, {})
    file = visible_files(actor.workspace).filter(name=name).last() if said else None
    for voice in file.speakers if file else ():
        asks = said.get(voice["name"], "") == "interviewer"
        if voice["name"] in said and asks != voice["interviewer"]:
            correct_speaker(actor, file_id=file.pk, speaker=voice["name"], interviewer=asks)  # type: ignore[union-attr]


def find_own(request: HttpRequest) -> str | None:
    """The name of the workspace that files go into, None where it is yet to be made."""
    actor = _find_own_actor(request)
    return actor.workspace.name if actor else None


def _find_own_actor(request: HttpRequest) -> Actor | None:
    acting: Actor = request.actor  # type: ignore[attr-defined]
    if not acting.workspace.is_sample and acting.role in WRITERS:
        return acting
    members = list_memberships(request.session.get("members", []))
    own = (Actor(member.workspace, member) for member in members if not member.workspace.is_sample)
    return next((actor for actor in own if actor.role in WRITERS), None)


def _act_in_own(request: HttpRequest) -> Actor:
    """The person in their own workspace, which is made where they have none; the session acts there from here on."""
    acting: Actor = request.actor  # type: ignore[attr-defined]
    actor = _find_own_actor(request) or make_workspace(OWN, owner=acting.member.name)
    remember(request, [actor.member])
    return actor


def _get_tray(request: HttpRequest, token: str) -> Tray:
    """The tray, if it is this person's. Raises `Forbidden` or `NotFound`."""
    tray = find_tray(token)
    if token not in request.session.get("trays", []):
        raise Forbidden("these files were dropped by someone else", mend="drop yours")
    return tray
