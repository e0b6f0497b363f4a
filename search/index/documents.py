"""What of a document is searched: words, keywords, facets, time. The same in every store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from search.index.protocol import Document, Kind
from search.query.confidence import levels_above
from search.text import key, terms
from wire.article import Article, event_time
from wire.shift import Evidence, Shift
from wire.statement import Speaker, Statement

FACETS = (
    "direction",
    "issue",
    "kind",
    "move",
    "negotiation",
    "outlet",
    "party",
    "speaker",
    "stance",
    "status",
)
"""The fields whose values are counted, in the order of their names."""

BREAK = "|"
"""Stands between parts, so that no phrase runs from one into the next; no word has this token."""


@dataclass(frozen=True)
class Indexed:
    """What a store keeps of a document in order to find it.

    `words`, `speaker`, `outlet` are stems with `BREAK` between the parts; a keyword is "name:key";
    `facets` gives per field the values as they are shown.
    """

    words: tuple[str, ...]
    speaker: tuple[str, ...]
    outlet: tuple[str, ...]
    keywords: tuple[str, ...]
    facets: dict[str, tuple[str, ...]]


TYPES: dict[Kind, type[Article] | type[Statement] | type[Shift]] = {
    "article": Article,
    "statement": Statement,
    "shift": Shift,
}
"""What the documents of each kind are."""


def kind_of(document: Document) -> Kind:
    """Which kind a document is."""
    match document:
        case Article():
            return "article"
        case Statement():
            return "statement"
        case Shift():
            return "shift"


def moment_of(document: Document) -> datetime:
    """The time by which documents are ordered and found: when the facts are held to be true."""
    return event_time(document) if isinstance(document, Article) else document.at


def parts_of(document: Document) -> list[tuple[str, str]]:
    """The texts that words are searched in, each with the name that highlights go by."""
    match document:
        case Article():
            parts = [("title", document.title), ("text", document.text)]
        case Statement():
            parts = [("text", document.text), *_speaker_parts(document.speaker)]
            parts += _named("party", parties_of(document))
            parts += _named("counterparties", document.counterparties)
        case Shift():
            parts = [
                *_evidence_parts("from", document.before),
                *_evidence_parts("to", document.after),
                ("party", document.party),
                *_named("counterparties", document.counterparties),
                ("why", document.why),
            ]
    return [(name, text) for name, text in parts if text]


def indexed(document: Document) -> Indexed:
    """Words, keywords and facets of a document. A pure function: a store can be made anew by it."""
    keywords: dict[str, tuple[str, ...]]
    facets: dict[str, tuple[str, ...]]
    match document:
        case Article():
            speakers: list[str] = []
            outlets = [document.outlet.name, document.outlet.domain]
            keywords = {}
            facets = {"outlet": (document.outlet.name,)}
        case Statement():
            speakers = [text for _, text in _speaker_parts(document.speaker)]
            outlets = _present([document.outlet])
            facets = _statement_facets(document)
            keywords = {**facets, "counterparty": document.counterparties}
            keywords["move"] = (*keywords["move"], *document.modifiers)
        case Shift():
            speakers = _present([*_of_evidence(document.before), *_of_evidence(document.after)])
            outlets = _outlets(document)
            facets = _shift_facets(document)
            keywords = {**facets, "counterparty": document.counterparties}
            keywords["under"] = tuple(str(level) for level in levels_above(document.confidence))
    keywords["article"] = articles_of(document)
    return Indexed(
        words=_broken(text for _, text in parts_of(document)),
        speaker=_broken(speakers),
        outlet=_broken(outlets),
        keywords=tuple(_keywords(keywords)),
        facets={name: values for name, values in facets.items() if values},
    )


def parties_of(statement: Statement) -> tuple[str, ...]:
    """All that hold the position: several where a joint act has several."""
    return statement.parties or _present_tuple(statement.party)


def articles_of(document: Document) -> tuple[str, ...]:
    """The articles whose words or titles a document shows: it is gone when one is taken down.

    A shift without its quotation is worth nothing; its next version quotes another.
    """
    match document:
        case Article():
            return (document.id,)
        case Statement():
            return (document.article_id,)
        case Shift():
            cited = [document.before.article_id, document.after.article_id]
            cited += [source.article_id for source in document.sources]
            return tuple(dict.fromkeys(_present(cited)))


def _statement_facets(statement: Statement) -> dict[str, tuple[str, ...]]:
    speaker = statement.speaker
    return {
        "party": parties_of(statement),
        "speaker": _present_tuple(speaker.name or speaker.text if speaker else None),
        "issue": statement.issues or _present_tuple(statement.issue),
        "move": _present_tuple(statement.move),
        "stance": _present_tuple(_stance(statement.stance)),
        "kind": (statement.kind,),
        "negotiation": _present_tuple(statement.negotiation),
        "outlet": _present_tuple(statement.outlet),
    }


def _shift_facets(shift: Shift) -> dict[str, tuple[str, ...]]:
    after = shift.after
    return {
        "party": (shift.party,),
        "issue": (shift.issue,),
        "direction": (shift.direction,),
        "status": (shift.status,),
        "move": _present_tuple(after.move),
        "stance": _present_tuple(_stance(after.stance)),
        "kind": _present_tuple(after.kind),
        "negotiation": _present_tuple(shift.negotiation),
        "outlet": tuple(_outlets(shift)),
    }


def _keywords(values: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, found in values.items():
        if name in ("speaker", "outlet"):
            continue
        for value in found:
            # A stance keeps its sign and an article's id its hyphens.
            comparable = value if name in ("stance", "article", "under") else key(value)
            if comparable:
                yield f"{name}:{comparable}"


def _broken(texts: Iterable[str]) -> tuple[str, ...]:
    stems: list[str] = []
    for text in texts:
        if stems:
            stems.append(BREAK)
        stems.extend(terms(text))
    return tuple(stems)


def _speaker_parts(speaker: Speaker | None) -> list[tuple[str, str]]:
    if speaker is None:
        return []
    parts = [
        ("speaker.name", speaker.name),
        ("speaker.text", speaker.text if speaker.text != speaker.name else None),
        ("speaker.role", speaker.role),
        ("speaker.affiliation", speaker.affiliation),
    ]
    return [(name, text) for name, text in parts if text]


def _evidence_parts(side: str, evidence: Evidence) -> list[tuple[str, str]]:
    return [
        (f"{side}.quote", evidence.quote or ""),
        (f"{side}.speaker", evidence.speaker or ""),
        (f"{side}.role", evidence.role or ""),
    ]


def _of_evidence(evidence: Evidence) -> list[str | None]:
    return [evidence.speaker, evidence.role]


def _outlets(shift: Shift) -> list[str]:
    sources = [source.outlet for source in shift.sources]
    return _present(dict.fromkeys([shift.before.outlet, shift.after.outlet, *sources]))


def _named(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"{name}[{number}]", value) for number, value in enumerate(values)]


def _stance(stance: int | None) -> str | None:
    return None if stance is None else str(stance)


def _present(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value]


def _present_tuple(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
