"""What a sentence is for: it asks for something, asks, says that it works, gives a purpose or a situation."""

from __future__ import annotations

import re

from throughline.specification.rules.phrases import compile_phrases

_REQUEST = compile_phrases(
    r"""
        would (?:love|like(?! to (?:know|add|say|mention|emphasi[sz]e|share|highlight|point|thank|ask|start
            |talk|note|echo))|appreciate|prefer|want|be (?:\w+ )?(?:nice|great|good|helpful|useful|awesome|cool
            |handy|ideal|better|fantastic|amazing|lovely|interesting))
        i['’]d (?:\w+ )?(?:love|like(?! to (?:know|add|say|mention|emphasi[sz]e|share|highlight|point|thank
            |ask|start|talk|note|echo))|appreciate|prefer|want)
        we['’]d (?:\w+ )?(?:love|like|appreciate|prefer|want)
        it['’]d be
        (?:could|can|would) (?:the|there|it|this|that) (?:\w+ )?(?:at least )?(?:tell|warn|show|say|let
            |give|send|be|have|support|include|allow)
        (?:could|can|would|will) (?:you|y['’]?all) (?:\w+ )?(?:please )?(?:at least )?(?:add|make|email
            |e-mail|send me an?|provide|support|include|allow|offer|fix|implement|raise|increase|bring
            |consider|create|improve|build|warn|notify)
        please (?:\w+ )?(?:add|make|provide|support|include|allow|offer|fix|implement|raise|increase|bring|consider
            |create|improve|build|keep|stop|remove|change|update|enable)
        (?:i|we) (?:really |just )?wish
        wish (?:there|it|i|we|you|they)
        feature request
        ^(?:an?|the) (?:\w+ ){1,3}would (?:let|help|allow|save|make|be)\b
        (?:i|we) (?:would )?(?:suggest|propose|recommend)\b
        should have (?:an?|more|some|better|the)(?= )
        should (?:support|be able|allow|offer|include|provide|let|add|come with|show|at least)
        needs? (?:an?|more|better|some)(?! (?:second|minute|moment|while|hour|day|week|month|lot|bit)s?\b)(?= )
        (?<!\bi )(?<!\bwe )(?<!you )needs? to (?:be|have|support|add|include)(?= )
        need (?:more|better)(?= )
        (?:i|we) (?:want|need) (?:an?|more|some|better)(?= )
        ^(?:more|better|easier|clearer|improved?|additional|simpler|faster|deeper|native|add|adding|provide
            |providing|make|having|include|support for|simplify|improve|reduce|allow|enable|create|introduce
            |ability to|option to|possibility to) \w+
            (?=.{0,80}(?:would (?:be|help|improve|make)|please|[.!]?$))
            (?!.*\b(?:is|are|was|were|means?|(?:does|do)(?:n['’]t| not)?)\b)
        can (?:i|we) .{3,60} instead
        how about
        (?:i['’]d|would) be (?:great|nice)
    """,
    after="",
)
_RHETORICAL = re.compile(
    r"\bhow (?:on earth |the hell )?(?:can|could|is|was) (?:that|this|it|such a thing)(?: even)? "
    r"(?:be|possible|happen|acceptable|allowed|right|ok(?:ay)?|still (?:happening|a thing))\b"
    r"|\bhow hard can (?:it|that|this) be\b|\bare you (?:serious|kidding|joking)\b|\bwho (?:on earth )?(?:thought|"
    r"came up with|needs (?:this|that|it)|decided|designed|tests?) (?:of |this|that)?|\bwhat(?:['’]s| is| was) the "
    r"(?:point|use|sense|idea)\b|\bis (?:this|that|it) (?:a joke|some kind of|too much to ask|really|supposed to)\b"
    r"|\bwhy (?:on earth|would (?:i|we|you|anyone)|should (?:i|we|anyone)|bother|do (?:i|we) (?:even|still|always))\b"
    r"|^(?:really|seriously|honestly|what|why|how come)\s*\?",
    re.IGNORECASE,
)
_ASKED_FOR_BY_QUESTION = re.compile(
    r"\b(?:would (?:you )?like|like to see|could be (?:improved|changed|better)|improve|wish|missing|add(?:ed)?|"
    r"features?|suggest\w*|change(?:d)?|need|want|prefer|ideal)\b",
    re.IGNORECASE,
)
_PROBLEM_BY_QUESTION = re.compile(
    r"\b(?:challeng\w+|problem|difficult\w*|frustrat\w*|pain|struggl\w*|dislike|worst|obstacle|barrier|blocker|"
    r"annoy\w*|issue|hard(?:est)?|trouble|complain\w*|went wrong|stop\w* you|prevent\w*)\b",
    re.IGNORECASE,
)
_QUESTION_LEAD = compile_phrases(
    r"""
        how (?:do|can|does|could|would|should|to|long|much|many|often|come|am|is|are|soon|quickly
            |will)(?: (?:i|we|you|it))?
        what (?:is|are|do|does|can|should|will|kind|happens|would|time|currencies|if)(?: (?:i|we|you|it))?
        where (?:is|are|can|do|does|did)(?: (?:i|we|you|it))?
        when (?:will|do|does|can|is|are|should|would)(?: (?:i|we|you|it))?
        why (?:is|are|was|were|did|does|do|has|have|can['’]t|am)(?: (?:i|we|you|it|my|the|there))?
        which \w+
        who (?:can|do|does|is)
        (?:can|could|may|will|do|does|is|are|am|should|would|did|has|have) (?:i|we|you|it|there|my|the|this)
    """,
)
_PURPOSE = compile_phrases(
    r"""
        what (?:i|we) (?:really |actually )?(?:need|want) is
        (?:i|we)(?: also| just| really| only|'d| would)? (?:need|want|hope|try|tried|plan|intend|am trying
            |are trying|was trying|were trying|wanted|needed) to(?! (?:add|say|mention|emphasi[sz]e|share
            |highlight|point out|thank|ask|know|start|talk|be clear|note|hear|see if|echo|touch))
        (?:i['’]m|we['’]re) (?:trying|looking|hoping|planning) to
        so that (?:i|we|our|my|the)\b
        so (?:i|we) can(?!['’]?t|not)
        in order to
        to be able to
        (?:my|our) goal (?:is|was)
        the goal (?:is|was)
        (?:i|we) must
        let(?:s|ting)? (?:me|us)\b
        for (?:that|this) (?:i|we) need
    """,
)
_UNWANTED = re.compile(
    r"(?:\bnot|n['’]t)\s+(?:exactly |really |quite )?what (?:i|we) (?:\w+ )?(?:want|need|hope|expect)", re.IGNORECASE
)
"""That something is not what one wants to hear tells no purpose."""
_EACH_TIME = re.compile(r"\b(?:every time|each time|when|whenever|if|before|after|once)\s*$", re.IGNORECASE)
_SITUATION = compile_phrases(
    r"""
        when(?:ever)? (?:i|we|you|my|our|people|users?|someone|customers?|developers?|\w+ing)\b
        while (?:i|we|\w+ing)
        every (?:time|day|week|month|morning|monday|friday|\w+day)
        each (?:time|day|week|month|morning)
        as soon as
        (?:at|by) (?:the )?(?:month|quarter|year|week)[ -]?end
        at the end of
        before (?:i|we|the|lunch|each|every)
        after (?:i|we|the|that|each|every|\w+ing)
        on (?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?)
        by (?:the \d+(?:st|nd|rd|th)|\d{1,2}(?::\d\d)? ?(?:am|pm)|noon|mondays?|fridays?)
        (?:first|last) (?:day )?of the (?:month|week|quarter)
        i (?:am|was) (?:at|in|on|abroad|travell?ing|the one)
        we (?:run|have|use|do|are|operate|manage)
        i (?:run|work|use|just|recently)\b
        my (?:team|boss|company|manager|colleague|daughter|son|wife|husband|child|mother|father|job)
        our (?:team|company|customers?|clients?|users?|finance|analysts?|engineers?|developers?|staff|org)
        for (?:work|our|my)\b
        (?:finance|legal|sales|support|the (?:auditor|regulator|board|customer|client)|my (?:boss
            |manager)) (?:needs?|wants?|asks?|expects?)
        during
    """,
)
_BACKGROUND = re.compile(r"(?:we|i|my|our|for|during|after|before)\b", re.IGNORECASE)
_WORKAROUND = compile_phrases(
    r"""
        so (?:we|i) (?:now |just |had to |have to |always )?(?:export|copy|use|ask|split|write|run|do|keep
            |count|check|screenshot|paste|print|send|call|download|upload|track)
        so (?:we|i) (?:ended|went|switched|built|wrote|made|created)
        (?:we|i) (?:gave|have given) up
        work(?:ed|ing)?[ -]?arounds?
        by hand
        manually
        instead (?:we|i)\b
        (?:we|i)(?:['’]ve| have)? (?:now|just) (?:export|copy|use|ask|split|write|run|do|keep|count|check
            |screenshot|paste|print|send|call|download|upload|track)
        (?:we|i)(?:['’]ve| have)? (?:ended|end) up (?:\w+ly )?with (?:an? |our |my |the )?(?:\w+ )?(?:list|sheet
            |spreadsheet|notebook|paper|script|copy|folder|whiteboard|calculator|tool|form)
        (?:we|i)(?:['’]ve| have)? (?:ended|end) up (?:\w+ly )?(?:us|do|export|copy|writ|mak|build|print|call|ask|mail
            |email|phon|send|keep|typ|enter|count|check|track|switch|go|driv|buy|hir|splitt)ing
        (?:we|i)(?:['’]ve| have)? (?:ended|end) up (?:on paper|back (?:on|at|with))
        (?:we|i)(?:['’]ve| have)? (?:resorted to|went back to|go back to|rolled our own
            |wrote our own|built our own|hacked|hand-?rolled)
        (?:are|am|is|went|go|gone) back to \w+
        in the meantime
        as a (?:stopgap|workaround|fallback)
        now a colleague
        glue them
        page by page
        one by one
        copy(?:ing)? and past\w+
        copy-?past\w+
        ask (?:an admin|someone|a colleague|my)
        (?:our|my) own (?:script|tool|wrapper|library|version|docs|distribution|fork)
        home-?grown
        in-?house (?:tool|script|solution|librar)\w*
        i never \w+, i
    """,
)
_HASTE = compile_phrases(
    r"""
        deadlines?
        by the \d+(?:st|nd|rd|th)
        renewal
        renew
        cancel(?:l?ing|led)? (?:my|our|the) (?:account|subscription|plan|contract)
        switch(?:ing|ed)? (?:to (?:another|a different|[A-Z]\w+)|away|banks?|providers?|vendors?)
        competitors?
        alternatives?
        leav(?:e|ing) (?:you|for|the)
        uninstall\w*
        regulators?
        audit(?:or)?s?
        compliance
        urgent(?:ly)?
        asap
        as soon as possible
        before (?:the )?(?:renewal|launch|audit|year end|season|black friday|christmas)
        close (?:my|our|the) account
        last (?:straw|chance)
        giv(?:e|ing) up
        emergency
        immediately
        right away
        is late
        overdue
    """,
)


