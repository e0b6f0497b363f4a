"""Content-derived ids: the same input gives the same id on every machine and at every replay.

Each begins with the month of the first sight ("2026-11-"), so that a link finds its monthly index.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

DIGEST_LENGTH = 20
"""Hexadecimal digits: 80 bits; among a billion ids a collision has a chance of one in a million."""


def digest(*parts: str) -> str:
    """Hash the parts; the boundary between them counts ("ab","c" is not "a","bc")."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.hexdigest()[:DIGEST_LENGTH]


def month(moment: datetime) -> str:
    """The month of a moment in UTC, "2026-11"."""
    return moment.astimezone(UTC).strftime("%Y-%m")


def month_of(identifier: str) -> str:
    """The month that an id begins with."""
    return identifier[:7]


def article_id(outlet_domain: str, identity: str, first_seen_at: datetime) -> str:
    """Id of an entry's article: one for all its revisions and all feeds of its outlet."""
    return f"{month(first_seen_at)}-{digest('article', outlet_domain.lower(), identity)}"


def is_article_id(text: str) -> bool:
    """Whether a text has the form of an article's id, a month and a digest."""
    return re.fullmatch(rf"\d{{4}}-\d\d-[0-9a-f]{{{DIGEST_LENGTH}}}", text) is not None


def content_hash(title: str, text: str) -> str:
    """Hash by which two fetches of an article are told apart."""
    return hashlib.sha256(f"{title}\x00{text}".encode("utf-8", "surrogatepass")).hexdigest()


def normalised(text: str) -> str:
    """Text with compatibility forms, case and white space folded: what an id depends on."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def statement_id(article: str, text: str, ordinal: int) -> str:
    """Id of a statement: its article, its words, and its number among equal words (from 0).

    The span is no part of it: a word inserted above must not change the id.
    """
    return f"{month_of(article)}-{digest('statement', article, normalised(text), str(ordinal))}"


def fact_id(statement: str, party: str, issue: str) -> str:
    """Id of a position fact: one per statement, party and issue."""
    return f"{month_of(statement)}-{digest('position', statement, party, issue)}"


def shift_id(
    party: str, issue: str, counterparties: Iterable[str], direction: str, utterance_after: str
) -> str:
    """Id of a shift; `utterance_after` is the id of the later statement, whose month it takes."""
    parts = ("shift", party, issue, *sorted(counterparties), direction, utterance_after)
    return f"{month_of(utterance_after)}-{digest(*parts)}"


def hit_id(watch: str, subject: str) -> str:
    """Id of a hit: the watch and what it met."""
    return f"{month_of(subject)}-{digest('hit', watch, subject)}"


def alert_id(watch: str, subject: str) -> str:
    """Id of an alert: the watch (or rule) and the subject; the same through all its states."""
    return f"{month_of(subject)}-{digest('alert', watch, subject)}"


def dead_letter_id(stage: str, position: str, original: bytes, failed_at: datetime) -> str:
    """Id of a dead letter: the same input failing again at the same place is the same letter."""
    content = hashlib.sha256(original).hexdigest()
    return f"{month(failed_at)}-{digest('dead', stage, position, content)}"
