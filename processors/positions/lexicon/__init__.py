"""Words and what they are worth: verbs, nouns, adjectives, issues, as data files beside this one.

What does not belong here: names of people, places or parties, and any rule of composition.
"""

from processors.positions.lexicon.loading import Lexicon, lexicon, words

__all__ = ["Lexicon", "lexicon", "words"]
