"""A world of broken and hostile feeds and articles: good news comes through, nothing is lost."""

import asyncio
from pathlib import Path

import pytest

from ingest.feeds import Feed
from ingest.poll import Poller
from parley.local.pipeline import Pipeline
from parley.local.service import serve
from parley.local.store import LocalStore
from runtime.clock import SystemClock
from runtime.ledger import totals
from runtime.settings import Settings
from tests.fakes.program import Program, lines
from tests.fakes.web import Web
from wire import Article, Outlet

GOOD = (
    "“We are ready to return to the talks,” Norway’s foreign minister, Anna Berg, told reporters "
    "on Monday. She said that the ministry would send a letter to the government of Iceland."
)


def rss(*items: tuple[str, str], head: str = "") -> str:
    entries = "".join(
        f"<item><guid>{guid}</guid><title>News {guid}</title>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
        for guid, text in items
    )
    return f'<rss version="2.0">{head}<channel><title>T</title>{entries}</channel></rss>'


async def world(site: Web) -> dict[str, str]:
    """Feeds by what is wrong with each; the last is well."""
    site.html("/html", "<!doctype html><html><body><p>Not a feed.</p></body></html>")
    site.text("/empty", "")
    site.text("/truncated", rss(("t1", GOOD + " One."), ("t2", GOOD + " Two."))[:-260])
    site.bomb("/bomb")
    site.dripping("/slow")
    site.redirect("/loop", "/loop")
    site.redirect("/inward", "http://127.0.0.1:1/secret")
    wrong = rss(("e1", GOOD.replace("Berg", "Bärg"))).encode("cp1252", "xmlcharrefreplace")
    site.text("/encoding", wrong, "application/rss+xml; charset=utf-8")
    site.text(
        "/entity",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(("x1", GOOD + " &x;")),
    )
    site.text("/many", rss(*((f"m{n}", "") for n in range(50_000))))
    site.text("/repeated", rss(("r", GOOD + " A."), ("r", GOOD + " A.")))
    site.text(
        "/foreign", rss(("f1", "Le ministre des affaires étrangères a déclaré que non. " * 4))
    )
    site.text("/textless", rss(("n1", "")))
    site.text("/good", rss(("g1", GOOD)))
    return {path: site.url(path) for path in site.pages}


def settings_for(site: Web, data_dir: Path) -> Settings:
    return Settings(
        data_dir=data_dir,
        profile="fast",
        allowed_private_hosts=(site.host,),
        host_spacing_seconds=0.0,
        http_total_seconds=4.0,
        http_idle_seconds=2.0,
        max_feed_entries=100,
    )


async def poll_all(settings: Settings, feeds: list[Feed]) -> None:
    """Run the real service until every feed was asked and all of its entries dealt with."""

    async def until(poller: Poller, pipeline: Pipeline) -> None:
        async with asyncio.timeout(120):
            # Two conditions of two rooms: there is no one event to wait for.
            while any(each.last_attempt_at is None for each in poller.memories()) or (  # noqa: ASYNC110
                pipeline.under_way or not poller.idle()
            ):
                await asyncio.sleep(0.05)

    await serve(settings, SystemClock(), feeds, until, command="test")


async def test_the_good_news_comes_through_and_all_is_accounted_for(tmp_path: Path) -> None:
    async with Web() as site:
        urls = await world(site)
        feeds = [
            Feed(url, Outlet(name=path[1:], domain=f"{path[1:]}.example"))
            for path, url in urls.items()
        ]
        settings = settings_for(site, tmp_path)
        await poll_all(settings, feeds)
        assert not [each for each in site.asked if "secret" in each.path]
    with LocalStore.open(tmp_path) as store:
        articles = [each for each in store.index.scan("article") if isinstance(each, Article)]
        by_outlet = {each.outlet.name: each for each in articles}
        health = {each.url.rpartition("/")[2]: each for each in store.feeds.feeds()}
        letters = store.letters.list()
        balance = totals(store.ledger.balance())
        statements = store.read_from(by_outlet["good"].id)
    assert by_outlet["good"].text.startswith("“We are ready")
    assert statements[0].speaker is not None
    assert statements[0].speaker.name == "Anna Berg"
    assert "Bärg" in by_outlet["encoding"].text
    assert "root:" not in "".join(each.text for each in articles)
    assert len([each for each in articles if each.outlet.name == "repeated"]) == 1
    assert {"truncated", "foreign", "textless"} & by_outlet.keys() <= {"truncated"}
    for failing in ("html", "empty", "bomb", "slow", "loop", "inward"):
        assert health[failing].failures == 1, failing
        assert health[failing].error, failing
    assert not health["good"].failures
    assert {each.stage for each in letters} <= {"fetch", "parse", "extract"}
    assert any(each.original.startswith(b"<!doctype html") for each in letters)
    assert balance["fetch"].dropped["language"] == 1
    assert all(each.balanced for each in balance.values()), balance


