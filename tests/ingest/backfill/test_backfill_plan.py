import gzip
import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.backfill import Backfill, NotArticles
from ingest.backfill.pages import kind_of
from search.export import lines
from wire import Article, DeadLetter

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SENTENCE = "The minister said that the talks would go on, and that nothing had been settled yet."


def line(number: int | str = 1, text: str = SENTENCE, **more: Any) -> dict[str, Any]:
    return {"id": number, "text": text, "published_at": "2025-06-01T10:00:00Z"} | more


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    rows = (each if isinstance(each, str) else json.dumps(each) for each in lines)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


class Run:
    def __init__(self, *files: Path, **options: Any) -> None:
        self.dead: list[DeadLetter] = []
        self.dropped: Counter[str] = Counter()
        self.positions: list[str] = []
        options.setdefault("now", NOW)
        with Backfill(files, on_dead=self.dead.append, on_drop=self._drop, **options) as plan:
            self.count = len(plan)
            self.articles = list(plan)

    def _drop(self, reason: str, position: str, n: int) -> None:
        self.dropped[reason] += n
        self.positions.append(position)


def key(article: Article) -> tuple[str, datetime, str]:
    return article.id, article.fetched_at, article.content_hash


def test_an_exported_article_comes_as_it_was(tmp_path: Path) -> None:
    live = {"url": "https://x.example/1", "title": "Talks"}
    (article,) = Run(write(tmp_path / "a.jsonl", line("a", **live))).articles
    seen, fetched = NOW - timedelta(hours=3), NOW - timedelta(hours=2)
    stored = msgspec.structs.replace(
        article,
        version=4,
        feed="https://x.example/feed",
        first_seen_at=seen,
        fetched_at=fetched,
        stamps={"extracted": NOW},
        backfilled=False,
    )
    exported = "".join(lines("article", [stored], with_times=True))
    for outlet in (None, "Another Post"):
        run = Run(write(tmp_path / "b.jsonl", exported.strip()), outlet=outlet, now=NOW)
        (again,) = run.articles
        assert run.dead == []
        assert again == msgspec.structs.replace(stored, version=0, stamps={}, backfilled=True)
    bare = "".join(lines("article", [stored]))
    run = Run(write(tmp_path / "c.jsonl", bare.strip(), line()))
    assert len(run.articles) == 1
    assert "--with-times" in run.dead[0].text
    broken = exported.replace(seen.isoformat().replace("+00:00", "Z"), "yesterday")
    run = Run(write(tmp_path / "d.jsonl", broken.strip(), line()))
    assert "can't be read" in run.dead[0].text


def test_all_times_are_the_publication(tmp_path: Path) -> None:
    (article,) = Run(
        write(tmp_path / "a.jsonl", line(title="A title", url="https://x.example/1"))
    ).articles
    at = datetime(2025, 6, 1, 10, tzinfo=UTC)
    assert (article.first_seen_at, article.fetched_at, article.published_at) == (at, at, at)
    assert article.published_trusted
    assert article.backfilled
    assert article.id.startswith("2025-06-")
    assert article.identity == "id:1"
    assert article.outlet.domain == "x.example"
    assert article.version == 0


def test_published_order_unless_as_given(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl",
        line(1, published_at="2025-06-03"),
        line(2, published_at="2025-06-01T23:00:00-05:00"),
        line(3, published_at=None),
        line(4, published_at="2025-06-02T01:00:00+00:00"),
    )
    assert [a.identity for a in Run(file).articles] == ["id:4", "id:2", "id:1", "id:3"]
    given = [a.identity for a in Run(file, as_given=True).articles]
    assert given == ["id:1", "id:2", "id:3", "id:4"]


def test_a_revision_has_the_earliest_date_as_first_sight(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl",
        line(7, SENTENCE + " Corrected.", published_at="2025-07-02"),
        line(7, published_at="2025-06-30"),
    )
    first, second = Run(file).articles
    assert first.id == second.id
    assert first.id.startswith("2025-06-")
    assert second.first_seen_at == datetime(2025, 6, 30, tzinfo=UTC)
    assert second.fetched_at == datetime(2025, 7, 2, tzinfo=UTC)
    assert second.text.endswith("Corrected.")


