"""The catalogue: every metric with kind, unit, labels, meaning, and what to do when it is high."""

from runtime.metrics.cluster import CLUSTER
from runtime.metrics.metric import DAYS, LONG, SHORT, Metric

DELAY_STEPS = ("published_seen", "seen_extracted", "extracted_stored", "stored_sent")
"""The way of a piece of news: each step by the two stages that it lies between."""

FETCHES = Metric(
    "parley_fetches_total",
    "counter",
    "requests",
    "Requests by what was fetched (feed, page, robots) and outcome"
    " (ok, not_modified, http_error, or the kind of failure).",
    "Look at the outcome that grows: `timeout`, `dns` and `connection` on all feeds mean that this"
    " machine's network is down; on one host, that the host is.",
    labels=("what", "outcome"),
)
FETCH_SECONDS = Metric(
    "parley_fetch_seconds",
    "histogram",
    "seconds",
    "Time of a request with its redirects.",
    "Slow hosts hold places of `fetch_concurrency`: raise it, or lower `http_total_seconds`.",
    labels=("what",),
    buckets=SHORT,
)
FEEDS_DUE = Metric(
    "parley_feeds_due",
    "gauge",
    "feeds",
    "Feeds whose time to be asked has come and that wait for a place.",
    "Polling falls behind: raise `fetch_concurrency` or the poll intervals.",
)
FEEDS_FAILING = Metric(
    "parley_feeds_failing",
    "gauge",
    "feeds",
    "Feeds whose newest request failed.",
    "`parley feeds health` says in words what is wrong with each.",
)
FEEDS_SILENT = Metric(
    "parley_feeds_silent",
    "gauge",
    "feeds",
    "Feeds that can be read and are quiet against their own habit of the weeks before.",
    "The publisher may have moved the feed: look at its site. A watch on operations tells of each.",
)
ENTRIES = Metric(
    "parley_entries_total",
    "counter",
    "entries",
    "Entries read in feeds by outcome (new, changed, unchanged, dropped).",
    "Many `changed` from one outlet: it rewrites its entries at every request, as some tickers do.",
    labels=("outcome",),
)
DROPPED = Metric(
    "parley_dropped_total",
    "counter",
    "inputs",
    "Inputs left out on purpose, by stage and reason.",
    "Expected for `language`; a jump of any reason means that a publisher changed something.",
    labels=("stage", "reason"),
)
DEAD_LETTERS = Metric(
    "parley_dead_letters_total",
    "counter",
    "inputs",
    "Inputs that a stage could not take, by stage and class of error.",
    "`parley dlq list`; mend the cause, then `parley dlq replay`.",
    labels=("stage", "error"),
)
WAITING_ARTICLES = Metric(
    "parley_waiting_articles",
    "gauge",
    "articles",
    "Articles fetched that wait for extraction.",
    "Extraction is the bottleneck: use the fast profile, give it more cores, or read fewer feeds.",
)
EXTRACT_SECONDS = Metric(
    "parley_extract_seconds",
    "histogram",
    "seconds",
    "Time to extract the statements of one article.",
    "Very long articles, or too little CPU.",
    labels=("profile",),
    buckets=SHORT,
)
EXTRACTOR_RESTARTS = Metric(
    "parley_extractor_restarts_total",
    "counter",
    "restarts",
    "Times the extraction process had to be started again.",
    "A document kills it, or memory runs out: see the newest dead letters of stage `extract`.",
)
STATEMENTS = Metric(
    "parley_statements_total",
    "counter",
    "statements",
    "Statements stored by kind.",
    "No action; it follows the amount of news.",
    labels=("kind",),
)
SHIFTS = Metric(
    "parley_shifts_total",
    "counter",
    "changes",
    "Changes of stored shifts by direction and status.",
    "Many `retracted` mean that articles are edited after their first sight.",
    labels=("direction", "status"),
)
STORE_SECONDS = Metric(
    "parley_store_seconds",
    "histogram",
    "seconds",
    "Time to store one article's effects in one transaction.",
    "A slow disk, or a program that keeps the database locked.",
    buckets=SHORT,
)
SEEN_TO_STORED_SECONDS = Metric(
    "parley_seen_to_stored_seconds",
    "histogram",
    "seconds",
    "From the sight of an entry to its stored effects.",
    "Compare `parley_waiting_articles`, `parley_extract_seconds` and `parley_store_seconds`.",
    buckets=LONG,
)
DELAY_SECONDS = Metric(
    "parley_delay_seconds",
    "histogram",
    "seconds",
    "The way of an article by steps: published to seen, seen to extracted, extracted to stored (in"
    " the cluster: indexed), stored to sent (each alert). Articles from files are not counted.",
    "`published_seen` follows the poll intervals and the outlet's lateness; `seen_extracted` needs"
    " CPU (in the cluster: workers); `extracted_stored` a faster disk, or a faster Elasticsearch;"
    " `stored_sent` means that a target is slow, or that"
    " alerts wait for quiet hours or a digest.",
    labels=("step",),
    buckets=DAYS,
)
CONSOLE_SECONDS = Metric(
    "parley_console_seconds",
    "histogram",
    "seconds",
    "Time until an answer of the console begins, by page and class of status (2xx, 4xx, 5xx).",
    "Narrower searches are faster; a slow disk or a full CPU slows every page.",
    labels=("page", "status"),
    buckets=SHORT,
)
LISTENERS = Metric(
    "parley_console_listeners",
    "gauge",
    "readers",
    "Open pages and programs that follow the live events of the console.",
    "Close to 500 further ones are turned away for a while.",
)
DOCUMENTS = Metric(
    "parley_documents",
    "gauge",
    "documents",
    "What is stored, by kind (article, statement, shift).",
    "`parley prune`, or fewer `retention_months`.",
    labels=("kind",),
)
NEWEST_AGE_SECONDS = Metric(
    "parley_newest_age_seconds",
    "gauge",
    "seconds",
    "How old the newest stored article, statement and shift is, by the time of the event.",
    "No news comes in: look at `parley feeds health`, then at the dead letters.",
    labels=("kind",),
)
DELIVERIES = Metric(
    "parley_deliveries_total",
    "counter",
    "attempts",
    "Attempts to deliver a message or a digest, by kind of target (webhook, mail, chat) and outcome"
    " (delivered, again, failed, gone).",
    "`again` grows: `parley watch targets` says what each target answers.",
    labels=("kind", "outcome"),
)
OUTBOX_MESSAGES = Metric(
    "parley_outbox_messages",
    "gauge",
    "messages",
    "Messages of alerts that are not sent yet: `due` now, `held` until a digest, the end of quiet"
    " hours or the next try.",
    "`due` above zero for minutes: a target does not answer, see the page of alerts.",
    labels=("state",),
)
LETTERS_WAITING = Metric(
    "parley_dead_letters_waiting",
    "gauge",
    "inputs",
    "Dead letters that wait for a replay.",
    "`parley dlq list`; mend the cause, then `parley dlq replay`.",
)
CANARY_SECONDS = Metric(
    "parley_canary_seconds",
    "histogram",
    "seconds",
    "From the beginning of an invented article's way to the delivery of its message"
    " (`canary_seconds` switches it on).",
    "Real news are as late: compare `parley_waiting_articles` and `parley_delay_seconds`.",
    buckets=LONG,
)
CANARY_LAST_SECONDS = Metric(
    "parley_canary_last_seconds",
    "gauge",
    "seconds",
    "The same of the newest that arrived.",
    "See `parley_canary_seconds`.",
)
CANARY_LATE = Metric(
    "parley_canary_late_total",
    "counter",
    "articles",
    "Invented articles that did not arrive within `canary_late_seconds`.",
    "Something on the way stands still: the status page shows where; then `parley watch targets`.",
)
DATABASE_BYTES = Metric(
    "parley_database_bytes",
    "gauge",
    "bytes",
    "Size of the database file with its log.",
    "`parley prune`, or fewer `retention_months`.",
)
UNACCOUNTED = Metric(
    "parley_unaccounted_inputs",
    "gauge",
    "inputs",
    "Inputs of closed hours that are neither done, dropped nor dead, by stage.",
    "Inputs were lost or counted twice: it is a defect, please report it with the stage.",
    labels=("stage",),
)
MEMORY_BYTES = Metric(
    "parley_memory_bytes",
    "gauge",
    "bytes",
    "Memory that this process holds (resident set).",
    "A worker grows with the keys of its partitions: add workers, or partitions to share. Growth"
    " that never ends is a defect, please report it.",
)

CATALOGUE: tuple[Metric, ...] = (
    FETCHES,
    FETCH_SECONDS,
    FEEDS_DUE,
    FEEDS_FAILING,
    FEEDS_SILENT,
    ENTRIES,
    DROPPED,
    DEAD_LETTERS,
    WAITING_ARTICLES,
    EXTRACT_SECONDS,
    EXTRACTOR_RESTARTS,
    STATEMENTS,
    SHIFTS,
    STORE_SECONDS,
    SEEN_TO_STORED_SECONDS,
    DELAY_SECONDS,
    CONSOLE_SECONDS,
    LISTENERS,
    DOCUMENTS,
    NEWEST_AGE_SECONDS,
    DELIVERIES,
    OUTBOX_MESSAGES,
    LETTERS_WAITING,
    CANARY_SECONDS,
    CANARY_LAST_SECONDS,
    CANARY_LATE,
    DATABASE_BYTES,
    UNACCOUNTED,
    MEMORY_BYTES,
    *CLUSTER,
)
