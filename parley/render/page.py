"""An article as one web page: its statements marked in the text and listed beside it.

The page needs no script and no other file: a person opens it to see what was read, and how surely.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from parley.render.words import STANCE_WORDS, count, spoken_by, toward
from runtime.harmless import clean
from search.console.marks import paragraphs
from wire import Article, Speaker, Statement

COLOURS = 8
"""Colours that `article.html` has for speakers; the ninth speaker has the first one's again."""


def article_page(article: Article, statements: Sequence[Statement]) -> str:
    """The HTML of one article with its statements, numbered from 1 in the order given.

    A statement, its cue and its speaker share number and colour; a colour stands for a speaker.
    """
    return (
        _environment()
        .get_template("article.html")
        .render(
            article=article,
            statements=statements,
            paragraphs=paragraphs(article.text, statements),
            colours=_colours(statements),
            told=[list(_told(each)) for each in statements],
            spoken_by=spoken_by,
            candidates=_candidates,
            heading=count(len(statements), "statement"),
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _colours(statements: Sequence[Statement]) -> list[int]:
    """A colour for each statement, the same for the same speaker or, for a deed, party."""
    known: dict[str, int] = {}
    found = []
    for each in statements:
        who = (each.speaker and (each.speaker.name or each.speaker.text)) or each.party or ""
        found.append(known.setdefault(who.casefold(), len(known)) % COLOURS)
    return found


def _told(statement: Statement) -> Iterator[tuple[str, str]]:
    """What is known of a statement, as names and values in words."""
    yield "confidence", f"{statement.confidence:.0%}"
    kind = statement.kind
    yield "kind", kind if statement.attribution == "speech" else f"{kind}, {statement.attribution}"
    who = statement.speaker
    if who is not None:
        described = "anonymous" if who.anonymous else None
        for name, value in (
            ("affiliation", who.affiliation),
            ("via", who.via),
            ("source", described),
        ):
            if value:
                yield name, value
    party = toward(statement.parties or filter(None, (statement.party,)))
    if party:
        towards = toward(statement.counterparties)
        yield "party", f"{party} → {towards}" if towards else party
    issues = ", ".join(statement.issues or filter(None, (statement.issue,)))
    if issues:
        yield "issue", issues
    if statement.move is not None:
        yield "move", " ".join((statement.move, *statement.modifiers))
    if statement.stance is not None:
        yield "stance", f"{statement.stance:+d} {STANCE_WORDS.get(statement.stance, '')}"
    told = (
        ("condition", statement.condition),
        ("requirement", statement.requirement or None),
        ("deadline", statement.deadline),
        ("red line", "yes" if statement.red_line else None),
    )
    yield from ((name, value) for name, value in told if value)


def _candidates(speaker: Speaker | None) -> str:
    """Who else may have said it, with the probabilities."""
    found = speaker.candidates if speaker is not None else ()
    return ", ".join(f"{each.name} {each.probability:.0%}" for each in found)
