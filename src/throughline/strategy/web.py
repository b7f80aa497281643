"""The tree: goals, the opportunities under them, ideas; and the forms that change it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughline.core.answering import announce_change, redirect_changed
from throughline.core.contracts import Actor
from throughline.core.kernel.errors import NotFound
from throughline.core.kernel.ids import Ref
from throughline.core.line.steps import draw_steps
from throughline.core.line.walking import walk_line
from throughline.discovery.opportunities.queries import find_opportunity
from throughline.discovery.opportunities.services import rename_opportunity
from throughline.strategy import services, showing
from throughline.strategy.betting.showing import show_bets
from throughline.strategy.deciding.queries import list_decisions
from throughline.strategy.declining.showing import describe_no
from throughline.strategy.errors import CannotStandThere
from throughline.strategy.estimating.showing import show_estimates
from throughline.strategy.queries import get_goal, get_idea, list_metric_names
from throughline.strategy.rules.tree import find_below

ACTS = {
    "goal": ("rename", "new", "metric"),
    "opportunity": ("rename", "new", "move", "idea"),
    "idea": ("rename", "move"),
    "": ("new", "goal"),
}


def show_tree(request: HttpRequest) -> HttpResponse:
    """The tree as a person left it; which branches are open stands in the address."""
    fragment = request.htmx and request.htmx.target == "tree"  # type: ignore[attr-defined]
    return render(request, "strategy/_tree.html" if fragment else "strategy/tree.html", describe_tree(request))


def describe_tree(request: HttpRequest, *, at: str = "") -> dict[str, Any]:
    """The tree; a form that HTMX sent says in its page's address which branches are open."""
    query = read_fields(request.GET)
    if request.method == "POST" and request.htmx and request.htmx.current_url:  # type: ignore[attr-defined]
        query = dict(parse_qsl(urlsplit(request.htmx.current_url).query))  # type: ignore[attr-defined]
    state = showing.OpenState.read(query)
    return {"tree": showing.show_tree(get_actor(request).workspace, state), "at": at or query.get("at", "")}


def act(request: HttpRequest, act: str, kind: str = "", key: str = "") -> HttpResponse:
    """Rename, move or add: the form, and what it does. Raises `NotFound` for an act this node does not know."""
    if act not in ACTS.get(kind, ()) or (key == "none" and act != "new"):
        raise NotFound("nothing like that can be done here", mend="go back to the tree")
    if request.method == "POST":
        at = DO[act](get_actor(request), kind, key, read_fields(request.POST))
        return answer(request, at)
    template = "_act.html" if request.htmx else "act.html"  # type: ignore[attr-defined]
    context = {"act": act, "kind": kind, "key": key, **_describe_act(get_actor(request), act, kind, key)}
    return render(request, f"strategy/{template}", context)


def _describe_act(actor: Actor, act: str, kind: str, key: str) -> dict[str, Any]:
    workspace = actor.workspace
    find = {"goal": get_goal, "opportunity": find_opportunity, "idea": get_idea}
    row = find[kind](workspace, key) if kind and key != "none" else None
    context: dict[str, Any] = {"row": row, "title": row.title if row else ""}
    if act == "move":
        nodes = showing.list_nodes(workspace)
        barred = find_below(f"{kind}:{key}", nodes)
        parents = [node for node in nodes if node.ref not in barred and (kind != "idea" or node.kind == "opportunity")]
        context["parents"] = sorted(parents, key=lambda node: (node.kind, node.title.casefold()))
        context["neighbours"] = _list_neighbours(nodes, f"{kind}:{key}")
        context["now"] = f"opportunity:{row.opportunity}" if kind == "idea" else _find_parent(nodes, f"{kind}:{key}")  # type: ignore[union-attr]
    if act == "metric":
        context["metrics"] = list_metric_names(workspace)
    return context


def _find_parent(nodes: list[showing.Node], ref: str) -> str:
    return next((node.parent for node in nodes if node.ref == ref), "")


def _list_neighbours(nodes: list[showing.Node], ref: str) -> list[showing.Node]:
    parent = _find_parent(nodes, ref)
    return [node for node in nodes if node.parent == parent and node.ref != ref and node.kind != "goal"]


