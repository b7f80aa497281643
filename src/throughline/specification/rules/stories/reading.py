"""A story read into its parts: who, what is wanted, what for, its verb, its thing, what the thing holds, its kind."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.specification.rules import lexicon
from throughline.specification.rules.stories.clauses import Clauses, cut_story, set_bare
from throughline.specification.rules.stories.contracts import Form, StoryParts
from throughline.specification.rules.stories.kinds import tell_kind
from throughline.specification.rules.stories.things import (
    Word,
    cut_words,
    drop_led,
    find_fields,
    find_holder,
    find_thing,
)
from throughline.specification.rules.stories.verbs import BASES, PHRASES, find_base, is_verb

_BEFORE_VERB = lexicon.ADVERBS | lexicon.read_words("bulk batch mass keyword auto quick to not better either must")
_PASSIVE = frozenset({"be", "get", "being", "stay", "keep"})
_AFTER_PASSIVE = (
    lexicon.PREPOSITIONS
    | lexicon.CONJUNCTIONS
    | lexicon.DETERMINERS
    | lexicon.PRONOUNS
    | lexicon.ADVERBS
    | lexicon.read_words("one two three four five ten")
)
_LY_VERBS = frozenset({"apply", "reply", "supply", "rely", "comply", "multiply", "rally"})
_MOST_BEFORE = 4
_OWNERS = frozenset({"a", "an", "the", "my", "our", "any", "each", "every"})


def read_story(text: str) -> StoryParts:
    """The parts of a story in any of its forms; whatever it does not say is empty. No text fails.

    Role, situation, means, benefit, entity and fields stand in the text as they are, once it is set in one line
    without Markdown.
    """
    clauses = cut_story(set_bare(text))
    words = cut_words(clauses.means)
    subject, place = find_verb(words, clauses)
    role = clauses.role or (clauses.means[: words[place - 1].end] if subject and place else "")
    means = clauses.means[words[place].start :] if subject and place < len(words) else clauses.means
    if subject:
        words, place = cut_words(means), 0
    return _read_means(clauses, role=role, means=means, words=words, place=place)


def _read_means(clauses: Clauses, *, role: str, means: str, words: Sequence[Word], place: int) -> StoryParts:
    has_verb = place < len(words)
    verb = find_base(words[place].text) if has_verb else ""
    following = words[place + 1].lower if place + 1 < len(words) else ""
    particle = following if f"{verb} {following}" in PHRASES else ""
    first = place + (2 if particle else 1) if has_verb else 0
    after = words[first - 1].end if has_verb else 0
    entity = find_holder(means, after) or find_thing(means, words, first)
    entity = drop_led(entity)
    inner = _find_inner(words, first) if verb == "use" else ""
    kind = tell_kind(means, verb=inner or verb, particle=particle, entity=entity, does=has_verb)
    return StoryParts(
        form=clauses.form,
        role=_drop_article(role),
        means=means,
        benefit=clauses.benefit,
        verb=verb,
        entity=entity,
        fields=find_fields(means, verb, after),
        kind=kind,
        situation=clauses.situation,
    )


def _find_inner(words: Sequence[Word], start: int) -> str:
    """The verb that tells what is done in "use the app to send messages"; empty where there is none."""
    for place in range(start, min(start + 6, len(words) - 1)):
        if words[place].lower == "to" and is_verb(words[place + 1].lower):
            return find_base(words[place + 1].lower)
    return ""


def find_verb(words: Sequence[Word], clauses: Clauses) -> tuple[bool, int]:
    """Whether a subject stands before the verb, and the verb's place among the words of the means.

    A place behind the last word says there is none: a thing is wanted, or the words are a title.
    """
    if clauses.does or _opens_with_verb(words):
        return False, _skip_before(words)
    if clauses.form is not Form.BARE:
        return False, len(words)
    return _find_bare_verb(words)


def _opens_with_verb(words: Sequence[Word]) -> bool:
    """ "I want know …": the "to" was forgotten, and the word can be nothing but a verb."""
    if len(words) < 2 or words[0].lower not in BASES or words[0].lower in lexicon.AMBIGUOUS:
        return False
    return words[1].lower in lexicon.DETERMINERS | lexicon.PRONOUNS | lexicon.CONJUNCTIONS


def _skip_before(words: Sequence[Word]) -> int:
    """The first word that is not an adverb or an auxiliary: in "be easily notified" it is "notified"."""
    for place in range(min(_MOST_BEFORE, len(words) - 1)):
        if not _goes_before(words, place):
            return place
    return 0


def _goes_before(words: Sequence[Word], place: int) -> bool:
    word, following = words[place].lower, words[place + 1]
    if following.is_mark:
        return False
    if word in _PASSIVE:
        return _is_passive(words, place + 1)
    return word in _BEFORE_VERB or (word.endswith("ly") and len(word) > 4 and word not in _LY_VERBS)


def _is_passive(words: Sequence[Word], place: int) -> bool:
    """Whether "be notified" goes on here; in "get detailed directions" it does not."""
    word, after = words[place].lower, words[place + 1].lower if place + 1 < len(words) else ""
    if word.endswith("ly"):
        return place + 1 < len(words)
    done = is_verb(word) and find_base(word) != word and not word.endswith("s")
    return done and (not after or after in _AFTER_PASSIVE or not after[0].isalnum())


_NO_SUBJECT = (
    lexicon.PREPOSITIONS | lexicon.AUXILIARIES | lexicon.CONJUNCTIONS | lexicon.ADVERBS | {"to", "that", "which"}
)


def _find_bare_verb(words: Sequence[Word]) -> tuple[bool, int]:
    """In "Owners approve holidays" the second word; in "Export the list" the first; in "Monthly report" none."""
    if not words:
        return False, 0
    if words[0].lower not in _OWNERS and _is_plain_verb(words, 0):
        return False, 0
    place = find_subject_verb(words)
    if place:
        return True, place
    gerund = words[0].lower.endswith("ing") and is_verb(words[0].lower) and len(words) > 1
    return False, 0 if gerund else len(words)


def find_subject_verb(words: Sequence[Word]) -> int:
    """The place of the verb where the words open with who does it ("the clerk scans a pallet"); 0 where they do not."""
    start = 1 if words and words[0].lower in _OWNERS else 0
    for place in range(start + 1, min(start + 5, len(words) - 1)):
        word, before = words[place], words[place - 1]
        if word.is_mark or before.is_mark or before.lower in _NO_SUBJECT or word.lower in _NO_SUBJECT:
            break
        if is_verb(word.lower) and _agrees(before.lower, word.lower):
            return place
    return 0


def _is_plain_verb(words: Sequence[Word], place: int) -> bool:
    """Whether a title opens with a command: a verb in its base form, not the first half of a noun."""
    word = words[place].lower
    if find_base(word) != word or not is_verb(word):
        return False
    following = words[place + 1].lower if place + 1 < len(words) else ""
    return not (
        following and is_verb(following) and following not in lexicon.AMBIGUOUS and find_base(following) == following
    )


def _agrees(subject: str, verb: str) -> bool:
    """A plural does ("owners approve"), a singular does with an s ("the owner approves")."""
    many = (subject.endswith("s") and not subject.endswith("ss")) or subject in {
        "people",
        "staff",
        "anyone",
        "i",
        "we",
        "they",
        "you",
    }
    base = find_base(verb) == verb
    return base if many else verb.endswith("s") and not base


def _drop_article(role: str) -> str:
    head, _, rest = role.partition(" ")
    return rest if rest and head.lower() in {"a", "an", "the", "any", "every", "each"} else role
