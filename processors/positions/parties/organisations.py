"""Organisations that no list knows, found by their names and by how the text speaks of them.

A name counts as an organisation when its last word says so ("Front", "Union", "Airways"), when an
abbreviation is set after it, or when the text gives it an office ("a spokesman for Calder"), a
description ("the miner Calder", "Calder, the country's largest airline,") or members.
"""

import re
from collections.abc import Iterable, Mapping

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import Kind, Known
from processors.positions.parties.lexicon import kinds, words
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.names import Unknown, as_kind
from processors.positions.parties.offices import ANY_OFFICES, STATE_OFFICES
from processors.positions.parties.runs import Run, kind_of_head

_ABBREVIATION = re.compile(r"\s*\(\s*(?:the\s+)?[\"'“‘]?([A-Z][A-Za-z0-9.\-]{1,9})[\"'”’]?\s*[),;]")
_AFTER_NOUN = frozenset({"of", "in", "that", "which", "based", "with", "for", "active", "near"})
_SMALL = frozenset({"of", "the", "for", "and", "de", "del", "la", "a", "in", "los", "do", "da"})
_DESCRIBING = kinds("describing_nouns")
_WINGS = words("wings")
_TITLES = words("given_name_makers")
_OFFICES = ANY_OFFICES | {"chief executive", "ceo", "board", "boss"}
_SINGLE_OFFICES = frozenset(office for office in _OFFICES if " " not in office) - {
    "head",
    "side",
    "team",
    "service",
    "sources",
    "source",
    "official",
    "officials",
    "owner",
    "manager",
    "office",
    "cabinet",
    "staff",
    "wing",
    "bureau",
    "committee",
    "chief",
    "elder",
}
_ACTING = words("acting")
_DEPUTIES = frozenset({"deputy", "acting", "interim", "new", "chief", "first"})


def organisations(
    article: ArticleWords,
    unknown: Iterable[Unknown],
    people: Iterable[str] = (),
    named: Iterable[PartyMention] = (),
) -> Mapping[str, Known]:
    """Names of organisations found in the article -> what each stands for.

    `people` are names known to be persons'. An abbreviation and a short form ("Calder" for "Calder
    Ports") lead to the full name.
    """
    persons = {part for name in people for part in name.split()}
    owners = {article.index(m.start): m for m in named if m.kind in ("group", "union", "company")}
    seen = list(unknown)
    names: dict[str, Known] = {}
    for found in seen:
        run = found.run
        text = _text(article, run)
        short = abbreviation_after(article, run)
        told = _kind_from_context(article, run, persons)
        kind = found.kind or told or ("organisation" if short else None)
        if kind is None:
            continue
        if told == "group" and kind in ("organisation", "movement"):
            kind = "group"
        text = text.removeprefix("The ")
        known = names.get(text) or Known(text.replace("’", "'"), kind, "name")
        names[text] = known
        if short:
            names[short] = known
    _join_abbreviations(names)
    _add_wings(article, seen, names, owners)
    _add_short_forms(article, seen, names, persons)
    return names


def abbreviation_after(article: ArticleWords, run: Run) -> str | None:
    """The abbreviation in brackets after a name when its letters are those of the name."""
    match = _ABBREVIATION.match(article.text, article.words[run.last - 1].end)
    if match is None:
        return None
    short = match.group(1).replace(".", "")
    if sum(c.isupper() for c in short) < 2:
        return None
    initials = "".join(
        article.words[i].text[0].upper()
        for i in range(run.first, run.last)
        if article.low(i) not in _SMALL
    )
    letters = [c for c in short.upper() if c.isalpha()]
    shared = sum(c in initials for c in letters)
    return match.group(1) if initials and shared * 2 >= len(letters) else None


def _text(article: ArticleWords, run: Run) -> str:
    return article.text[article.words[run.first].start : article.words[run.last - 1].end]


def _kind_from_context(article: ArticleWords, run: Run, persons: set[str]) -> Kind | None:
    if any(article.words[i].text in persons for i in range(run.first, run.last)):
        return None
    before = article.low(run.first - 1) if _close(article, run.first - 1) else ""
    if before in _TITLES or article.low(run.first) in _TITLES:
        return None
    described = _described(article, run, before)
    if described:
        return described
    if _has_state_office(article, run):
        return "state"
    if _has_office(article, run, before):
        return "organisation"
    word = article.words[run.first]
    short = run.last - run.first == 1 and word.text.isupper() and 2 <= len(word.text) <= 6
    acts = article.low(run.last) in _ACTING and article.same_phrase(run.last - 1)
    return "organisation" if short and acts else None


def _close(article: ArticleWords, index: int) -> bool:
    return index >= 0 and article.same_phrase(index)


def _described(article: ArticleWords, run: Run, before: str) -> Kind | None:
    after = article.low(run.last) if article.same_phrase(run.last - 1) else ""
    possessive = article.words[run.last - 1].possessive
    adjective = article.begins_sentence(run.first) and article.words[run.last + 1 :][:1]
    names_next = bool(adjective) and article.words[run.last + 1].capital
    clear = not possessive and not names_next and after not in ("owner", "producer", "body")
    if after in _DESCRIBING and clear:
        return _kind(_DESCRIBING[after])
    if before in _DESCRIBING and run.last - run.first <= 4:
        return _kind(_DESCRIBING[before])
    if article.gap(run.last - 1).startswith(", "):
        return _apposition(article, run.last)
    in_brackets = article.gap(run.last - 1).strip() == "(" and run.last < len(article.words)
    if in_brackets and article.gap(run.last).startswith("), "):
        return _apposition(article, run.last + 1)
    return None


