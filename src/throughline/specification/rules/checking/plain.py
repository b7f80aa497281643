"""Markdown's inline marks taken away, with the way back: every character knows its line and column in the file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from throughline.specification.rules.checking.contracts import Plain, Spot

_MARK = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
      | (?P<ticks>`+)(?P<code>(?:(?!(?P=ticks))[\s\S])+?)(?P=ticks)(?!`)
      | (?P<comment><!--[\s\S]*?(?:-->|$))
      | <(?P<auto>[a-z][a-z0-9+.-]*:[^\s<>]*|[\w.+-]+@[\w.-]+)>
      | (?P<br><br\s*/?>)
      | (?P<tag></?(?:a|b|i|u|s|em|strong|span|div|p|code|kbd|sup|sub|small|mark|del|ins|img|ul|ol|li|table|t[rdh]
          |thead|tbody|details|summary|h[1-6]|hr|center|font|abbr|cite|q|figure|section|article|input|label|picture
          |source|video|pre)\b[^<>]*>)
      | (?P<image>!\[[^\]]*\](?:\([^()\s]*(?:\([^()]*\)[^()]*)*(?:\s+"[^"]*")?\)|\[[^\]]*\])?)
      | (?P<note>\[\^[^\]\s]+\])
      | \[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]
        (?P<target>\((?:[^()\s]|\s(?=["'])|\([^()]*\)|(?<=["']).)*\)|(?<=[a-z]{3}\])\[[^\^\]][^\]]*\])
      | (?P<url>(?<![\w/])(?:https?://|www\.)[^\s<>|)\]]+)
      | (?P<struck>~~(?=\S)(?P<gone>.+?)(?<=\S)~~)
      | (?P<stars>\*{1,3}|(?<!\w)_{1,3}(?=[^\W_]|[*\["“'(`<$])|(?:(?<=[^\W_])|(?<=[*\]"”')`>.,:;!?%…]))_{1,3}(?!\w))
      | (?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)
      | (?P<space>\s+)""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(
    r"“[^“”]{1,600}”|«[^«»]{1,600}»|(?<![\w\d])\"[^\"\n]{1,600}\"(?!\w)|(?<![\w’'])‘[^‘’]{1,200}’(?!\w)"
    r"|(?<![\w’'])'(?=\S)[^'\n]{1,80}(?<=\S)'(?!\w)"
)
_CITED = re.compile(
    r"\[\^?[A-Z]{0,4}[a-z]{0,3}-?[\w.-]*\d[\w.-]*(?:\s*[,;–-]\s*\^?[A-Z]{0,4}-?\d[\w.-]*)*\]"
    r"|\[(?:[QNPJ](?:[,;\s][^\]]{0,80})?|[AI](?:\s+(?:r\d|ev-)[^\]]*)?|ASSUMPTION)\]"
)
"""Citations, and the marks of origin that Throughline's own exports hold."""
_TASK = re.compile(r"\[[ xX]\]\s+")


@dataclass
class _Written:
    """What has been written so far, and where it came from."""

    parts: list[str] = field(default_factory=list[str])
    sources: list[int] = field(default_factory=list[int])
    blanks: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    code: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @property
    def length(self) -> int:
        return len(self.sources)

    def write(self, text: str, source: int, *, step: bool = True) -> None:
        if not text:
            return
        self.parts.append(text)
        self.sources.extend(range(source, source + len(text)) if step else [source] * len(text))

    def space(self, source: int) -> None:
        """One space, where none stands yet."""
        if self.parts and not self.parts[-1].endswith(" "):
            self.write(" ", source)


def read_plain(lines: Sequence[tuple[int, int, str]]) -> Plain:
    """The text of source `lines` (line from 1, column from 1, words) as a reader sees it, on one line."""
    joined = "\n".join(words for _, _, words in lines)
    task = _TASK.match(joined)
    begin = task.end() if task else 0
    written = _Written()
    _scan(joined, begin, len(joined), written)
    return _finish(written, _starts(lines))


def _starts(lines: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, int]]:
    """For each source line: where it begins in the joined text, its number and its first column."""
    starts, at = list[tuple[int, int, int]](), 0
    for number, column, words in lines:
        starts.append((at, number, column))
        at += len(words) + 1
    return starts


def _scan(source: str, begin: int, end: int, out: _Written) -> None:
    at = begin
    for mark in _MARK.finditer(source, begin, end):
        if mark.start() < at:
            continue
        out.write(source[at : mark.start()], at)
        _take(source, mark, out)
        at = mark.end()
    out.write(source[at:end], at)


def _take(source: str, mark: re.Match[str], out: _Written) -> None:
    """Write what a reader sees of one mark."""
    start = mark.start()
    if mark["space"] or mark["br"] or mark["url"] or mark["auto"] or mark["image"]:
        out.space(start)
    elif mark["escape"]:
        out.write(mark["escape"][1], start + 1)
    elif mark["code"]:
        _take_code(mark, out)
    elif mark["label"] is not None:
        _scan(source, mark.start("label"), mark.end("label"), out)
    elif mark["note"]:
        out.write(mark["note"], start)
    elif mark["gone"]:
        began = out.length
        _scan(source, mark.start("gone"), mark.end("gone"), out)
        out.blanks.append((began, out.length))
    elif mark["entity"]:
        _take_entity(mark, out)


def _take_code(mark: re.Match[str], out: _Written) -> None:
    began, words = out.length, mark["code"]
    out.write(re.sub(r"\s", " ", words), mark.start("code"))
    out.code.append((began, out.length))
    out.blanks.append((began, out.length))


def _take_entity(mark: re.Match[str], out: _Written) -> None:
    sign = html.unescape(mark["entity"])
    if sign.isspace():
        out.space(mark.start())
    else:
        out.write(sign, mark.start(), step=False)


def _finish(out: _Written, starts: Sequence[tuple[int, int, int]]) -> Plain:
    text = "".join(out.parts)
    spots = tuple(_find_spots(out.sources, starts)) or (Spot(0, starts[0][1], starts[0][2]),)
    bare = blank_asides(text, out.blanks)
    return Plain(text, bare, spots, tuple(out.code)).cut(0)


def blank_asides(text: str, blanks: Sequence[tuple[int, int]] = ()) -> str:
    """`text` with quoted words, citations and `blanks` blanked out, so that its length stays."""
    spans = [*blanks, *(m.span() for m in _QUOTED.finditer(text)), *(m.span() for m in _CITED.finditer(text))]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _find_spots(sources: Sequence[int], starts: Sequence[tuple[int, int, int]]) -> Iterator[Spot]:
    """A spot wherever the source does not simply go on."""
    row, last = 0, -2
    for at, source in enumerate(sources):
        moved = False
        while row + 1 < len(starts) and starts[row + 1][0] <= source:
            row, moved = row + 1, True
        if moved or source != last + 1 or at == 0:
            begin, line, column = starts[row]
            yield Spot(at, line, column + source - begin)
        last = source


def join_plains(parts: Sequence[Plain], between: str = " ") -> Plain:
    """Several texts as one, each of its characters still knowing its place."""
    text, bare = between.join(p.text for p in parts), between.join(p.bare for p in parts)
    spots, code, at = list[Spot](), list[tuple[int, int]](), 0
    for part in parts:
        spots += [Spot(at + spot.at, spot.line, spot.column) for spot in part.spots]
        code += [(at + start, at + end) for start, end in part.code]
        at += len(part.text) + len(between)
    return Plain(text, bare, tuple(spots), tuple(code))