def test_one_id_at_two_outlets_is_two_articles(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", line(1, outlet="one.example"), line(1, outlet="two.example"))
    assert len({a.id for a in Run(file).articles}) == 2


def test_a_first_sight_of_an_earlier_run_stands(tmp_path: Path) -> None:
    seen = datetime(2025, 5, 31, tzinfo=UTC)
    file = write(tmp_path / "a.jsonl", line(1, outlet="one.example"))

    def remembered(domain: str, identity: str) -> datetime | None:
        return seen if (domain, identity) == ("one.example", "id:1") else None

    (article,) = Run(file, remembered=remembered).articles
    assert article.id.startswith("2025-05-")


def test_without_a_date_the_first_sight_is_now_and_untrusted(tmp_path: Path) -> None:
    rows = [
        line(1, published_at=None),
        line(2, published_at="soon"),
        line(3, published_at="1970-01-01"),
    ]
    for article in Run(write(tmp_path / "a.jsonl", *rows)).articles:
        assert article.first_seen_at == NOW
        assert not article.published_trusted


def test_a_date_ahead_of_the_clock_is_taken_as_the_file_says(tmp_path: Path) -> None:
    (article,) = Run(write(tmp_path / "a.jsonl", line(published_at="2031-01-01"))).articles
    assert article.first_seen_at.year == 2031
    assert article.published_trusted


def test_bad_lines_are_told_by_file_and_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = write(
        tmp_path / "news.jsonl",
        line(1),
        "{not json",
        "",
        '{"id": 3}',
        '{"id": " ", "text": "x"}',
        "[1, 2]",
        line(2, title=5),
        line(9),
    )
    run = Run(file)
    assert [a.identity for a in run.articles] == ["id:1", "id:9"]
    assert [d.position.rsplit(":", 1)[1] for d in run.dead] == ["2", "4", "5", "6", "7"]
    assert all(d.text.startswith(f"{file}:") and d.error == "malformed" for d in run.dead)
    assert run.dead[0].original == b"{not json\n"
    assert "text" in run.dead[1].text


def test_not_utf8_is_a_bad_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"id": 1, "text": "caf\xe9"}\n' + json.dumps(line(2)).encode())
    run = Run(file)
    assert len(run.dead) == 1
    assert len(run.articles) == 1


def test_a_byte_order_mark_and_no_last_line_feed_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(line(1)).encode())
    assert len(Run(file).articles) == 1


def test_too_large_a_text_keeps_hash_and_beginning(tmp_path: Path) -> None:
    run = Run(
        write(tmp_path / "a.jsonl", line(1, "word " * 100_000), line(2)), max_article_bytes=400_000
    )
    (letter,) = run.dead
    assert letter.error == "too_large"
    assert "500000 bytes" in letter.text
    assert len(letter.original) == 64 * 1024
    assert len(letter.headers["sha256"]) == 64
    assert len(run.articles) == 1


def test_other_languages_and_empty_texts_are_counted(tmp_path: Path) -> None:
    german = (
        "Der Minister sagte am Dienstag, dass die Gespräche weitergehen und nichts entschieden sei."
    )
    run = Run(write(tmp_path / "a.jsonl", line(1, german), line(2, " \n "), line(3)))
    assert run.dropped == {"language": 1, "no_text": 1}
    assert run.positions[0].endswith("a.jsonl:1")
    assert run.count == 3


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5000,
        "\u200f\u05e7\u05d5\u05dc\u200f the talks of the day \U0001f469\u200d\U0001f467 e\u0301",
        "“No one ‘said",
        "a\x00b the and of",
    ],
)
def test_offsets_survive_any_characters(tmp_path: Path, text: str) -> None:
    articles = Run(write(tmp_path / "a.jsonl", line(1, text))).articles
    assert [len(a.text) for a in articles] in ([len(text)], [])
    if articles:
        assert "\x00" not in articles[0].text


def test_an_overlong_line_is_told_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.backfill.lines.MAX_LINE", 500)
    long = write(tmp_path / "a.jsonl", line(1), line(2, "word " * 400), line(3))
    run = Run(long)
    assert [a.identity for a in run.articles] == ["id:1", "id:3"]
    assert "more than 500 bytes" in run.dead[0].text
    last = write(tmp_path / "b.jsonl", line(1), line(2, "word " * 400))
    assert [a.identity for a in Run(last).articles] == ["id:1"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b'{"id": 1}', "lines"),
        ("a", b"\xef\xbb\xbf  <!doctype html>", "page"),
        ("a.bin", b"WARC/1.0\r\n", "archive"),
        ("a.HTM", b"", "page"),
        ("a.ndjson", b"<", "lines"),
        ("a.warc", b"", "archive"),
    ],
)
def test_kinds_of_files(name: str, content: bytes, kind: str) -> None:
    assert kind_of(Path(name), content) == kind


