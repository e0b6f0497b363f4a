"""The way of one article through all stages, as rows, from what is stored."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from parley.office import Office
from runtime.tracing import trace_id
from search.alerts.finding import Wanted
from search.query import Keyword
from wire import Alert, Article, DeadLetter, Statement

Row = tuple[str, str]


def way(office: Office, article: Article) -> Iterator[Row]:
    """What is known of an article, when each stage had it, and what came out of it in the end."""
    yield from article_rows(article)
    subjects = {article.id}
    for each in office.index.scan("statement", Keyword("article", article.id)):
        if isinstance(each, Statement):
            subjects.add(each.id)
            yield "statement", f"{each.id}  {each.text}"
    for step in office.store.history():
        if step.article_id == article.id:
            subjects.add(step.shift_id)
            yield "shift", f"{step.shift_id}  {step.status}: {step.reason}"
    alerts = [each for each in office.desk.every_alert(Wanted()) if each.subject_id in subjects]
    told = office.desk.told([each.id for each in alerts])
    for alert in alerts:
        yield "alert", f"{alert.id}  {alert.state}: {alert.headline}"
        yield from ((f"alert {name}", written(at)) for name, at in _after(article, alert))
        for message in told.get(alert.id, ()):
            moment = written(message.done_at or message.due)
            why = f": {message.why}" if message.why else ""
            yield "message", f"{message.target}  {message.state}, {moment}{why}"


def article_rows(article: Article) -> Iterator[Row]:
    """What is known of an article itself, and when each stage had it."""
    yield "title", article.title
    yield "outlet", f"{article.outlet.name} ({article.outlet.domain})"
    yield "link", article.url or "none"
    yield "trace", trace_id(article.id)
    yield "revision", str(article.version)
    stages = {
        "published": article.published_at,
        "seen": article.first_seen_at,
        "fetched": article.fetched_at,
        **article.stamps,
    }
    doubt = "" if article.published_trusted else " (not trusted)"
    for name, moment in stages.items():
        if moment is not None:
            yield name, written(moment) + (doubt if name == "published" else "")


def letter_rows(letters: Sequence[DeadLetter]) -> list[Row]:
    """The dead letters of an article."""
    return [("dead letter", f"{letter.id}  {letter.stage}: {letter.text}") for letter in letters]


def written(moment: datetime) -> str:
    """A time for people who compare times."""
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"


def _after(article: Article, alert: Alert) -> Iterator[tuple[str, datetime]]:
    """The stages of an alert that are not those of its article."""
    known = {"published", "seen", *article.stamps}
    yield from ((name, at) for name, at in alert.stamps.items() if name not in known)
