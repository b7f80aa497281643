"""A prototype as one self-contained HTML file.

The policy stands before anything else and allows this script and this stylesheet by their hashes, and nothing beside
them: no request, no form that is sent, no frame. Every text is set as text by the script; the data cannot end its
element, because its angle brackets are escaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict
from functools import lru_cache
from html import escape
from importlib.resources import files

from throughline.specification.rules.prototyping.contracts import Prototype
from throughline.specification.rules.prototyping.coverage import describe_coverage
from throughline.specification.rules.prototyping.describing import Json, pack_prototype
from throughline.specification.rules.prototyping.gaps import find_gaps
from throughline.specification.rules.prototyping.look import choose_look

_SCRIPTS = tuple(
    f"runtime/{name}.js" for name in ("dom", "model", "app", "parts", "blocks", "views", "shell", "viewer", "boot")
)
_STYLES = tuple(f"style/{name}.css" for name in ("base", "shell", "blocks", "views", "viewer"))
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_prototype(prototype: Prototype) -> str:
    """The whole page as text, to be written as UTF-8."""
    style, data = _load(_STYLES), embed(_describe_page(prototype))
    script = f'(() => {{\n"use strict";\n{_load(_SCRIPTS)}}})();'
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )
    return (
        "<!doctype html>\n"
        '<html lang="en">\n<head>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(prototype.title)}</title>\n"
        f"<style>{style}</style>\n"
        "</head>\n<body>\n"
        f'<script type="application/json" id="data">{data}</script>\n'
        f"<script>{script}</script>\n"
        "</body>\n</html>\n"
    )


def embed(data: Json) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or opens another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(letter, letter) for letter in text)


def _describe_page(prototype: Prototype) -> Json:
    coverage = describe_coverage(prototype)
    gaps = [
        {"kind": gap.kind.value, "text": gap.text, "screen": gap.screen, "state": gap.state, "story": gap.story}
        for gap in find_gaps(prototype)
    ]
    look = asdict(choose_look(prototype))
    packed = pack_prototype(prototype)
    return packed | {
        "blocks": _share_blocks(packed["model"]),
        "gaps": gaps,
        "coverage": coverage.sentence,
        "look": look,
    }


def _share_blocks(model: Json) -> list[Json]:
    """Each block once, and in the states their places in that list: most states of a screen share most of theirs."""
    places: dict[str, int] = {}
    blocks: list[Json] = []
    for state in (state for screen in model["screens"] for state in screen["states"]):
        for block in state["blocks"]:
            if places.setdefault(json.dumps(block, sort_keys=True), len(blocks)) == len(blocks):
                blocks.append(block)
        state["blocks"] = [places[json.dumps(block, sort_keys=True)] for block in state["blocks"]]
    return blocks


@lru_cache(maxsize=4)
def _load(names: tuple[str, ...]) -> str:
    """Files of this package, one after the other. They are ours: none of them holds the end of its element."""
    folder = files(__package__ or "")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    """The hash of an inline element, as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
