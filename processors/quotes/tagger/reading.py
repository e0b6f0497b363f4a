"""From an article's text to the words that the tagger reads."""

from processors.quotes.tagger.words import Words, words_of
from processors.syntax.paragraphs import paragraphs
from processors.syntax.parser import for_parsing, single_as_double
from processors.syntax.quotation_marks import quoted_regions


def read(text: str) -> Words:
    """The words of a text; marks and spaces made plain, single quotation marks made double."""
    spans = paragraphs(text)
    regions = [tuple(quoted_regions(text, start, end)) for start, end in spans]
    return words_of(single_as_double(for_parsing(text), regions), spans, regions)
