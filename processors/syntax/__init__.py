"""Text to parsed sentences: paragraphs, quotation marks, and one spaCy parse of each word.

What belongs here is language as such; who said what is for `processors.quotes`.
No offsets are ever shifted: every span counts code points of the article's own text.
"""

from processors.syntax.parser import ParsedText, Parser, Profile, Sentence
from processors.syntax.quotation_marks import Region, quoted_regions

__all__ = ["ParsedText", "Parser", "Profile", "Region", "Sentence", "quoted_regions"]
