"""The query language in examples: for the command line, the console and the guide's page."""

from dataclasses import dataclass

from search.query.brackets import MAX_DEPTH, MAX_LENGTH
from search.query.confidence import LEAST
from search.query.fields import field_table
from search.query.parser import MAX_WORDS


@dataclass(frozen=True)
class Example:
    """A query and what it finds."""

    query: str
    meaning: str


EXAMPLES: tuple[Example, ...] = (
    Example("ceasefire talks", "both words, in any form (talk, talks, talking) and any order"),
    Example('"prisoner exchange"', "the words side by side"),
    Example("ceasefire OR truce", "one of them, or both"),
    Example("grain -wheat", "the first without the second; `NOT wheat` is the same"),
    Example("(ceasefire OR truce) party:Hamas", "parentheses, and a field"),
    Example('party:"United States" issue:trade', "values of several words in quotation marks"),
    Example("stance:<0 issue:sanctions", "a stance below zero; also >, <=, >=, or the number"),
    Example("speaker:minister kind:direct", "words of the speaker's name or role"),
    Example("confidence:0.5 party:Iran", "shifts so sure or surer; `confidence:<0.5`: less"),
    Example("after:2026-03-01 before:2026-04", "from 1 March, earlier than 1 April (UTC)"),
    Example("outlet:bbc NOT move:ACCUSE", "words of the outlet's name; no accusations"),
)

_PAGE = """# How to search

The same language serves `parley search`, the filters of `parley export` and every other place where
documents are chosen. (This page is made from the program: `search/query/help.py`.)

| query | finds |
| --- | --- |
{examples}

Words side by side must all be there. `OR` binds weaker than that; `NOT` and a leading minus bind
tightest; the three are written in capital letters, in small ones they are ordinary words. An empty
query finds everything. A search over more than {length:,} characters, {words} words and fields, or
{depth} parentheses inside each other is refused.

## What counts as the same word

Capital letters, accents and the form of a word make no difference: `Talks` finds "talking",
`Zurich` finds "Zürich's", `U.S.` finds "US". Words joined by a hyphen are two words side by side.
There is no wildcard: the form of a word is taken care of.

Articles are searched in their title and text; statements in the quotation, the speaker (name, role,
affiliation) and the parties; shifts in both quotations, their speakers, the parties and the
sentence that says why.

## Fields

{fields}
The values of `party:`, `counterparty:`, `issue:`, `move:` and the like are compared as a whole,
those of `speaker:` and `outlet:` word by word. `after:` counts from the beginning of the day, month
or year that it names, `before:` up to it. `move:` takes the event types of PLOVER and the ways in
which they are made (`offer`, `conditional`, `demand`, `suspend`, `reaffirm`).

`confidence:0.5` finds shifts of this confidence or more, in steps of 0.05. Lists that people read
(the console's shifts and search, `parley search --in shifts`, the demo) and watches begin at
{least:g} where the query says nothing of it; `confidence:0`, `parley search --all` and a link in
the console show all. The API and exports give all of them unless asked.

## Order

Hits come newest first, equal times by id; `--relevance` puts those first in which the words stand
most often. Beyond ten thousand hits they are no longer counted.
"""


def markdown() -> str:
    """The page `docs/guide/search.md`."""
    rows = [f"| `{one.query}` | {one.meaning} |" for one in EXAMPLES]
    return _PAGE.format(
        examples="\n".join(rows),
        fields=field_table(),
        length=MAX_LENGTH,
        words=MAX_WORDS,
        depth=MAX_DEPTH,
        least=LEAST,
    )
