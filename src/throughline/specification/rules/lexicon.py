"""Words of English that are not objects: what may stand around a noun, and what a noun is not.

Written by hand for this project. Closed classes are whole; verbs and adjectives are the common ones.
"""

from __future__ import annotations


def read_words(text: str) -> frozenset[str]:
    """The words of a text, each once: the shortest way to write a long list."""
    return frozenset(text.split())


DETERMINERS = read_words(
    """
    the a an this these those my our your his her its their some any each every no another
    """
)
PRONOUNS = read_words(
    """
    i you he she it we they me him us them one who whom someone anyone everyone nobody somebody anybody
    everybody something anything everything nothing myself yourself himself herself itself ourselves themselves
    what which whose that there here mine yours ours theirs none others other
    """
)
PREPOSITIONS = read_words(
    """
    of in on at by for with from to into onto over under above below after before during without within between
    among across through per via about against as like than until till since off out up down around behind
    beyond despite except near toward towards upon along beside besides regarding versus vs back away ago
    """
)
CONJUNCTIONS = read_words(
    """
    and or but so because if when while where although though unless whether then nor yet how why once whenever
    """
)
AUXILIARIES = read_words(
    """
    is are was were be been being am do does did doing done have has had having can could will would shall
    should may might must cannot can't couldn't won't wouldn't shouldn't don't doesn't didn't isn't aren't
    wasn't weren't haven't hasn't hadn't i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll
    they're they've it's it'd it'll that's there's he's she's what's let's who's where's how's dont doesnt didnt
    cant wont isnt ive im ain't gonna wanna gotta ought
    """
)
ADVERBS = read_words(
    """
    not never very too also just only still already even again always often sometimes usually now today tomorrow
    yesterday soon later well much more most less least quite rather really almost ever maybe perhaps please
    thanks instead together however therefore otherwise anyway else far twice once further first last next sure
    yes no ok okay hello hi hey dear currently recently finally actually basically probably definitely
    especially mostly overall right enough both either neither all such same own few many several yeah yep nope
    etc thank forever inside outside forward longer shorter sooner via underneath abroad online overseas
    elsewhere everywhere anywhere somewhere anymore literally
    """
)
ADJECTIVES = read_words(
    """
    new old good bad big small large long short high low full empty different main major minor current recent
    early late easy hard difficult simple complex clear unclear better best worse worst great nice real whole
    entire available able unable wrong right correct incorrect possible impossible specific general common
    various multiple single second third little huge slow fast quick free poor important useful helpful useless
    necessary similar useable usable fine awesome amazing terrible horrible annoying frustrating confusing
    confused interesting interested happy unhappy sad angry upset ready busy open closed top extra additional
    proper exact true false strange weird odd unexpected unusual normal typical average certain wide deep heavy
    light strong weak safe unsafe secure visible hidden stuck broken missing incomplete complete lost gone wrong
    twofold latest newest own dead live urgent serious cheap expensive costly inaccurate accurate outdated
    obsolete stable unstable consistent inconsistent reliable unreliable compatible incompatible valid invalid
    clean dirty cool lovely super ideal perfect worthless painful tricky cumbersome complicated tedious clunky
    flaky noisy lazy loud quiet rich tiny ugly beautiful smooth rough steep direct native
    """
)
# Base forms; inflections are derived. Those in AMBIGUOUS are nouns as well and are told apart by what stands before.
_VERBS = read_words("""
    accept achieve time add agree allow answer appear apply arrive ask assume attach avoid be become begin believe
    belong break bring build buy call can cancel cause change charge check choose click close come compare
    complain complete confirm connect consider contact contain continue convert copy cost count crash create cut
    deal decide decline delay delete deliver deny depend deploy describe develop die disable disappear discover
    do download drive drop earn edit email enable end enter exist expect explain explore export fail fall feel
    figure fill find finish fix follow forget freeze get give glue go grow guess hand handle hang happen hate
    have hear help hide hit hold hope hurt imagine implement import improve include increase install integrate
    introduce join jump keep know lack last learn leave let like limit list listen live load lock log look lose
    love maintain make manage matter mean measure meet mention merge miss move need notice offer open order
    overwrite pay pick play point prefer prepare prevent print process produce promise provide pull push put
    raise reach react read realise realize receive recognise recognize recommend reconcile record reduce refer
    refresh refund refuse reject remember remove rename replace reply report request require reset resolve
    respond retry return review run save say scale scan schedule screenshot search see seem select sell send
    serve set share show sign solve sort speak spend spin split start stay steal stop store struggle submit
    suffer suggest support suppose swallow switch sync take talk teach tell test thank think top touch track
    transfer translate treat trigger trust try turn type understand unlock update upgrade upload use validate
    verify view visit vouch wait walk want warn waste watch wear wish withdraw wonder work worry write configure
    instrument debug migrate monitor adopt customise customize dread prove receive recieve
    """)
