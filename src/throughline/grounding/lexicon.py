"""Everyday English words that mean much the same, so that a light rewording is still recognised.

General language only; no word is here for the sake of one product or one body of feedback.
"""

from __future__ import annotations

from functools import lru_cache

from throughline.grounding.words import stem

_GROUPS = """
    big large huge massive great heavy sizeable long
    small little tiny short
    fast quick rapid speedy swift
    slow sluggish lag laggy delay delayed crawl
    finish complete end conclude done
    start begin launch open boot
    stop halt cease quit end
    fail failure break broken crash error fault faulty issue problem trouble bug defect malfunction
    hang freeze stuck spin stall unresponsive
    wrong incorrect inaccurate mistaken false erroneous
    right correct accurate proper
    hard difficult tough tricky challenging painful challenge difficulty pain struggle complicated complex
    easy simple straightforward effortless intuitive simplify easier
    clear obvious plain understandable clarity
    unclear confusing confuse vague ambiguous obscure confused puzzled
    good fine nice well great excellent helpful better improve improvement enhance
    bad poor terrible awful worse
    show display present view see visible
    hide conceal invisible
    send deliver transmit forward
    receive arrive obtain come
    give provide supply offer
    delete remove erase drop clear
    add insert include append
    change alter modify edit adjust update amend
    fix repair mend resolve solve correct address
    keep retain preserve store save hold
    lose lost vanish disappear missing miss absent gone lack
    buy purchase order
    pay payment charge charged fee cost price costly expensive bill
    cheap inexpensive affordable low
    money cash funds fund
    refund reimburse reimbursement repay
    photo picture image
    phone mobile cellphone smartphone telephone
    docs documentation document manual guide
    example sample demo illustration
    tutorial guide walkthrough howto lesson
    setup install installation configure configuration config onboarding
    login signin authenticate authentication logon
    search find look locate seek lookup
    choose select pick
    allow permit enable let
    block prevent forbid refuse deny decline reject
    accept approve agree
    help assist support aid assistance
    wait waiting pending await
    often frequently repeatedly regularly
    always constantly continually every
    rare seldom infrequent
    quickly soon immediately promptly
    company firm business organisation organization vendor enterprise
    worker staff employee colleague coworker
    boss manager supervisor
    job work task
    need require requirement must necessary want desire wish like
    try attempt
    check verify confirm validate inspect examine
    teach explain describe clarify
    learn understand know grasp
    build create make generate produce develop
    total sum overall amount
    copy duplicate clone
    same identical equal
    different distinct various
    empty blank void
    full whole entire complete
    part portion piece section
    message notification alert notice warning
    trust rely confidence reliable dependable stable stability
    unreliable unstable flaky
    safe secure security
    like enjoy love prefer appreciate
    hate dislike dread
    old outdated legacy stale obsolete
    new recent latest modern
    integrate integration connect connection link connector
    automatic automatically auto automate automation
    manual manually hand
    quantity number count volume
    limit maximum cap ceiling threshold restriction
    increase raise grow rise
    reduce decrease lower lessen cut shrink
    compare comparison versus
    permission access right privilege
    monitor track trace watch observe
    debug troubleshoot diagnose debugging troubleshooting
    move migrate migration transfer switch shift
    cancel abort terminate
    repeat again retry
    spreadsheet excel
    folder directory
    client customer
    parent mother father mum mom dad
    child kid son daughter pupil student boy girl
    doctor physician
    engineer developer programmer coder
    administrator admin sysadmin
    teacher instructor tutor lecturer
    tell inform notify say
    read readable legible
    satisfied happy content pleased glad
    dissatisfied unhappy annoyed frustrated angry
    press click tap push
    twice double duplicate duplicated
    sentence phrase
    record entry
    feature functionality capability function
    option setting preference
    talk speak discuss conversation
    question query
    answer reply response
    mistake error
    month monthly
    year yearly annual annually
    week weekly
    day daily
    strange odd weird unusual
    abroad overseas foreign
    country nation
    city town
    car vehicle
    house home
    trip travel journey
    shop store
    top-up topup top
    identity id
    pin passcode password
    deposit paid
    transfer transaction
    quality standard
    maintain maintenance upkeep
    performance speed throughput efficient efficiency
    scale scaling scalability
    default standard preset
    consistent consistency uniform standardise standardize
    up-to-date current updated
    detail detailed specific thorough depth indepth
    basic beginner novice newcomer introductory fundamental
    advanced expert
    popular common widespread frequent
    language languages
    upgrade update
    version release
    deploy deployment rollout
    hour hourly
    recommend suggest advise
    useful helpful valuable handy
    useless unusable worthless
    leave depart exit
    hotel accommodation
    meal food lunch dinner
    noisy loud
    dirty filthy unclean
    broken damaged faulty
    late delayed overdue
    early premature
"""


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[int]]:
    meanings: dict[str, set[int]] = {}
    for number, line in enumerate(line for line in _GROUPS.splitlines() if line.strip()):
        for word in line.split():
            meanings.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in meanings.items()}


def meaning_of(word: str) -> frozenset[int]:
    """The groups of near synonyms a stem belongs to; empty for most words."""
    return _meanings().get(word, frozenset())
