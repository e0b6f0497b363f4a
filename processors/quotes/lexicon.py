"""Words that report speech and thought, by the construction they report in (lemmas).

Written from the meaning of the words, and tried on attribution corpora: a verb stands under a
construction when more often than not that construction holds somebody's words or attitude.
"""

from spacy.tokens import Token

_MISREAD = {
    "hop": "hope",
    "grip": "gripe",
    "rag": "rage",
    "lambast": "lambaste",
    "retweete": "retweet",
    "texte": "text",
    "deadpane": "deadpan",
}
"""Verbs of these lists whose inflected forms the model leads back to another word."""


def lemma_of(verb: Token) -> str:
    """The verb's base form in lower case, as these lists have it."""
    lemma = verb.lemma_.lower()
    return _MISREAD.get(lemma, lemma)


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


SPEECH_CLAUSE = words("""
say tell add announce state write claim argue report note suggest acknowledge admit insist explain
declare warn predict reveal promise vow pledge respond reply tweet post testify assert contend
confirm conclude deny allege maintain stress emphasize emphasise reiterate repeat remark observe
comment mention recall swear assure inform notify advise remind caution concede complain joke quip
muse boast lament concur counter clarify disclose divulge recommend propose request demand ask
indicate signal estimate calculate forecast find show charge hint imply guess speculate theorize
posit affirm attest avow bemoan brag gripe grumble mumble mutter opine proclaim profess pronounce
protest rule decree specify stipulate submit underline underscore venture volunteer wonder inquire
enquire question retort rejoin rebut shout scream yell cry whisper exclaim interject continue
convey relay point out read text email blog determine cite highlight outline describe detail
proffer threaten urge summarize summarise agree disagree object plead beg quote vent preach
inform retweet answer manifest express affirm evaluate sustain message
 telegraph inveigh intimate rant holler reason surmise
""")

THOUGHT_CLAUSE = words("""
believe think know hope fear feel expect worry doubt consider understand realize realise suspect
assume imagine reckon figure decide want wish prefer recognize recognise fret contemplate envision
foresee anticipate presume dream see learn intend
trust resolve
""")

PLAIN_SPEECH = words("say tell announce state claim argue report warn add note insist confirm")
"""What nearly always has a reported clause with it, wherever the parser puts that clause."""

HIDING = words("name identify quote")
"""Asking "not to be named" tells of the source, and is nothing said on the matter."""

RAISING = words("""
expect believe report say think understand consider suppose rumor rumour allege estimate predict
forecast project assume suspect know see
""")
"""In the passive with an infinitive: "is expected to resign"."""

NO_REPORT = words("""
be mean ensure make happen follow matter help cause require see have get prove provide guarantee
do go find become remain
""")
"""With "that" after them these tell a state of affairs; nearly any other verb then reports."""

DIRECT = (
    SPEECH_CLAUSE
    | THOUGHT_CLAUSE
    | words("""
begin start go laugh smile sigh snap bark deadpan offer praise criticize criticise accuse
thank chant sing declare echo elaborate interrupt recite blast fire shoot rail thunder tease
reflect rage rave vent fume scoff sneer crow conclude marvel gush sum chime press demand
denounce condemn defend attack slam dismiss call caption sign label describe hail refer
use speak talk issue release plead appeal cheer welcome reject decry deplore commend blame
explode erupt groan moan murmur croak stammer hiss growl gasp
""")
)
"""May stand beside words in quotation marks."""

SPEECH_INFINITIVE = words("""
agree promise vow pledge refuse decline threaten offer claim propose swear volunteer
ask demand request beg plead commit consent profess undertake
""")

THOUGHT_INFINITIVE = words("""
want hope plan intend expect wish prefer aim decide vow resolve desire aspire
seek choose fear hesitate
""")

PERSON_INFINITIVE = words("""
urge ask tell order advise encourage warn invite direct instruct request beg press implore
command challenge exhort counsel recommend remind require petition lobby beseech caution
want expect allow call
""")
"""With somebody as its object and an infinitive: "urged the rebels to return"."""

SPEECH_OBJECT = words("""
criticize criticise condemn denounce praise reject deny announce describe propose acknowledge
question dismiss blast slam decry deplore mock ridicule applaud hail laud commend
cite mention discuss detail outline tout disavow disclaim dispute contest rebuff rebut refute
reiterate repeat predict promise pledge admit demand request recommend confirm emphasize emphasise
stress highlight address explain recount reveal disclose trumpet bemoan lament deride
rip assail lambaste chide rebuke scold castigate excoriate vow threaten claim allege note
underscore underline advocate urge protest declare thank congratulate warn
estimate signal suggest express voice accuse blame call label dub term brand deem
invite condone charge
""")

THOUGHT_OBJECT = words("""
support oppose endorse favor favour back want fear doubt regret welcome resent
prefer expect embrace believe
hope consider envision foresee anticipate disagree
""")

PREPOSITIONS = {
    "call": words("for on upon"),
    "ask": words("for about"),
    "agree": words("with on to"),
    "disagree": words("with on about"),
    "refer": words("to"),
    "complain": words("about of"),
    "warn": words("of about against"),
    "insist": words("on"),
    "speak": words("of about against"),
    "talk": words("about of"),
    "point": words("to"),
    "object": words("to"),
    "comment": words("on about"),
    "apologize": words("for"),
    "apologise": words("for"),
    "argue": words("for against about"),
    "hint": words("at"),
    "allude": words("to"),
    "elaborate": words("on"),
    "inquire": words("about"),
    "push": words("for"),
    "boast": words("about of"),
    "brag": words("about of"),
    "lash": words("at"),
    "rail": words("against"),
    "testify": words("about to"),
    "worry": words("about"),
    "think": words("about of"),
    "plead": words("for"),
    "appeal": words("for"),
    "advocate": words("for"),
    "respond": words("to"),
    "write": words("about of"),
    "threaten": words("with"),
    "believe": words("in"),
    "hope": words("for"),
    "swear": words("by"),
    "report": words("on"),
    "joke": words("about"),
    "balk": words("at"),
    "care": words("about"),
    "plan": words("on for"),
    "wish": words("for"),
    "vouch": words("for"),
}

NOUNS = words("""
claim statement allegation assertion argument belief view opinion idea notion suggestion warning
promise pledge vow threat demand request proposal recommendation announcement declaration
accusation charge complaint concern fear hope expectation prediction report rumor rumour
conclusion finding remark comment contention insistence admission acknowledgment acknowledgement
assurance denial evidence question suspicion fact sign conviction commitment plan desire
decision willingness refusal determination intention theory criticism opposition support
message feeling impression sense ruling appeal
""")

NOUN_PREPOSITIONS = words("of for about on against to")

PARTICIPLES_OF_SOURCE = words("citing quoting")

ADDRESSED = words("ask tell question inform remind press brief")
"""Verbs whose passive has the listener as its subject ("she was asked")."""

BE_ADJECTIVES = words("""
sure confident certain afraid hopeful optimistic convinced aware concerned worried
clear skeptical sceptical glad proud surprised disappointed willing ready prepared eager reluctant
happy grateful sorry unsure doubtful adamant
""")

REPORTERS = words("reporters journalists lawmakers")


AMOUNTS = words("couple dozen lot number handful majority minority group host string series score")
"""Nouns of which many are meant: "a dozen officials"."""