def _rename(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:
    title = given.get("title", "")
    if kind == "goal":
        services.rename_goal(actor, goal=key, title=title)
    elif kind == "idea":
        services.rename_idea(actor, idea=key, title=title)
    else:
        rename_opportunity(actor, opportunity=key, title=title)
    return f"{kind}:{key}"


def _create(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:
    above = {"goal": key} if kind == "goal" and key != "none" else {"parent": key} if kind == "opportunity" else {}
    return f"opportunity:{services.create_under(actor, title=given.get('title', ''), **above)}"


def _add_goal(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:  # noqa: ARG001 - every act takes them
    return f"goal:{services.add_goal(actor, title=given.get('title', '')).key}"


def _add_idea(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:  # noqa: ARG001
    return f"idea:{services.add_idea(actor, opportunity=key, title=given.get('title', '')).key}"


def _bind(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:  # noqa: ARG001
    services.bind_goal(actor, goal=key, metric=given.get("metric", ""))
    return f"goal:{key}"


def _move(actor: Actor, kind: str, key: str, given: dict[str, str]) -> str:
    above, _, where = given.get("under", "").partition(":")
    before = given.get("before", "").removeprefix("opportunity:")
    if kind == "idea":
        if above != "opportunity":
            raise CannotStandThere("an idea stands under an opportunity")
        services.move_idea(actor, idea=key, opportunity=where)
    elif above == "opportunity":
        services.move_opportunity(actor, opportunity=key, parent=where, before=before)
    elif above in {"goal", ""}:
        services.move_opportunity(actor, opportunity=key, goal="" if where == "none" else where, before=before)
    else:
        raise CannotStandThere("nothing stands under an idea")
    return f"{kind}:{key}"


DO = {"rename": _rename, "new": _create, "goal": _add_goal, "idea": _add_idea, "metric": _bind, "move": _move}


def answer(request: HttpRequest, at: str) -> HttpResponse:
    """The tree as it stands now, with the node that was worked on in view."""
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "strategy/_tree.html", describe_tree(request, at=at))
        response["HX-Retarget"], response["HX-Reswap"] = "#tree", "outerHTML"
        return announce_change(request, response)
    return redirect_changed(request, f"{reverse('strategy:tree')}?at={at}#{at}")


def show_idea(request: HttpRequest, key: str) -> HttpResponse:
    """One idea: what it answers, and what is noted about it. Raises `IdeaNotFound`."""
    actor = get_actor(request)
    row = get_idea(actor.workspace, key)
    if request.method == "POST":
        _change_idea(actor, key, request)
        return redirect_changed(request, reverse("strategy:idea", args=[key]))
    line = walk_line(actor.workspace, Ref("idea", key))
    stops = next((station.stops for station in line if station.station.kind == "opportunity"), ())
    decisions = list_decisions(actor.workspace, on=Ref("idea", key))
    context = {"key": key, "row": row, "line": draw_steps(line), "answers": stops, "decisions": decisions}
    context |= describe_no(row)
    return render(request, "strategy/idea.html", context | {"estimates": show_estimates(row), "bets": show_bets(row)})


def _change_idea(actor: Actor, key: str, request: HttpRequest) -> None:
    act = request.POST.get("act", "")
    if act == "close":
        services.close_idea(actor, idea=key)
    elif act == "reopen":
        services.reopen_idea(actor, idea=key)
    elif act == "rename":
        services.rename_idea(actor, idea=key, title=request.POST.get("title", ""))
    else:
        services.note_idea(actor, idea=key, note=request.POST.get("note", ""))


@require_POST
def add_idea(request: HttpRequest) -> HttpResponse:
    """An idea from the page of an opportunity, and back there."""
    key = request.POST.get("opportunity", "")
    services.add_idea(get_actor(request), opportunity=key, title=request.POST.get("title", ""))
    return redirect_changed(request, reverse("discovery:opportunity", args=[key]) + "#ideas")


def read_fields(query: QueryDict) -> dict[str, str]:
    """Each field's last value."""
    return {name: str(query.get(name, "")) for name in query}


def get_actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]
