"""An article with its statements marked in the text."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.console import links
from search.console.desk import Desk, desk_of
from search.console.marks import paragraphs
from search.console.pages.rendering import page
from search.console.revising import difference, editions
from search.query import Keyword
from wire import Article, Shift, Statement


def one(request: Request) -> Response:
    """The text, and what was read from it."""
    desk = desk_of(request)
    found = desk.index.get("article", request.path_params["id"])
    if not isinstance(found, Article):
        raise HTTPException(404, "there is no such article; it may have been taken down or pruned")
    statements = statements_of(desk, found)
    texts = desk.index.revisions(found.id)
    edition = request.query_params.get("edition")
    edited = difference(texts, edition)
    if edition and edited is None:
        raise HTTPException(404, "there is no such edition of the article any more")
    shifts = [
        each
        for each in desk.index.scan("shift", Keyword("article", found.id))
        if isinstance(each, Shift)
    ]
    return page(
        request,
        "article.html",
        here="search",
        article=found,
        statements=statements,
        paragraphs=paragraphs(found.text, statements),
        shifts=shifts,
        editions=editions(texts)[::-1],
        edited=edited,
    )


def statement(request: Request) -> Response:
    """The permalink of a statement leads to its place in the article."""
    found = desk_of(request).index.get("statement", request.path_params["id"])
    if not isinstance(found, Statement):
        raise HTTPException(404, "there is no such statement; its article may have been edited")
    return RedirectResponse(links.article(found.article_id, found.id), 307)


def statements_of(desk: Desk, article: Article) -> list[Statement]:
    """The statements of an article's newest revision, in the order of the text."""
    found = [
        each
        for each in desk.index.scan("statement", Keyword("article", article.id))
        if isinstance(each, Statement) and each.end <= len(article.text)
    ]
    return sorted(found, key=lambda each: (each.start, -each.end, each.id))
