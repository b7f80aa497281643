"""Whether the words before a colon or a time name a person, a role, a group or a section."""

from __future__ import annotations

import re

from throughline.discovery.rules.lexicon import list_words

_LONGEST, _MOST_WORDS = 60, 5
_PARTICLES = list_words(
    """
    de da di do dos das del della van von der den ter ten la le al el bin ibn bint y e of und zu
    """
)
_NUMBERED = re.compile(
    r"^(?:speaker|spk|participant|person|user|respondent|customer|p|s|u|r|guest|client)[ _-]?#?\d{1,3}$", re.IGNORECASE
)
_LETTERED = re.compile(r"^(?:speaker|participant|person|respondent|grad|professor|phd|postdoc) [A-Z]$", re.IGNORECASE)

NOT_NAMES = list_words(
    """
    note notes nb example examples warning todo tip tips summary overview http https www re ps update edit date
    time location subject topic agenda action actions result results step steps option part chapter section
    source link url email phone title tags tag status priority important question questions problem solution
    pros cons context background goal goals outcome outcomes conclusion reminder disclaimer copyright attention
    fact also however first second third finally answer key takeaways takeaway next decision decisions
    highlights insights attendees participants duration recording transcript language kind meeting company
    account segment plan industry role version id type category description details deadline owner risk risks
    issue issues feedback item items music applause laughter laughs inaudible crosstalk silence pause
    """
)
_SECTION_WORDS = list_words(
    """
    introduction introductions intro intros agenda summary overview background closing conclusion opening
    wrap-up wrapup recap highlights takeaways chapter section part topic topics discussion demo q&a qa questions
    outro transcript notes session segment remarks round housekeeping icebreaker warm-up panel
    """
)
_TOPICS = list_words(
    """
    pricing price costs cost export exports import problem problems pain challenges challenge feature features
    setup onboarding integration integrations roadmap workflow workflows requirements goals objectives experience
    architecture deployment migration security performance adoption usage product strategy market competitors future
    history
    """
)
_GROUPS = list_words(
    """
    audience everyone everybody all panelists panellists participants group crowd speakers guests attendees team
    unknown unidentified multiple various both several others inaudible
    """
)
_HOSTS = list_words(
    """
    host cohost co-host interviewer moderator facilitator researcher presenter emcee mc narrator announcer
    organizer organiser chair
    """
)
_VENDOR = list_words(
    """
    pm csm agent rep ae seller salesperson consultant recruiter support onboarding sales
    """
)
_CUSTOMERS = list_words(
    """
    customer client respondent interviewee participant panelist panellist guest user buyer prospect patient
    member subscriber
    """
)
_LETTERS = {
    **dict.fromkeys(("q", "i", "int", "iv", "mod", "question"), "interviewer"),
    **dict.fromkeys(("a", "p", "r", "resp", "answer"), "customer"),
}
_NEVER_IN_A_NAME = re.compile(r"[?!;:=<>{}\"“”/\\]|\.\s*$|https?")
_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_PRONOUNS = re.compile(r"^(?:she|he|they|her|him|them|his|hers|theirs|any)(?:\s*/\s*\w+)+$", re.IGNORECASE)
_MARKS = re.compile(r"[*_`#>]+")


def clean_label(label: str) -> str:
    """The label without bold marks, heading marks, bullets and a trailing colon."""
    bare = _MARKS.sub(" ", label) if not re.search(r"\w_\w", label) else re.sub(r"[*`#>]+", " ", label)
    return re.sub(r"\s+", " ", bare).strip(" \t-–—•|:,")


def split_label(label: str) -> tuple[str, str]:
    """The name and what stands in parentheses behind it: `Jane Doe (Acme)` is `("Jane Doe", "Acme")`."""
    found = _PARENTHESIS.search(label)
    if not found or not label[: found.start()].strip():
        return label, ""
    note = found.group(1).strip()
    return label[: found.start()].strip(), "" if _PRONOUNS.match(note) else note


def show_name(label: str) -> str | None:
    """The person's name; None for a group, and for a mark such as "A" that names nobody."""
    if is_group(label) or names_a_role_only(label):
        return None
    return split_label(label)[0]


def is_name(label: str) -> bool:
    """Whether `label` has the form of a speaker's name or role: capitalised words, no sentence."""
    name, _ = split_label(label)
    if not name or len(name) > _LONGEST or name.casefold() in NOT_NAMES:
        return False
    if _NUMBERED.match(name) or _LETTERED.match(name):
        return True
    words = name.replace(",", " ").split()
    if not words or len(words) > _MOST_WORDS or _NEVER_IN_A_NAME.search(name.removesuffix(".")):
        return False
    return all(_is_name_word(word) for word in words) and any(word[0].isalpha() for word in words)


def _is_name_word(word: str) -> bool:
    if word.casefold() in _PARTICLES or word in "&-–|":
        return True
    core = word.strip(".'’()#")
    return bool(re.fullmatch(r"[\w'’.\-–]+", core)) and not (core[0].islower() or core[0].isdigit())


def is_section_title(label: str) -> bool:
    """`Panelist Introductions`, `Q&A`, `Next steps`: what a part of the talk is called."""
    words = [word.strip(".,:").casefold() for word in label.split()]
    if not words or _NUMBERED.match(label):
        return False
    if words[0] in _SECTION_WORDS or words[-1] in _SECTION_WORDS:
        return True
    common = NOT_NAMES | _SECTION_WORDS | _PARTICLES | {"&", "and"}
    return not read_role(label) and all(word in common for word in words)


def is_topic(label: str) -> bool:
    """`Pain Points`, `Export problems`: a chapter's subject, where a title may stand instead of a name."""
    words = {word.strip(".,:").casefold() for word in label.split()}
    return is_section_title(label) or (not words.isdisjoint(_TOPICS) and not read_role(label))


def is_group(label: str) -> bool:
    """`Panelists`, `Audience`, `Unknown speaker`: voices, but nobody in particular."""
    words = label.casefold().split()
    return bool(words) and (words[0] in _GROUPS or words == ["speaker"])


def read_role(label: str) -> str | None:
    """ "interviewer" or "customer" where the name itself says so, else None."""
    if letter := _LETTERS.get(label.casefold()):
        return letter
    name, note = split_label(label)
    for part in (note, name):
        words = [word.strip(".,:").casefold() for word in re.split(r"[\s/]+", part)]
        if not any(words):
            continue
        if any(word in _HOSTS for word in words) or "product manager" in part.casefold():
            return "interviewer"
        if len(words) <= 2 and any(word in _VENDOR for word in words):
            return "interviewer"
        if any(re.sub(r"[\d_#-]+$", "", word) in _CUSTOMERS for word in words):
            return "customer"
    return None


def names_a_role_only(label: str) -> bool:
    """`Q` and `A`, `I` and `P`, `Question` and `Answer`: marks of who speaks, not names."""
    return label.casefold() in _LETTERS
