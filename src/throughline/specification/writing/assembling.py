"""From blocks to a PRD: sections in order by size, ids, verification of everything, and what failed set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from throughline.core.kernel.ids import derive_id
from throughline.grounding.contracts import Claim, Finding, Origin, Report, Verdict
from throughline.specification.contracts import Block, Line, RejectedClaim, Role, Section, Size
from throughline.specification.rules.sections import KEPT_EMPTY, PARTS

_UNHEARD = {
    "stories": "Stories are written from customers' words: hear some first.",
    "technical": "Engineering's to write.",
}


def lay_out(
    blocks: Mapping[str, Sequence[Block]], *, size: Size, technical: str = "", heard: bool = True
) -> tuple[Section, ...]:
    """The sections of a size, in order; an empty one stays where it invites somebody to write it.

    `heard` is false where nobody's words were read, so that what the evidence lacks is not held against it.
    """
    sections: list[Section] = []
    for part in PARTS:
        own = tuple(block for block in blocks.get(part.key, ()) if block.lines)
        unheard = _UNHEARD.get(part.key, "")
        says = technical if part.key == "technical" and technical else part.invitation if heard else unheard
        if size in part.sizes and (own or (part.key in KEPT_EMPTY and says)):
            sections.append(Section(part.key, part.number, part.title, own, "" if own else says))
    return tuple(sections)


def give_ids(sections: tuple[Section, ...], settle: tuple[Line, ...]) -> tuple[tuple[Section, ...], tuple[Line, ...]]:
    """Every claim its id: from its place and its words, so that a draft made again has the same ones."""
    seen: Counter[str] = Counter()

    def name(line: Line, where: str) -> Line:
        words = derive_id("cl", where, line.role, line.claim.text, *(c.evidence for c in line.claim.citations[:3]))
        seen[words] += 1
        id_ = words if seen[words] == 1 else f"{words}-{seen[words]}"
        return replace(line, claim=replace(line.claim, id=id_))

    settled = tuple(name(line, "settle") for line in settle)
    return _map_lines(sections, lambda line, key: name(line, key)), settled


def _map_lines(sections: tuple[Section, ...], change: Callable[[Line, str], Line | None]) -> tuple[Section, ...]:
    """The sections with every line changed; a line that becomes None is left out, and with its last line a block."""
    made: list[Section] = []
    for section in sections:
        blocks = [
            replace(b, lines=tuple(n for line in b.lines if (n := change(line, section.key)))) for b in section.blocks
        ]
        made.append(replace(section, blocks=tuple(block for block in blocks if block.lines)))
    return tuple(made)


def settle_findings(
    sections: tuple[Section, ...], settle: tuple[Line, ...], report: Report
) -> tuple[tuple[Section, ...], tuple[Line, ...], tuple[RejectedClaim, ...]]:
    """Take out what was rejected, turn what was downgraded into proposals, and list both with the reason."""
    findings = {finding.claim.id: finding for finding in report.findings}

    def judge(line: Line, _key: str) -> Line | None:
        finding = findings[line.claim.id]
        if finding.verdict is Verdict.REJECTED:
            return None
        return line if finding.verdict is Verdict.VERIFIED else _downgrade(line)

    kept = tuple(n for line in settle if (n := judge(line, "settle")))
    rejected = tuple(_set_apart(finding) for finding in report.findings if finding.verdict is not Verdict.VERIFIED)
    return _map_lines(sections, judge), kept, rejected


def _downgrade(line: Line) -> Line:
    claim = replace(line.claim, origin=Origin.PROPOSAL, quote=None, customer=None, computations=())
    return replace(line, claim=claim)


def _set_apart(finding: Finding) -> RejectedClaim:
    return RejectedClaim(finding.claim.id, finding.claim, finding.verdict.value, finding.reason, finding.recomputed)


def claims_of(sections: Iterable[Section], settle: Iterable[Line]) -> tuple[Claim, ...]:
    """Every claim in reading order, the settle box first."""
    nested = [line for section in sections for block in section.blocks for line in block.lines]
    return tuple(line.claim for line in (*settle, *nested))


def drop_headless(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Leave out stories that lost their criteria, and sections that lost all they held; number the criteria anew."""
    left = (replace(s, blocks=tuple(b for b in s.blocks if not _is_headless(b))) for s in sections)
    return _renumber(tuple(section for section in left if section.blocks or section.invitation))


def _renumber(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Criteria C1, C2, … without a gap, wherever they are named: by their label, in a criterion, in a note."""
    kept = [line.label for s in sections for b in s.blocks for line in b.lines if line.role is Role.CRITERION]
    numbers = {label: f"C{n}" for n, label in enumerate(kept, 1)}
    if all(old == new for old, new in numbers.items()):
        return sections

    def rename(line: Line, _key: str) -> Line:
        if line.role is not Role.CRITERION:
            return line
        claim = replace(line.claim, text=_CRITERION.sub(lambda m: numbers.get(m.group(), m.group()), line.claim.text))
        return replace(line, claim=claim, label=numbers[line.label])

    made = _map_lines(sections, rename)
    return tuple(replace(s, blocks=tuple(_renote(block, numbers) for block in s.blocks)) for s in made)


def _renote(block: Block, numbers: Mapping[str, str]) -> Block:
    """The note of a requirement, without the criteria that are gone."""
    if not block.id.startswith("requirement"):
        return block
    story, _, named = block.note.partition(" · ")
    left = [numbers[label] for label in named.split(", ") if label in numbers]
    return replace(block, note=f"{story} · {', '.join(left)}" if left else story)


def _is_headless(block: Block) -> bool:
    return block.kind == "story" and not any(line.role is Role.CRITERION for line in block.lines)


_MEASURED = frozenset({"problem", "evidence", "stories", "requirements"})
_SHOWN = (Origin.QUOTE, Origin.NUMBER, Origin.INFERENCE)
_CRITERION = re.compile(r"\bC\d+\b")
_LEAST_SHOWN = 0.72
_FEWEST_CRITERIA = 2


def balance(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Leave out proposals until what is shown outweighs them: a draft is not drowned in what nobody has said.

    First requirements without a case to test them with go, then criteria beyond a story's first two, then requirements.
    """
    for removable in (_bare_requirements, _extra_criteria, _requirements):
        for ids in removable(sections):
            if _share_shown(sections) >= _LEAST_SHOWN:
                return sections
            sections = _map_lines(sections, lambda line, _key, gone=ids: None if line.claim.id in gone else line)
    return sections


def _share_shown(sections: tuple[Section, ...]) -> float:
    lines = [line for s in sections if s.key in _MEASURED for block in s.blocks for line in block.lines]
    return sum(line.claim.origin in _SHOWN for line in lines) / len(lines) if lines else 1.0


def _bare_requirements(sections: tuple[Section, ...]) -> list[set[str]]:
    blocks = [b for s in sections if s.key == "requirements" for b in s.blocks if len(b.lines) == 1]
    return [{block.lines[0].claim.id} for block in reversed(blocks)]


def _extra_criteria(sections: tuple[Section, ...]) -> list[set[str]]:
    stories = [b for s in sections if s.key == "stories" for b in s.blocks]
    criteria = [[line for line in b.lines if line.role is Role.CRITERION] for b in reversed(stories)]
    return [{line.claim.id} for lines in criteria for line in reversed(lines[_FEWEST_CRITERIA:])]


def _requirements(sections: tuple[Section, ...]) -> list[set[str]]:
    blocks = [b for s in sections if s.key == "requirements" for b in s.blocks]
    return [{line.claim.id for line in block.lines} for block in reversed(blocks)]
