"""Who said what in one article: quotations with their cue and speaker, and the people it names.

Direct, indirect and mixed quotations, found by rules on typography, cue words and syntax.
What does not belong here: parties, issues, stances (`processors.positions`); parsing.
"""

from processors.quotes.cast_list import Names, names_of, people
from processors.quotes.find import find_quotations
from processors.quotes.joining.join import Reader
from processors.quotes.profiles import reader_of
from processors.quotes.quotation import Cue, How, Mention, Person, Quotation

__all__ = [
    "Cue",
    "How",
    "Mention",
    "Names",
    "Person",
    "Quotation",
    "Reader",
    "find_quotations",
    "names_of",
    "people",
    "reader_of",
]
