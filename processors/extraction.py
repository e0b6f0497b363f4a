"""From an article to its statements: syntax, quotations, parties and positions joined."""

from collections.abc import Sequence

from processors.composed import composed, restored
from processors.dossiers.dossier import Dossier
from processors.gate import reporting, telling
from processors.positions.parties import Parties
from processors.quotes import reader_of
from processors.quotes.weights import VERSION as WEIGHTS
from processors.reported_deeds import reported_deeds
from processors.reported_words import reported_words
from processors.scene import scene_of
from processors.statements import finished, statement_of
from processors.syntax import Parser, Profile
from processors.syntax.parser import Passages
from wire import Article, Statement

MADE_BY = "rules/6"
"""Goes into `made_by`, with weights and profile: raised when the rules give other statements."""


class Extractor:
    """Statements of articles. Loads the language model once: keep the object."""

    def __init__(self, profile: Profile = "accurate", dossiers: Sequence[Dossier] = ()) -> None:
        self._fast = profile == "fast"
        self._parser = Parser(profile)
        self._reader = reader_of(profile)
        self._parties = Parties(tuple(dossiers))
        self._dossiers = tuple(dossiers)
        self._made_by = f"{MADE_BY}/weights/{WEIGHTS}/{profile}"

    def extract(self, article: Article) -> list[Statement]:
        """All statements of the article, in the order of their place; a pure function of it."""
        text = article.text
        article, places = composed(article)
        parsed = self._parser.parse(article.text, self._telling(article))
        scene = scene_of(article, parsed, self._reader, self._parties, self._dossiers)
        words = reported_words(scene, self._parties, self._made_by, everybody=not self._fast)
        deeds = reported_deeds(scene, self._parties, self._made_by)
        return restored(finished(article, [*words, *deeds]), text, places)

    def quotes(self, article: Article) -> list[Statement]:
        """The quotations alone, without parties and positions."""
        text = article.text
        article, places = composed(article)
        passages = reporting if self._fast else None
        found = self._reader.quotations(self._parser.parse(article.text, passages))
        rows = finished(article, [statement_of(article, q, self._made_by) for q in found])
        return restored(rows, text, places)

    def _telling(self, article: Article) -> Passages | None:
        """What of the article `fast` reads; None for all of it."""
        if not self._fast:
            return None
        return telling(self._parties.begin(article.text).places())
