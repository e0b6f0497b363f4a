"""Markup becomes text: an empty line between paragraphs, every quotation mark kept, language told.

What does not belong here: fetching, feeds, and any reading of what the text says.
"""

from ingest.text.clean import clean
from ingest.text.html import html_to_text
from ingest.text.language import language_of
from ingest.text.page import Page, read_page

__all__ = ["Page", "clean", "html_to_text", "language_of", "read_page"]
