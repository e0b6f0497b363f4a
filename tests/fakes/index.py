"""An index in a dictionary: slow, obvious, and by the same contract as the real ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, zip_longest

import msgspec

from search.index import (
    Applied,
    BadCursor,
    Counted,
    Document,
    Hit,
    Kind,
    Order,
    Page,
    Revision,
    Standing,
)
from search.index.documents import articles_of, indexed, kind_of, moment_of, parts_of
from search.index.protocol import MAX_COUNTED, MAX_REVISION_LENGTH, MAX_REVISIONS
from search.query import (
    EVERYTHING,
    After,
    And,
    Before,
    Everything,
    Keyword,
    Mention,
    Not,
    Or,
    Query,
    Stance,
    Words,
    phrases,
)
from search.text import find_phrases, key
from wire import Article, Shift, Statement
from wire.ids import month


class FakeIndex:
    def __init__(self) -> None:
        self._documents: dict[tuple[Kind, str], Document] = {}
        self._removed: dict[tuple[Kind, str], int] = {}
        self._erased: set[str] = set()
        self._revisions: dict[str, dict[tuple[datetime, str], Revision]] = {}

    def apply(
        self,
        tx: None,
        articles: Iterable[Article] = (),
        statements: Iterable[Statement] = (),
        shifts: Iterable[Shift] = (),
    ) -> Applied:
        outcomes = [self._keep(one) for one in chain[Document](articles, statements, shifts)]
        return Applied(sum(outcomes), len(outcomes) - sum(outcomes))

    def keep_revision(self, tx: None, article: Article, statements: Iterable[Statement]) -> None:
        current = self._documents.get(("article", article.id))
        if not isinstance(current, Article) or current.content_hash == article.content_hash:
            return
        own = Keyword("article", article.id)
        read = [one for one in self.scan("statement", own) if isinstance(one, Statement)]
        texts = self._revisions.setdefault(article.id, {})
        for text, said in ((current, tuple(read)), (article, tuple(statements))):
            long = len(text.text) > MAX_REVISION_LENGTH
            bare = msgspec.structs.replace(text, text="")
            texts[text.fetched_at, text.content_hash] = (
                Revision(bare, (), cut=True) if long else Revision(text, said)
            )
        for place in sorted(texts)[:-MAX_REVISIONS]:
            del texts[place]

    def revisions(self, article_id: str) -> list[Revision]:
        texts = [one for _, one in sorted(self._revisions.get(article_id, {}).items())]
        return [
            one
            for one, following in zip_longest(texts, texts[1:])
            if following is None or following.article.content_hash != one.article.content_hash
        ]

    def _keep(self, document: Document) -> bool:
        place = (kind_of(document), document.id)
        if self._erased & set(articles_of(document)):
            return False
        kept = self._documents.get(place)
        version = kept.version if kept else self._removed.get(place)
        if version is not None and document.version < version:
            return False
        if kept == document or (document.removed and not kept and version == document.version):
            return False
        self._documents.pop(place, None)
        self._removed.pop(place, None)
        if document.removed:
            self._revisions.pop(document.id, None)
            self._removed[place] = document.version
        else:
            self._documents[place] = document
        return True

    def erase(self, tx: None, article_id: str) -> int:
        citing = [
            place
            for place, document in self._documents.items()
            if article_id in articles_of(document)
        ]
        for place in citing:
            self._removed[place] = self._documents.pop(place).version
        self._erased.add(article_id)
        self._revisions.pop(article_id, None)
        return len(citing)

    def prune(self, tx: None, before: datetime) -> int:
        old = [place for place in self._documents if place[1] < month(before)]
        for place in old:
            del self._documents[place]
            self._revisions.pop(place[1], None)
        self._removed = {
            place: version for place, version in self._removed.items() if place[1] >= month(before)
        }
        return len(old)

    def search(
        self,
        kind: Kind,
        query: Query,
        limit: int = 20,
        after: str | None = None,
        order: Order = "date",
    ) -> Page:
        found = sorted(self.scan(kind, query), key=lambda one: one.id)
        found.sort(key=moment_of, reverse=True)
        cursors = [_cursor(one) for one in found]
        if after is not None and after not in cursors:
            raise BadCursor(after)
        start = cursors.index(after) + 1 if after is not None else 0
        chosen = found[start : start + limit]
        rest = len(found) > start + limit
        hits = tuple(_hit(kind, document, query) for document in chosen)
        return Page(hits, _cursor(chosen[-1]) if rest else None, len(found))

    def count(self, kind: Kind, query: Query = EVERYTHING) -> int:
        return len(list(self.scan(kind, query)))

    def counted(self, kind: Kind, query: Query) -> Counted:
        found = sorted(self.scan(kind, query), key=lambda one: one.id)
        found.sort(key=moment_of, reverse=True)
        exact = query == EVERYTHING or len(found) <= MAX_COUNTED
        found = found if exact else found[:MAX_COUNTED]
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for document in found:
            for field, values in indexed(document).facets.items():
                counts[field].update(values)
        return Counted(
            facets={
                field: sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
                for field, values in counts.items()
            },
            days=sorted(Counter(moment_of(document).date() for document in found).items()),
            number=len(found),
            exact=exact,
        )

    def get(self, kind: Kind, identifier: str) -> Document | None:
        return self._documents.get((kind, identifier))

    def scan(self, kind: Kind, query: Query = EVERYTHING) -> Iterator[Document]:
        for place in sorted(self._documents):
            if place[0] == kind and matches(query, self._documents[place]):
                yield self._documents[place]

    def timeline(
        self, party: str, issue: str | None = None, limit: int = 1_000
    ) -> list[Statement | Shift]:
        query: Query = Keyword("party", key(party))
        if issue is not None:
            query = And((query, Keyword("issue", issue)))
        found = [
            document
            for kind in ("statement", "shift")
            for document in self.scan(kind, query)
            if not isinstance(document, Article)
        ]
        return sorted(found, key=lambda one: (one.at, isinstance(one, Shift), one.id))[-limit:]

    def standings(self) -> list[Standing]:
        said = [each for each in self.scan("statement", EVERYTHING) if isinstance(each, Statement)]
        said.sort(key=lambda one: one.id)
        said.sort(key=lambda one: one.at, reverse=True)
        newest: dict[tuple[str, str], Statement] = {}
        for one in sorted(said[:MAX_COUNTED], key=lambda one: (one.at, one.id)):
            facets = indexed(one).facets
            for party in facets.get("party", ()):
                for issue in facets.get("issue", ()):
                    if one.stance is not None:
                        newest[party, issue] = one
        return [
            Standing(party, issue, one.stance or 0, one.at)
            for (party, issue), one in sorted(newest.items())
        ]


def _cursor(document: Document) -> str:
    return f"{moment_of(document).isoformat()} {document.id}"


def _hit(kind: Kind, document: Document, query: Query) -> Hit:
    marked = {name: find_phrases(text, phrases(query)) for name, text in parts_of(document)}
    highlights = {name: spans for name, spans in marked.items() if spans}
    return Hit(kind, document.id, moment_of(document), document, highlights)


def matches(query: Query, document: Document) -> bool:
    """Whether the document matches: the meaning of the query language, written down plainly."""
    found = indexed(document)
    match query:
        case Everything():
            return True
        case Words(stems):
            return _side_by_side(stems, found.words)
        case Mention(name, stems):
            return _side_by_side(stems, found.speaker if name == "speaker" else found.outlet)
        case Keyword(name, value):
            return f"{name}:{value}" in found.keywords
        case Stance(values):
            return any(f"stance:{value}" in found.keywords for value in values)
        case After(moment):
            return moment_of(document) >= moment
        case Before(moment):
            return moment_of(document) < moment
        case And(parts):
            return all(matches(part, document) for part in parts)
        case Or(parts):
            return any(matches(part, document) for part in parts)
        case Not(part):
            return not matches(part, document)


def _side_by_side(stems: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(
        words[start : start + len(stems)] == stems for start in range(len(words) - len(stems) + 1)
    )
