"""What a single turn tells about who speaks it: a host's formulas, questions only, another's name in the wrong mouth."""

from __future__ import annotations

import re

_JOINING = r"(?:joining|attending|coming|being here|being with us|taking (?:the )?(?:time|part)|participating|tuning in|watching|listening|your time|sharing|hopping on|jumping on|making (?:the )?time|your insights|that input|chatting with (?:me|us)|speaking with (?:me|us)|talking (?:to|with) (?:me|us))"
_HOSTING = re.compile(
    r"\b(?:"
    rf"(?:thanks|thank you)(?:[\w ,]{{0,40}}?) for (?:\w+ ){{0,2}}?{_JOINING}"
    r"|welcome(?: back)?,? (?:\w+ )?(?:everyone|everybody|all|folks|to (?:the|our|this|a)|to \w+)"
    r"|(?:let['’]?s|let us|we['’]ll) (?:get started|get into the questions|introduce|welcome|kick (?:this|it|things) off|dive in|start with introductions|begin with)"
    r"|(?:would|could|can|do) you (?:like to|want to|mind|please)? ?(?:introduce|give (?:us )?a quick intro|tell (?:us|me) (?:a bit|a little|about))"
    r"|tell (?:us|me) (?:a (?:bit|little)|about|more|what|how)|walk (?:us|me) through"
    r"|(?:introduce|introducing) (?:the|our|my) (?:guest|guests|panel|panelists|speaker|speakers)|our (?:guest|panelists|next question)"
    r"|(?:today|here),? (?:we|i) (?:have|are joined)|(?:we have|joined by) [\w ]{2,40} (?:with us|today)"
    r"|(?:next|first|last|final|same|another) question|moving on to|that brings us to the end|as we wrap up|before we (?:wrap|close|finish|begin|start)"
    r"|don['’]?t forget to|show notes|i['’]d like to open the floor|open it up (?:to|for) questions|any (?:last|parting|final)[ -](?:minute )?(?:thoughts|questions|words)"
    r"|(?:thanks|thank you),? (?:again,? )?(?:everyone|everybody|all|folks)|you (?:were|are|have been) a (?:fantastic|great|wonderful) guest"
    r"|do you mind if i record|i['’]?(?:m| am) going to (?:ask|record)|is it ok(?:ay)? (?:if|to) (?:i|we) record|next time"
    r")\b",
    re.IGNORECASE,
)  # fmt: skip
_GUEST = re.compile(
    r"\b(?:thanks|thank you)[\w ,]{0,40}? for (?:having|inviting|hosting) (?:me|us)|\bhappy to be here|\bglad to be here|\bexcited to be here|\bnice to meet you",
    re.IGNORECASE,
)
_TO_ALL = re.compile(
    r"\b(?:(?:thanks|thank you),? (?:so much |again,? )?(?:to )?(?:everyone|everybody|all|you all|folks)|welcome,? (?:everyone|everybody|all)"
    r"|that brings us to the end|don['’]?t forget to check|you (?:were|are|have been) a (?:fantastic|great|wonderful) guest"
    r"|(?:look forward to|hope to) see(?:ing)? (?:you all|many of you|you again)|let['’]?s get into the questions"
    r"|thank you (?:so much )?for joining us|show notes)\b",
    re.IGNORECASE,
)  # fmt: skip
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*[\"”’)]*", re.DOTALL)
_ASKED_QUESTION = re.compile(r"^\s*(?:\d{1,3}[.)]\s*)?(\*\*|__)[^*\n]+\?\1\s*$")
_ASKED_AND_ANSWERED = re.compile(r"^\s*\d{1,3}[.)]\s*(?:\*\*|__)[^*\n]+\?(?:\*\*|__)\s*\S", re.DOTALL)
_FILLER_WORDS = 4
_ONE_VOICE = 4_000


def hosts(text: str) -> bool:
    """Whether it welcomes, introduces, thanks for coming, leads over to the next question or closes."""
    return bool(_HOSTING.search(text)) and not is_guest(text)


def is_guest(text: str) -> bool:
    """Whether it thanks for being invited."""
    return bool(_GUEST.search(text))


def asks_only(text: str) -> bool:
    """Whether it is questions and nothing else but a few words such as "Great." between them."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    asked = [sentence for sentence in sentences if "?" in sentence[-3:]]
    return bool(asked) and all(sentence in asked or len(sentence.split()) <= _FILLER_WORDS for sentence in sentences)


def ends_asking(text: str) -> bool:
    """Whether its last or last but one sentence asks."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text[-600:]) if sentence.strip()]
    return any("?" in sentence[-3:] for sentence in sentences[-2:])


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
    return bool(_TO_ALL.search(text))


def answers(text: str) -> bool:
    """Whether it opens like an answer."""
    return bool(
        re.match(
            r"\W*(?:yes|yeah|yep|no|nope|sure|absolutely|exactly|definitely|for us|well|that['’]s|not (?:really|at)|i |we |it['’]?s?\b|one of)\b?",
            text,
            re.IGNORECASE,
        )
    )


def holds_several_voices(text: str, *, usual: float) -> bool:
    """Whether a whole stretch of talk was put into one turn: very long, far over the `usual` length, with questions."""
    return len(text) > _ONE_VOICE and len(text) > 12 * usual and (text.count("?") >= 3 or hosts(text))
