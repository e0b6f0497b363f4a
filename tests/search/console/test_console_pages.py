"""Every page: what it shows, in which order, and what it says where there is nothing."""

import re

import msgspec
import pytest

from tests.fakes.documents import day, shift, statement
from tests.search.console.conftest import Served

PAGES = (
    "/",
    "/search",
    "/search?in=articles",
    "/search?in=shifts",
    "/parties",
    "/feeds",
    "/status",
)


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_store_says_what_to_do(empty: Served, path: str) -> None:
    assert "parley run" in empty.get(path)


def test_shifts_show_both_sides_with_the_changed_words_marked(console: Served) -> None:
    page = console.get("/")
    assert "1 shift, newest first" in page
    assert 'We will hold talks with <mark class="change">anybody</mark> in May' in page
    assert 'We will hold talks with <mark class="change">nobody</mark> in May' in page
    assert "Rudolf Rassendyll" in page
    assert '<time datetime="2026-05-05T06:40:00Z"' in page


def test_shifts_are_filtered(console: Served) -> None:
    assert "2026-05-shift-s" in console.get("/?party=Ruritania&issue=talks&direction=hardening")
    page = console.get("/?direction=softening")
    assert "No shift fits" in page
    assert "<option selected>softening</option>" in page


def test_what_is_hardly_sure_is_left_out_of_lists_and_one_click_away(console: Served) -> None:
    console.store.apply(shifts=[shift("doubtful", confidence=0.06, at=day(20))])
    for place in ("/?", "/search?in=shifts&"):
        page = console.get(place)
        assert "shift-doubtful" not in page
        assert "1 shift, newest first" in page
        assert ">1 less sure</a> left out" in page
        (everything,) = set(re.findall(r'href="(/[^"]*confidence=0)"', page))
        assert "shift-doubtful" in console.get(everything.replace("&amp;", "&"))
        assert "less sure" not in console.get(f"{place}confidence=0.5")
    assert "less sure" not in console.get("/search?in=statements")
    none = console.get("/?q=doubtful&party=Syldavia")
    assert "No shift fits" in none
    console.store.apply(shifts=[shift("other", party="Syldavia", confidence=0.1)])
    assert "Show 1 shift of a confidence under 0.3" in console.get("/?party=Syldavia")
    assert "Show 1 shift of less" in console.get("/search?in=shifts&party=Syldavia")


def test_what_a_list_of_shifts_shows_is_what_is_taken_away_and_the_api_has_all(
    console: Served,
) -> None:
    console.store.apply(shifts=[shift("doubtful", confidence=0.06, at=day(20))])
    page = console.get("/search?in=shifts")
    (taken,) = re.findall(r'href="(/search\.jsonl[^"]*)"', page)
    assert "doubtful" not in console.get(taken.replace("&amp;", "&"))
    assert "doubtful" in console.get("/search.jsonl?in=shifts")
    assert "doubtful" in console.get("/api/v1/shifts")


def test_a_shift_has_its_sources_and_its_history(console: Served) -> None:
    page = console.get("/shifts/2026-05-shift-s")
    assert page.index("first report") < page.index("a second source")
    assert "Highland Herald" in page
    assert 'href="/articles/2026-05-article-b"' in page


def test_a_shift_that_was_taken_back_says_so(console: Served) -> None:
    gone = console.client.get("/shifts/2026-05-shift-gone")
    assert gone.status_code == 410
    assert "the article was edited" in gone.text
    assert 'href="/shifts/2026-05-shift-s"' in gone.text


def test_search_marks_the_words_in_their_paragraph(console: Served) -> None:
    page = console.get("/search?q=talks")
    assert re.search(
        r'class="said direct">No </span>.*?<mark class="hit">talks</mark>', page, re.DOTALL
    )
    assert "said the minister" in page
    assert "Rain fell" not in page
    assert 'href="/articles/2026-05-article-a#2026-05-statement-no"' in page


def test_search_counts_narrows_and_draws(console: Served) -> None:
    page = console.get("/search")
    assert "3 statements, newest first" in page
    assert "party=Syldavia" in page
    assert page.count('class="bar"') == 3
    assert "after=2026-05-05&amp;before=2026-05-06" in page
    narrowed = console.get("/search?party=Syldavia")
    assert "1 statement, newest first" in narrowed
    assert "take away" in narrowed
    assert "Nothing found" in console.get("/search?q=zebra")


