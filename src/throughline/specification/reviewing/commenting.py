"""Comments beside a line of a PRD: a question, a doubt, or other words for it; each is resolved or becomes a change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from throughline.core.allowing import COMMENTERS, allow
from throughline.core.commenting.queries import list_threads
from throughline.core.commenting.services import add_comment, answer_comment, reopen_comment, resolve_comment
from throughline.core.contracts import Actor
from throughline.core.kernel.ids import Ref
from throughline.specification.document import answer, get_actor, may_write
from throughline.specification.proving import show_proof
from throughline.specification.reviewing.queries import COMMENTED
from throughline.specification.reviewing.suggestions import take_words


def name_line(key: str, claim: str) -> Ref:
    """What a comment beside a line stands on."""
    return Ref(COMMENTED, f"{key}/{claim}")


@allow(COMMENTERS)
@require_POST
def comment(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """Write beside a line, propose other words for it, or answer. Raises `LineNotFound`."""
    actor, text, asked = get_actor(request), request.POST.get("text", ""), request.POST.get("answers", "")
    show_proof(actor.workspace, key, claim)
    if asked.isdecimal() and len(asked) < 18:
        answer_comment(actor, on=name_line(key, claim), comment=int(asked), text=text)
    else:
        add_comment(actor, on=name_line(key, claim), text=text, proposes=request.POST.get("proposes", ""))
    return _answer(request, key, claim)


@allow(COMMENTERS)
@require_POST
def settle(request: HttpRequest, key: str, claim: str, comment_id: int) -> HttpResponse:
    """Resolve a comment, open it again, or take the words it proposes. Raises `CommentNotFound`."""
    actor, act = get_actor(request), request.POST.get("act", "")
    if act == "take":
        take_words(actor, prd=key, claim=claim, comment=comment_id)
    elif act == "reopen":
        reopen_comment(actor, on=name_line(key, claim), comment=comment_id)
    else:
        _resolve(actor, key, claim, comment_id, " ".join(request.POST.get("outcome", "").split()))
    return _answer(request, key, claim)


def _resolve(actor: Actor, key: str, claim: str, comment: int, outcome: str) -> None:
    resolve_comment(actor, on=name_line(key, claim), comment=comment, outcome=outcome or "resolved")


def _answer(request: HttpRequest, key: str, claim: str) -> HttpResponse:
    """The document, and in the open panel the comments as they stand now."""
    actor = get_actor(request)
    threads = list_threads(actor.workspace, name_line(key, claim))
    about = {"threads_of": claim, "threads": threads, "writes_line": may_write(actor, key, claim)}
    return answer(request, key, at=f"line-{claim}", **about)