ARTICLES = {
    "only quotation marks": "“”" * 5_000 + '"' * 5_000 + "‘’" * 5_000,
    "unbalanced": '“We will talk, the minister of Norway said. "No, he added. ‘Yes. ' * 200,
    "right to left": "\u202e\u2067“We will talk,” said the minister of Norway.\u2069\u202c " * 50,
    "emoji": "👩‍👩‍👧 “We will talk 🕊️,” said the minister of Norway 🇳🇴. " * 50,
    "combining": "“We wi\u0301ll tal\u0308k,” said the ministe\u0301r of Norway. " * 50,
    "zero width": "“We\u200bwill\u2060talk,”\ufeff said the minister of Norway. " * 50,
    "one long line": "word " * 40_000,
    "no spaces": "x" * 200_000,
    "lone surrogate": "“We will talk \ud800,” said the minister of Norway.",
    "null bytes": "“We will\x00 talk,” said the minister\x00 of Norway.",
}


@pytest.mark.slow
def test_hostile_articles_are_read_or_set_aside(program: Program, tmp_path: Path) -> None:
    """Every one is an article or a dead letter at the end; the plain one behind them is stored."""
    given = lines(
        tmp_path / "a.jsonl",
        *({"id": name, "text": f"{text}\n\n{GOOD}"} for name, text in ARTICLES.items()),
        {"id": "five megabytes", "text": "The minister said that talks went on. " * 140_000},
        {"id": "plain", "text": GOOD},
    )
    done = program.run("backfill", str(given), "--profile", "fast", status=1)
    assert "Traceback" not in done.stderr
    stored = {each["identity"].removeprefix("id:"): each for each in program.export("articles")}
    with LocalStore.open(program.data_dir) as store:
        letters = store.letters.list()
        balance = totals(store.ledger.balance())
    assert "plain" in stored
    (large,) = [each for each in letters if each.error == "too_large"]
    assert int(large.headers["bytes"]) > 5_000_000
    assert large.original.startswith(b'{"id": "five megabytes"')
    dropped = sum(sum(each.dropped.values()) for each in balance.values())
    assert len(stored) + len(letters) + dropped == len(ARTICLES) + 2
    assert all(each.balanced for each in balance.values())
    for statement in program.export("statements"):
        text = next(
            each["text"] for each in stored.values() if each["id"] == statement["article_id"]
        )
        pieces = " … ".join(text[start:end] for start, end in statement["spans"])
        assert pieces == statement["text"]


def test_a_bad_line_of_a_file_is_set_aside_and_can_be_replayed(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    good = lines(file, {"id": "1", "text": GOOD}).read_text()
    file.write_text(good + "{broken\n" + good.replace('"1"', '"2"'))
    assert "1 set aside" in program.run("backfill", str(file), "--profile", "fast", status=1).stderr
    assert len(program.export("articles")) == 2
    listed = program.run("dlq", "list").stdout
    assert "a.jsonl:2" in listed
    letter = listed.split()[0]
    assert program.run("dlq", "show", letter, "--original").stdout.strip() == "{broken"
    assert "0 healed, 1 failed again" in program.run("dlq", "replay", letter, status=1).stderr


def test_offline_is_said_once_and_retried(tmp_path: Path) -> None:
    """Every feed fails as without a network: one line, a pointer to the demo, and it goes on."""
    program = Program(tmp_path / "data")
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("http://nowhere.invalid/feed.xml\nhttp://nobody.invalid/feed.xml\n")
    running = program.start("run", "--feeds", str(feeds), "--profile", "fast")
    try:
        assert running.stderr is not None
        said: list[str] = []
        while not any("parley demo" in each for each in said):
            line = running.stderr.readline()
            assert line, said
            said.append(line)
        assert running.poll() is None
        running.terminate()
        assert running.wait(30) == 0
    finally:
        running.kill()
        running.communicate()
