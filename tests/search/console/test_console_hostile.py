"""Texts from outside stay texts: on every page, in every call, in every export, in every address.

All of the corpus stands in one store, in every place where a stranger's words can come to stand.
"""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import msgspec
import pytest
from lxml import etree, html
from markupsafe import escape

from search.alerts.targets import Target
from search.console import FeedReport, HistoryEntry
from search.console.links import outside
from search.export import FORMULA
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.fakes.hostile_texts import ADDRESSES, FORMULAS, HOSTILE
from tests.fakes.watches import rule, watch
from tests.search.console.conftest import Served, served
from wire import Article, DeadLetter, Outlet, Shift, Statement

TAGS = frozenset(
    """html head meta title link script body a header img nav ul ol li main footer p div h1 h2 h3
    form label input select option optgroup button datalist article section span bdi b i em strong
    time blockquote mark ins del code fieldset legend figure figcaption svg g rect line path circle
    polyline text aside details summary sup table caption colgroup col thead tbody tfoot tr th td
    dl dt dd pre br hr textarea small output progress meter""".split()  # noqa: SIM905
)
LINKS = ("href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "poster", "cite")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def safe(page: str) -> None:
    """A browser that reads this page runs nothing, goes nowhere by itself, shows no steering."""
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment: {element.text!r}")
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name not in ("style", "srcdoc", "http-equiv", "ping"), (element.tag, name)
            if name in LINKS:
                _safe_link(str(element.tag), str(value), str(element.get("rel") or ""))
        if element.tag == "script":
            assert (element.get("src"), element.text) == ("/static/console.js", None)
        if element.tag == "style":
            raise AssertionError("a style")
        if element.tag == "form":
            assert str(element.get("action") or "/").startswith("/")
    assert not CONTROL.search(page), CONTROL.search(page)


def _safe_link(tag: str, address: str, rel: str) -> None:
    if address.startswith(("/", "#", "?")) or address == "":
        assert not address.startswith(("//", "/\\")), address
        return
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https"), address
    assert tag == "a", (tag, address)
    assert {"noopener", "noreferrer"} <= set(rel.split()), (address, rel)


def poisoned(number: int, text: str) -> tuple[Article, Statement, Shift]:
    """An article, a statement and a shift with the text wherever a stranger's words can stand."""
    address = ADDRESSES[number % len(ADDRESSES)]
    odd = msgspec.structs.replace(
        article(f"a{number}", f"{text}\nand “{text}” talks", title=text, at=day(2)),
        url=address,
        outlet=Outlet(name=text, domain=text),
        published_claimed=text,
    )
    said = msgspec.structs.replace(
        statement(
            f"s{number}",
            f"{text} talks",
            article_id=odd.id,
            party=text,
            counterparties=(text,),
            speaker=text,
            role=text,
            at=day(3),
        ),
        title=text,
        url=address,
        outlet=text,
        condition=text,
        conditional=True,
        deadline=text,
        cue=text[:3],
        negotiation=text,
    )
    moved = shift(
        f"m{number}", before=text, after=f"{text} {text}", party=text, why=text, at=day(4)
    )
    evil = {"title": text, "url": address, "outlet": text, "speaker": text, "role": text}
    return (
        odd,
        said,
        msgspec.structs.replace(
            moved,
            counterparties=(text,),
            negotiation=text,
            made_by=text,
            before=msgspec.structs.replace(moved.before, **evil, article_id=odd.id),
            after=msgspec.structs.replace(moved.after, **evil, article_id=odd.id),
            sources=(
                msgspec.structs.replace(moved.sources[0], title=text, url=address, outlet=text),
            ),
        ),
    )


@pytest.fixture(scope="module")
def poisonous(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = served(tmp_path_factory.mktemp("hostile"))
    every = [poisoned(number, text) for number, text in enumerate(HOSTILE)]
    with made.store.database.write() as tx:
        for number, text in enumerate(HOSTILE):
            made.alerts.put_target(
                tx,
                Target(name=text, url=f"https://x.example/{number}", last_error=text, failures=1),
            )
            name, mutes = f"{text}{number}" if text.strip() else f"{number}", (text,)
            kept = rule(name, party=text, targets=(text,), muted_parties=mutes)
            made.alerts.put(tx, msgspec.structs.replace(kept, id=f"2026-05-w{number}"))
            words = watch(f"q{name}", query=f'"{text[:100]}"'.replace('""', '"'))
            made.alerts.put(tx, msgspec.structs.replace(words, id=f"2026-05-q{number}"))
    for odd, said, moved in every:
        made.take(odd, said, moved)
        edited = msgspec.structs.replace(odd, version=2, title=f"2{odd.title}", text=f"{odd.text}!")
        with made.store.database.write() as tx:
            made.store.index.keep_revision(tx, odd, [said])
            made.store.index.keep_revision(tx, edited, [])
        made.desk.verdicts.give(moved, "wrong", odd.title[:60] or "x", odd.title)
        made.sources.entries[moved.id] = [
            HistoryEntry(DAY, 1, "provisional", odd.title, odd.title, odd.title)
        ]
        made.sources.reports.append(
            FeedReport(odd.url or "", odd.title, odd.title, failing=True, failures=3)
        )
        made.sources.dead.append(
            DeadLetter(
                id=odd.title,
                stage="parse",
                error="malformed",
                text=odd.title,
                original=odd.title.encode(),
                position=odd.title,
                headers={odd.title: odd.title},
                feed=odd.url,
                first_failed_at=DAY,
                last_failed_at=DAY,
            )
        )
    yield made
    made.alerts.close()
    made.store.database.close()


@pytest.mark.parametrize("text", [HOSTILE[n] for n in (0, 1, 7, 10, 14, 16, 18, 20, 22, 26)])
def test_the_check_itself_finds_what_is_not_escaped(text: str) -> None:
    with pytest.raises(AssertionError):
        safe(f"<html><body><p>{text}</p></body></html>")
    safe(f"<html><body><p>{escape(text)}</p></body></html>")


LISTS = (
    *("/", "/?limit=100", "/search?limit=100", "/search?in=articles&limit=100", "/verdicts"),
    *("/search?in=shifts&limit=100", "/search?q=talks", "/parties", "/feeds", "/status"),
    *("/alerts?limit=100", "/watches", "/watches?page=2", "/watches/new"),
)


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_safe(poisonous: Served, path: str) -> None:
    safe(poisonous.get(path))


@pytest.mark.parametrize(
    "number", range(len(HOSTILE)), ids=lambda number: repr(HOSTILE[number])[:30]
)
def test_pages_of_one_thing_are_safe(poisonous: Served, number: int) -> None:
    for path in (
        f"/shifts/2026-05-shift-m{number}",
        f"/articles/2026-05-article-a{number}",
        f"/watches/2026-05-w{number}",
        f"/watches/2026-05-w{number}/edit",
        f"/watches/2026-05-w{number}/remove",
        f"/watches/2026-05-w{number}/ledger",
    ):
        safe(poisonous.get(path))
    text = HOSTILE[number]
    for path in (f"/parties/{quote(text, safe='')}", f"/status/letters/{quote(text, safe='')}"):
        answer = poisonous.client.get(path)
        assert answer.status_code in (200, 404), path
        safe(answer.text)
    found = poisonous.client.get(f"/api/v1/alerts?watch=2026-05-w{number}").json()["items"]
    for each in found:
        safe(poisonous.get(f"/alerts/{quote(each['id'], safe='')}"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:30])
def test_what_is_typed_comes_back_as_text(poisonous: Served, text: str) -> None:
    for path, name in (
        ("/", "q"),
        ("/", "party"),
        ("/search", "q"),
        ("/search", "party"),
        ("/search", "in"),
        ("/search", "cursor"),
        ("/alerts", "party"),
        ("/alerts", "watch"),
        ("/alerts", "after"),
        ("/watches", "q"),
        ("/watches/new", "q"),
        ("/watches/new", "name"),
        ("/parties/x", "issue"),
    ):
        answer = poisonous.client.get(path, params={name: text})
        assert answer.status_code in (200, 400, 404), (path, name)
        safe(answer.text)
    safe(poisonous.client.get(f"/{quote(text, safe='')}").text)
    fields = {"name": text, "q": text, "party": text, "zone": text, "targets": text, "do": "try"}
    safe(poisonous.post("/watches/new", "/watches/new", **fields).text)


@pytest.mark.parametrize(
    "path",
    [
        *("shifts", "statements", "articles", "parties", "facets", "watches", "alerts", "targets"),
        *("verdicts", "feeds", "status", "dead-letters", "tokens", "openapi.json"),
    ],
)
def test_no_answer_of_the_api_is_taken_for_a_page(poisonous: Served, path: str) -> None:
    answer = poisonous.client.get(f"/api/v1/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()
    problem = poisonous.client.get(f"/api/v1/{path}", params={HOSTILE[0]: HOSTILE[2]})
    assert problem.headers["content-type"].startswith("application/")


EXPORTS = (
    *("/search.csv?in=statements", "/search.csv?in=articles", "/search.csv?in=shifts"),
    *("/alerts.csv", "/verdicts.csv"),
    *(f"/watches/2026-05-w{HOSTILE.index(each)}/ledger.csv" for each in FORMULAS),
)
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
IGNORED = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u00a0\x00 '\""
"""What spreadsheets skip, or a person deletes without seeing it; but for the apostrophe."""


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula."""
    if NUMBER.fullmatch(cell) or cell.startswith("'"):
        return False
    return cell.startswith(("\t", "\r", "\n")) or cell.lstrip(IGNORED + "\t\r\n").startswith(
        FORMULA
    )


@pytest.mark.parametrize("path", EXPORTS)
def test_no_cell_of_an_export_is_a_formula(poisonous: Served, path: str) -> None:
    answer = poisonous.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1, "a cell broke out of its row"
    assert [cell for row in rows for cell in row if runs(cell)] == []


def test_an_atom_feed_of_alerts_can_be_read(poisonous: Served) -> None:
    for number in range(len(HOSTILE)):
        answer = poisonous.client.get(f"/watches/2026-05-w{number}/alerts.atom")
        root = etree.fromstring(answer.content)
        for link in root.iter("{*}link"):
            assert str(link.get("href")).startswith(("http://", "https://", "/"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_web_is_linked(address: str) -> None:
    found = outside(address)
    if found is not None:
        assert urlsplit(found).scheme in ("http", "https")
        assert not CONTROL.search(found)
        assert "\\" not in found
