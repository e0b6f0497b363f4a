"""Lines that become articles: described ones, and those that Parley itself has exported."""

from datetime import UTC, datetime
from pathlib import Path

from parley.reading import article_of_line, read_lines
from tests.fakes.articles import article
from wire import codec

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_an_exported_article_is_itself(tmp_path: Path) -> None:
    exported = article("The minister said that the talks would go on.")
    assert article_of_line(codec.encode(exported), NOW) == exported
    file = tmp_path / "a.jsonl"
    file.write_bytes(codec.encode(exported) + b'\n{"id":"a","text":"They met."}\nno json\n')
    first, second, third = read_lines(str(file), NOW)
    assert first.article == exported
    assert second.article is not None
    assert (second.article.identity, second.article.first_seen_at) == ("id:a", NOW)
    assert third.article is None
