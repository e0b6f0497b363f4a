"""What stands around a statement, as far as it tells what the statement is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from processors.positions import issues as issue_words
from wire.vocabulary import Issue


@dataclass(frozen=True)
class Surroundings:
    """What stands around a statement: words (lemmas) of its sentence, its paragraph, the title.

    `article` are the issues of the whole article (the strongest is 1), `own_words` a dossier's
    words by issue.
    """

    sentence: tuple[str, ...] = ()
    paragraph: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    article: Mapping[Issue, float] = field(default_factory=dict)
    own_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def scores(self) -> Iterable[tuple[Mapping[Issue, float], float]]:
        """The scores of the issues in each part, with the share that the part has."""
        for words, share in ((self.sentence, 0.5), (self.paragraph, 0.3), (self.title, 0.4)):
            if words:
                yield issue_words.score(words, self.own_words), share
        if self.article:
            yield self.article, 0.15
