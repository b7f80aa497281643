"""Which language a text is in, where that can be told; short texts are unknown rather than wrong.

The identifier is py3langid (naive Bayes over byte n-grams, after Lui and Baldwin 2012), restricted to the languages
that feedback is likely to come in, with probabilities. Product feedback in any language is peppered with English
product words, so English needs less to be believed than any other language does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

UNKNOWN = ""
MODEL_LANGUAGES = frozenset({"en"})
"""What the embedding model (all-MiniLM-L6-v2) was made for."""

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech",
    "sk": "Slovak", "hu": "Hungarian", "ro": "Romanian", "bg": "Bulgarian", "el": "Greek", "tr": "Turkish",
    "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "he": "Hebrew", "fa": "Persian", "hi": "Hindi", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "th": "Thai", "id": "Indonesian", "hr": "Croatian",
    "sr": "Serbian", "sl": "Slovenian", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "ca": "Catalan",
}  # fmt: skip

_ENGLISH_FROM = 0.5
_OTHERS_FROM = 0.85
_SHORTEST = 12
_FEWEST_WORDS = 3
_READ = 400
_CUT = re.compile(r"https?://\S+|\S+@\S+|[\d_#*=<>{}\[\]|\\/]+")
_ENGLISH = re.compile(
    r"\b(?:the|and|is|it|to|of|we|our|you|for|with|that|this|when|have|not|can't|cannot|are|was|my|but|would|please|i|"
    r"every|after|from|does|doesn't|don't|should|could|need|they)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(r"[^\x00-\u024f\u2000-\u206f\u20a0-\u20bf\u2100-\u27bf\ufe00-\ufe0f\U0001f000-\U0001faff]")
_ACCENTED = re.compile(r"[\u00c0-\u024f]")


def detect_language(text: str) -> str:
    """The code of the language (ISO 639-1), or "" where it cannot be told."""
    words = _CUT.sub(" ", text[:_READ]).strip()
    foreign = bool(_FOREIGN.search(words))
    if not foreign and (len(words) < _SHORTEST or len(words.split()) < _FEWEST_WORDS):
        return UNKNOWN
    if not foreign and not _ACCENTED.search(words) and _is_plainly_english(words):
        return "en"
    found, sure = _identify(words)
    if found == "en":
        return "en" if sure >= _ENGLISH_FROM else UNKNOWN
    return found if sure >= (_ENGLISH_FROM if foreign else _OTHERS_FROM) and len(words) >= 3 else UNKNOWN


def name_language(code: str) -> str:
    """Its English name; "" stays empty."""
    return LANGUAGES.get(code, code)


def is_known_to_model(code: str) -> bool:
    """Whether themes and search by meaning can be trusted with it; unknown texts get the benefit of the doubt."""
    return code in MODEL_LANGUAGES or code == UNKNOWN


def _is_plainly_english(words: str) -> bool:
    """At least a quarter of the words, and three of them, are small English words: no need to ask the identifier."""
    small = len(_ENGLISH.findall(words))
    return small >= 3 and small * 4 >= len(words.split())


def _identify(words: str) -> tuple[str, float]:
    code, sure = _load().classify(words)
    return str(code), float(sure)


@lru_cache(maxsize=1)
def _load() -> Any:
    langid: Any = import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(LANGUAGES))
    return identifier
