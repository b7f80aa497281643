"""Cases of undo for statuses: one for each service of reporting."""

from __future__ import annotations

from throughline.core.contracts import Actor
from throughline.core.kernel.clock import utc_now
from throughline.grounding.telling.contracts import Author
from throughline.rhythm.reporting import services
from throughline.rhythm.reporting.queries import load_draft
from throughline.specification.contracts import Audience

TO = Audience.ENGINEERING


def prepare(actor: Actor) -> None:
    """What the others have prepared, one sentence of it in a person's words."""
    services.edit_sentence(actor, audience=TO, key=_find(actor, Author.DRAFTED), text="We chose one.")


def _find(actor: Actor, author: Author) -> str:
    """The key of a sentence that was, or was not, reworded; `IndexError` where another case has left it out."""
    draft = load_draft(actor.workspace, TO, now=utc_now())
    keys = [one.key for one in draft.status.sentences if one.author is author]
    return keys[0]


def _send(actor: Actor) -> object:
    digest = load_draft(actor.workspace, TO, now=utc_now()).digest
    return services.send_status(actor, audience=TO, digest=digest, took=3, usual="40")


PLACE = "throughline.rhythm.reporting.services."
DO = {
    f"{PLACE}edit_sentence": lambda a, _: services.edit_sentence(
        a, audience=TO, key=_find(a, Author.DRAFTED), text="We chose the other."
    ),
    f"{PLACE}leave_out": lambda a, _: services.leave_out(a, audience=TO, key=_find(a, Author.EDITED)),
    f"{PLACE}restore_sentence": lambda a, _: services.restore_sentence(a, audience=TO, key=_find(a, Author.EDITED)),
    f"{PLACE}add_sentence": lambda a, _: services.add_sentence(
        a, audience=Audience.SALES, section="shipped", text="Nothing else."
    ),
    f"{PLACE}send_status": lambda a, _: _send(a),
}
