"""The cluster shell for people: Elasticsearch to search in, the file fed from the topics."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from parley.cluster.shift_log import note_shift
from parley.cluster.sources import ClusterSources
from parley.cluster.store import open_store
from parley.names import party_names_when_needed
from parley.office import Office
from parley.session import Session
from runtime.kafka import Publisher, TopicName, check_topics, clients
from runtime.kafka.gathered import keep_account
from search.alerts.kafka.desk import ClusterDesk
from search.alerts.kafka.following import TOPICS, Apply, Following
from search.index.elastic import unchecked
from search.verdicts.kafka import SentVerdicts, keep_verdict

ALSO: Mapping[TopicName, Apply] = {
    "shifts": note_shift,
    "verdicts": keep_verdict,
    "accounts": keep_account,
}
"""What a console's file follows besides watches, targets and alerts."""


@contextmanager
def cluster_office(session: Session) -> Iterator[tuple[Office, Following]]:
    """The office, caught up with the topics, and what lets it follow them from then on.

    Raises `StoreUnavailable`, `KafkaFailure`, `StorageError`.
    """
    settings, clock = session.settings, session.clock
    with ExitStack() as stack:
        # Asked when it is first used: to keep a watch nobody needs Elasticsearch.
        index = unchecked(settings)
        stack.callback(index.close)
        check_topics(clients.reached(settings), settings, [*TOPICS, *ALSO])
        names = party_names_when_needed(settings)
        store = stack.enter_context(open_store(settings.data_dir, clock, names))
        following = Following(settings, store.database, clock.now, also=ALSO)
        stack.callback(following.close)
        following.catch_up()
        made: list[Publisher] = []

        def publisher() -> Publisher:
            if not made:
                made.append(stack.enter_context(Publisher(settings, "console")))
            return made[0]

        desk = ClusterDesk(store.database, store.alerts, following, publisher)
        verdicts = SentVerdicts(store.database, clock, following, publisher)
        sources = ClusterSources(settings, clock, store, index)
        yield Office(store, index, desk, verdicts, sources), following
