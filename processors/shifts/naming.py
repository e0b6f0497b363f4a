"""Parties and speakers as they are called inside a sentence: articles, "it", "its government"."""

import re

from wire import PositionFact

_HEADS = """
academy administration agency alliance army association assembly authority bloc brigade brigades
bureau cabinet coalition commission committee community confederation congress corporation corps
council court department emirates federation force forces foundation front fund government guard
house institute islands kingdom kremlin league legion maldives military militia ministry mission
movement nations netherlands office opposition organisation organization parliament party
philippines pentagon police programme program republic senate service states syndicate taliban
tribunal union vatican
"""
HEADS = frozenset(_HEADS.split())
"""Nouns that stand with "the" where a name ends in them: "the African Union", "the Green Party"."""

PRONOUNS = frozenset(("he", "i", "it", "she", "their", "them", "they", "we", "who"))
DETERMINERS = ("the ", "a ", "an ", "his ", "her ", "its ", "their ", "our ")
LONGEST_SPEAKER = 60
"""Characters; what is longer is no name but a clause."""


def called(name: str) -> str:
    """A party's name with the article that English gives it: "the European Union", "Norway"."""
    # "the Bank of Erewhon", "the Movement for Peace": what stands before the "of" decides.
    head = re.split(r" (?:of|for|in|against|to) ", name, maxsplit=1)[0].rpartition(" ")[2]
    plain = re.split(r"[-–]", head, maxsplit=1)[0].casefold()
    if name.casefold().startswith("the ") or plain not in HEADS:
        return name
    return f"the {name}"


def speaking(fact: PositionFact, *, office: bool = True) -> str:
    """Who said or did it: a name with its office, an unnamed source, or "it", the party itself."""
    if fact.kind == "act" or (fact.speaker is None and not fact.anonymous):
        return "it"
    if fact.anonymous:
        role = _office(fact.role)
        return f"an unnamed source ({role})" if role else "an unnamed source"
    said = " ".join((fact.speaker or "").split())
    name = _without_article(said)
    if _is_party(name, fact.party) or len(name) > LONGEST_SPEAKER:
        return "it"
    role = _office(fact.role)
    if name[:1].islower():
        return f"its {name}"
    if office and role and role.casefold() not in name.casefold():
        return f"{name} ({role})"
    return called(name)


def _office(role: str | None) -> str:
    """The words of an office; none where they go on about somebody else ("and the premier")."""
    words = _without_article(" ".join((role or "").split()))
    return "" if words.casefold().startswith(("and ", "or ", "of ")) else words


def _without_article(words: str) -> str:
    low = words.casefold()
    return next((words[len(each) :] for each in DETERMINERS if low.startswith(each)), words)


def _is_party(name: str, party: str) -> bool:
    """Whether a mention is only another way to say the party: a pronoun, its initials, a part."""
    low, whole = name.casefold(), party.casefold()
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", party) if word[0].isupper())
    letters = re.sub(r"[^\w]", "", name)
    return (
        not low
        or low in PRONOUNS
        # "the Front on Sunday": a time may cling to a mention.
        or re.fullmatch(rf"{re.escape(whole)}(?: (?:on|in|at|late|early) .*)?", low) is not None
        or (len(letters) > 1 and letters == initials)
        or re.search(rf"(?<!\w){re.escape(low)}(?!\w)", whole) is not None
    )
