"""The one normaliser of search: text to tokens with offsets, and places of phrases in a text.

Every store holds these tokens, so that a search gives the same on each of them.
What does not belong here: stores, and the meaning of words.
"""

from search.text.phrases import Span, find_phrases
from search.text.tokens import NORMALISER, Token, key, terms, tokens

__all__ = ["NORMALISER", "Span", "Token", "find_phrases", "key", "terms", "tokens"]
