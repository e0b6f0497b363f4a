"""What an index tells whoever alerts: a document, and which of a person's watches it meets now."""

from datetime import datetime

import msgspec

from wire.article import Article
from wire.ids import digest, month_of
from wire.shift import Shift
from wire.statement import Statement


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """A document that one person's watches meet, or meet no more: the topic of hits.

    One of `article` (its text cut, an alert shows a few lines), `statement` and `shift` is set: to
    alert, nobody has to ask the index. `watch_ids` are all of the owner's watches that it meets in
    this `version` of it, sorted; with none it is `removed`, and hits of earlier versions are to be
    withdrawn. `stamps` are the times of the stages that it went through. Keyed by `key`, so that
    all that one person is told goes one way.
    """

    id: str
    version: int = 1
    removed: bool = False
    owner: str
    watch_ids: tuple[str, ...] = ()
    article: Article | None = None
    statement: Statement | None = None
    shift: Shift | None = None
    stamps: dict[str, datetime] = {}
    schema: int = 1

    @property
    def document(self) -> Article | Statement | Shift:
        """The document. Raises `ValueError` for a message without one."""
        found = self.article or self.statement or self.shift
        if found is None:
            raise ValueError(f"{self.id} has no document")
        return found

    @property
    def key(self) -> str:
        """The key on the topic of hits; never empty, although an owner may have no name."""
        return owner_key(self.owner)


def owner_key(owner: str) -> str:
    """The key under which all hits of a person travel."""
    return f"owner:{owner}"


def met_id(owner: str, subject: str) -> str:
    """Id of the message: the person and the document."""
    return f"{month_of(subject)}-{digest('met', owner, subject)}"
