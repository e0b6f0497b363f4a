"""The extraction child: reads articles from its standard input, answers with their statements.

Started by `parley.local.extraction`; it ends by itself when its parent is gone. Reading articles is
heavy on the processor, so it has a process of its own: fetching never waits for it, and an article
that crashes or hangs it costs no other article.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import msgspec

from parley.local.frames import Extracted, framed, read_frame
from processors.dossiers import load
from processors.extraction import Extractor
from wire import Article, codec


def answer(extractor: Extractor, request: bytes) -> Extracted:
    """The statements of one article, or what went wrong: whatever happens is an answer."""
    try:
        article = codec.decode(request, Article)
        return Extracted(statements=tuple(extractor.extract(article)))
    except MemoryError:
        raise
    except Exception as error:
        return Extracted(error=type(error).__name__, text=str(error)[:200])


def main(arguments: list[str] | None = None) -> int:
    """Serve until the parent closes the pipe."""
    parser = argparse.ArgumentParser(prog="parley-extraction")
    parser.add_argument("--profile", choices=("accurate", "fast"), default="accurate")
    parser.add_argument("--dossier", action="append", type=Path, default=[])
    options = parser.parse_args(arguments)
    # A stray print of a library must not end up between two frames.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # The parent decides when to stop; Ctrl-C in the terminal reaches the whole process group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    extractor = Extractor(options.profile, tuple(load(path) for path in options.dossier))
    reply = Extracted(ready=True)
    while True:
        channel.write(framed(msgspec.json.encode(reply)))
        channel.flush()
        request = read_frame(sys.stdin.buffer)
        if request is None:
            return 0
        reply = answer(extractor, request)


if __name__ == "__main__":
    sys.exit(main())
