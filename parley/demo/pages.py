"""An outlet's pages: the article with all that real pages put around it, and robots.txt.

What surrounds the article (navigation, cookie notice, related links, newsletter, footer) is there
so that the demo goes the way of live feeds: full text must be told apart from the rest.
"""

from collections.abc import Sequence
from html import escape
from string import Template

from parley.demo.edition import Entry
from parley.demo.markup import inline, paragraphs

RELATED = 4
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account/\n"
SECTIONS = ("World", "Politics", "Business", "Science", "Sport", "Opinion")

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title | $outlet</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="$summary">
<meta property="og:type" content="article">
<meta property="og:title" content="$title">
<meta property="og:site_name" content="$outlet">
<meta property="article:published_time" content="$published">
<meta property="article:modified_time" content="$updated">
<link rel="canonical" href="$canonical">
<link rel="alternate" type="$feed_type" title="$outlet" href="/feed.xml">
</head>
<body>
<div class="cookie-banner" role="dialog" aria-label="Cookies">
<p>We and our partners use cookies to remember your choices.</p>
<button type="button">Accept all</button> <button type="button">Manage choices</button>
</div>
<header class="site-header"><a href="/" class="logo">$outlet</a>
<nav class="site-nav"><ul>$sections</ul></nav></header>
<main>
<article class="article">
<header>
<h1 class="headline">$title</h1>
<p class="byline">By $outlet staff &middot; <time datetime="$published">$date</time></p>
</header>
<div class="article-body" itemprop="articleBody">
$body
</div>
</article>
<aside class="related"><h2>Read next</h2><ul>$related</ul></aside>
<section class="newsletter"><h2>The morning list</h2>
<form action="/account/newsletter" method="post"><label>E-mail
<input type="email" name="email"></label> <button>Sign up</button></form></section>
</main>
<footer class="site-footer"><ul><li><a href="/about">About us</a></li>
<li><a href="/contact">Contact</a></li><li><a href="/privacy">Privacy</a></li></ul>
<p>&copy; 2026 $outlet. An invented outlet; its people and events are invented too.</p></footer>
</body>
</html>
""")

_FRONT = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$outlet</title>
<link rel="alternate" type="$feed_type" title="$outlet" href="/feed.xml">
</head>
<body><h1>$outlet</h1><ul>$links</ul></body>
</html>
""")


def article_page(
    outlet: str, entry: Entry, others: Sequence[Entry], site: str, feed_type: str
) -> str:
    """The page of one article as it stands, on the address `site`; `others` are linked below."""
    story = entry.current
    related = [other for other in others if other.first.id != entry.first.id][:RELATED]
    return _PAGE.substitute(
        title=escape(story.title),
        outlet=escape(outlet),
        summary=escape(story.summary),
        published=entry.first.published_at.isoformat(),
        updated=entry.updated_at.isoformat(),
        date=entry.first.published_at.strftime("%-d %B %Y, %H:%M UTC"),
        canonical=escape(site + story.path),
        feed_type=escape(feed_type.partition(";")[0]),
        sections="".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in SECTIONS),
        body=paragraphs(story.text),
        related=_links(related),
    )


def front_page(outlet: str, entries: Sequence[Entry], feed_type: str) -> str:
    """The outlet's front page: what is out, the newest first, and where its feed is."""
    return _FRONT.substitute(
        outlet=escape(outlet),
        feed_type=escape(feed_type.partition(";")[0]),
        links=_links(entries),
    )


def _links(entries: Sequence[Entry]) -> str:
    return "".join(
        f'<li><a href="{escape(entry.current.path)}">{inline(entry.current.title)}</a></li>'
        for entry in entries
    )
