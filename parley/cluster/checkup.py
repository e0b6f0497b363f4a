"""What `parley doctor` looks at in the cluster shell: the servers, and what stands on them."""

from collections.abc import Callable
from contextlib import closing

from parley.checkup import Finding, Verdict
from parley.session import Session
from runtime.kafka import KafkaFailure, check_topics, clients, topics
from runtime.kafka.lag import lags
from search.index import KINDS, StoreUnavailable
from search.index.elastic import administration, open_index


def examine_servers(session: Session) -> list[Finding]:
    """Look at both servers; one that is away never hides the other."""
    checks: tuple[Callable[[Session], list[Finding]], ...] = (_kafka, _elasticsearch)
    return [finding for check in checks for finding in check(session)]


def _kafka(session: Session) -> list[Finding]:
    settings = session.settings
    try:
        client = clients.reached(settings)
    except KafkaFailure as error:
        return [Finding("Kafka", Verdict.BAD, str(error))]
    brokers = client.list_topics(timeout=topics.SECONDS).brokers
    found = [Finding("Kafka", Verdict.GOOD, f"{settings.kafka}, {len(brokers)} brokers")]
    try:
        check_topics(client, settings)
    except KafkaFailure as error:
        return [*found, Finding("topics", Verdict.BAD, str(error))]
    drifted = topics.apply(client, settings, dry_run=True)
    if drifted:
        text = f"{drifted[0].topic}: {drifted[0].words}"
        return [*found, Finding("topics", Verdict.REMARK, text, "run: parley topics apply")]
    found.append(Finding("topics", Verdict.GOOD, f"all {len(topics.TOPICS)} as they should be"))
    late: dict[str, int] = {}
    for each in lags(client, settings):
        if each.lag:
            late[each.group] = late.get(each.group, 0) + each.lag
    if late:
        text = ", ".join(f"{group} {lag:,} behind" for group, lag in late.items())
        return [*found, Finding("roles", Verdict.REMARK, text, "`parley lag` says where")]
    return [*found, Finding("roles", Verdict.GOOD, "nothing is left to do")]


def _elasticsearch(session: Session) -> list[Finding]:
    try:
        with closing(open_index(session.settings)) as index:
            drifted = administration.drift(index.connection, index.names)
            numbers = ", ".join(f"{index.count(kind):,} {kind}s" for kind in KINDS)
    except StoreUnavailable as error:
        return [Finding("Elasticsearch", Verdict.BAD, str(error))]
    address = session.settings.elasticsearch
    found = [Finding("Elasticsearch", Verdict.GOOD, f"{address}: {numbers}")]
    if drifted:
        remedy = "run: parley indices reindex"
        return [*found, Finding("indices", Verdict.REMARK, f"other mappings: {drifted[0]}", remedy)]
    return [*found, Finding("indices", Verdict.GOOD, "the mappings of this program")]
