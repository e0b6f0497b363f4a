"""The table of settings: name, type, default, meaning, and the version that brought it."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Literal, get_args, get_type_hints

import platformdirs

MIB = 1024 * 1024

DATA_DIR = Path(platformdirs.user_data_dir("parley"))


@dataclass(frozen=True)
class Row:
    """What a row says of its setting, besides name, type and default.

    `least` and `most` bound a number; `shown` is the default in words where it depends on the
    machine.
    """

    meaning: str
    since: str = "0.1"
    least: float | None = None
    most: float | None = None
    shown: str | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings. `load` gives values their type and bounds; a test may build one directly."""

    data_dir: Annotated[
        Path,
        Row(
            "Where the database and its lock live.",
            shown="the user's data directory, on Linux `~/.local/share/parley`",
        ),
    ] = DATA_DIR
    shell: Annotated[
        Literal["local", "cluster"],
        Row("`local`: one process and one SQLite file. `cluster`: Kafka and Elasticsearch."),
    ] = "local"
    profile: Annotated[
        Literal["accurate", "fast"], Row("How much work extraction does for each article.")
    ] = "accurate"
    feeds: Annotated[
        Path | None,
        Row(
            "OPML file, or a list with one address per line, to read instead of the bundled list.",
            shown="the bundled list",
        ),
    ] = None
    log_format: Annotated[Literal["text", "json"], Row("How a log line is written.")] = "text"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Row("The least serious line that is written."),
    ] = "info"

    contact: Annotated[
        str,
        Row("Page or address where publishers reach you; part of every request's User-Agent."),
    ] = ""
    allowed_private_hosts: Annotated[
        tuple[str, ...],
        Row("`host:port` pairs that may be fetched although their address is not a public one."),
    ] = ()
    http_total_seconds: Annotated[
        float, Row("Longest time for one request with all its redirects.", least=0.05, most=600)
    ] = 30.0
    http_connect_seconds: Annotated[
        float,
        Row("Longest time until a connection stands, name lookup included.", least=0.05, most=120),
    ] = 10.0
    http_idle_seconds: Annotated[
        float, Row("Longest time without a single byte from the server.", least=0.05, most=120)
    ] = 10.0
    http_max_hops: Annotated[
        int, Row("Redirects that are followed in one request.", least=0, most=20)
    ] = 5
    http_max_bytes: Annotated[
        int, Row("Largest answer after decompression, in bytes.", least=1024)
    ] = 16 * MIB
    http_max_compressed_bytes: Annotated[
        int, Row("Largest answer as it travels, in bytes.", least=1024)
    ] = 8 * MIB
    http_max_ratio: Annotated[
        int,
        Row("How many times larger an answer may grow when decompressed.", least=2, most=2000),
    ] = 100

    fetch_concurrency: Annotated[
        int, Row("Requests under way at the same time.", least=1, most=1000)
    ] = 32
    host_spacing_seconds: Annotated[
        float, Row("Pause between two requests to one host.", least=0, most=3600)
    ] = 2.0
    poll_min_seconds: Annotated[
        float, Row("A feed is never asked more often than this.", least=0.01)
    ] = 300.0
    poll_default_seconds: Annotated[
        float, Row("How often a feed is asked that says nothing about it.", least=0.01)
    ] = 1800.0
    poll_max_seconds: Annotated[
        float, Row("A feed is asked at least this often, whatever it says.", least=0.01)
    ] = 86400.0
    robots_seconds: Annotated[float, Row("How long a site's robots.txt is believed.", least=1)] = (
        86400.0
    )
    max_feed_entries: Annotated[
        int, Row("Newest entries of a feed that are read at one poll.", least=1, most=100_000)
    ] = 1000
    max_article_bytes: Annotated[
        int,
        Row("Largest text of an article, in bytes of UTF-8.", least=1024, most=64 * MIB),
    ] = 2 * MIB
    extract_seconds: Annotated[
        float,
        Row("Longest time that reading one article may take.", least=0.05, most=3600),
    ] = 180.0
    alerts_per_hour: Annotated[
        int,
        Row(
            "Messages that a target gets in an hour; what is more goes into one summary.",
            least=1,
            most=10_000,
        ),
    ] = 30
    smtp_url: Annotated[
        str,
        Row(
            "The server for targets written as `mailto:`, as in"
            " `smtps://user:password@mail.example.org`; `smtp://` encrypts by STARTTLS, with"
            " `?tls=never` not at all. Better in the environment than in a file."
        ),
    ] = ""
    mail_from: Annotated[str, Row("The mailbox in whose name alerts are mailed.")] = ""
    console_url: Annotated[
        str,
        Row(
            "Where readers of alerts reach the console, for the links in messages.",
            shown="the console's address on this machine, while `parley run` serves one",
        ),
    ] = ""
    canary_seconds: Annotated[
        float,
        Row(
            "How often an invented article is sent the whole way, to see that it arrives; 0: never."
            " It is never shown among the news.",
            least=0,
            most=86400,
        ),
    ] = 0.0
    canary_late_seconds: Annotated[
        float,
        Row("After this time a watch on operations tells that it is late.", least=1, most=86400),
    ] = 120.0
    canary_target: Annotated[
        str,
        Row(
            "The target that gets its message, such as a service that calls when nothing comes;"
            " without one it has arrived when it would be sent."
        ),
    ] = ""
    retention_months: Annotated[
        int,
        Row("Months that `parley prune` keeps articles and statements.", least=1, most=1200),
    ] = 24
    console_token: Annotated[
        str,
        Row(
            "A token for everything in the console, at least 16 characters, besides those of"
            " `parley token`; without any the console is served on this machine only. Better in the"
            " environment than in a file."
        ),
    ] = ""
    console_hosts: Annotated[
        tuple[str, ...],
        Row("Names by which browsers may ask for the console, besides `localhost` and addresses."),
    ] = ()

    kafka: Annotated[
        str,
        Row(
            "Kafka's brokers in the cluster shell, `host:port`, several with commas between."
            " `parley cluster up` prints those of this machine."
        ),
    ] = ""
    kafka_user: Annotated[str, Row("The user at Kafka (SASL/PLAIN); empty: none is asked for.")] = (
        ""
    )
    kafka_password: Annotated[
        str, Row("That user's password. Better in the environment than in a file.")
    ] = ""
    elasticsearch: Annotated[
        str, Row("Elasticsearch's address in the cluster shell, as `https://host:9200`.")
    ] = ""
    elasticsearch_user: Annotated[
        str, Row("The user at Elasticsearch; empty: none is asked for.")
    ] = ""
    elasticsearch_password: Annotated[
        str, Row("That user's password. Better in the environment than in a file.")
    ] = ""
    elasticsearch_ca: Annotated[
        Path | None,
        Row(
            "Certificate to trust at Elasticsearch, a PEM file.",
            shown="what the system trusts",
        ),
    ] = None
    prefix: Annotated[
        str,
        Row(
            "First part of every topic's, group's and index's name, for several installations on"
            " the same servers."
        ),
    ] = "parley"
    replication: Annotated[
        int, Row("Copies of every topic and index, the first included.", least=1, most=9)
    ] = 1
    partitions: Annotated[
        int,
        Row(
            "Partitions of the topics that share out the work: as many workers of a stage can be"
            " busy. Not to be changed once there are messages.",
            least=1,
            most=1000,
        ),
    ] = 8
    failing_share: Annotated[
        float,
        Row(
            "A role stops when more than this share of its newest messages fail, rather than set"
            " them all aside as dead letters; 1: never.",
            least=0,
            most=1,
        ),
    ] = 0.5
    health_port: Annotated[
        int,
        Row(
            "Port on which a role of the cluster says how it is (`/livez`, `/readyz`, `/metrics`);"
            " 0: none.",
            least=0,
            most=65535,
        ),
    ] = 0
    health_host: Annotated[str, Row("The address for that port.")] = "127.0.0.1"

    def user_agent(self, version: str) -> str:
        """The User-Agent of every request: who asks, and where its operator can be reached."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"Parley/{version} (news monitor{contact})"


@dataclass(frozen=True)
class Described:
    """One row with everything: what the loader and the manual's page read."""

    name: str
    kind: object
    default: object
    row: Row


def _described() -> dict[str, Described]:
    hints = get_type_hints(Settings, include_extras=True)
    table: dict[str, Described] = {}
    for each in fields(Settings):
        kind, row = get_args(hints[each.name])
        assert isinstance(row, Row)
        table[each.name] = Described(each.name, kind, each.default, row)
    return table


TABLE = _described()
"""The rows by name, in the order of the class."""
