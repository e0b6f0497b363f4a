"""What the operating system says of this process."""

import os
from pathlib import Path

STATM = Path("/proc/self/statm")


def memory_bytes() -> int | None:
    """The resident set in bytes (proc(5), second field of statm); None where there is no /proc."""
    try:
        pages = STATM.read_text(encoding="ascii").split()[1]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
