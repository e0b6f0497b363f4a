"""By which key each message is placed; the topics themselves are in `runtime.kafka.topics`."""

from wire.article import Article
from wire.position import PositionFact, PositionFacts
from wire.reading import Reading
from wire.shift import Shift
from wire.statement import Statement
from wire.verdict import Verdict
from wire.watch import Watch


def timeline_key(party: str, issue: str) -> str:
    """Key of a timeline: everything a party said or did on an issue."""
    return f"{party}|{issue}"


def key_of(
    message: (
        Article | Reading | Statement | PositionFact | PositionFacts | Shift | Verdict | Watch
    ),
) -> str:
    """The key under which a message travels, never empty."""
    match message:
        case Article() | Reading() | Watch():
            return message.id
        case Statement():
            return message.article_id
        case PositionFact() | PositionFacts() | Shift() | Verdict():
            return timeline_key(message.party, message.issue)
