"""The query language in examples: the help of the command line and of the console."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A query and what it finds."""

    query: str
    meaning: str


EXAMPLES: tuple[Example, ...] = (
    Example("ceasefire talks", "both words, in any form (talk, talks, talking) and any order"),
    Example('"prisoner exchange"', "the words side by side"),
    Example("ceasefire OR truce", "one of them, or both"),
    Example("grain -wheat", "the first without the second; NOT wheat is the same"),
    Example("(ceasefire OR truce) party:Hamas", "parentheses, and a field"),
    Example('party:"United States" issue:trade', "values of several words in quotation marks"),
    Example("stance:<0 issue:sanctions", "a stance below zero; also >, <=, >=, or the number"),
    Example("speaker:minister kind:direct", "words of the speaker's name or role"),
    Example("after:2026-03-01 before:2026-04", "from 1 March, earlier than 1 April (UTC)"),
    Example("outlet:bbc NOT move:ACCUSE", "words of the outlet's name; no accusations"),
)
