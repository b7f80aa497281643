"""Closing the loop: who was heard about an opportunity, who has been answered, and a draft for each. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline.core.kernel.ids import Ref
from throughline.core.line.registry import Outcome, registry
from throughline.core.models import Workspace
from throughline.discovery.asking.naming import list_named
from throughline.discovery.contracts import MarkState
from throughline.discovery.models import Account, Mark, Opportunity, Person, Reply
from throughline.discovery.opportunities.queries import ACCEPTED, Customer, marks_of, read_account, read_person
from throughline.discovery.opportunities.shown_mark import ShownMark, show_mark
from throughline.discovery.rules.replying import ID_MARKS, Said, draft_reply
from throughline.discovery.rules.withholding import withhold

PAGE = 20
QUOTED = 2
NAMED = 100
"""People who cannot be reached, by their ids; of more of them the number is said."""
LONGEST_LINK = 1800
"""Characters of a mailto address that every mail program still opens."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One customer: what they said, the message as it stands or is drafted, and whether somebody sent it."""

    customer: Customer
    said: Sequence[ShownMark]
    message: str
    drafted: bool
    reply: Reply | None
    mails: Sequence[tuple[str, str]]
    since: datetime | None = None

    @property
    def sent(self) -> bool:
        """Answered, and nothing new has come of it since."""
        return self.was_sent and not self.earlier

    @property
    def was_sent(self) -> bool:
        return self.reply is not None and self.reply.sent is not None

    @property
    def earlier(self) -> bool:
        """Answered before what there is to tell now."""
        sent = self.reply.sent if self.reply else None
        return sent is not None and self.since is not None and sent < self.since


@dataclass(frozen=True, slots=True)
class Telling:
    """What there is to tell each of them, and the customers (their names, by one of them) that it may speak of."""

    about: str
    outcomes: Sequence[Outcome]
    sender: str
    named: Mapping[str, Sequence[str]]

    def read_as(self, one: Customer) -> Callable[[str], str]:
        """How a text reads for this customer: nobody else is named."""
        own = {one.name, *next((names for names in self.named.values() if one.name in names), ())}
        others = [name for names in self.named.values() for name in names]
        return lambda text: withhold(text, others, own=own)


@dataclass(frozen=True, slots=True)
class HeardList:
    """A page of customers, accounts before people; `after` is the token where the next page begins.

    `unreached` of the people left no address, no account and no name, only an id: `named` are the first of them.
    """

    heard: Sequence[Heard]
    accounts: int
    people: int
    answered: int
    after: str
    unreached: int = 0
    named: Sequence[Customer] = ()

    @property
    def customers(self) -> int:
        return self.accounts + self.people


def list_heard(
    workspace: Workspace, row: Opportunity, *, sender: str, stance: str = "", answered: str = "", after: str = ""
) -> HeardList:
    """Whoever was heard about it by accepted evidence, in a fixed number of queries."""
    accounts, people = _find_accounts(row, stance), _find_people(row, stance)
    unreached = _find_unreached(people, row)
    reached = people.exclude(pk__in=unreached.values("pk"))
    outcomes = registry.list_outcomes(workspace, Ref("opportunity", row.key))
    since = max((one.at for one in outcomes if one.at), default=None)
    sent = _list_sent(row, since)
    found = _list_page(_narrow(accounts, sent, "account", answered), _narrow(reached, sent, "person", answered), after)
    page = found[:PAGE]
    said = _list_said(row, page, stance)
    replies = _list_replies(row, page)
    mails = _list_mails(page, said)
    telling = Telling(row.title, outcomes, sender, list_named(workspace, row.key, _list_texts(row, outcomes)))
    heard = [_describe(one, said[one.token], replies.get(one.token), telling, mails.get(one.token, ())) for one in page]
    return HeardList(
        heard=heard,
        accounts=accounts.count(),
        people=people.count(),
        answered=sent.count(),
        after=page[-1].token if len(found) > PAGE else "",
        unreached=unreached.count(),
        named=[read_person(one) for one in unreached.order_by("pk")[:NAMED]],
    )


def _marks(row: Opportunity, stance: str) -> QuerySet[Mark]:
    marks = Mark.objects.filter(ACCEPTED, opportunity=row)
    return marks.filter(stance=stance) if stance else marks


def _find_accounts(row: Opportunity, stance: str) -> QuerySet[Account]:
    ids = _marks(row, stance).exclude(evidence__customer_account=None).values("evidence__customer_account")
    return Account.objects.filter(pk__in=ids)


def _find_people(row: Opportunity, stance: str) -> QuerySet[Person]:
    marks = _marks(row, stance).filter(evidence__customer_account=None).exclude(evidence__customer_person=None)
    return Person.objects.filter(pk__in=marks.values("evidence__customer_person"))


def _find_unreached(people: QuerySet[Person], row: Opportunity) -> QuerySet[Person]:
    """Those nobody can write to, unless somebody wrote to them after all."""
    written = Exists(Reply.objects.filter(opportunity=row, person=OuterRef("pk")))
    return people.filter(~written, mail="", name__regex=ID_MARKS)


