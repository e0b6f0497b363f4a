"""A takedown in the cluster: one notice on the topic of articles, which every role heeds."""

from concurrent.futures import Future

import msgspec

from parley.session import Session
from runtime.kafka import Delivered, Publisher, check_topics, clients, headers_of
from runtime.kafka.dead_letters import read_letters
from wire import Article, Outlet, codec

SECONDS = 30.0


def send_notice(session: Session, article_id: str) -> None:
    """Tell the roles to forget an article and to keep it out; its dead letters go at once.

    An article that nobody knows is kept out as well. Raises `KafkaFailure`, `StoreUnavailable`.
    """
    settings = session.settings
    check_topics(clients.reached(settings), settings, ["articles", "dead-letters"])
    with session.index() as index:
        found = index.get("article", article_id)
    notice = _notice(session, article_id, found if isinstance(found, Article) else None)
    letters = [
        letter.id
        for letter in read_letters(
            settings, lambda letter: msgspec.structs.replace(letter, original=b"")
        )
        if letter.article_id == article_id
    ]
    with Publisher(settings, "takedown") as publisher:
        headers = headers_of("article", article=article_id)
        sent: list[Future[Delivered]] = [
            publisher.send("articles", article_id, codec.encode(notice), headers),
            *(publisher.send("dead-letters", letter, None) for letter in letters),
        ]
        for each in sent:
            each.result(SECONDS)


def _notice(session: Session, article_id: str, known: Article | None) -> Article:
    now = session.clock.now()
    if known is None:
        known = Article(
            id=article_id,
            identity="",
            outlet=Outlet(name="", domain=""),
            text="",
            first_seen_at=now,
            fetched_at=now,
            content_hash="",
            signature="",
        )
    return msgspec.structs.replace(known, removed=True, title="", text="", signature="")
