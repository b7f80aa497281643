"""What columns are usually called, by role. Each pattern is matched against a whole normalised name, best first."""

from __future__ import annotations

from collections.abc import Mapping

_AT = "(?: (?:at|on|date|time|utc))*"
_SENT = "submitted|created|received|responded|posted|opened|published|recorded|sent|answered|reported"
_EVENT = (
    f"{_SENT}|review submit|review|submit|submission|response|feedback|ticket|interview|creation|survey|comment|call"
)
_WHO = "user|contact|respondent|requester|reviewer|author|submitter|participant|end user|visitor"
_ORGANISATION = "company|organi[sz]ation|org|business|employer|firm"

ROLE_NAMES: Mapping[str, tuple[str, ...]] = {
    "relayed_by": (
        "relayed by|relay",
        "(?:passed on|forwarded|submitted on behalf|on behalf)(?: by| of)?",
        "second ?hand(?: source| by)?",
    ),
    "speaker": ("speaker(?: name| label)?",),
    "account": (
        "account(?: name)?|customer account|firma|unternehmen|empresa|societe|société|entreprise|azienda",
        f"(?:customer |your |client |user )?(?:{_ORGANISATION})(?: name)?",
        "(?:workspace|tenant)(?: name)?|client(?: name)?",
        "(?:account|workspace|tenant|company|organi[sz]ation|org) (?:id|key|number|no)",
    ),
    "customer": ("customer(?: name)?|customer(?: s)? full name|customer display name|kunde|cliente",),
    "person": (
        f"(?:{_WHO})(?: (?:full )?name| display name)?",
        "(?:full |your |display |nick ?|user ?)?name|nickname|interviewee",
        "what s your (?:full )?name ?\\??|(?:submitted|posted|written) by",
        f"(?:(?:customer|work|your|{_WHO}) )?(?:e ?mail|mail)(?: address)?",
        f"(?:customer|response|person|client|{_WHO})(?: ?(?:id|key|number|no|uuid))?",
        "first name|login|handle|screen name",
    ),
    "question": ("question(?: text| title| asked)?", "(?:survey )?prompt"),
    "channel": (
        "channel|feedback channel|ticket channel|channel type",
        "(?:feedback |note |review |ticket |data )?source(?: type| name| origin)?",
        "origin|medium|(?:received |submitted |sent )?via|came from",
        "platform|store|app store|forum|site",
    ),
    "segment": (
        "(?:customer |account |user |market |client )?segment(?: name)?",
        "(?:customer|account|user|client) (?:type|tier|category|group|class)|persona|cohort",
        "(?:seg(?:ment)? )?(?:company |org(?:ani[sz]ation)? |team |business |account )?size|(?:number of )?employees",
        "(?:pricing |subscription |account |customer )?(?:plan|tier)(?: name)?|subscription(?: type| plan)?",
        "(?:seg(?:ment)? |company )?(?:industry|vertical|sector)",
        "(?:seg(?:ment)? )?(?:role|team|job title|job role|department|region|country|market)",
    ),
    "date": (
        f"(?:date|time) ?(?:/|and|of)? ?(?:date |time )?(?:{_SENT}){_AT}",
        f"(?:{_SENT}){_AT}",
        f"(?:{_EVENT}) (?:at|on|date|time|timestamp|day|date and time|date time)(?: utc)?",
        "date|datum|fecha|data|timestamp|date ?time|day|when|date (?:and )?time(?: opened)?|at|time(?: ?stamp)?",
        f"(?:start|started|end|ended|completed|completion|finish|finished){_AT}",
        "(?:first|last) (?:submission|review|response|message|contact)(?: at| on| date)?",
        "(?:unix|epoch)? ?(?:review |comment |message |post )?(?:time|timestamp)(?: utc)?",
    ),
    "plan": (
        "(?:pricing |subscription |account |current |customer )?(?:plan|tier)(?: name)?|subscription(?: type| plan)?",
    ),
    "revenue": (
        "(?:account |annual |monthly |total |customer )?(?:revenue|arr|mrr|acv|tcv|ltv|contract value)"
        "(?: usd| eur| gbp)?|(?:annual|monthly) recurring revenue",
    ),
    "size": ("(?:company |org(?:ani[sz]ation)? |business |account )size|(?:number of )?employees|headcount|seats",),
    "id": ("(?:.* )?(?:id|uuid|guid|key|number|no)|#|row|index|ref(?:erence)?|nr",),
}

_PART = "review|comment|feedback|message|response|answer|note|ticket|body|full|free|open|original|post|issue"
_OWN = "customer|user|your|additional|open|written|any|other|general|nps|csat|survey|public|client|raw"
TEXT_NAMES: tuple[str, ...] = (
    f"text|verbatims?|comments?|feedback(?: text| comment)?|(?:{_PART}) ?(?:text|body|content|message|description)s?",
    f"(?:{_OWN})(?: \\w+)? (?:comments?|feedback|reviews?|responses?|text|verbatims?|answers?|quotes?)"
    "|open ended response|what (?:customers? |they |was )?said|quotes?",
    "reviews?|messages?|body|content|description|answers?|responses?|suggestions?|complaints?|requests?|remarks?|notes?"
    "|opinion|utterance|post|tweet|sentence|details|statement|query|snippet|story|explanation|insight|pain points?"
    "|problem|first message|conversation|last comment"
    "|kommentare?|rückmeldung|bewertung|commentaires?|avis|comentarios?|opini[oó]n|commento|recensione",
    r".*\b(?:comments?|feedback|review|message|verbatim|description|reason|why|suggestions?|improve|answer|text"
    r"|narrative|complaint)\b.*",
    "title|subject|headline|summary|name of request|idea|issue|topic",
)
"""From the surest to the weakest; the last is what usually stands beside the words themselves."""

INTERNAL_NAME = (
    r"\b(?:agent|assignee|assigned|owner|updated|modified|edited|admin|internal|reply|replied|our|resolution|developer"
    r"|tags?|labels?|url|link|language|locale|status|score|rating|type)\b"
)
"""Columns the team fills in, not the customer."""
