"""The failure classes and the words people tell them in; one phrase a line, the first that fits is shown."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """The classes, in the order in which a sentence that fits two is read."""

    UNFINISHED = "never finishes"
    OVERDUE = "does not arrive"
    INCOMPLETE = "incomplete"
    LOST = "lost"
    DUPLICATED = "duplicated"
    STRANGER = "done by someone else"
    DENIED = "refused"
    BREAKS = "breaks after a change"
    INCONSISTENT = "inconsistent"
    WRONG = "wrong"
    NOT_FOUND = "not found"
    SLOW = "slow"
    COSTLY = "costly"
    UNCLEAR = "unclear"
    HARD = "hard"
    MISSING = "missing"
    FAILS = "fails"
    NAMED = "named as a problem"
    ASKED = "asked"
    WANTED = "asked for"


_NOT = r"(?:not|\w+n['’]t|never|cannot|cant|didnt|doesnt|wont|isnt|hasnt|havent)"

CUES: dict[Failure, str] = {
    Failure.UNFINISHED: rf"""
        tim(?:es?|ed|ing)[ -]?out
        time-?outs?
        gateway time-?out
        50[234]\b(?! ?(?:rows|items|users|people))
        hangs?
        hung
        hanging(?! out)
        spins
        spinning
        spinner
        spinning wheel
        freez(?:es?|ing)
        (?:screen|app|page|it|is|was|been|gets?|got) frozen
        keeps? (?:on )?(?:loading|spinning|going|buffering)
        endless (?:loop|loading)
        infinite (?:loop|loading)
        (?:got|get|gets|getting|is|are|was|be|stays?|been) stuck
        stuck (?:in|at|on)
        never (?:finish\w*|complet\w*|ends?|ended|load\w*|stops?)
        {_NOT} (?:yet |been |even )?(?:finish\w*|load\w*|sync\w*)
        still (?:hanging|loading|spinning|stuck)
        deadlock\w*
        unresponsive
        (?:not|stopped) responding
        nothing happens
    """,
    Failure.OVERDUE: rf"""
        never (?:arriv\w*|came|comes|went through|goes through|got|received|showed up)
        {_NOT} (?:yet |been |even )?(?:arriv\w*|go(?:ne)? through|come(?: (?:through|in|yet))?)(?! with)
        {_NOT} (?:yet |been )?(?:received|shown up|gotten|showing(?: up)?|credited|refunded|posted|delivered
            |cleared)
        (?:have|did)(?:n['’]t| not) (?:yet )?(?:receive|get|got|gotten|show)
        pending
        still (?:waiting|processing|not \w+|(?:has|have|is|do|does
            |did)(?:n['’]?t| not)(?: (?:been |yet )?\w+)?)
        waiting (?:for )?(?:over|more than|almost|\d+|a (?:week|month|while)|two|three|several|forever
            |so long|ages)
        where(?:['’]s| is| are) my
        overdue
        where(?:abouts)? (?:my|the) \w+ is
    """,
    Failure.INCOMPLETE: r"""
        \w{3,}s (?:are|were|go|went) (?:\w+ )?missing
        incomplete
        (?:is|are|was|were|gets?|got|been|being) cut off
        cut(?:s|ting)? off (?:after|at|before|half|in the)
        truncat\w*
        (?:rows?|data|records?|items?|entries|lines|pages|fields?|columns?|files?|photos?|messages?
            |transactions?|values?|parts?|spans?|attributes?|labels?) (?:(?:are|is|was|were|go|goes|went|all
            |just|still|often|sometimes) )*(?:missing|absent)
        missing (?:rows?|data|records?|items?|entries|lines|pages|fields?|columns?|values?|spans?)
        (?:only|just) (?:\w+ ){0,2}(?:half|part|some) of
        half (?:of )?(?:the|my|our) \w+ (?:are|is|was|were) (?:missing|gone)
        partial(?:ly)? (?:\w+ )?(?:complete|loaded|imported|synced|exported|saved|missing|refund(?:ed)?
            |cover\w*|support\w*)
        stops? (?:at|after) (?:row|line|page|the)
        not all (?:of )?(?:the|my|our)
        not the (?:full|whole)
        gaps? in
        patchy
        left out
    """,
    Failure.LOST: r"""
        (?:was|were|got|been|is|had|having) (?:\w+ )?stolen
        stolen
        stole my
        (?:(?:is|are|was|were|it['’]s|all|be|been) )?gone(?=\s*(?:[.!?,;]|$))
        (?:is|are|was|it['’]s) gone
        disappear\w*
        vanish\w*
        lost(?! (?:my|our)? ?(?:patience|in\b|interest|hope|trust))
        los(?:es?|ing) (?:my|our|the|all|data|track|changes|work|progress|events|context)
        wip(?:ed|es) (?:out|my|our|all)?
        swallow(?:ed|s)
        (?:got|was|were|been|get|gets|is|are) (?:deleted|erased|dropped|discarded|overwritten|removed)
        data loss
        drop(?:s|ped|ping) (?:data|events?|spans?|messages?|packets?|metrics?|logs?|connections?|calls?)
        (?:did|does|do)(?: not|n['’]t) save
        (?:not|n['’]t) saved
        (?:not|n['’]t) (?:give|return(?:ed)?) (?:me )?(?:it|back|my)
        misplaced
        left my \w+
        forgot (?:my|the)
    """,
    Failure.DUPLICATED: r"""
        duplicat\w*
        (?:charged|billed|paid|sent|debited|appears?|shows?|listed|counted|posted
            |taken) (?:\w+ ){0,3}(?:twice|two times|2 times|double)
        doubl(?:e|y)[ -](?:charg\w*|bill\w*|entr\w*|count\w*|book\w*|post\w*|payment|pay)
        two of the same
        same \w+ twice
        twice for the same
        multiple times for
        repeated (?:charge|payment|entr\w*|message)\w*
    """,
    Failure.STRANGER: r"""
        (?:do|did|does)(?: not|n['’]t) recogni[sz]e
        unrecogni[sz]ed
        unauthori[sz]ed (?:\w+ )?(?:charge|payment|transaction|use|access|withdrawal|transfer)\w*
        someone (?:else )?(?:\w+ )?(?:used|using|stole|took|has|made|accessed|logged|got|withdrew)
        hacked
        fraud\w*
        scam\w*
        (?:i|we) (?:did not|didn['’]t|never) (?:make|made|order|ordered|authori[sz]ed?|approve|request|do
            |sign|withdraw|buy|set)
        not (?:me|mine|made by me)
        without my (?:permission|consent|knowledge)
        compromised
        (?:was|is)(?: not|n['’]t) me
    """,
    Failure.DENIED: rf"""
        declin(?:ed|es|ing|e)
        reject(?:ed|s|ing|ion)?
        denied
        den(?:y|ies|ying)
        refus(?:ed|es|ing|al)
        (?:is|was|are|were|been|get|gets|got|has|account|card|pin) (?:\w+ )?blocked
        (?:blocks?|blocking) (?:me|us|my|our)
        locked (?:me )?out
        lock(?:ed|s) (?:my|our) account
        (?:{_NOT}) (?:be |been )?(?:allow(?:ed)?|accept(?:ed|ing)?|authori[sz]ed|permitted|approved?
            |let (?:me|us))
        forbidden
        permission denied
        (?:can['’]?t|cannot|can not|could(?:n['’]t| not)|unable to|won['’]t let (?:me
            |us)) (?:\w+ )?(?:log ?in|sign ?in|access|verify|authenticate|pay|withdraw|activate|register|connect
            |top[ -]?up|transfer|enter)
        no (?:access|permission)
        40[13]\b
        access (?:is |was )?(?:denied|revoked)
        failed (?:verification|authentication|login)
    """,
    Failure.BREAKS: r"""
        (?:after|since) (?:the |this |that |an |my |your |each |every )?(?:last |latest |new |newest |recent )?
            (?:\w+ )?(?:update|upgrade|updating|upgrading|migration|redesign|new version|new release)s?
        breaking change\w*
        used to (?:work|be able|be (?:so |much )?(?:easy|easier|fine|better|great|good|fast|faster))
        (?:was|worked|were) (?:fine|ok|okay|working|better|great) (?:before|last|until|till|yesterday)
        (?<!would )(?<!will )(?<!could )no longer(?! (?:need|have to|want|required))
        stopped working
        (?:does|do|is|are)(?:n['’]t| not) (?:\w+ )?any ?more
        regress(?:ion|ed|es)\w*
        (?:not|in)compatib\w+ (?:with (?:the )?)?(?:new|latest|older?|previous)
        (?:breaks|broke|broken) (?:on|after|with|by|between|when) (?:\w+ )?(?:up\w+|release|version
            |change)s?
        removed (?:the|in)
        backwards?[ -]incompatib\w+
        deprecat\w+
    """,
    Failure.INCONSISTENT: r"""
        inconsisten\w*
        (?:does|do|did)(?:n['’]t| not) (?:\w+ )?(?:match|agree|add up|tally|line up|correspond)
        mismatch\w*
        discrepanc\w*
        differ(?:s|ed)? (?:from|between|across|by)
        different (?:\w+ )?(?:from|than|in|on|between|across|for|depending)\b
        out of sync
        contradict\w*
        varies (?:by|from|between|across|depending)
        (?:not|n['’]t) (?:\w+ )?(?:consistent|uniform|standardi[sz]ed|aligned)
        fragment(?:ed|ation)
        conflicting
        one place and \w+ in another
    """,
    Failure.WRONG: r"""
        wrong(?! with)
        incorrect\w*
        inaccura\w*
        erroneous\w*
        (?:is|are|was|were|be|been)(?:n['’]t| not) (?:\w+ )?(?:right|correct|accurate|true|what i
            |the (?:right|correct))
        overcharged
        over-?charg\w*
        miscalculat\w*
        mistake(?:s|nly)?
        charged (?:me |us )?(?:too much|more|extra|an? extra|for something)
        bad data
        false (?:positive|negative|alarm|alert)s?
        (?:do|did)(?:n['’]t| not) trust
        garbage
        nonsense
        should(?:n['’]t| not) (?:have )?(?:be|been) charged
    """,
    Failure.NOT_FOUND: r"""
        (?:can['’]?t|cannot|can not|could(?:n['’]t| not)|couldnt|unable to|never|impossible to|hard to
            |difficult to|tough to|trouble|struggl\w+ to|not easy to) (?:\w+ ){0,2}?(?:find(?:ing)?|locat(?:e
            |ing)|see|discover|spot|navigat(?:e|ing))
        (?:where|how) (?:can|do|would|could|should|to) (?:\w+ )?find
        not (?:easily )?(?:found|findable|discoverable|visible)
        discoverab\w*
        404
        buried
        hidden (?:in|away|behind|under)
        scattered
        spread (?:out )?(?:across|over)
        (?:does|do|did)(?:n['’]t| not) (?:show|appear)(?: up)?
    """,
    Failure.SLOW: r"""
        slow(?:s|ly|ness|er|ing)?
        sluggish
        lag(?:s|gy|ging)?
        latenc(?:y|ies)
        tak(?:es?|ing) (?:\w+ ){0,2}?(?:forever|ages|too long|so long|a long|long|(?:\w+ )?(?:seconds|hours
            |minutes|days|weeks))
        took (?:\w+ ){0,2}?(?:forever|ages|too long|so long|a long|(?:\w+ )?(?:hours|minutes|days|weeks))
        long (?:time )?(?:loading|load times?|wait\w*|delays?)
        (?:poor|bad|terrible) performance
        performance (?:issue|problem|impact|overhead|hit|penalt)\w*
        delay(?:s|ed|ing)?
        bottleneck\w*
        time[ -]?consuming
        waiting (?:for )?(?:\w+ )?(?:too long|hours|days|weeks)
    """,
    Failure.COSTLY: r"""
        (?:too |so |very |really )?expensive
        costly
        costs? (?:too|a lot|a fortune|more|way|us|me)
        (?:high|huge|increased|extra|hidden|rising) (?:\w+ )?(?:costs?|fees?|price|prices|bills?)
        (?:charged|pay(?:ing)?) (?:\w+ ){0,2}?(?:a |an )?(?:\w+ )?fees?
        price (?:increase|hike)s?
        (?:high|too much|lots? of|a lot of|excessive|huge|more) (?:\w+ )?(?:memory|cpu|ram|resources?
            |battery|bandwidth|disk|storage)(?: (?:usage|consumption|use))?
        overhead
        resource[ -](?:hungry|intensive|heavy|consumption)
        memory leaks?
        drain(?:s|ing)? (?:my|the) battery
        overpriced
        rip[ -]?off
    """,
    Failure.UNCLEAR: rf"""
        confus(?:ing|ed|es|ion|e)
        unclear
        not (?:\w+ )?(?:clear|obvious|intuitive|self-explanatory|straightforward|well (?:documented
            |explained))
        (?:is|are|was|were)n['’]t (?:\w+ )?(?:clear|obvious|intuitive|straightforward)
        (?:{_NOT}|don['’]?t|didn['’]?t|can['’]?t) (?:\w+ )?(?:understand|know (?:why|what|how|where|which
            |when|if|whether)|figure out|tell (?:if|why|what|whether|which)|make sense|explain(?:ed)?)
        no idea
        no (?:clear )?(?:explanation|message|warning|indication|reason)
        mislead\w*
        vague
        ambigu\w*
        unintuitive
        counter-?intuitive
        cryptic
        says? nothing
        what does (?:\w+ ){{1,4}}mean
        not sure (?:why|what|how|if|where|which|when|whether)
        unsure
        wonder(?:ing)? (?:why|if|what|how|whether)
        opaque
        undocumented
        poorly documented
        unexpected(?:ly)?
        surpris(?:ed|ing|e) (?:by|to|that|when)
    """,
    Failure.HARD: r"""
        (?:too |very |so |really |quite |pretty |bit |was |were |is |are |be |it['’]s |super )(?:hard
            |difficult|tough|tricky)
        (?:hard|difficult|tough|tricky|painful|challenging|tedious|cumbersome) (?:to|for)\b
        (?:too|very|so|overly|really|quite|is|are|was|be|pretty|feels?|unnecessarily|relatively|more
            |how) complex
        complexit(?:y|ies)
        complicated
        cumbersome
        tedious
        painful
        clunky
        tricky
        steep
        learning curve
        (?:not|isn['’]t|n['’]t) (?:that |very |so )?(?:easy|simple|user[ -]friendly)
        struggl(?:e|ed|ing|es)
        a pain\b
        pain (?:to|point|in)
        nightmare
        hassle
        overwhelm\w*
        cognitive load
        too (?:much|many) \w+
        boilerplate
        overly
        overcomplicated
        convoluted
        unusable
        annoying
        frustrat\w+
        hard time
        had to (?:\w+ )?(?:manually|by hand|dig|guess|read the (?:source|code))
    """,
    Failure.MISSING: r"""
        lack(?:s|ing|ed)?(?: of)?
        missing(?! you)
        (?:no|without) (?:\w+ )?(?:support|way to|option (?:to|for)|documentation|docs|examples?|possibility
            |ability|mechanism|feature|tooling|integration|guide|control)\b
        (?:is|are)(?:n['’]t| not) (?:\w+ )?(?:available|supported|possible|implemented|included|covered
            |documented)
        (?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bthey )(?:does|do|did)(?:n['’]t| not) (?:\w+ )?(?:support|have
            |exist|offer|provide|include|cover|contain|allow)
        unsupported
        not (?:yet )?(?:supported|available|possible|implemented|covered|documented|included|enough)
        unavailable
        absence of
        insufficient
        nowhere to
        there(?:['’]s| is| are) no\b(?![^.;!?]{0,40} of (?:that|this|any|such) (?:sort|kind|type)\b)
            (?! (?:\w+ )?(?:reason|need|doubt|problem|issue|question|difference|point|rush|harm)\b)
        immature
        not (?:mature|stable)\b
        outdated
        out of date
        obsolete
        stale
        (?:few|too few) (?:\w+ )?(?:examples?|docs|guides?|options?)
    """,
    Failure.FAILS: r"""
        (?:is|was|are|were|goes|went|stays?|stayed|comes? (?:up|out)|came (?:up|out)|turns?|turned|shows?(?: a)?) blank
        blank (?:screen|page|pages|file|report|window)(?! \d)
        (?:white|black|empty) (?:screen|page)
        (?:comes?|came) (?:up|out) empty
        fail(?:s|ed|ing|ure|ures)?
        crash(?:es|ed|ing)?
        keeps? (?:on )?(?:logging|kicking|asking|signing|closing|crashing|telling|saying|resetting
            |restarting|disconnecting|throwing|failing)(?: (?:me|us)(?: out)?)?
        (?:logs|logged|kicks|kicked|signs|signed) (?:me|us) out
        login loop
        broken
        break(?:s|ing)?(?! (?:down (?:the|my|our)|change|out))
        broke
        error(?:s|ed)?
        exceptions?(?=\b.{0,25}(?:thrown|raised|error|occur|stack))
        bugs?
        buggy
        (?:is|are|was|does|do|did|has|have|will|would|wo|ca)(?:n['’]t| not|nt) (?:\w+ )?work(?:ing|ed|s)?
        not working
        won['’]t (?:start|open|run|launch|turn|work|connect)
        unable to
        doesnt work
        stopped\b
        500\b
        malfunction\w*
        glitch\w*
        does nothing
        went wrong
        something wrong
        wrong with
        (?:can['’]?t|cannot|can not|couldn['’]t|could not)(?! (?:really |quite |even |possibly |honestly )?(?:say
            |tell you|remember|recall|complain|wait to|imagine|believe|thank|recommend|speak for|judge|comment
            |be sure|promise|guarantee|blame|argue|stress|overstate|help but|fault|praise|ask for)\b)
            (?: seem to| even| get)? \w+
        having (?:\w+ )?(?:trouble|problems?|issues?|difficult\w+)
        (?:a|an|the|some|big|biggest|main|major) (?:\w+ )?(?:problem|issue)s?
    """,
}
