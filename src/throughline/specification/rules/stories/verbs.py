"""The verbs of stories: how one stands in a dictionary, and what kind of story it tells of. Written for this project.

The kinds follow what a person meets on a screen, so "register a patient" is a form and "register" alone is entry.
"""

from __future__ import annotations

from functools import lru_cache

from throughline.specification.rules.lexicon import VERBS as COMMON_FORMS
from throughline.specification.rules.lexicon import read_words
from throughline.specification.rules.stories.contracts import Kind

KINDS: dict[Kind, frozenset[str]] = {
    Kind.LIST: read_words(
        "list browse manage administer administrate handle organise organize prioritise prioritize rank sequence queue"
    ),
    Kind.SEARCH: read_words("search find filter sort locate discover query lookup narrow refine google"),
    Kind.DASHBOARD: read_words(
        """
        monitor track analyse analyze compare measure visualise visualize benchmark forecast summarise summarize audit
        graph chart aggregate
        """
    ),
    Kind.DETAIL: read_words(
        """
        view see read check preview inspect open look display show examine watch play visit explore listen stream
        study understand consult peek verify recognise recognize identify determine distinguish trace navigate zoom
        learn scroll validate
        """
    ),
    Kind.FORM: read_words(
        """
        add create edit update enter fill record submit book reserve schedule reschedule request apply write modify
        change specify define register log tag annotate rename post rate describe label categorise categorize classify
        mark correct amend complete assign allocate plan draft compose rearrange reorder move copy duplicate input
        capture report note issue place flag vote nominate answer provide insert link associate merge split translate
        convert suggest propose list enrol enroll invite document attribute indicate map clarify publish transfer swap
        estimate prepare return file hand lend borrow rent hire use start grade count deliver act let dispute
        negotiate promise dispatch pick pack collect serve repair fix clean feed water treat admit discharge refer
        prescribe dictate draw paint host run launch release deploy test try teach train exchange settle build design
        adjust arrange relate connect group bookmark save pin star favourite favorite like review include declare
        resubmit develop generate join indent package denote sponsor offer claim take give conduct
        """
    ),
    Kind.SETTINGS: read_words(
        """
        configure customise customize enable disable personalise personalize restrict limit mute toggle switch
        activate set hide control prevent block pause adapt opt
        """
    ),
    Kind.UPLOAD: read_words("upload import attach deposit ingest migrate scan"),
    Kind.EXPORT: read_words("export download print extract backup share"),
    Kind.DELETE: read_words(
        """
        delete remove cancel archive discard revoke unsubscribe deactivate clear withdraw erase purge undo restore
        undelete revert unlink trash leave stop end close terminate dismiss quit
        """
    ),
    Kind.APPROVE: read_words("approve reject accept decline authorise authorize moderate endorse sign confirm certify"),
    Kind.NOTIFY: read_words("notify alert remind warn subscribe follow inform email announce broadcast receive"),
    Kind.AUTH: read_words("login logout authenticate signin signup reauthenticate"),
    Kind.PAY: read_words(
        "pay buy purchase order checkout donate invest bid refund tip charge bill invoice renew upgrade downgrade"
    ),
    Kind.CHAT: read_words(
        "chat message reply discuss talk communicate contact respond comment call ask converse collaborate"
    ),
}
_CLAIMED = {
    "choose": Kind.FORM,
    "select": Kind.FORM,
    "connect": Kind.SETTINGS,
    "invite": Kind.FORM,
    "list": Kind.LIST,
    "archive": Kind.DELETE,
    "confirm": Kind.APPROVE,
}
_KIND_OF = {verb: kind for kind in reversed(KINDS) for verb in KINDS[kind]} | _CLAIMED
"""Where two kinds name a verb the earlier has it, but for those claimed."""

PHRASES: dict[str, Kind] = {
    "log in": Kind.AUTH,
    "log on": Kind.AUTH,
    "log out": Kind.AUTH,
    "log into": Kind.AUTH,
    "sign in": Kind.AUTH,
    "sign into": Kind.AUTH,
    "sign out": Kind.AUTH,
    "sign up": Kind.AUTH,
    "look up": Kind.SEARCH,
    "look for": Kind.SEARCH,
    "find out": Kind.DETAIL,
    "check out": Kind.PAY,
    "check in": Kind.FORM,
    "turn on": Kind.SETTINGS,
    "turn off": Kind.SETTINGS,
    "switch off": Kind.SETTINGS,
    "opt out": Kind.SETTINGS,
    "opt in": Kind.SETTINGS,
    "set up": Kind.SETTINGS,
    "sign off": Kind.APPROVE,
    "back up": Kind.EXPORT,
    "top up": Kind.PAY,
    "keep track": Kind.DASHBOARD,
    "make sure": Kind.DETAIL,
    "take back": Kind.DELETE,
    "call off": Kind.DELETE,
}
"""Verbs whose particle makes the kind."""

