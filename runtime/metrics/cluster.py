"""The metrics of the cluster's roles: what Kafka and Elasticsearch do with what Parley gives them.

A `stage` is what a role does with one topic: `ingest`, `extract`, `shift`, `index`, `alert`.
Names of topics are those of the table, without the prefix.
"""

from runtime.metrics.metric import SHORT, Metric

STAGES = ("ingest", "extract", "shift", "index", "alert")
"""In the order of an article's way."""

OUTCOMES = ("in", "done", "dropped", "dead", "returned")
"""What is said of an input; a `returned` one goes to the partition's next owner."""

READY = Metric(
    "parley_ready",
    "gauge",
    "1 or 0",
    "Whether this process has all that it needs to work.",
    "At 0: `/readyz` on the same port says in words what is missing.",
)
STARTED = Metric(
    "parley_started_seconds",
    "gauge",
    "seconds since 1970",
    "When this process began.",
    "It changes again and again: the process ends soon after its start; the last line of its log"
    " says why.",
)
INPUTS = Metric(
    "parley_inputs_total",
    "counter",
    "inputs",
    "Messages by stage and outcome: in = done + dropped + dead + returned + those under way.",
    "No action; `parley_unaccounted_inputs` compares them.",
    labels=("stage", "outcome"),
)
STAGE_SECONDS = Metric(
    "parley_stage_seconds",
    "histogram",
    "seconds",
    "Time for one message of a stage, or for one batch of those that work in batches (index).",
    "`extract` needs CPU; `index` waits for Elasticsearch; `alert` for the disk of its cache.",
    labels=("stage",),
    buckets=SHORT,
)
LAG = Metric(
    "parley_lag_messages",
    "gauge",
    "messages",
    "Messages of a partition that the stage has not committed yet, told by the partition's owner.",
    "Grows on all partitions: add workers. On one: a busy key, or a worker that stands still; look"
    " at `parley_committed_offset`.",
    labels=("stage", "topic", "partition"),
)
COMMITTED = Metric(
    "parley_committed_offset",
    "gauge",
    "offset",
    "The stage's committed offset in a partition, told by its owner.",
    "No action when it grows. Standing still while there is lag: the watchdog ends such a worker"
    " after a while; its log says on what it waited.",
    labels=("stage", "topic", "partition"),
)
PARTITIONS = Metric(
    "parley_partitions",
    "gauge",
    "partitions",
    "Partitions that this process owns.",
    "Uneven between processes of one role: more partitions than processes even it out.",
    labels=("stage",),
)
REBALANCES = Metric(
    "parley_rebalances_total",
    "counter",
    "rebalances",
    "Times that partitions were given to this process or taken from it.",
    "Without starts and stops: a process is too slow to answer its group, see the log for how long"
    " it was silent.",
    labels=("stage",),
)
RETRIES = Metric(
    "parley_retries_total",
    "counter",
    "attempts",
    "Attempts that failed and are made again, by stage and class of error.",
    "A server is away or overloaded: `/readyz` and the log say which. Nothing is lost meanwhile.",
    labels=("stage", "error"),
)
PRODUCED = Metric(
    "parley_produced_total",
    "counter",
    "messages",
    "Messages given to Kafka by topic and outcome (acknowledged, failed, refused).",
    "`failed`: Kafka was away for longer than the producer waits, and the input is worked again;"
    " `refused`: too large, see the dead letters.",
    labels=("topic", "outcome"),
)
PRODUCER_QUEUE = Metric(
    "parley_producer_queue_messages",
    "gauge",
    "messages",
    "Messages given to the Kafka client that are not acknowledged yet.",
    "At its bound (`parley_ready` falls to 0): Kafka is away or too slow; fetching pauses until it"
    " takes them.",
)
BULK_ITEMS = Metric(
    "parley_bulk_items_total",
    "counter",
    "documents",
    "Documents of bulk requests by outcome: written, older (a newer version is there), again"
    " (429 or 503), dead (a mapping refuses it).",
    "`again`: Elasticsearch is overloaded or its disk is full. `dead`: `parley dlq list --stage"
    " index`, and `parley indices apply` after an upgrade.",
    labels=("outcome",),
)
BULK_SECONDS = Metric(
    "parley_bulk_seconds",
    "histogram",
    "seconds",
    "Time of one bulk request.",
    "Elasticsearch lacks CPU, memory or a fast disk.",
    buckets=SHORT,
)
MATCH_SECONDS = Metric(
    "parley_match_seconds",
    "histogram",
    "seconds",
    "Time to run all watches on one batch.",
    "It grows with the number of watches: smaller batches do not help, another index role does.",
    buckets=SHORT,
)
HITS = Metric(
    "parley_hits_total",
    "counter",
    "hits",
    "Documents that a watch met, by kind of document.",
    "A watch is too wide: `parley watch list` shows how often each one met something.",
    labels=("subject",),
)
ALERTS = Metric(
    "parley_alerts_total",
    "counter",
    "alerts",
    "Changes of alerts (new, more evidence, somebody was told) by what they are about (article,"
    " statement, shift, operation).",
    "No action; it follows the amount of news.",
    labels=("subject",),
)
FEEDS_OWNED = Metric(
    "parley_feeds",
    "gauge",
    "feeds",
    "Feeds that this process polls.",
    "Uneven between ingest processes: they share feeds by partitions of one topic.",
)

CLUSTER: tuple[Metric, ...] = (
    READY,
    STARTED,
    INPUTS,
    STAGE_SECONDS,
    LAG,
    COMMITTED,
    PARTITIONS,
    REBALANCES,
    RETRIES,
    PRODUCED,
    PRODUCER_QUEUE,
    BULK_ITEMS,
    BULK_SECONDS,
    MATCH_SECONDS,
    HITS,
    ALERTS,
    FEEDS_OWNED,
)
