"""Article pages: the article can be told apart from everything around it."""

from datetime import timedelta

import pytest
from lxml import html

from ingest.text import html_to_text, read_page
from parley.demo.edition import Edition, editions
from parley.demo.markup import Marks, inline, paragraphs
from parley.demo.newsroom import bundled
from parley.demo.pages import article_page, front_page
from tests.fakes.newsroom import BEGIN, newsroom, story

SITE = "http://127.0.0.1:8123"


@pytest.mark.parametrize("made", editions(bundled()), ids=lambda made: made.domain)
def test_full_text_of_every_page_is_the_article_and_nothing_else(made: Edition) -> None:
    for written in made.stories:
        entries = made.entries(written.published_at)
        entry = next(one for one in entries if one.current.id == written.id)
        page = article_page(made.outlet, entry, entries, SITE, "application/rss+xml")
        read = read_page(page.encode(), "text/html; charset=utf-8", SITE + written.path)
        assert read.text == written.text
        assert read.title == written.title


def test_what_surrounds_an_article_is_there() -> None:
    (made,) = editions([newsroom(*(story(f"s{n}", n) for n in range(7)))])
    entries = made.entries(BEGIN + timedelta(days=1))
    page = html.fromstring(article_page("The Courant", entries[0], entries, SITE, "text/xml; x=y"))
    assert page.xpath("//div[@class='cookie-banner']")
    assert len(page.xpath("//nav//a")) == 6
    assert page.xpath("//aside//a/@href") == [f"/news/s{n}" for n in (5, 4, 3, 2)]
    assert page.xpath("//link[@rel='alternate']/@type") == ["text/xml"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/news/s6"]
    assert page.xpath("//footer")


def test_a_title_cannot_break_out_of_its_place() -> None:
    (made,) = editions([newsroom(story("a", title='"><script>alert(1)</script>'), story("b", 1))])
    entries = made.entries(BEGIN + timedelta(days=1))
    for page in (
        article_page("The Courant", entries[1], entries, SITE, "x"),
        article_page("The Courant", entries[0], entries, SITE, "x"),
        front_page("The Courant", entries, "x"),
    ):
        assert "<script>" not in page


@pytest.mark.parametrize("marks", ["utf-8", "named", "numeric"])
def test_every_way_of_writing_marks_reads_back(marks: Marks) -> None:
    text = "“a” ‘b’ \"c\" 'd' – — & < > é\n\nSecond “one.”"
    assert html_to_text(paragraphs(text, marks)) == text


def test_marks_are_written_as_the_outlet_does() -> None:
    assert inline("“a’ é", "named") == "&ldquo;a&rsquo; é"
    assert inline("“a’ é", "numeric") == "&#8220;a&#8217; é"
    assert inline("“a’ é") == "“a’ é"


def test_a_line_break_inside_a_paragraph_is_kept() -> None:
    assert paragraphs("a\nb\n\n\n\nc") == "<p>a<br>\nb</p>\n<p>c</p>"
