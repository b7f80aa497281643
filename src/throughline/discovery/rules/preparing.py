"""An interview guide for an opportunity, from what is known and not known of it.

The questions ask for what happened, in the order one can ask them; none breaks a rule of asking. Their objects come
from the title and the job story, and a question whose object would make it unsound is asked without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from throughline.discovery.rules.guiding import findings
from throughline.discovery.rules.guiding.contracts import Guide, GuideQuestion, Known, Whom
from throughline.discovery.rules.guiding.subject import find_subject, keep_names
from throughline.discovery.rules.interviewing.catalogue import RULES
from throughline.discovery.rules.interviewing.faults import is_sound, name_faults

_MOST_QUESTIONS = 9
_MOST_SEGMENTS = 3
_MOST_WORDS = 14
_IN_SITUATION = "Take a moment like this: {topic}. Tell me about the last time it happened."
_ON_SUBJECT = "Tell me about the last time you worked with {topic}."
_SAYABLE = re.compile(r"[\w][\w\s'’&/%€$£+#.,-]*", re.UNICODE)
_YOU = {
    **{"i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "am": "are", "i'm": "you're"},
    **{"we're": "you're", "i've": "you've", "we've": "you've", "mine": "yours", "ours": "yours", "myself": "yourself"},
}


def prepare_guide(known: Known) -> Guide:
    """What to ask next about the opportunity, whom first, and why."""
    open_question, unsound = _pick_open_question(known)
    questions = [*_ask_story(known), *_ask_reach(known)]
    extra = [*open_question, *_ask_contrary(known), *_ask_outcome(known)]
    room = _MOST_QUESTIONS - len(questions) - 1
    return Guide(
        title=known.title,
        whom=tuple(_choose_whom(known)),
        questions=(*questions, *extra[:room], _ask_aftermath()),
        gaps=(*_tell_gaps(known), *unsound),
    )


def _ask_story(known: Known) -> Iterator[GuideQuestion]:
    """From their work to the last time it happened and what they did then."""
    yield GuideQuestion(
        "warm-up", "What did your last working week look like?", "It opens the talk before the subject is named."
    )
    yield GuideQuestion(
        "last time",
        _ask_last_time(known),
        f"{findings.tell_heard(known)} One case, told in full, says more than opinions.",
    )
    yield GuideQuestion("then", "What did you do then?", findings.tell_workaround(known))
    yield GuideQuestion("cost", "What did it cost you that time, in hours or money?", findings.tell_cost(known))


def _ask_reach(known: Known) -> Iterator[GuideQuestion]:
    """How often, who else, what was tried."""
    yield GuideQuestion("how often", "How often did it happen in the past month?", findings.tell_frequency(known))
    yield GuideQuestion(
        "who else", "Who else was involved that time?", "Others may bear more of it, or decide about it."
    )
    yield GuideQuestion(
        "tried", "What have you tried so far?", "Whoever has tried nothing yet may have little trouble with it."
    )


def _ask_aftermath() -> GuideQuestion:
    why = "What came of it when nothing changed says how much it matters."
    return GuideQuestion("after", "What came of it in the weeks after?", why)


def _ask_contrary(known: Known) -> Iterator[GuideQuestion]:
    if known.customers_against:
        against = findings.count(known.customers_against, known.unit)
        verb = "says" if known.customers_against == 1 else "say"
        yield GuideQuestion("contrary", "Tell me about a time when it went well.", f"{against} {verb} the contrary.")


def _ask_outcome(known: Known) -> Iterator[GuideQuestion]:
    if not known.outcome:
        why = "The job story does not say yet what it is for."
        yield GuideQuestion("purpose", "What were you trying to get done that day?", why)


def _ask_last_time(known: Known) -> str:
    """About the situation of the job story, else about what the title is about, else without naming it.

    What the team concluded is not said to the customer: they would agree to it.
    """
    subject = find_subject(known.title) if _make_sayable(known.title, known) else ""
    for words, frame in ((known.situation, _IN_SITUATION), (subject, _ON_SUBJECT)):
        if topic := _make_sayable(words or "", known):
            asked = frame.format(topic=topic)
            if is_sound(asked) and is_sound(topic):
                return asked
    return "Tell me about the last time this came up."


def _make_sayable(words: str, known: Known) -> str:
    """The words as an interviewer says them to the customer, or "" where nobody would say them."""
    plain = re.sub(r"\s+", " ", words).strip(" .,;:-")
    plain = re.sub(r"^when\s+", "", plain, flags=re.IGNORECASE)
    if not _SAYABLE.fullmatch(plain) or len(plain.split()) > _MOST_WORDS or re.search(r"\. ", plain):
        return ""
    spoken = " ".join(_YOU.get(word.lower().replace("’", "'"), word) for word in plain.split(" "))
    return keep_names(spoken, (quote.text for quote in known.quotes))


def _pick_open_question(known: Known) -> tuple[list[GuideQuestion], list[str]]:
    """The first open question that can be asked as it stands, and of the others what is wrong with them."""
    asked: list[GuideQuestion] = []
    unsound: list[str] = []
    for question in (" ".join(question.split()) for question in known.questions):
        if faults := name_faults(question):
            broken = ", ".join(RULES[rule].title.lower() for rule in faults)
            unsound.append(f"Still open, and not to be asked as it stands: “{question}” ({broken}).")
        elif not asked and question.endswith("?") and is_sound(question):
            asked.append(GuideQuestion("open question", question, "It is still open on the opportunity's page."))
        elif question:
            unsound.append(f"Still open: “{question}”")
    return asked, unsound


def _choose_whom(known: Known) -> Iterator[Whom]:
    """Segments nobody was heard from, then who says the contrary, then anybody it happened to."""
    for segment in known.segments_unheard[:_MOST_SEGMENTS]:
        yield Whom(segment, f"Somebody from {segment}", f"Nobody from {segment} was heard.")
    if known.customers_against:
        against = findings.count(known.customers_against, known.unit)
        verb = "says" if known.customers_against == 1 else "say"
        yield Whom(None, f"Somebody of the {against} against it", f"{against} {verb} the contrary.")
    if not known.segments_unheard:
        why = findings.tell_silence(known) or findings.tell_heard(known)
        yield Whom(None, "Somebody it happened to in the past month", why)


def _tell_gaps(known: Known) -> Iterator[str]:
    """What is not known, as sentences."""
    rest = known.segments_unheard[_MOST_SEGMENTS:]
    if rest:
        yield f"Not heard either: {', '.join(rest)}."
    if not known.segments_heard and not known.segments_unheard:
        yield "No segment is known: who was not heard cannot be told."
    if silence := findings.tell_silence(known):
        yield silence
    missing = [name for name, part in _list_parts(known) if not part]
    if missing:
        yield f"The job story has no {', '.join(missing)} yet."


def _list_parts(known: Known) -> tuple[tuple[str, str | None], ...]:
    return ("situation", known.situation), ("motivation", known.motivation), ("outcome", known.outcome)