LIGHT = read_words(
    "have get view see access use want need know show display open be make do give create generate receive keep"
)
"""Verbs that say little themselves: the thing they are done to tells the kind first."""

_OTHERS = read_words(
    """
    keep follow allow help ensure maintain use know want need join play pick skip start stop begin end continue run test
    drag drop drop switch click tap press swipe leave bring hold carry return deliver ship pack hire recruit train teach
    onboard dispatch route deploy install publish unpublish release launch generate perform support integrate calculate
    compute count total reconcile match compare settle split sync resync refresh load store backdate extend shorten
    escalate delegate hand close reopen resolve dispute appeal endorse renew expire lock unlock reset recover change
    tailor translate localise localize moderate ban suspend mention react pin unpin mute snooze postpone delay defer
    adjust redeem earn collect gather acquire obtain gain lend borrow rent lease weigh measure test diagnose prescribe
    admit discharge refer triage treat administer vaccinate enrol grade mark mentor supervise inspect repair replace
    undelete resubmit handle embed feed seed speed exceed proceed shed need bring sing ring string force develop reuse
    fix clean water feed harvest plant order restock replenish stock count audit insure claim underwrite quote price
    bid auction trade sell list unlist feature promote advertise target segment stream record rewind mix remix render
    crop resize rotate draw paint sketch animate model simulate predict forecast score rank weight vote poll survey
    interview contact convince persuade negotiate sign countersign witness notarise notarize file lodge register
    """
)
_IRREGULAR = {
    "sent": "send", "paid": "pay", "found": "find", "shown": "show", "seen": "see", "saw": "see", "given": "give",
    "gave": "give", "made": "make", "taken": "take", "took": "take", "kept": "keep", "known": "know", "got": "get",
    "gotten": "get", "written": "write", "wrote": "write", "chosen": "choose", "chose": "choose", "told": "tell",
    "held": "hold", "built": "build", "bought": "buy", "sold": "sell", "drawn": "draw", "hidden": "hide", "done": "do",
    "did": "do", "has": "have", "had": "have", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be",
    "left": "leave", "lost": "lose", "met": "meet", "said": "say", "brought": "bring", "understood": "understand",
    "being": "be", "lent": "lend", "withdrawn": "withdraw", "undone": "undo", "goes": "go", "does": "do",
}  # fmt: skip


def _inflect(verb: str) -> tuple[str, ...]:
    """Its written forms: third person, past, gerund, with and without a doubled last letter."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    doubled = verb + verb[-1]
    return third, f"{verb}ed", f"{verb}ing", f"{doubled}ed", f"{doubled}ing"


BASES = frozenset({*_KIND_OF, *_OTHERS, *LIGHT})
_BASE_OF = {form: verb for verb in sorted(BASES) for form in _inflect(verb)} | _IRREGULAR


@lru_cache(maxsize=8192)
def find_base(word: str) -> str:
    """How a verb stands in a dictionary; a word that no list here has is taken off its commonest endings."""
    lower = word.lower()
    if lower in BASES:
        return lower
    return _BASE_OF.get(lower) or _guess_base(lower)


def _guess_base(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and any(letter in "aeiouy" for letter in root):
            return _mend_root(root)
    return word


def _mend_root(root: str) -> str:
    if root[-1] == root[-2] and root[-1] not in "sl":
        return root[:-1]
    return (
        f"{root}e"
        if root.endswith(("at", "iz", "c", "is", "ur", "us", "uc", "dg", "rg", "v", "ng")) and len(root) > 3
        else root
    )


def is_verb(word: str) -> bool:
    """Whether the word, in whichever form, is one of the verbs known here."""
    lower = word.lower()
    return lower in BASES or lower in _BASE_OF or lower in COMMON_FORMS


def kind_of_verb(base: str, particle: str = "") -> Kind | None:
    """The kind that a verb tells by itself, or None."""
    return PHRASES.get(f"{base} {particle}") or _KIND_OF.get(base)