def _list_sent(row: Opportunity, since: datetime | None) -> QuerySet[Reply]:
    """The answers that were sent; those before a moment tell what is not true any more."""
    sent = Reply.objects.filter(opportunity=row, sent__isnull=False)
    return sent.filter(sent__gte=since) if since else sent


def _narrow(customers: QuerySet, answers: QuerySet[Reply], field: str, answered: str) -> QuerySet:
    sent = Exists(answers.filter(**{field: OuterRef("pk")}))
    return customers.filter(sent) if answered == "yes" else customers.filter(~sent) if answered == "no" else customers


def _list_page(accounts: QuerySet[Account], people: QuerySet[Person], after: str) -> list[Customer]:
    """One more than a page, so that it is known whether another one follows."""
    number = int(after[1:]) if after[1:].isdecimal() and len(after) < 18 else 0
    found: list[Customer] = []
    if not after.startswith("p"):
        found = [read_account(one) for one in accounts.filter(pk__gt=number).order_by("pk")[: PAGE + 1]]
        number = 0
    if len(found) <= PAGE:
        rest = people.filter(pk__gt=number).order_by("pk")[: PAGE + 1 - len(found)]
        found += [read_person(one) for one in rest]
    return found


def _list_said(row: Opportunity, page: Sequence[Customer], stance: str) -> dict[str, list[ShownMark]]:
    """What each of them said, latest first."""
    accounts = [one.account_id for one in page if one.account_id]
    people = [one.person_id for one in page if one.person_id]
    whose = Q(evidence__customer_account__in=accounts) | Q(
        evidence__customer_account=None, evidence__customer_person__in=people
    )
    marks = marks_of(row, MarkState.ACCEPTED).filter(whose)
    marks = marks.filter(stance=stance) if stance else marks
    words, said = row.title.split(), defaultdict[str, list[ShownMark]](list)
    for mark in marks.order_by("-pk"):
        said[_name(mark)].append(show_mark(mark, words))
    return said


def _name(mark: Mark) -> str:
    account: int | None = mark.evidence.customer_account_id  # type: ignore[attr-defined]
    person: int | None = mark.evidence.customer_person_id  # type: ignore[attr-defined]
    return f"a{account}" if account else f"p{person}"


def _list_replies(row: Opportunity, page: Sequence[Customer]) -> dict[str, Reply]:
    accounts = [one.account_id for one in page if one.account_id]
    people = [one.person_id for one in page if one.person_id]
    rows = Reply.objects.filter(Q(account__in=accounts) | Q(person__in=people), opportunity=row)
    return {
        f"a{one.account_id}" if one.account_id else f"p{one.person_id}": one  # type: ignore[attr-defined]
        for one in rows.select_related("sent_by")
    }


def _list_mails(page: Sequence[Customer], said: dict[str, list[ShownMark]]) -> dict[str, list[str]]:
    """The addresses of whoever said it: a person's own, for an account those of its people who were heard here."""
    own = {one.token: [one.mail] for one in page if one.mail}
    for one in page:
        mails = dict.fromkeys(mark.mail for mark in said[one.token] if mark.mail)
        own[one.token] = list(dict.fromkeys([*own.get(one.token, []), *mails]))[:3]
    return own


def _list_texts(row: Opportunity, outcomes: Sequence[Outcome]) -> list[str]:
    return [row.title, *(words for each in outcomes for words in (each.sentence, *each.more))]


def _describe(
    one: Customer, said: Sequence[ShownMark], reply: Reply | None, telling: Telling, mails: Sequence[str]
) -> Heard:
    """The message as a person keeps it; a fresh draft where there is none, or where it was sent before the news."""
    since = max((each.at for each in telling.outcomes if each.at), default=None)
    heard = Heard(one, said, reply.message if reply else "", False, reply, (), since)
    if not heard.message or heard.earlier:
        heard = replace(heard, message=draft(one, said, telling), drafted=True)
    subject = telling.read_as(one)(telling.about)
    return replace(heard, mails=[(mail, write_link(mail, subject, heard.message)) for mail in mails])


def draft(one: Customer, said: Sequence[ShownMark], telling: Telling) -> str:
    """The message as nobody has edited it yet: it names no customer but the one who reads it."""
    told = [Said(mark.words, mark.date, mark.spoken, mark.relayed_by) for mark in said[:QUOTED]]
    came, noes = ([each for each in telling.outcomes if each.no is no] for no in (False, True))
    read = telling.read_as(one)
    return draft_reply(
        name=one.name,
        about=read(telling.about),
        said=told,
        outcomes=[read(words) for each in came for words in (each.sentence, *each.more)],
        noes=[read(words) for each in noes for words in (each.sentence, *each.more)],
        sender=telling.sender,
    )


def write_link(mail: str, subject: str, message: str) -> str:
    """An address that opens the person's own mail program; the words are left out where they are too long for one."""
    link = f"mailto:{quote(mail, safe='@+.-_')}?subject={quote(subject)}"
    whole = f"{link}&body={quote(message)}"
    return whole if len(whole) <= LONGEST_LINK else link
