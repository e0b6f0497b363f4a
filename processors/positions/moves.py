"""The PLOVER code of a judged predicate, and the modifiers that PLOVER has no code for."""

from collections.abc import Set as AbstractSet

from spacy.tokens import Token

from processors.positions.lexicon import words
from processors.positions.reading import Judgement
from wire.vocabulary import Issue, Modifier, Move

AIDS = words("aids")
COERCES = words("coerces")
PROTESTS = words("protests")
SANCTIONS = words("sanctions")
PENAL = words("penal")
WORKS = words("works")
MEETS = words("meets")
GIVES = words("gives")
MASSES = words("masses")


def move_of(found: Judgement, doc_token: Token, issue: Issue | None) -> Move | None:
    """The code of a judgement whose deciding predicate is `doc_token`."""
    lemma = doc_token.lemma_.lower()
    around = {t.lemma_.lower() for t in doc_token.subtree}
    act = found.act
    by_act = _by_act(act, found, lemma, around, issue)
    if by_act is not None:
        return by_act
    return {2: "AGREE", 1: "SUPPORT", 0: "CONSULT", -1: "ACCUSE", -2: "REJECT"}[found.value]  # type: ignore[return-value]


def _by_act(
    act: str, found: Judgement, lemma: str, around: AbstractSet[str], issue: Issue | None
) -> Move | None:
    match act:
        case "demand":
            return "REQUEST"
        case "criticise":
            return "PROTEST" if lemma in PROTESTS else "ACCUSE"
        case "threaten":
            return "THREATEN"
        case "support":
            return "SUPPORT"
        case "consider":
            return "CONSULT"
        case "reject":
            return "REJECT"
        case "offer":
            return "THREATEN" if found.value < 0 else "CONSULT"
        case "hostile":
            if lemma in MASSES:
                return "MOBILIZE"
            if lemma in COERCES:
                return "COERCE"
            return "PROTEST" if around & {"strike", "picket", "worker", "union"} else "ASSAULT"
        case "accept":
            return _accepts(found, lemma, around)
        case _:
            return _deed(found, lemma, around, issue)


def _accepts(found: Judgement, lemma: str, around: AbstractSet[str]) -> Move:
    if found.value < 0:
        return "THREATEN" if lemma in {"vow", "pledge", "promise", "swear"} else "REJECT"
    if around & {
        "release",
        "free",
        "lift",
        "withdraw",
        "drop",
        "waive",
        "concede",
        "forgo",
        "renounce",
    }:
        return "YIELD"
    return (
        "SUPPORT"
        if lemma in {"endorse", "back", "support", "ratify", "recognise", "recognize"}
        else "AGREE"
    )


def _deed(
    found: Judgement, lemma: str, around: AbstractSet[str], issue: Issue | None
) -> Move | None:
    if found.value > 0:
        if lemma in GIVES and (around & AIDS or issue == "humanitarian"):
            return "AID"
        if lemma in WORKS:
            return "COOPERATE"
        if lemma in MEETS and issue in {"talks", None}:
            return "CONSULT"
        return "YIELD"
    if found.value < 0:
        if around & SANCTIONS or (
            lemma in PENAL and issue in {"trade", "sanctions", "humanitarian", "security"}
        ):
            return "SANCTION"
        if issue == "ceasefire" and found.act in {"begin", "again"}:
            return "ASSAULT"
        return "REJECT"
    return None


def modifiers_of(
    found: Judgement, conditional: bool, words: AbstractSet[str]
) -> tuple[Modifier, ...]:
    """How the move is made."""
    out: list[Modifier] = []
    if found.act == "offer" and found.value > 0:
        out.append("offer")
    if conditional:
        out.append("conditional")
    if found.act == "demand":
        out.append("demand")
    if found.act in {"stop", "lessen"} and found.value < 0:
        out.append("suspend")
    if words & {
        "reaffirm",
        "reiterate",
        "repeat",
        "again",
        "remain",
        "still",
        "insist",
        "maintain",
    }:
        out.append("reaffirm")
    return tuple(out)
