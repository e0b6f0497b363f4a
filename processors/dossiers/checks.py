"""What must hold between the entries of a dossier: every name leads to one party."""

import re
from collections.abc import Iterator, Mapping

from processors.dossiers.dossier import Dossier, DossierParty, Problem

Lines = Mapping[tuple[str, str, str], int]
"""(kind, party, name) -> line, as the reader met them."""

WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def check(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    """Every fault that only shows when the entries are seen together."""
    if not IDENTIFIER.fullmatch(dossier.id):
        yield Problem(
            lines.get(("id", "", ""), 0),
            f"id {dossier.id!r} is no identifier",
            "use small letters, digits and hyphens",
        )
    if len(dossier.parties) < 2:
        yield Problem(0, "has fewer than two parties", "name those who negotiate with each other")
    yield from _parties(dossier, lines)
    yield from _aliases(dossier, lines)
    yield from _people(dossier, lines)
    yield from _counterparties(dossier, lines)
    yield from _feeds(dossier, lines)
    yield from _examples(dossier, lines)


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _parties(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    seen: set[str] = set()
    for party in dossier.parties:
        if _key(party.name) in seen:
            line = lines.get(("party", party.name, ""), 0)
            yield Problem(line, f"party {party.name!r} stands twice", "join the two entries")
        seen.add(_key(party.name))


def _aliases(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    names = {_key(party.name): party for party in dossier.parties}
    owners: dict[str, str] = {}
    for party in dossier.parties:
        for alias in party.aliases:
            line = lines.get(("alias", party.name, alias), 0)
            other = names.get(_key(alias))
            if other is not None and other is not party:
                yield _name_as_alias(party, other, alias, line)
            owner = owners.setdefault(_key(alias), party.name)
            if owner != party.name:
                yield Problem(
                    line,
                    f"{alias!r} is an alias of both {owner!r} and {party.name!r}",
                    "leave it to one of them",
                )


def _name_as_alias(party: DossierParty, other: DossierParty, alias: str, line: int) -> Problem:
    if _key(party.name) in {_key(back) for back in other.aliases}:
        return Problem(
            line,
            f"{party.name!r} and {other.name!r} are aliases of each other",
            "keep one of them as party, with the other as its alias",
        )
    return Problem(
        line,
        f"{alias!r} is an alias of {party.name!r} and a party of its own",
        "remove the alias or the party",
    )


def _people(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for party in dossier.parties:
        for person in party.people:
            owner = owners.setdefault(_key(person.name), party.name)
            if owner != party.name:
                yield Problem(
                    lines.get(("person", party.name, person.name), 0),
                    f"{person.name!r} speaks for both {owner!r} and {party.name!r}",
                    "leave the person to one of them",
                )


def _counterparties(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    names = {party.name for party in dossier.parties}
    for party in dossier.parties:
        for other in party.counterparties:
            line = lines.get(("counterparty", party.name, other), 0)
            if other == party.name:
                yield Problem(line, f"{other!r} is its own counterparty", "remove it")
            elif other not in names:
                yield Problem(
                    line,
                    f"counterparty {other!r} is no party of this dossier",
                    "add it under parties, by the same name",
                )


def _feeds(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    for address in dossier.feeds:
        if not WEB.match(address):
            yield Problem(
                lines.get(("feed", "", address), 0),
                f"feed {address!r} is no address of the web",
                "begin it with https:// or http://",
            )


def _examples(dossier: Dossier, lines: Lines) -> Iterator[Problem]:
    names = {party.name for party in dossier.parties}
    for example in dossier.examples:
        if example.party is not None and example.party not in names:
            yield Problem(
                lines.get(("example", "", example.party), 0),
                f"example about {example.party!r}, which is no party of this dossier",
                "add it under parties, by the same name",
            )
