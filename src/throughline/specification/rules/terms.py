"""What each failure class asks of the thing it is about: criteria, a requirement, a measure and a title.

`{o}` is the thing with its article ("the export"), `{n}` the bare noun, `{N}` the same with a capital, `{c}` the
condition in somebody's own words, `{w}` the event that goes with it.
Every sentence keeps a person or "it" as its subject, so that it stands for one thing as well as for many.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughline.specification.rules.failure_words import Failure


@dataclass(frozen=True, slots=True)
class Terms:
    """Sentences of one class: its title, the happy and the unhappy criterion, the requirement, the measure."""

    title: str
    happy: str
    unhappy: str
    requirement: str
    metric: str
    question: str = ""
    when: str = "the same is done again"


TERMS: dict[Failure, Terms] = {
    Failure.UNFINISHED: Terms(
        title="Get {o} to the end",
        happy="Given {c}, when {w}, then the wait for {o} ends with a result.",
        unhappy="Given a wait for {o} that ends without one, when it stops, then the person is told that it failed and"
        " nothing unfinished is shown as complete.",
        requirement="WHEN a person waits for {o}, THE SYSTEM SHALL end the wait with a result or with a message that"
        " there is none.",
        metric="{N}: share that ends with a result",
        question="How long may the wait for {o} last before it counts as failed?",
    ),
    Failure.OVERDUE: Terms(
        title="Get {o} in time",
        happy="Given {c}, when {w}, then the person has it or a new date with the reason.",
        unhappy="Given a wait for {o} without news, when the person asks, then they see where it stands and what they"
        " can do.",
        requirement="WHILE a person waits for {o}, THE SYSTEM SHALL show where it stands and when it is due.",
        metric="{N}: share there on the day that was named",
        question="Which day are people told for {o}, and by whom?",
        when="the day named for {o} has passed",
    ),
    Failure.INCOMPLETE: Terms(
        title="Get all of {o}",
        happy="Given {c}, when {w}, then nothing of {o} is missing against the source.",
        unhappy="Given that a part of {o} is missing, when a person opens what there is, then it is "
        "marked as incomplete"
        " and names what is missing.",
        requirement="IF a part of {o} cannot be delivered, THEN THE SYSTEM SHALL say which part is missing.",
        metric="{N}: share found complete when checked against the source",
        question="What can cut {o} short without an error?",
    ),
    Failure.LOST: Terms(
        title="After losing {o}",
        happy="Given {c}, when the person looks for help, then they see what can be got back of {o} and what cannot.",
        unhappy="Given that nothing of {o} can be got back, when this is noticed, then the person is told so and what "
        "is still safe.",
        requirement="IF a person loses {o}, THEN THE SYSTEM SHALL say what can be got back and what to do next.",
        metric="{N}: losses reported per week",
        question="What can be got back of {o}, by whom and for how long?",
    ),
    Failure.DUPLICATED: Terms(
        title="See {o} once",
        happy="Given {c}, when {w}, then there is one entry for {o}.",
        unhappy="Given a second entry for {o}, when a person reports it, then one of the two is taken "
        "back and both steps"
        " can be seen.",
        requirement="WHEN the same request for {o} arrives again, THE SYSTEM SHALL make no second entry.",
        metric="{N}: entries that appear twice, per week",
        question="Which step makes the second entry for {o}: the person, the product or a partner?",
    ),
    Failure.STRANGER: Terms(
        title="Settle {o} nobody here made",
        happy="Given {c}, when {w}, then the person can report {o} and learns what happens next.",
        unhappy="Given a report of {o} as not their own, when it turns out to be, then the person sees where it "
        "came from.",
        requirement="WHEN a person reports {o} as not their own, THE SYSTEM SHALL [decide: hold it / take it back / ask"
        " first].",
        metric="{N}: reports of “not mine” per week, and hours until settled",
        question="What can be told about {o} so that a person recognises it?",
        when="a person meets such a case",
    ),
    Failure.DENIED: Terms(
        title="Get past a refusal over {o}",
        happy="Given {c}, when {w}, then nobody is refused over {o} without reading why.",
        unhappy="Given a refusal, when the person sees it, then it names the reason, what it means for {o} and the next"
        " step.",
        requirement="IF a person is refused over {o}, THEN THE SYSTEM SHALL name the reason and the next step.",
        metric="{N}: share refused, and share of refusals taken back later",
        question="Which refusals over {o} are meant, and which are mistakes?",
    ),
    Failure.BREAKS: Terms(
        title="Keep {o} working through a change",
        happy="Given {c}, when {w}, then a person can still use {o} as before the change.",
        unhappy="Given a change that ends a use of {o}, when it is announced, then it names that use and what to do"
        " instead.",
        requirement="WHEN a change touches {o}, THE SYSTEM SHALL keep what worked before or announce what will not.",
        metric="{N}: uses that worked before a change and not after, per release",
        question="Which change altered {o}, and can it be told apart in the logs?",
        when="the change is made again",
    ),
    Failure.INCONSISTENT: Terms(
        title="Meet the same {n} everywhere",
        happy="Given {c}, when {w}, then a person who compares {o} in two places finds no difference, "
        "or one that is explained there.",
        unhappy="Given a difference in {o} that is meant, when a person meets it, then it is said where it comes from.",
        requirement="WHERE a person meets {o} in two places, THE SYSTEM SHALL show the same in both or say why not.",
        metric="{N}: unexplained differences found in a comparison, per release",
        question="Which place holds the true {n} where two differ?",
        when="the same is compared again",
    ),
    Failure.WRONG: Terms(
        title="Rely on {o}",
        happy="Given {c}, when {w}, then what a person sees of {o} agrees with [decide: the source that counts].",
        unhappy="Given a figure for {o} that disagrees with its source, when a person points at it, then "
        "they see how it"
        " came about and who corrects it.",
        requirement="WHEN a person is shown {o}, THE SYSTEM SHALL show where it comes from.",
        metric="{N}: share of checks that agree with the source",
        question="Which source is right about {o}?",
    ),
    Failure.NOT_FOUND: Terms(
        title="Find {o}",
        happy="Given {c}, when {w}, then they get to {o} without asking anyone.",
        unhappy="Given a search for {o} that leads nowhere, when the person stops, then they are shown where to turn.",
        requirement="WHEN a person looks for {o}, THE SYSTEM SHALL lead there from the place they tried first.",
        metric="{N}: share of searches that end at the right place",
        question="Where do people look for {o} first?",
        when="a person looks again",
    ),
    Failure.SLOW: Terms(
        title="Wait less for {o}",
        happy="Given {c}, when {w}, then the wait for {o} is no longer than [decide: how long].",
        unhappy="Given a wait for {o} that lasts longer, when the person looks, then they see that it "
        "goes on and what is"
        " left.",
        requirement="WHILE a person waits for {o}, THE SYSTEM SHALL show how far it has got.",
        metric="{N}: time until it is there, median and slowest tenth",
        question="Where is the time spent while a person waits for {o}?",
    ),
    Failure.COSTLY: Terms(
        title="Know what {o} will cost",
        happy="Given {c}, when {w}, then the person knows what {o} will cost before the cost arises.",
        unhappy="Given a cost for {o} that was not announced, when the person sees it, then they can follow how it came"
        " about.",
        requirement="WHEN a cost arises for {o}, THE SYSTEM SHALL have named it beforehand.",
        metric="{N}: cost as the customer sees it, per month",
        question="What drives the cost of {o}?",
        when="the same cost comes up again",
    ),
    Failure.UNCLEAR: Terms(
        title="Understand {o}",
        happy="Given {c}, when {w}, then what stands there answers it.",
        unhappy="Given a person who does not understand {o} at that point, when they look for help, then "
        "they reach [decide: a page / a person].",
        requirement="WHEN a person gets to {o}, THE SYSTEM SHALL say what it means for them.",
        metric="{N}: questions to support about what it means, per week",
        question="Which words about {o} are read and not understood?",
        when="a person gets to that point with {o}",
    ),
    Failure.ASKED: Terms(
        title="Answer what is asked about {o}",
        happy="Given {c}, when it comes up about {o}, then the answer can be read in the product "
        "without asking anyone.",
        unhappy="Given a question about {o} whose answer cannot be read there, when support answers it, "
        "then both are written down where the next person looks.",
        requirement="WHEN a question about {o} comes up, THE SYSTEM SHALL show the answer before the person "
        "has to ask.",
        metric="{N}: questions to support per week",
        question="Where would people have looked for the answer about {o}?",
    ),
    Failure.MISSING: Terms(
        title="{N}: what is missing",
        happy="Given {c}, when {w}, then [decide: it is there / they are told that it is not].",
        unhappy="Given that it is not there, when a person looks for it in {o}, then they are told so "
        "and what to do instead.",
        requirement="WHEN a person looks for more in {o}, THE SYSTEM SHALL [decide: provide it / say where "
        "it ends and what to do instead].",
        metric="{N}: people who look for something in it and leave without, per week",
        question="{N}: which missing part would be enough to begin with?",
        when="a person gets to that point with {o}",
    ),
    Failure.WANTED: Terms(
        title="Asked for: {n}",
        happy="Given the wish {c}, when it is taken in, then one of those who asked tries {o} and finds it met.",
        unhappy="Given the same wish left out, when somebody asks for {o} again, then they are told why "
        "and what to do instead.",
        requirement="WHERE a wish for {o} is taken in, THE SYSTEM SHALL [decide: what would meet it].",
        metric="{N}: people who ask for it, per month",
        question="What do people who ask for {o} do today?",
    ),
    Failure.HARD: Terms(
        title="Manage {o} without help",
        happy="Given {c}, when {w}, then they get to the end without help from others.",
        unhappy="Given a mistake on the way with {o}, when it is made, then the message names it and how to mend it.",
        requirement="WHEN a person sets out on {o}, THE SYSTEM SHALL name the next step and each mistake as "
        "it is made.",
        metric="{N}: share who get to the end without help",
        question="At which step of {o} do people stop?",
        when="a person new to {o} sets out",
    ),
    Failure.FAILS: Terms(
        title="Get {o} to work",
        happy="Given {c}, when {w}, then the person gets what they wanted from {o}.",
        unhappy="Given an attempt at {o} that fails, when the message appears, then it says what went "
        "wrong and what to do"
        " next.",
        requirement="IF an attempt at {o} fails, THEN THE SYSTEM SHALL say what went wrong and what to do next.",
        metric="{N}: share of attempts that fail",
        question="Can the failures of {o} be told apart in the logs?",
    ),
}
