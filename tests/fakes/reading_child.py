"""An extraction child whose articles decide what happens to it; speaks the real child's frames.

The text of an article is a word for what to do: CRASH, HANG, RAISE, ONCE (crash at the first try,
told by a file), TOGETHER (answers when the next article is there), anything else gives one
statement.
"""

import os
import signal
import sys
from pathlib import Path

import msgspec

from parley.local.frames import Extracted, framed, read_frame
from wire import Article, Statement, codec, event_time
from wire.ids import statement_id


def statement_of(article: Article) -> Statement:
    """The one statement of an article: all of its text."""
    return Statement(
        id=statement_id(article.id, article.text, 0),
        article_id=article.id,
        start=0,
        end=len(article.text),
        spans=((0, len(article.text)),),
        text=article.text,
        kind="direct",
        at=event_time(article),
    )


def main() -> None:
    sys.stdout.buffer.write(framed(msgspec.json.encode(Extracted(ready=True))))
    sys.stdout.buffer.flush()
    following: bytes | None = None
    while (request := following or read_frame(sys.stdin.buffer)) is not None:
        article = codec.decode(request, Article)
        word, _, rest = article.text.partition(" ")
        if word == "CRASH" or (word == "ONCE" and not Path(rest).exists()):
            Path(rest).touch()
            os._exit(139)
        if word == "HANG":
            signal.pause()
        reply = (
            Extracted(error="ValueError", text="no such word")
            if word == "RAISE"
            else Extracted(statements=(statement_of(article),))
        )
        following = read_frame(sys.stdin.buffer) if word == "TOGETHER" else None
        sys.stdout.buffer.write(framed(msgspec.json.encode(reply)))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
