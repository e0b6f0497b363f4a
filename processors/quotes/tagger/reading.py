"""From an article's text to the words that the tagger reads."""

from processors.quotes.tagger.words import Words, words_of
from processors.syntax import ParsedText
from processors.syntax.leftovers import without_markup
from processors.syntax.paragraphs import paragraphs
from processors.syntax.parser import for_parsing, single_as_double
from processors.syntax.quotation_marks import quoted_regions


def read(text: str) -> Words:
    """The words of a text; marks and spaces made plain, single quotation marks made double."""
    spans = paragraphs(text)
    clean = without_markup(text)
    regions = [tuple(quoted_regions(clean, start, end)) for start, end in spans]
    return words_of(single_as_double(for_parsing(clean), regions), spans, regions)


def words_in(parsed: ParsedText) -> Words:
    """The same of a text that has been parsed already."""
    spans = [(p.start, p.end) for p in parsed.paragraphs]
    regions = [p.regions for p in parsed.paragraphs]
    plain = parsed.plain or single_as_double(for_parsing(without_markup(parsed.text)), regions)
    return words_of(plain, spans, regions)
