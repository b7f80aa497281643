"""What a single turn tells about who speaks: a host's formulas, questions only, a name in the wrong mouth."""

from __future__ import annotations

import re

_THANKS = "(?:thanks|thank you)"
_ALL = "(?:everyone|everybody|all|you all|folks)"
_JOINING = (
    "(?:joining|attending|coming|being here|being with us|taking (?:the )?(?:time|part)|participating|tuning in"
    "|watching|listening|your time|sharing|hopping on|jumping on|making (?:the )?time|your insights|that input"
    "|(?:chatting|speaking|talking) (?:to|with) (?:me|us))"
)
_TO_ALL = (
    rf"{_THANKS},? (?:so much |again,? )?(?:to )?{_ALL}\b",
    rf"welcome,? {_ALL}\b",
    rf"{_THANKS} (?:so much )?for joining us",
    "that brings us to the end",
    "don['’]?t forget to (?:check|join|subscribe|register)",
    "you (?:were|are|have been) a (?:fantastic|great|wonderful|amazing) guest",
    "(?:look forward to|hope to) see(?:ing)? (?:you all|many of you|you again)",
    "let['’]?s get into the questions",
    "show notes",
    r"if (?:you|anyone|anybody|folks) (?:have|has) (?:any )?(?:[\w-]+ )?questions?\b.{0,60}\b"
    "(?:feel free|pop|drop|put|chat|hand)",
    "get to (?:some of )?(?:the|our) (?:community|audience|next) questions?",
)
_HOSTING = (
    *_TO_ALL,
    rf"{_THANKS}(?:[\w ,]{{0,40}}?) for (?:\w+ ){{0,2}}?{_JOINING}",
    r"welcome(?: back)?,? (?:\w+ )?(?:everyone|everybody|all|folks|to (?:the|our|this|another))\b",
    r"(?<!\w )welcome(?: back)? to \w+",
    r"(?:let['’]?s|let us|we['’]ll) (?:get started|introduce|welcome|kick (?:this|it|things) off|dive in)\b",
    r"let['’]?s (?:start|begin) with (?:introductions|you)\b",
    r"(?:would|could|can|do) you (?:like to |want to |please )?(?:introduce|give (?:us )?a quick intro)",
    r"(?:would|could|can) you (?:please )?tell (?:us|me)\b",
    r"(?:tell|walk) (?:us|me) (?:a (?:bit|little)|about|more|through|what|how)\b",
    r"(?:introduce|introducing) (?:the|our|my) (?:guests?|panel(?:ists)?|speakers?)",
    r"our (?:guests?|panelists|next question)\b",
    r"(?:today|here),? (?:we|i) (?:have|are joined|are going to have)\b",
    r"(?:we have|joined by) [\w ]{2,40} (?:with us|today)\b",
    r"(?:next|first|last|final|same|another) question\b",
    r"moving on to\b",
    r"as we wrap up|before we (?:wrap|close|finish|begin|start)\b",
    "open the floor|open it up (?:to|for) questions",
    "any (?:last|parting|final)[ -](?:minute )?(?:thoughts|questions|words)",
    r"(?:do you mind|is it ok(?:ay)?|are you ok(?:ay)?) if (?:i|we) record",
    r"i['’]?(?:m| am) going to (?:ask you|record)\b",
)
_GUEST = (
    rf"{_THANKS}[\w ,]{{0,40}}? for (?:having|inviting|hosting) (?:me|us)",
    "(?:happy|glad|excited|pleasure) to be here",
    "nice to meet you",
)