def asks_for(text: str, question: str | None = None) -> bool:
    """Whether a sentence asks for something; a bare answer to "what would you like?" does too."""
    if is_rhetorical(text):
        return False
    if _REQUEST.search(text):
        return True
    return bool(question and _ASKED_FOR_BY_QUESTION.search(question) and not _PROBLEM_BY_QUESTION.search(question))


def is_rhetorical(text: str) -> bool:
    """Whether a question only voices anger or surprise ("How can that be?"): it asks nothing and asks for nothing."""
    return text.rstrip("\"'”’ )!").endswith("?") and bool(_RHETORICAL.search(text))


def scolds(text: str) -> bool:
    """Whether a sentence voices anger alone: it tells neither when something happens nor what it is for."""
    return is_rhetorical(text) or bool(_UNWANTED.search(text))


def names_problem(question: str | None) -> bool:
    """Whether the question a person answered asked for problems, so that the bare answer names one."""
    return bool(question and _PROBLEM_BY_QUESTION.search(question))


def question_lead(text: str) -> str | None:
    """The words with which a question begins ("how do I"), or None where the sentence is none."""
    if not text.rstrip("\"'”’ )").endswith("?"):
        found = re.match(
            r"(?:how (?:do|can|to)|what (?:is|are)|where|why (?:is|was|did|has)|when will)\b", text, re.IGNORECASE
        )
        if not found or len(text) > 160:
            return None
    lead = None if is_rhetorical(text) else _QUESTION_LEAD.search(text)
    return lead.group() if lead else None


def gives_purpose(text: str) -> bool:
    """Whether somebody says what it is for."""
    found = _PURPOSE.search(text)
    if not found or _UNWANTED.search(text):
        return False
    return not _EACH_TIME.search(text[: found.start()])


def wishes(text: str) -> bool:
    """Whether somebody says what they want or need, which is no situation."""
    if _UNWANTED.search(text):
        return False
    found = re.search(
        r"\b(?:i|we)(?:['’]d| would)? (?:really |just )?(?:want|need|like|wish|hope)\b", text, re.IGNORECASE
    )
    return gives_purpose(text) or bool(found)


def gives_situation(text: str, *, talk: bool = False) -> bool:
    """Whether somebody says when, where or as whom it happens to them; in a talk, only when."""
    found = _SITUATION.search(text)
    return bool(found) and not (talk and _BACKGROUND.match(found.group()))


def tells_workaround(text: str) -> bool:
    """Whether somebody says what they do instead."""
    return bool(_WORKAROUND.search(text))


def presses(text: str) -> bool:
    """Whether somebody names a deadline, a duty or leaving."""
    return bool(_HASTE.search(text))
