"""What the dashboard shows, row by row.

`$__rate_interval` is Grafana's own: four scrapes, or the step of the picture where that is longer.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["lines", "stacked", "number", "bars"]


@dataclass(frozen=True)
class Query:
    """One expression of PromQL, and the words for its series (`{{label}}` for a label's value)."""

    expression: str
    legend: str = ""


@dataclass(frozen=True)
class Panel:
    """One picture. `unit` is Grafana's name of it; `width` of the 24 columns of a row.

    `alarm_from`: the value from which a number turns red; None: never.
    """

    title: str
    meaning: str
    queries: tuple[Query, ...]
    unit: str = "short"
    kind: Kind = "lines"
    width: int = 8
    alarm_from: float | None = None


@dataclass(frozen=True)
class Row:
    """Panels under one heading."""

    title: str
    panels: tuple[Panel, ...]


def quantile(share: float, histogram: str, by: str) -> str:
    """The quantile of a histogram by one label, in the step of the picture."""
    return (
        f"histogram_quantile({share}, sum by (le, {by}) "
        f"(rate({histogram}_bucket[$__rate_interval])))"
    )


def rate(counter: str, by: str, where: str = "") -> str:
    """A counter's growth a second by its labels."""
    return f"sum by ({by}) (rate({counter}{where}[$__rate_interval]))"


STEPS = "parley_delay_seconds"

ROWS = (
    Row(
        "Now",
        (
            Panel(
                "Processes not ready",
                "Processes that lack something; /readyz of each says what.",
                (Query("count(parley_ready == 0) or vector(0)"),),
                kind="number",
                width=4,
                alarm_from=1,
            ),
            Panel(
                "Messages that wait",
                "Lag over all stages and partitions.",
                (Query("sum(parley_lag_messages)"),),
                kind="number",
                width=4,
                alarm_from=10_000,
            ),
            Panel(
                "Seen to indexed, p95",
                "Both steps of the machine's own way, added.",
                (
                    Query(
                        "sum(histogram_quantile(0.95, sum by (le, step) (rate("
                        f'{STEPS}_bucket{{step=~"seen_extracted|extracted_stored"}}'
                        "[$__rate_interval]))))"
                    ),
                ),
                unit="s",
                kind="number",
                width=4,
                alarm_from=60,
            ),
            Panel(
                "Dead letters, last day",
                "Inputs that no stage could take: parley dlq list.",
                (Query("sum(increase(parley_dead_letters_total[24h]))"),),
                kind="number",
                width=4,
                alarm_from=1,
            ),
            Panel(
                "Inputs unaccounted for",
                "In closed hours: in - done - dropped - dead - returned. All but 0 is a defect.",
                (Query("sum(parley_unaccounted_inputs)"),),
                kind="number",
                width=4,
                alarm_from=1,
            ),
            Panel(
                "Messages due, not sent",
                "Of alerts, without those that wait for a digest or the end of quiet hours.",
                (Query('sum(parley_outbox_messages{state="due"})'),),
                kind="number",
                width=4,
                alarm_from=1,
            ),
        ),
    ),
    Row(
        "Freshness: published, seen, extracted, indexed, alerted",
        (
            Panel(
                "Half are through a step within",
                "Median by step; stored means indexed, sent means delivered.",
                (Query(quantile(0.5, STEPS, "step"), "{{step}}"),),
                unit="s",
                width=12,
            ),
            Panel(
                "95 % are through a step within",
                "95th percentile by step.",
                (Query(quantile(0.95, STEPS, "step"), "{{step}}"),),
                unit="s",
                width=12,
            ),
        ),
    ),
    Row(
        "Throughput and lag",
        (
            Panel(
                "Inputs taken",
                "Messages a second by stage.",
                (Query(rate("parley_inputs_total", "stage", '{outcome="in"}'), "{{stage}}"),),
                unit="cps",
            ),
            Panel(
                "Lag by stage",
                "Messages that are not committed yet.",
                (Query("sum by (stage) (parley_lag_messages)", "{{stage}}"),),
            ),
            Panel(
                "Lag of the fullest partition",
                "Far above the others: a busy key, or a worker that stands still.",
                (Query("max by (stage) (parley_lag_messages)", "{{stage}}"),),
            ),
            Panel(
                "Time of a message, p95",
                "Of one message by stage, or of one batch (index).",
                (Query(quantile(0.95, "parley_stage_seconds", "stage"), "{{stage}}"),),
                unit="s",
            ),
            Panel(
                "Partitions by process",
                "Uneven: more partitions than processes even it out.",
                (Query("sum by (stage, instance) (parley_partitions)", "{{stage}} {{instance}}"),),
                kind="stacked",
            ),
            Panel(
                "Rebalances",
                "Without starts and stops: a process is too slow to answer its group.",
                (Query("sum by (stage) (increase(parley_rebalances_total[5m]))", "{{stage}}"),),
                kind="bars",
            ),
            Panel(
                "Statements and changes of position",
                "What came out, a minute.",
                (
                    Query(
                        "60 * sum(rate(parley_statements_total[$__rate_interval]))", "statements"
                    ),
                    Query(f"60 * ({rate('parley_shifts_total', 'status')})", "shifts {{status}}"),
                ),
                width=12,
            ),
            Panel(
                "Time to extract, p95",
                "One article, by profile.",
                (Query(quantile(0.95, "parley_extract_seconds", "profile"), "{{profile}}"),),
                unit="s",
                width=12,
            ),
        ),
    ),
    Row(
        "Feeds",
        (
            Panel(
                "Feeds by state",
                "parley feeds health says in words what is wrong with each.",
                (
                    Query("sum(parley_feeds)", "all"),
                    Query("sum(parley_feeds_failing)", "failing"),
                    Query("sum(parley_feeds_silent)", "silent"),
                    Query("sum(parley_feeds_due)", "due"),
                ),
            ),
            Panel(
                "Requests",
                "A second, by outcome.",
                (Query(rate("parley_fetches_total", "outcome"), "{{outcome}}"),),
                unit="reqps",
                kind="stacked",
            ),
            Panel(
                "Entries",
                "A minute, by outcome.",
                (Query(f"60 * ({rate('parley_entries_total', 'outcome')})", "{{outcome}}"),),
                kind="stacked",
            ),
        ),
    ),
    Row(
        "What could not be taken",
        (
            Panel(
                "Dead letters by stage and class",
                "In five minutes.",
                (
                    Query(
                        "sum by (stage, error) (increase(parley_dead_letters_total[5m]))",
                        "{{stage}} {{error}}",
                    ),
                ),
                kind="bars",
            ),
            Panel(
                "Left out on purpose",
                "In five minutes, by reason.",
                (
                    Query(
                        "sum by (stage, reason) (increase(parley_dropped_total[5m]))",
                        "{{stage}} {{reason}}",
                    ),
                ),
                kind="bars",
            ),
            Panel(
                "Tried again",
                "Attempts that failed and are made again, a second.",
                (Query(rate("parley_retries_total", "stage, error"), "{{stage}} {{error}}"),),
                unit="cps",
            ),
        ),
    ),
    Row(
        "Conservation: in = done + dropped + dead + returned + under way",
        (
            Panel(
                "By outcome",
                "Messages a second over all stages; `in` lies on the sum of the others.",
                (Query(rate("parley_inputs_total", "outcome"), "{{outcome}}"),),
                unit="cps",
            ),
            Panel(
                "Under way",
                "In, and not out yet, since the processes began.",
                (
                    Query(
                        'sum by (stage) (parley_inputs_total{outcome="in"}) - sum by (stage) '
                        '(parley_inputs_total{outcome!="in"})',
                        "{{stage}}",
                    ),
                ),
            ),
            Panel(
                "Unaccounted for",
                "Inputs of closed hours that are nowhere.",
                (Query("sum by (stage) (parley_unaccounted_inputs)", "{{stage}}"),),
            ),
        ),
    ),
    Row(
        "Alerts",
        (
            Panel(
                "Hits and alerts",
                "A minute, by what they are about.",
                (
                    Query(f"60 * ({rate('parley_hits_total', 'subject')})", "hit {{subject}}"),
                    Query(f"60 * ({rate('parley_alerts_total', 'subject')})", "alert {{subject}}"),
                ),
            ),
            Panel(
                "Deliveries",
                "In five minutes, by kind of target and outcome.",
                (
                    Query(
                        "sum by (kind, outcome) (increase(parley_deliveries_total[5m]))",
                        "{{kind}} {{outcome}}",
                    ),
                ),
                kind="bars",
            ),
            Panel(
                "Messages not sent yet",
                "`held` wait for a digest, the end of quiet hours or the next try.",
                (Query("sum by (state) (parley_outbox_messages)", "{{state}}"),),
            ),
        ),
    ),
    Row(
        "Servers and processes",
        (
            Panel(
                "Elasticsearch: documents",
                "A second, by outcome of the bulk request.",
                (Query(rate("parley_bulk_items_total", "outcome"), "{{outcome}}"),),
                unit="cps",
            ),
            Panel(
                "Elasticsearch: time of a bulk request",
                "Median and 95th percentile; and of matching the watches.",
                (
                    Query(quantile(0.5, "parley_bulk_seconds", "job"), "half"),
                    Query(quantile(0.95, "parley_bulk_seconds", "job"), "95 %"),
                    Query(quantile(0.95, "parley_match_seconds", "job"), "watches, 95 %"),
                ),
                unit="s",
            ),
            Panel(
                "Kafka: messages given and acknowledged",
                "A second by topic and outcome.",
                (Query(rate("parley_produced_total", "topic, outcome"), "{{topic}} {{outcome}}"),),
                unit="cps",
            ),
            Panel(
                "Kafka: not acknowledged yet",
                "Messages in the queue of each process.",
                (Query("parley_producer_queue_messages", "{{job}} {{instance}}"),),
            ),
            Panel(
                "Memory",
                "Resident set of each process.",
                (Query("parley_memory_bytes", "{{job}} {{instance}}"),),
                unit="bytes",
            ),
            Panel(
                "Console: time of an answer, p95",
                "By page.",
                (Query(quantile(0.95, "parley_console_seconds", "page"), "{{page}}"),),
                unit="s",
            ),
        ),
    ),
)
