"""The extraction child: reads articles from its standard input, answers with their statements.

Started by `parley.local.extraction`; it ends by itself when its parent is gone. Reading articles is
heavy on the processor, so it has a process of its own: fetching never waits for it, and an article
that crashes or hangs it costs no other article.
"""

import argparse
import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

import msgspec

from parley.local.frames import Extracted, framed, read_frame
from processors.dossiers import load
from processors.extraction import Extractor
from wire import Article, codec

PR_SET_PDEATHSIG = 1


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
    _end_with_parent()
    extractor = Extractor(options.profile, tuple(load(path) for path in options.dossier))
    reply = Extracted(ready=True)
    while True:
        try:
            channel.write(framed(msgspec.json.encode(reply)))
            channel.flush()
        except BrokenPipeError:
            os._exit(0)  # nobody is there to hear it, at the last flush of an ordinary exit neither
        request = read_frame(sys.stdin.buffer)
        if request is None:
            return 0
        reply = answer(extractor, request)


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent dies, in the middle of an article too.

    Without it an article that never ends would go on for ever after a kill of the program.
    See prctl(2), PR_SET_PDEATHSIG; where there is no such call, the closed pipe ends the process.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
