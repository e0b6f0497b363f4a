"""How long each step of the way took a piece of news, by the stamps that it carries."""

from collections.abc import Mapping
from datetime import datetime

from wire import Article

STEPS = (("published", "seen"), ("seen", "extracted"), ("extracted", "stored"))


def stages(article: Article) -> dict[str, datetime]:
    """When an article was published, seen, and through each stage so far: for its alerts."""
    published = {"published": article.published_at} if article.published_at else {}
    return {**published, "seen": article.first_seen_at, **article.stamps}


def steps_of(article: Article) -> Mapping[str, float]:
    """Seconds of each step that is known, by the names of the metric.

    None of an article from a file: it was seen when somebody came to read it. A date that is not
    trusted begins nothing.
    """
    if article.backfilled:
        return {}
    known = stages(article)
    if not article.published_trusted:
        known.pop("published", None)
    return {
        f"{begin}_{end}": (known[end] - known[begin]).total_seconds()
        for begin, end in STEPS
        if begin in known and end in known
    }
