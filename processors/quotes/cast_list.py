"""All names of an article, read once: who is named, which names are organisations', and genders."""

from dataclasses import dataclass

from processors.quotes.genders import genders
from processors.quotes.names import NameMention
from processors.quotes.people import Named, named
from processors.quotes.quotation import Gender, Mention, Person
from processors.syntax import ParsedText


@dataclass(frozen=True)
class Names:
    """All names of an article: what `named` and `genders` find, read once for all who ask."""

    groups: list[Named]
    organisations: list[NameMention]
    genders: dict[int, Gender]


def names_of(parsed: ParsedText) -> Names:
    """The names of a parsed article."""
    groups, organisations = named(parsed)
    return Names(groups, organisations, genders(parsed, groups))


def people(parsed: ParsedText, names: Names | None = None) -> list[Person]:
    """The people that the article names, in the order of their first mention.

    `names` are the article's, where they have been read already.
    """
    names = names or names_of(parsed)
    return [
        Person(
            group.name,
            tuple(Mention(m.text, m.start, m.end) for m in group.mentions),
            group.role,
            group.affiliation,
            names.genders.get(id(group)),
        )
        for group in names.groups
        if group.is_person
    ]