def _join(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_SPEAKS_TO_ALL, _HOSTS, _IS_GUEST = _join(_TO_ALL), _join(_HOSTING), _join(_GUEST)
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*[\"”’)]*", re.DOTALL)
_ASKED_QUESTION = re.compile(r"^\s*(?:\d{1,3}[.)]\s*)?(\*\*|__)[^*\n]+\?\1\s*$")
_ASKED_AND_ANSWERED = re.compile(r"^\s*\d{1,3}[.)]\s*(?:\*\*|__)[^*\n]+\?(?:\*\*|__)\s*\S", re.DOTALL)
_TAG = re.compile(
    r"(?:^|,\s*)(?:right|you know|okay|ok|yeah|no|you see|isn['’]t it|do(?:es)? (?:you|that) (?:see|make sense)[\w ]*"
    r"|know what i mean|you know what i mean)\s*\?\W*$",
    re.IGNORECASE,
)
_LISTENER = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|we|our|my|us|me)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:you (?:just |also )?(?:mentioned|said|talked about|noted)|(?:it )?sounds like you|so you(?:['’]re| are)"
    r"|as you said)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:yes|yeah|yep|no|nope|absolutely|exactly|definitely|not (?:really|at the moment))\b", re.IGNORECASE
)
_FILLER_WORDS = 4
_ONE_VOICE = 4_000


def hosts(text: str) -> bool:
    """Whether it welcomes, introduces, thanks for coming, leads over to the next question or closes."""
    return bool(_HOSTS.search(text)) and not is_guest(text)


def is_guest(text: str) -> bool:
    """Whether it thanks for being invited."""
    return bool(_IS_GUEST.search(text))


def asks_only(text: str) -> bool:
    """Whether it is questions and nothing else but a few words such as "Great." between them."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    asked = [sentence for sentence in sentences if "?" in sentence[-3:]]
    return bool(asked) and all(sentence in asked or len(sentence.split()) <= _FILLER_WORDS for sentence in sentences)


def ends_asking(text: str) -> bool:
    """Whether its last or last but one sentence asks, and is no mere "right?" or "you know?"."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text[-600:]) if sentence.strip()]
    return any("?" in sentence[-3:] and not _TAG.search(sentence) for sentence in sentences[-2:])


def count_stance(text: str) -> tuple[int, int]:
    """How often it speaks of the listener ("you", "your") and of itself ("I", "we", "my", "our")."""
    return len(_LISTENER.findall(text)), len(_SELF.findall(text))


def is_marked_question(written: str) -> bool:
    """`2. **How do you approach …?**`: a question set in bold, as minutes list what was asked."""
    return bool(_ASKED_QUESTION.match(written))


def is_question_with_answer(written: str) -> bool:
    """`1. **Do you …?**` with the answer under it: two voices in one turn."""
    return bool(_ASKED_AND_ANSWERED.match(written))


def addresses(text: str, name: str) -> bool:
    """Whether it speaks to `name`, who then cannot be the one who speaks."""
    first = name.split()[0] if name.split() else ""
    if len(first) < 2 or not first[0].isupper():
        return False
    called = re.escape(first)
    return bool(
        re.search(rf"\b(?:thanks|thank you)(?: so much| very much| again| a lot)?,? {called}\b", text, re.IGNORECASE)
        or re.match(rf"\W*{called},? (?:you|how|what|why|can|could|would|do|did|if you|tell|so)\b", text)
        or re.search(rf"\b(?:how|what) about you,? {called}\b", text)
    )


def speaks_to_listener(text: str) -> bool:
    """Whether it speaks of "you" and "your"."""
    return bool(re.search(r"\b(?:you|your|yours|you['’](?:re|ve|d|ll))\b", text, re.IGNORECASE))


def speaks_to_all(text: str) -> bool:
    """Whether it thanks, welcomes or informs everybody, as only who leads the talk does."""
    return bool(_SPEAKS_TO_ALL.search(text))


def agrees_or_denies(text: str) -> bool:
    """Whether it opens with yes or no, as an answer does."""
    return bool(_YES_OR_NO.match(text))


def puts_question(text: str) -> bool:
    """Whether it leads up to a question about the other: "you mentioned …", "your expectations?"."""
    last = next((s.strip() for s in reversed(_SENTENCE.findall(text)) if s.strip()), "")
    asked = "?" in last[-3:] and len(last.split()) >= 6 and speaks_to_listener(last) and not _SELF.search(last)
    return asked and len(text) < 500


def refers_to_listener(text: str) -> bool:
    """ "You mentioned …", "it sounds like you …": what one says to somebody before hearing their answer."""
    return bool(_REFERS.search(text[:300]))


def holds_several_voices(text: str, *, usual: float) -> bool:
    """Whether a whole stretch of talk was put into one turn: very long, far over the `usual` length, with questions."""
    return len(text) > _ONE_VOICE and len(text) > 12 * usual and (text.count("?") >= 3 or bool(_HOSTS.search(text)))