def test_search_leads_to_older_pages_without_a_gap(console: Served) -> None:
    console.store.apply(
        statements=[statement(f"{n:03}", f"word{n}", at=day(-n - 1)) for n in range(50)]
    )
    seen: list[str] = []
    path = "/search?limit=20"
    while path:
        page = console.get(path)
        seen += re.findall(r'href="/statements/([^"]+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = more.group(1).replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 53


def test_export_has_all_that_was_found(console: Served) -> None:
    csv = console.client.get("/search.csv?party=Ruritania")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert "parley-statements.csv" in csv.headers["content-disposition"]
    assert len(csv.text.splitlines()) == 3
    assert len(console.get("/search.jsonl").splitlines()) == 3
    assert console.client.get("/search.xml").status_code == 404


def test_an_article_links_statement_speaker_and_cue(console: Served) -> None:
    page = console.get("/articles/2026-05-article-a")
    assert 'id="2026-05-statement-no"' in page
    assert 'class="said direct">No talks today</span>' in page
    assert '<a class="cue" href="#read-1" title="cue of statement 1">said</a>' in page
    assert 'title="speaker of statement 1">the minister</a>' in page
    assert "revision 1" in page
    assert "Evidence of a shift" in page


def test_a_statement_leads_to_its_place(console: Served) -> None:
    answer = console.client.get("/statements/2026-05-statement-no")
    assert answer.headers["location"] == "/articles/2026-05-article-a#2026-05-statement-no"


def test_a_party_has_its_last_position_and_its_age(console: Served) -> None:
    page = console.get("/parties/Ruritania")
    assert "−2 rejects" in page
    assert "9 days ago" in page
    assert page.index('id="on-') >= 0
    assert page.count("<circle") == 2
    assert "1 shift" in page
    assert "Trade" not in console.get("/parties/Ruritania?issue=talks")
    assert "Nothing is known" in console.get("/parties/Ruritania?issue=nuclear")
    assert ">Syldavia<" in console.get("/parties")


def test_the_drawing_leads_to_the_words_in_the_list(console: Served) -> None:
    page = console.get("/parties/Ruritania")
    for target in re.findall(r'<a href="#([^"]+)" aria-label="[^"]*(?:rejects|demands)', page):
        assert page.count(f'id="{target}"') == 1
    assert 'aria-label="5 May 2026: hardening"' in page
    assert page.index('href="#on-trade"') < page.index('id="on-trade"')


def test_a_table_says_where_each_party_stands(console: Served) -> None:
    page = console.get("/parties")
    row = page[page.index("Ruritania") : page.index("Syldavia")]
    assert re.findall(r'class="held (\w+)" href="([^"]+)">([^<]+)<', row) == [
        ("hard", "/parties/Ruritania?issue=talks", "−2 rejects"),
        ("hard", "/parties/Ruritania?issue=trade", "−1 demands"),
    ]
    assert "9 d<" in row
    assert page.count("<caption") == 1


def test_feeds_that_fail_come_first(console: Served) -> None:
    page = console.get("/feeds")
    assert page.index("failing (3 in a row)") < page.index("Lowlands")
    assert "1 can't be read" in page.replace("&#39;", "'")


def test_a_silent_feed_is_not_marked_as_well(console: Served) -> None:
    signs = dict(re.findall(r">([✓✕?])</span> <bdi>([^<]+)", console.get("/feeds")))
    assert signs == {"✕": "https://broken.example/feed", "?": "Still", "✓": "Lowlands"}


def test_status_adds_up_and_looks_into_dead_letters(console: Served) -> None:
    page = console.get("/status")
    assert "not english 1" in page
    assert 'href="/status/letters/2026-05-letter"' in page
    inside = console.get("/status/letters/2026-05-letter")
    assert "&lt;b&gt;bytes \N{REPLACEMENT CHARACTER}&lt;/b&gt;" in inside


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/shifts/x", "/articles/x", "/statements/x", "/parties/Nobody"),
        "/status/letters/x",
    ],
)
def test_what_is_not_there_is_said(console: Served, path: str) -> None:
    answer = console.client.get(path)
    assert answer.status_code == 404
    assert "Not there" in answer.text


def test_a_query_that_cannot_be_read_shows_the_place(console: Served) -> None:
    answer = console.client.get("/search?q=(talks")
    assert answer.status_code == 400
    assert "^" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/search?cursor=x", "/search?limit=0", "/search?in=x", "/?issue=x", "/parties/A?issue=x"],
)
def test_what_cannot_be_asked_is_said(console: Served, path: str) -> None:
    assert console.client.get(path).status_code == 400


def test_an_edit_does_not_break_marks_that_no_longer_fit(console: Served) -> None:
    late = statement("late", "x" * 500, article_id="2026-05-article-b", at=day(4))
    console.store.apply(statements=[late], shifts=[shift("t", at=day(5))])
    assert "Nobody spoke." in console.get("/articles/2026-05-article-b")
    assert "xxxxx" in console.get("/search")


def test_the_page_of_one_issue_is_about_that_one(console: Served) -> None:
    both = msgspec.structs.replace(
        statement("both", party="Syldavia", stance=1), issues=("talks", "trade")
    )
    console.store.apply(statements=[both])
    assert re.findall(r'<h2 id="on-(\w+)"', console.get("/parties/Syldavia?issue=trade")) == [
        "trade"
    ]
    assert len(re.findall(r'<h2 id="on-\w+"', console.get("/parties/Syldavia"))) == 2
