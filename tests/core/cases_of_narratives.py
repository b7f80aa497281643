"""Cases of undo for narratives: one for each service of narrating."""

from __future__ import annotations

from throughline.core.contracts import Actor
from throughline.grounding.telling.contracts import Author
from throughline.specification.contracts import Audience
from throughline.specification.narrating import services
from throughline.specification.narrating.queries import load_draft
from throughline.specification.queries import get_row

PRD, TO = "prd-1", Audience.ENGINEERING


def prepare(actor: Actor) -> None:
    """What the others have prepared, one sentence of its narrative in a person's words."""
    services.edit_sentence(actor, prd=PRD, audience=TO, key=_find(actor, Author.DRAFTED), text="It hangs.")


def _find(actor: Actor, author: Author) -> str:
    """The key of a sentence that was, or was not, reworded; `IndexError` where another case has left it out."""
    draft = load_draft(get_row(actor.workspace, PRD), TO)
    keys = [one.key for one in draft.narrative.sentences if one.author is author]
    return keys[0]


def _keep(actor: Actor) -> object:
    digest = load_draft(get_row(actor.workspace, PRD), TO).digest
    return services.keep_narrative(actor, prd=PRD, audience=TO, digest=digest)


PLACE = "throughline.specification.narrating.services."
DO = {
    f"{PLACE}edit_sentence": lambda a, _: services.edit_sentence(
        a, prd=PRD, audience=TO, key=_find(a, Author.DRAFTED), text="It hangs at times."
    ),
    f"{PLACE}leave_out": lambda a, _: services.leave_out(a, prd=PRD, audience=TO, key=_find(a, Author.EDITED)),
    f"{PLACE}restore_sentence": lambda a, _: services.restore_sentence(
        a, prd=PRD, audience=TO, key=_find(a, Author.EDITED)
    ),
    f"{PLACE}add_sentence": lambda a, _: services.add_sentence(
        a, prd=PRD, audience=Audience.SALES, section="now", text="Nothing else."
    ),
    f"{PLACE}keep_narrative": lambda a, _: _keep(a),
}
