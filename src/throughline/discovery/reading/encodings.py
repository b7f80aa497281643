"""Which encoding a file is written in, from one pass over its bytes and a sample of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from throughline.discovery.rules.letters import rate_cyrillic, rate_latin

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_TOO_FEW_TO_TELL = 4
_LATIN = ("cp1252", "cp1250", "cp1254", "iso8859_2", "mac_roman")
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "mac_cyrillic")
_OTHERS = ("cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp932", "euc_jp", "gb18030", "big5", "cp949")
_READS_WELL = 0.9


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec's name, and whether some bytes do not fit it (those records are then rejected, not the file)."""

    name: str
    damaged: bool = False


@dataclass
class ByteWatcher:
    """Looks at every chunk of a file once; keeps a bounded sample of what is not ASCII."""

    sample: bytearray = field(default_factory=bytearray)
    head: bytes = b""
    _strict: codecs.IncrementalDecoder | None = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")())

    def watch(self, chunk: bytes) -> None:
        """Take in the next chunk."""
        if len(self.head) < _SAMPLE:
            self.head += chunk[: _SAMPLE - len(self.head)]
        if not chunk.isascii() and len(self.sample) < _SAMPLE:
            self.sample += _keep_telling_lines(chunk)[: _SAMPLE - len(self.sample)]
        self._try_strictly(chunk, final=False)

    def decide(self) -> Encoding | None:
        """The encoding of all chunks watched; None where nothing fits."""
        self._try_strictly(b"", final=True)
        for bom, name in _BOMS:
            if self.head.startswith(bom):
                return Encoding(name, damaged=name == "utf-8-sig" and self._strict is None)
        if wide := _detect_wide(self.head):
            return Encoding(wide)
        if self._strict is not None:
            return Encoding("utf-8")
        return _detect_narrow(bytes(self.sample))

    def _try_strictly(self, chunk: bytes, *, final: bool) -> None:
        if self._strict is None:
            return
        try:
            self._strict.decode(chunk, final)
        except UnicodeDecodeError:
            self._strict = None


def _keep_telling_lines(chunk: bytes) -> bytes:
    return b"\n".join(line[:4096] for line in chunk.split(b"\n") if not line.isascii())


def _detect_wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in European text every other byte is zero."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _detect_narrow(sample: bytes) -> Encoding | None:
    """Not strict UTF-8: damaged UTF-8, Western, or whatever fits the letters best."""
    read = sample.decode("utf-8", "replace")
    bad = read.count("\ufffd")
    good = sum(1 for letter in read if letter > "\x7f") - bad
    if good and good >= bad:
        return Encoding("utf-8", damaged=True)
    if name := _choose_narrow(sample):
        return Encoding(name)
    if sum(1 for byte in sample if byte > 0x7F) < _TOO_FEW_TO_TELL:
        return Encoding("utf-8", damaged=True)
    return _guess_by_letters(sample)


def _choose_narrow(sample: bytes) -> str | None:
    """The one-byte encoding under which the sample reads best, if it reads well under one."""
    latin = {name: rate_latin(text) for name in _LATIN if (text := _try(sample, name)) is not None}
    cyrillic = {name: rate_cyrillic(text) for name in _CYRILLIC if (text := _try(sample, name)) is not None}
    rated = latin | cyrillic
    best = max(rated, key=lambda name: rated[name], default=None)
    return best if best is not None and rated[best] >= _READS_WELL else None


def _try(sample: bytes, name: str) -> str | None:
    try:
        return sample.decode(name)
    except UnicodeDecodeError:
        return None


def _guess_by_letters(sample: bytes) -> Encoding | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=[*_OTHERS, *_CYRILLIC, *_LATIN]).best()
    return Encoding(best.encoding) if best is not None else None
