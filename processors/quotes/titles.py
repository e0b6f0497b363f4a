"""Words before and after names: offices and occupations, and words of organisations."""

from processors.quotes.quotation import Gender


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OFFICES = _words("""
president minister premier chancellor secretary senator congressman congresswoman representative
governor mayor ambassador envoy negotiator spokesman spokeswoman spokesperson commissioner
chairman chairwoman chairperson chair director head leader chief commander general colonel major
captain lieutenant sergeant admiral marshal brigadier superintendent inspector sheriff officer
official diplomat delegate deputy legislator lawmaker mp mep councillor councilor councilwoman
councilman judge justice prosecutor attorney lawyer solicitor barrister magistrate president-elect
undersecretary under-secretary administrator coordinator mediator facilitator adviser advisor aide
strategist consultant analyst economist expert researcher scientist professor academic scholar
historian lecturer fellow sociologist political-scientist epidemiologist virologist doctor
physician surgeon nurse paramedic teacher principal headmistress headmaster headteacher student
activist campaigner organizer organiser founder co-founder owner manager executive ceo cfo
chief-executive president-designate editor journalist reporter correspondent columnist author
writer broadcaster presenter anchor photographer blogger commentator pollster resident villager
farmer rancher fisherman trader dealer broker shopkeeper merchant baker driver pilot sailor worker
foreman welder engineer architect designer technician mechanic electrician carpenter cleaner cook
waiter waitress clerk cashier guard soldier veteran fighter rebel militant guerrilla refugee
survivor victim witness neighbor neighbour mother father son daughter wife husband sister brother
widow uncle aunt cousin parent grandmother grandfather bishop archbishop cardinal priest pastor
imam rabbi cleric monk nun singer actor actress player coach captain athlete artist musician
king queen prince princess emperor pope ayatollah sheikh emir sultan whip speaker treasurer
comptroller ombudsman personero registrar convener rapporteur monitor observer inspector-general
attorney-general secretary-general director-general vice-president candidate nominee hopeful
front-runner frontrunner congressperson politician statesman dissident defector chieftain warlord
hostage detainee prisoner inmate passenger customer client tourist voter supporter volunteer
pensioner grocer butcher barber dentist pharmacist librarian translator mayor-elect boss chiefs
representative-elect financier banker investor entrepreneur businessman businesswoman tycoon
billionaire industrialist trustee chancellor vice-chancellor dean rector provost superintendent
spokespeople regent viceroy consul attache attaché legate nuncio counsel counselor counsellor
counterpart planner statistician demographer forecaster meteorologist climatologist seismologist
biologist
chemist physicist astronomer geologist ecologist zoologist psychologist psychiatrist therapist
firefighter policeman policewoman constable detective investigator agent spy ranger warden
organiser seller vendor peddler stallholder cobbler tailor plumber gardener miner
delegate-general candidate-elect moderator host guest owner-operator skipper
""")
"""Nouns for what a person is. A capitalised one before a name is a title."""

FEMALE_NOUNS = _words("""
spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman mother daughter wife
sister widow aunt grandmother actress waitress queen princess headmistress nun woman girl
baroness duchess
""")
MALE_NOUNS = _words("""
spokesman chairman congressman councilman businessman policeman father son husband brother uncle
grandfather king prince headmaster monk man boy statesman priest fisherman foreman
pope emperor sheikh imam archbishop cardinal
""")

ORGANISATION_WORDS = _words("""
ministry department agency bureau office university college institute institution council
committee commission party front army forces force police union federation association society
league organization organisation group company corporation corp inc ltd llc plc bank fund
foundation trust center centre court senate parliament congress assembly house cabinet government
administration authority board service services news times post journal press network tv radio
television telegraph guardian herald tribune gazette wire agency reuters bloomberg movement
coalition alliance bloc brigade brigades battalion guard guards navy command militia resistance
liberation campaign team embassy consulate mission delegation secretariat kremlin pentagon
treasury commons lords kremlin palace airlines airways motors industries systems holdings group
observatory monitor museum church school hospital club chamber cooperative syndicate
street city county state states republic kingdom islands island river mountain sea strait
republicans democrats conservatives labour monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december
act bill treaty agreement accord summit conference protocol convention north south east west new
united nations
""")
"""A run of capitals with one of these names no person."""

DATES = _words("""
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december
""")

PORTFOLIOS = _words("""
state defence defense foreign affairs finance interior health justice trade commerce energy
agriculture education transport transportation labour labor treasury environment economy homeland
security peace culture industry planning veterans development cooperation and
""")
"""What stands between an office and the name: "Minister of Foreign Affairs X Y"."""

PARTICLES = _words("""
de da do dos das del della der den van von bin ibn bint al el la le di du ter af zu ben abu e y
""")

GENERIC_PERSONS = _words("""
official leader politician man woman person speaker diplomat figure lawmaker legislator
""")
"""Descriptions that fit nearly everybody in the news: they say little about who is meant."""


SOURCES = (
    _words("""
source person people insider resident authority mediator opponent supporter critic observer ally
relative colleague local parent protester demonstrator lawmaker investigator eyewitness
""")
    | GENERIC_PERSONS
)
"""Nouns for those who talk to the press without a name."""

DOCUMENTS = _words("""
statement text note communique communiqué document letter declaration message release report
""")
GENERIC_ORGANISATIONS = _words("""
group organisation organization entity agency body institution company firm union party movement
association ministry department commission committee council government administration army
military force bank federation team delegation office
""")
"""Descriptions of organisations: "the group" is the one spoken of last."""

ENTERPRISES = GENERIC_ORGANISATIONS | _words("""
house maker producer chain brand retailer airline shop store restaurant hotel newspaper magazine
website charity startup start-up supplier manufacturer operator winery brewery
""")
"""Before a name without a title they say that it is no person's: "the wine house Other"."""


def is_office(word: str) -> bool:
    """Whether the (singular or plural) noun says what a person is."""
    word = word.lower().rstrip(".")
    if word in OFFICES:
        return True
    if word.endswith("s") and (
        word[:-1] in OFFICES or (word.endswith("ies") and word[:-3] + "y" in OFFICES)
    ):
        return True
    tail = word.rsplit("-", 1)[-1]
    return tail != word and (tail in OFFICES or tail in ("general", "elect"))


def is_person_noun(word: str) -> bool:
    """Whether the noun is one for people: an office, an occupation, or the source of news."""
    word = word.lower()
    return is_office(word) or word in SOURCES or word.removesuffix("s") in SOURCES


def gender_of_noun(word: str) -> Gender | None:
    """What a noun itself tells of gender ("spokeswoman")."""
    word = word.lower()
    return "female" if word in FEMALE_NOUNS else "male" if word in MALE_NOUNS else None
