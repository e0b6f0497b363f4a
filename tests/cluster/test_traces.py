"""The trace of an article in the headers of what follows from it, from topic to topic."""

import pytest

from runtime import tracing
from runtime.kafka import Publisher, Record, headers_of
from runtime.settings import Settings
from tests.cluster.test_index_role import at_work, reading, tell
from tests.fakes.documents import article, shift, statement
from tests.fakes.office import until
from tests.fakes.topics import everything
from tests.fakes.watches import rule, watch
from wire import codec

pytestmark = pytest.mark.usefixtures("kafka", "store")

OUTSIDE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
"""Of somebody who put an article in with a trace of his own."""


def hits(settings: Settings) -> list[Record]:
    """The hits alone: what was looked at is told on the same topic."""
    return [each for each in everything(settings, "hits") if each.about.type == "hit"]


async def test_a_hit_is_in_the_trace_of_its_article(settings: Settings) -> None:
    tell(settings, watch("w", query="talks", owner="ada"), rule("r", owner="ada"))
    known, foreign = article("a"), article("b")
    with Publisher(settings, "test") as publisher:
        for each, header in ((known, ""), (foreign, OUTSIDE)):
            message = reading(each, statement("s" + each.id[-1], article_id=each.id))
            headers = headers_of("reading", article=each.id, traceparent=header)
            await publisher.publish("statements", each.id, codec.encode(message), headers)
    async with at_work(settings):
        tell(settings, shift("x", after_article=known.id))
        await until(lambda: len(hits(settings)) == 3)
    spans = [
        (record.about.article, tracing.read(record.about.traceparent)) for record in hits(settings)
    ]
    traces = {
        name: {span.trace_id for of, span in spans if span and of == name} for name, _ in spans
    }
    assert traces == {
        known.id: {tracing.trace_id(known.id)},
        foreign.id: {OUTSIDE.split("-")[1]},
    }
    assert len({span.span_id for _, span in spans if span}) == 3
