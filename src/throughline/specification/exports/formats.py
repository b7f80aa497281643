"""One door to every format: what each is called, what it is for, and how it is written.

Whatever leaves the workspace leaves here: every format gets the PRD and its evidence masked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module

from throughline.discovery.contracts import Corpus
from throughline.discovery.pipeline import Disguise
from throughline.specification.contracts import Prd
from throughline.specification.errors import UnknownFormat
from throughline.specification.exports.masking import disguise_prd
from throughline.specification.exports.names import make_name

Files = dict[str, bytes]
"""What an export comes to: paths with `/` between their parts, safe on every system, and what stands in each."""


class Purpose(StrEnum):
    """What somebody wants a format for; the menu is grouped by it."""

    READ = "To read"
    BUILD = "To build from"
    KEEP = "To keep"


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `ending` and `media` are those of its file; a format of several files has neither.

    `module` and `writer` name the function that writes it, loaded when it is asked for.
    """

    key: str
    name: str
    purpose: Purpose
    module: str
    writer: str
    ending: str = ""
    media: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is several files."""
        return not self.ending


_MARKDOWN = "text/markdown; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TABLE = "text/csv; charset=utf-8"
_FORMATS = (
    Format("pdf", "PDF", Purpose.READ, "pdf", "write_pdf", ".pdf", "application/pdf"),
    Format("docx", "Word (DOCX)", Purpose.READ, "docx", "write_docx", ".docx", _WORD),
    Format("html", "HTML, one file", Purpose.READ, "html", "write_html", ".html", "text/html; charset=utf-8"),
    Format("md", "Markdown", Purpose.READ, "markdown", "write_markdown", ".md", _MARKDOWN),
    Format("spec-kit", "GitHub spec-kit", Purpose.BUILD, "spec_kit", "write_spec_kit"),
    Format("openspec", "OpenSpec", Purpose.BUILD, "openspec", "write_openspec"),
    Format("gherkin", "Gherkin features", Purpose.BUILD, "gherkin", "write_gherkin"),
    Format("linear", "Tickets for Linear", Purpose.BUILD, "tickets", "write_linear", ".csv", _TABLE),
    Format("jira", "Tickets for Jira", Purpose.BUILD, "tickets", "write_jira", ".csv", _TABLE),
    Format("github", "Tickets for GitHub", Purpose.BUILD, "tickets", "write_github", ".csv", _TABLE),
    Format("bmad", "BMAD epic", Purpose.BUILD, "bmad", "write_bmad"),
    Format("task-master", "task-master", Purpose.BUILD, "task_master", "write_task_master"),
    Format("folder", "Folder to edit and read back", Purpose.KEEP, "folder.writing", "write_folder"),
    Format("json", "JSON", Purpose.KEEP, "json", "write_text", ".json", "application/json; charset=utf-8"),
)
FORMATS = {one.key: one for one in _FORMATS}
DOCUMENTS = ("md", "html", "docx", "pdf", "json")
"""The formats that are the PRD itself, in one file."""


def export(prd: Prd, fmt: str, corpus: Corpus, disguise: Disguise, *, opportunity: str = "") -> bytes | str:
    """The PRD in a format of one file; DOCX and PDF as bytes, the rest as text.

    `opportunity` is the id of what it was written for. Raises `UnknownFormat`; `NothingToBuildFrom` where it holds too
    little for the format.
    """
    made = _write(prd, fmt, corpus, disguise, opportunity)
    if isinstance(made, dict):
        raise UnknownFormat(fmt, [key for key, one in FORMATS.items() if not one.is_folder])
    return made


def export_files(prd: Prd, fmt: str, corpus: Corpus, disguise: Disguise, *, opportunity: str = "") -> Files:
    """The PRD in any format, as files; one for a format of one file. Raises as `export` does."""
    made = _write(prd, fmt, corpus, disguise, opportunity)
    if not isinstance(made, dict):
        made = {f"{make_name(disguise.show(prd.title), prd.id)}{FORMATS[fmt].ending}": made}
    return {path: content.encode() if isinstance(content, str) else content for path, content in made.items()}


def _write(prd: Prd, fmt: str, corpus: Corpus, disguise: Disguise, opportunity: str) -> bytes | str | dict[str, str]:
    if fmt not in FORMATS:
        raise UnknownFormat(fmt, list(FORMATS))
    chosen, (shown, evidence) = FORMATS[fmt], disguise_prd(prd, corpus, disguise)
    write = _find_writer(chosen)
    return write(shown, evidence, opportunity) if chosen.purpose is Purpose.BUILD else write(shown, evidence)


def _find_writer(chosen: Format) -> Callable[..., bytes | str | dict[str, str]]:
    module = import_module(f"throughline.specification.exports.{chosen.module}")
    return getattr(module, chosen.writer)
