"""`python -m runtime.health.probe [livez|readyz] [PORT]`: the health check of an image.

An image has no curl. Exit 0 for an answer of 200, else 1 with the answer on standard error.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 5.0


def probe(name: str, port: int) -> str | None:
    """Ask the process on this machine's `port`: None when it is well, else what is wrong."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", f"/{name}")
        answer = connection.getresponse()
        words = answer.read(2000).decode("utf-8", "replace")
    except (OSError, HTTPException) as error:
        return f"nobody answers on port {port}: {error}"
    finally:
        connection.close()
    return None if answer.status == 200 else words


def main(arguments: list[str]) -> int:
    """Exit status for `[NAME] [PORT]`; the port is that of the settings where none is given."""
    name = arguments[0] if arguments else "livez"
    port = arguments[1] if len(arguments) > 1 else os.environ.get("PARLEY_HEALTH_PORT", "0")
    trouble = probe(name, int(port))
    if trouble is not None:
        sys.stderr.write(trouble + "\n")
    return 0 if trouble is None else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