def _apposition(article: ArticleWords, first: int) -> Kind | None:
    """Kind told by "Calder, the country's largest port operator,": the noun at its end."""
    index = first
    state_leads = index < len(article.words) and article.words[index].capital
    if article.low(index) not in ("a", "an", "the", "one", "which") and not state_leads:
        return None
    for index in range(first, min(first + 9, len(article.words))):
        if article.low(index) in ("who", "whose", "he", "she", "said"):
            return None
        ends = not article.words[index].possessive and not article.same_phrase(index)
        ends = ends or article.low(index + 1) in _AFTER_NOUN
        if ends and article.low(index) in _DESCRIBING and article.low(index) != "owner":
            earlier = {article.low(i) for i in range(first, index)}
            pair = f"{article.low(index - 1)} {article.low(index)}"
            noun = pair if pair in _DESCRIBING else article.low(index)
            return None if earlier & (_TITLES | ANY_OFFICES) else _kind(_DESCRIBING[noun])
        if not article.same_phrase(index):
            return None
    return None


def _has_office(article: ArticleWords, run: Run, before: str) -> bool:
    after, next_after = article.low(run.last), article.low(run.last + 1)
    word = article.words[run.first]
    if run.last - run.first == 1 and article.begins_sentence(run.first) and word.low[-1] == "s":
        return False
    if article.same_phrase(run.last - 1):
        pair = f"{after} {next_after}"
        if pair in ("chief executive", "chief negotiator", "chief financial", "managing director"):
            return True
        title = article.begins_sentence(run.first) and after in ("leader", "founder", "figure")
        if title and not article.words[run.last - 1].possessive:
            return False
        if after in _SINGLE_OFFICES and not _names_state_office(article, run.last):
            return True
    index = run.first - 1
    if before == "the":
        index -= 1
    if article.low(index) in ("for", "of") and _close(article, index - 1):
        office = article.low(index - 1)
        pair = f"{article.low(index - 2)} {office}"
        return office in ("spokesman", "spokeswoman", "spokesperson", "chairman", "chairwoman") or (
            pair
            in ("chief executive", "managing director", "general secretary", "secretary general")
        )
    return False


def _has_state_office(article: ArticleWords, run: Run) -> bool:
    """As in "Ruritania's foreign minister": who has one is a state, whether a list knows it or not.

    A head of government has one as well, but is known as a person from elsewhere in the article.
    """
    if not article.words[run.last - 1].possessive or not article.same_phrase(run.last - 1):
        return False
    first = run.last + (article.low(run.last) in _DEPUTIES)
    office = [article.low(i) for i in range(first, first + 3)]
    return any(" ".join(office[:size]) in STATE_OFFICES for size in (1, 2, 3))


def _names_state_office(article: ArticleWords, index: int) -> bool:
    return article.low(index) in ("governor", "ambassador", "envoy", "bishop", "archbishop", "imam")


def _kind(kind: str) -> Kind:
    known: dict[str, Kind] = {
        "company": "company",
        "union": "union",
        "group": "group",
        "party": "party",
    }
    return known.get(kind, "organisation")


def _join_abbreviations(names: dict[str, Known]) -> None:
    """An abbreviation that is never explained means the organisation with those initials."""
    for short in [name for name in names if name.isupper() and 3 <= len(name) <= 6]:
        for name, known in list(names.items()):
            initials = "".join(w[0] for w in name.split() if w.casefold() not in _SMALL)
            if name != short and initials.upper() == short and names[short].party == short:
                names[short] = known


def _add_wings(
    article: ArticleWords,
    unknown: list[Unknown],
    names: dict[str, Known],
    owners: Mapping[int, PartyMention],
) -> None:
    """A wing of an organisation means the whole: "the Eastern Command of the Front"."""
    full = {item.run.first: names.get(_text(article, item.run)) for item in unknown}
    for item in unknown:
        run, name = item.run, _text(article, item.run)
        if article.low(run.head) not in _WINGS or article.low(run.head + 1) != "of":
            continue
        at = run.head + (3 if article.low(run.head + 2) == "the" else 2)
        owner = owners.get(at)
        whole = Known(owner.party, owner.kind, "name") if owner else full.get(at)
        if run.head + 1 < run.last:
            whole = whole or _named_in(article, run, at)
        if whole is not None and whole.kind in ("group", "union", "company"):
            wing = article.words[run.first].start, article.words[run.head].end
            names[name] = names[article.text[slice(*wing)]] = whole


def _named_in(article: ArticleWords, run: Run, first: int) -> Known | None:
    """The organisation that the end of a run names ("... of the Free Valley Front")."""
    kind = kind_of_head(article.low(run.last - 1))
    if run.last - first < 2 or kind is None:
        return None
    name = article.text[article.words[first].start : article.words[run.last - 1].end]
    return Known(name.replace("’", "'"), as_kind(kind), "name")


def _add_short_forms(
    article: ArticleWords, unknown: list[Unknown], names: dict[str, Known], persons: set[str]
) -> None:
    """A single word that begins a longer name ("Calder" of "Calder Ports") means that name."""
    first_words: dict[str, Known] = {}
    for name, known in list(names.items()):
        first, _, rest = name.partition(" ")
        if rest and known.kind == "company" and first not in persons:
            first_words.setdefault(first, known)
            if first in names:
                names[first] = known
    for found in unknown:
        text = _text(article, found.run)
        if text in first_words and text not in names:
            names[text] = first_words[text]
