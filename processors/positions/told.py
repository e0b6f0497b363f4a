"""Whether a clause is told as news: a fact, of now, and not part of a verb judged already."""

from spacy.tokens import Token

from processors.positions.changes import AGO, times_of

LEADING = frozenset(
    {
        "if",
        "unless",
        "until",
        "once",
        "before",
        "after",
        "while",
        "as",
        "although",
        "though",
        "whether",
    }
)
"""Conjunctions of clauses that only set the stage."""

REFUSALS = frozenset({"decline", "dismiss", "rebuff", "refuse", "reject", "spurn"})
"""Verbs of saying no: who tells that another has said it has not said it."""

BESIDE = frozenset({"while", "as"})
"""Of those, the ones that tell beside it what another does: "while Norway opened the port"."""


def is_background(token: Token) -> bool:
    """Past perfect, "used to", or a time long ago: what was, told to explain what is."""
    auxiliaries = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if "had" in auxiliaries or "'d" in auxiliaries:
        return True
    return AGO.search(times_of(token)) is not None


def is_asserted(cue: Token | None) -> bool:
    """Whether words are reported as said: not only thought of ("if Norway rejected it"), and not
    as a thing of long ago ("in 2019 it had rejected it").
    """
    if cue is None:
        return True
    marks = {c.lower_ for c in cue.children if c.dep_ in {"advmod", "mark"}}
    if marks & {"if", "unless", "whether"}:
        return False
    past = any(c.dep_ == "aux" and c.lower_ == "had" for c in cue.children)
    return not (past and AGO.search(times_of(cue)))


def is_refusal(verb: Token) -> bool:
    """Whether a verb turns something down, affirmed."""
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.lemma_.lower() in REFUSALS:
        return True
    particles = {c.lower_ for c in verb.children if c.dep_ == "prt"}
    return (verb.lemma_.lower(), *particles) in {("rule", "out"), ("turn", "down")}


def is_told(token: Token) -> bool:
    """Whether the clause is told as a fact: it is finite, and no mere setting of time or place."""
    adverbs = {c.lower_ for c in token.children if c.dep_ in {"advmod", "mark"}}
    if adverbs & {"when", "where", "whenever", "if", "unless", "whether"}:
        return False
    prepositions = [c for c in token.children if c.dep_ == "prep"]
    if any(g.lower_ == "which" for c in prepositions for g in c.children):
        return False
    auxiliaries = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    if token.tag_ == "VB" and not auxiliaries and token.dep_ not in {"conj", "ROOT"}:
        return False
    if _is_asked_for(token, auxiliaries) or token.sent.text.rstrip().endswith("?"):
        return False
    return not (token.dep_ in {"relcl", "acl"} and token.tag_ in {"VBG", "VB"})


def _is_asked_for(token: Token, auxiliaries: list[Token]) -> bool:
    """The subjunctive of a demand: "that the ministry lift the ban"."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    return (
        token.tag_ in {"VBP", "VB"}
        and not auxiliaries
        and subject is not None
        and subject.tag_ in {"NN", "NNP"}
        and not any(c.dep_ == "conj" for c in subject.children)
        and any(c.lower_ == "that" for c in token.children)
    )


def is_inside_judged(token: Token) -> bool:
    """Whether the clause hangs on a verb that is judged with it ("agreed to lift")."""
    if token.dep_ in {"xcomp", "ccomp", "pcomp"}:
        return True
    if token.dep_ != "advcl":
        return False
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    return any(
        (c.dep_ == "mark" and c.lower_ in LEADING and not (own and c.lower_ in BESIDE))
        or (c.dep_ == "aux" and c.lower_ == "to")
        for c in token.children
    )
