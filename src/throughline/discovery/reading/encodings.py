"""Which encoding a file is written in, from one pass over its bytes and a sample of them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_TOO_FEW_TO_TELL = 4
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü‘’“”–—…€£©®°·«»¿¡ŒœŠšŽž´½²³™•§\xa0")
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "mac_roman",
    "mac_cyrillic",
    "koi8_r",
    "cp437",
    "cp850",
    "cp866",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
    "iso8859_2",
    "iso8859_5",
    "iso8859_7",
    "iso8859_9",
    "iso8859_15",
]


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
    if _reads_as_western(sample):
        return Encoding("cp1252")
    if sum(1 for byte in sample if byte > 0x7F) < _TOO_FEW_TO_TELL:
        return Encoding("utf-8", damaged=True)
    return _guess_by_letters(sample)


def _reads_as_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [letter for letter in text if letter > "\x7f"]
    likely = sum(1 for letter in foreign if letter in _WESTERN)
    letters = sum(1 for letter in text if letter.isalpha())
    return likely >= 0.95 * len(foreign) and len(foreign) <= 0.3 * max(letters, 1)


def _guess_by_letters(sample: bytes) -> Encoding | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    return Encoding(best.encoding) if best is not None else None