AMBIGUOUS = read_words(
    """
    answer call change charge check click complaint copy cost count crash cut deal delay deploy download drop
    edit email end export fix freeze hand handle help hold hope import increase install issue lack limit list
    load lock log look match measure merge mention move need offer order pay pick play point print process
    promise record refresh refund reply report request reset return review run scale scan schedule screenshot
    search set share show sign sort split start stop store support switch sync talk test top touch track
    transfer trigger trust try turn type update upgrade upload use view visit wait walk warning watch wish
    withdraw work worry access service document feature name file time code plan instrument monitor filter
    display design model form guide link page
    """
)
_IRREGULAR = read_words("""
    began begun broke broken brought built bought came chose chosen cut dealt did done drove driven fell fallen
    felt found forgot forgotten froze frozen gave given went gone grew grown hung had heard hid hidden held hurt
    kept knew known left let lost made meant met paid put read ran said saw seen sold sent set shown spoke
    spoken spent spun split stole stolen stopped stood took taken taught told thought threw understood wore woke
    wrote written got gotten became become withdrew withdrawn swallowed hit stuck
    """)


def _inflect(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    return verb, third, f"{verb}ed", f"{verb}ing", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"


VERBS = frozenset(form for verb in _VERBS for form in _inflect(verb)) | frozenset(_IRREGULAR)

# Nouns that name nothing an engineer could build or mend.
VAGUE_NOUNS = read_words(
    """
    thing time way lot bit kind sort case example point people person day week month year hour minute second
    moment today tomorrow yesterday morning evening night monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december issue problem
    trouble fact reason question part number end start thanks thank help stuff idea opinion experience situation
    sense answer one two three four five six seven eight nine ten dozen hundred thousand million couple pair
    bunch half rest side guy man woman folk user customer client everyone company everybody place step level
    amount hand head area matter world life job work effort money love hope wish hell god god's please regard
    regards greeting sir madam hello hi feedback suggestion comment complaint request improvement need want look
    feel use try go let make yes no ok okay something anything nothing everything none other others same kinda
    gonna lack lots plenty type types list while bunch difference struggle pain challenge difficulty confusion
    frustration annoyance mess nightmare shame pity aspect approach understanding knowledge attention care
    chance choice detail feature product team course term mind word ability possibility capability default back
    front top bottom middle music applause laughter advance addition general particular future past present
    total max min etc eg ie ask asap fyi btw imo imho cause purpose
    item information benefit process min sec hrs pm am usd eur gbp use-case
    usecase anybody success failure error
    """
)

ENGLISH_MARKS = read_words(
    """
    the a an and or but is are was were be been to of in on at for with from that this it i we you they my our
    your not no have has had do does did can could would will should when how what why if so as there by
    """
)
FOREIGN_MARKS = read_words(
    """
    der die das und nicht ist ein eine den dem des wir mit für auf bei sich auch wird sind haben kann keine immer wenn
    le la les et est pas une des du nous vous avec pour dans sur que qui ne je il elle sont mais el los las es una por
    con para no se lo al más pero cuando está del het een niet van wij ik met voor maar ook il che non di è per una sono
    como não uma os da em och att det är inte som på vi har med för
    """
) - read_words("no die per da an or come as for in so me on")
UNCOUNTED = read_words(
    """
    data support access feedback traffic money cash software content storage memory performance security search login
    payroll pricing help advice email mail spam junk onboarding training research infrastructure hardware code logging
    """
)
