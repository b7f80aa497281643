"""Phrases that tell what an event is about, by kind; a figure is how strongly, where it is not 2.

A phrase of several words says more than each of them. `~` before a phrase marks one that helps a kind but never decides
alone against another phrase. Words are folded as in `titles`.
"""

from __future__ import annotations

from throughline.rhythm.rules.timing.contracts import Kind
from throughline.rhythm.rules.timing.titles import read_words

_PLAIN = {
    Kind.DISCOVERY: """
        user interview; customer interview; discovery call; discovery interview; discovery; problem interview;
        churn interview; exit interview with customer; jtbd; jobs to be done; win loss; usability; usability
        test; user test; user testing; moderated test; unmoderated test; concept test; prototype test; tree
        test; card sort; diary study; contextual inquiry; field visit; field study; site visit; customer visit;
        merchant visit; onsite at; ride along; shadowing; shadow; observation; ethnography; user research;
        research; research synthesis; synthesis; affinity; affinity mapping; insight; voice of the customer;
        voc; advisory board; customer council; customer panel; user panel; customer call; customer feedback;
        feedback triage; feedback session; feedback review; support call; support ticket; ticket listening;
        listen in; call listening; sales call; inbox; survey; questionnaire; nps; csat; review mining; app store
        review; customer story; customer conversation; talk to customer; talk with customer; why did; cancel;
        persona; empathy map; participant; interview debrief; interview guide; screener; recruit participant;
        focus group; customer; merchant; ~user; 1 ~interview; 1 ~test; 1 ~feedback; 1 ~visit; 1 ~call with; 1
        ~debrief; 1 ~panel""",
    Kind.STRATEGY: """
        strategy; product strategy; strategic; vision; mission; positioning; north star; roadmap; roadmapping;
        okr; objective; key result; goal; priority; prioritisation; prioritization; prioritise; rice; moscow;
        portfolio; annual planning; quarterly planning; half year planning; yearly planning; business review;
        qbr; board deck; board prep; board meeting; board; investor; investment case; business case; business
        model; business plan; pricing; packaging; competitor; competitive; competition; market; market
        landscape; market sizing; opportunity sizing; opportunity tree; opportunity; bet; budget; headcount
        planning; capacity planning; resource planning; swot; now next later; big picture; offsite; tam; pre
        mortem; three year; 1 ~planning; 1 ~sizing""",
    Kind.SPECIFICATION: """
        prd; spec; specification; requirement; acceptance criteria; acceptance; user story; story; story
        mapping; story writing; write ticket; journey map; journey mapping; service blueprint; event storming;
        example mapping; three amigo; grooming; refinement; backlog; backlog refinement; backlog grooming;
        estimation; estimating; story point; planning poker; design review; design crit; design critique; crit;
        critique; design sync; design session; design pairing; design; wireframe; mockup; mock up; sketching;
        prototype; figma; ux; ui; ux review; content design; copy review; interaction; information architecture;
        accessibility review; a11y; architecture; architecture review; solution design; technical design; tech
        design; tech spec; tech spike; spike; rfc; api; api contract; data model; data modelling; schema; threat
        model; hazard; edge case; error state; empty state; scope; scoping; feasibility; kickoff; kick off;
        product trio; trio; bug bash; test case; test plan; definition of done; definition of ready;
        walkthrough; 1 ~workshop; 1 ~flow; 1 ~qa""",
    Kind.ALIGNMENT: """
        standup; stand up; daily; daily scrum; scrum; scrum of scrum; huddle; 1:1; 1 1; one on one; one to one;
        o3; skip level; staff; staff meeting; team meeting; leadership; leadership weekly; management team; all
        hand; town hall; company meeting; stakeholder; stakeholder update; steering; steering committee;
        steerco; status; status report; status update; project update; program update; exec readout; executive;
        exec; readout; dependency; cross team; handover; handoff; sprint planning; sprint review; iteration
        planning; pi planning; sprint demo; demo day; weekly planning; raid; raid log; risk review; governance;
        committee; council of; weekly; biweekly; intro; introduction; heads of; founder; partnership; legal;
        compliance; safety board; report to; 1 ~update; 1 ~sync; 1 ~check in; 1 ~checkin; 1 ~catch up; 1
        ~catchup; 1 ~touchpoint; 1 ~touch base; 1 ~alignment; 1 ~align""",
    Kind.LAUNCH: """
        launch; launch plan; launch checklist; launch review; pre launch; go no go; go live; go to market; gtm;
        release; release note; release planning; release readiness; readiness; rollout; roll out; ship;
        shipping; deploy; deployment; cutover; war room; beta; early access; pilot; pilot onboarding;
        enablement; sales enablement; sales training; support training; battlecard; battle card; sales deck;
        announcement; announce; changelog; press; pr agency; media briefing; blog post; newsletter; campaign;
        marketing; marketing sync; comm; webinar; help article; help centre; help center; demo video; product
        hunt; landing page; change advisory; change advisory board; training session; champion training; 1
        ~feature; 1 ~training; 1 ~sign off""",
    Kind.ITERATION: """
        retro; retrospective; postmortem; post mortem; incident; incident review; post incident; root cause;
        lesson learned; lessons learned; learning review; metric; metric review; kpi; dashboard; analytics; data
        review; number review; weekly number; usage; usage number; adoption; activation; retention; cohort;
        conversion; funnel; churn analysis; experiment; experiment review; experiment design; experiment
        readout; growth experiment; a b; ab test; a b test; test result; split test; holdout; 90 day; 90 day
        review; 30 day review; post launch; post launch review; impact review; did it work; outcome review;
        health check; team health; iteration; optimisation; optimization; tuning; growth review; sev1; sev2; 1
        ~number; 1 ~result; 1 ~analysis; 1 ~review of""",
    Kind.NONE: """
        lunch; breakfast; dinner; coffee; drink; fika; birthday; farewell; party; social; team event;
        offboarding; dentist; doctor; physio; vet; appointment; gym; yoga; run; school run; pick up kid; kid;
        school play; commute; train; train to; flight; travel; drive to; hotel; airport; holiday; vacation; pto;
        out of office; ooo; sick; leave; focus; focus time; deep work; no meeting; blocked; block; do not book;
        dnb; reserved; busy; personal; private; expense; payroll; candidate; candidate interview; hiring; hiring
        debrief; recruiter; recruiting; phone screen; interview loop; panel interview; interview panel;
        interview candidate; second interview; onsite interview; job interview; applicant; onboarding buddy;
        performance; performance review; calibration; salary; compensation; appraisal; self review; peer
        feedback; mandatory; e learning; elearning; training course; course; lesson; class; security training;
        compliance training; book club; office move; laptop; it support; vendor demo; vendor; benefit; admin;
        errand; lunch and learn; lunch learn; brown bag; haircut; moving day; 1 ~engineer; 1 ~designer role; 1
        ~intern; 1 ~role""",
}


def _read(listed: str) -> list[tuple[tuple[str, ...], float, bool]]:
    """Each phrase as words, its strength (half a point more for each further word), and whether it only helps."""
    found: list[tuple[tuple[str, ...], float, bool]] = []
    for entry in " ".join(listed.split()).split("; "):
        strength, mark, phrase = entry.partition("~")
        words = tuple(read_words(phrase if mark else entry))
        base = float(strength) if mark and strength.strip() else 2.0
        found.append((words, base + (len(words) - 1) * 0.75, bool(mark)))
    return found


PHRASES = {kind: _read(listed) for kind, listed in _PLAIN.items()}
BY_FIRST: dict[str, list[tuple[tuple[str, ...], float, Kind]]] = {}
for _kind, _phrases in PHRASES.items():
    for _words, _strength, _ in _phrases:
        BY_FIRST.setdefault(_words[0], []).append((_words, _strength, _kind))