def test_html_files_become_articles(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{SENTENCE} Part {n} of the report.</p>" for n in range(6))
    page = (
        "<html lang='en'><head><title>T</title><link rel='canonical' href='https://n.example/a'>"
        "<meta property='article:published_time' content='2025-06-05T08:00:00+02:00'></head>"
        f"<body><nav>Home</nav><article><h1>The talks</h1>{paragraphs}</article></body></html>"
    )
    file = tmp_path / "page.html"
    file.write_text(page)
    (article,) = Run(file).articles
    assert article.outlet.domain == "n.example"
    assert article.published_at == datetime(2025, 6, 5, 6, tzinfo=UTC)
    assert article.text.count("\n\n") >= 5
    assert article.title == "The talks"


def archive(*pages: tuple[str, str, str]) -> bytes:
    """A WARC 1.1 archive (ISO 28500), each record a gzip member of its own."""
    records = []
    for url, status, body in pages:
        http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2025-06-06T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    return b"".join(records)


def page_of(text: str) -> str:
    return f"<html><body><article><p>{text}</p><p>{SENTENCE * 3}</p></article></body></html>"


def test_archives_become_articles(tmp_path: Path) -> None:
    file = tmp_path / "pages.warc.gz"
    file.write_bytes(
        archive(
            ("https://n.example/1", "200 OK", page_of("The first report of the talks.")),
            ("https://n.example/2", "404 Not Found", page_of("Nothing to be found here.")),
            ("https://n.example/3", "200 OK", page_of("The third report of the talks.")),
        )
    )
    run = Run(file)
    assert [a.url for a in run.articles] == ["https://n.example/1", "https://n.example/3"]
    assert run.articles[0].first_seen_at == datetime(2025, 6, 6, tzinfo=UTC)


def test_a_truncated_archive_gives_what_it_can_and_says_so(tmp_path: Path) -> None:
    noise = [random.Random(n).randbytes(4000).hex() for n in range(3)]
    whole = archive(
        *(
            (f"https://n.example/{n}", "200 OK", page_of(f"Report {n}.<!-- {noise[n]} -->"))
            for n in range(3)
        )
    )
    file = tmp_path / "pages.warc.gz"
    file.write_bytes(whole[: len(whole) // 2])
    run = Run(file)
    assert [a.url for a in run.articles] == ["https://n.example/0"]
    assert [d.error for d in run.dead] == ["malformed"]
    assert "after record" in run.dead[0].text


@pytest.mark.parametrize("data", [b"", b"no archive at all", gzip.compress(b"x", mtime=0)])
def test_what_is_no_archive_is_said(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "pages.warc.gz"
    file.write_bytes(data)
    run = Run(file)
    assert not run.articles
    assert [d.error for d in run.dead] == ["malformed"]


def test_a_missing_file_is_an_os_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"nowhere\.jsonl"):
        Run(tmp_path / "nowhere.jsonl")


rows = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 2),
        st.sampled_from([None, "2025-01-31", "2025-02-01", "2025-03-01T10:00:00Z"]),
    ),
    max_size=12,
)


@given(rows, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_articles(
    tmp_path_factory: Any, rows: list[Any], shuffle: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lines = [line(n, f"{SENTENCE} {t}", published_at=at) for n, t, at in rows]
    one = Run(write(folder / "a.jsonl", *lines)).articles
    shuffle.shuffle(lines)
    two = Run(write(folder / "b.jsonl", *lines), as_given=True).articles
    assert sorted(one, key=key) == sorted(two, key=key)


@pytest.mark.parametrize("name", ["wcep_2025-01_2025-08", "wikinews_2019_2021"])
def test_real_articles_all_come_through(tmp_path: Path, name: str) -> None:
    source = Path(__file__).parents[4] / "shared" / "data" / "articles" / f"{name}.jsonl"
    if not source.exists():
        pytest.skip("the development data is not here")
    found = [json.loads(row) for row in source.read_text(encoding="utf-8").splitlines()]
    lines = [line(r["doc_id"], r["text"], published_at=r["date"]) for r in found[:500]]
    run = Run(write(tmp_path / "a.jsonl", *lines))
    assert len(run.articles) == len(lines)
    assert not run.dead
    assert {a.text for a in run.articles} == {row["text"] for row in found[:500]}


def test_a_file_of_something_else_is_refused_as_a_whole(tmp_path: Path) -> None:
    table = write(tmp_path / "table.csv", *(f"{number},not,an,article" for number in range(5_000)))
    with pytest.raises(NotArticles, match="200 of its first 200 lines"):
        Run(table)


def test_bad_lines_among_good_ones_are_set_aside_however_many(tmp_path: Path) -> None:
    rows = [row for number in range(500) for row in (line(number), f"torn {number}")]
    run = Run(write(tmp_path / "a.jsonl", *rows))
    assert (run.count, len(run.dead)) == (500, 500)


def test_a_line_that_breaks_a_parser_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> str:
        if "poison" in text:
            raise RuntimeError("no such letter")
        return "en"

    monkeypatch.setattr("ingest.backfill.plan.language_of", broken)
    run = Run(write(tmp_path / "a.jsonl", line(1), line(2, "poison"), line(3)))
    assert [article.identity for article in run.articles] == ["id:1", "id:3"]
    assert [(letter.error, b"poison" in letter.original) for letter in run.dead] == [
        ("crashed", True)
    ]


def test_a_file_that_changes_meanwhile_gives_a_dead_letter(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", line(1), line(2))
    dead: list[DeadLetter] = []
    with Backfill([file], now=NOW, on_dead=dead.append) as plan:
        file.write_bytes(b"x" * file.stat().st_size)
        assert list(plan) == []
    assert [letter.error for letter in dead] == ["malformed", "malformed"]
