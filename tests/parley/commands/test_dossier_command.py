"""`parley dossier`: faults by line, examples read, stored articles read again."""

from pathlib import Path

import pytest

from parley.subscriptions import subscriptions
from runtime.settings import Settings
from tests.fakes.program import Program, lines

DOSSIER = """\
id: fishery
title: Fish of the north
parties:
  - name: Norway
  - name: Iceland
  - name: Herring League
    aliases: [the League of the Herring]
feeds: [https://fish.example/feed]
"""
EXAMPLE = """\
examples:
  - text: Norway suspended the fishery talks with Iceland on Saturday.
    party: Norway
    issue: talks
    position: {position}
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "fishery.yaml"
    path.write_text(DOSSIER, "utf-8")
    return path


def test_examples_are_read_and_a_wrong_one_fails(program: Program, dossier: Path) -> None:
    dossier.write_text(DOSSIER + EXAMPLE.format(position="unwilling"), "utf-8")
    done = program.run("dossier", "test", str(dossier))
    assert done.stdout == (
        "as it says: Norway suspended the fishery talks with Iceland on Saturday.\n"
    )
    dossier.write_text(DOSSIER + EXAMPLE.format(position="willing"), "utf-8")
    done = program.run("dossier", "test", str(dossier), status=1)
    assert "NOT so: Norway suspended" in done.stdout
    assert "  read as: Norway, talks, -2" in done.stdout
    assert "1 of 1 examples are not read as they say" in done.stderr


def test_without_examples_and_articles_there_is_nothing_to_test(
    program: Program, dossier: Path
) -> None:
    done = program.run("dossier", "test", str(dossier), status=1)
    assert "nothing to test it on; add examples:" in done.stderr


def test_what_it_would_change_in_stored_articles_is_shown_and_not_done(
    program: Program, dossier: Path, tmp_path: Path
) -> None:
    told = [
        {
            "id": name,
            "text": text,
            "published_at": f"{day}T08:00:00Z",
            "outlet": f"{name}.example",
        }
        for name, text, day in (
            ("a", "The League of the Herring resumed talks with Norway on Monday.", "2026-03-03"),
            ("b", "The League of the Herring suspended talks with Norway.", "2026-05-09"),
        )
    ]
    program.run("backfill", str(lines(tmp_path / "news.jsonl", *told)))
    before = program.export("shifts")
    done = program.run("dossier", "test", str(dossier))
    assert "Herring League" in done.stdout
    assert "shifts of stored articles that would be: " in done.stderr
    assert program.export("shifts") == before


def test_faults_are_told_with_their_line(program: Program, dossier: Path) -> None:
    dossier.write_text(DOSSIER + "examples: [{text: x, position: maybe}]\n", "utf-8")
    done = program.run("dossier", "test", str(dossier), status=1)
    assert "line 9: unknown position 'maybe'; use one of willing, unwilling" in done.stderr


def test_a_name_that_would_part_a_timeline_is_told(program: Program, dossier: Path) -> None:
    parties = "id: a\ntitle: t\nparties: [{name: USA}, {name: EU, aliases: [European Union]}]\n"
    dossier.write_text(parties, "utf-8")
    done = program.run("dossier", "check", str(dossier))
    told = " ".join(done.stderr.split())
    assert "Parley knows 'USA' as 'United States': call it so" in told
    assert "European" not in told


def test_the_feeds_of_a_dossier_are_read(dossier: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("https://a.example/feed\n", "utf-8")
    settings = Settings(data_dir=tmp_path / "data", feeds=own)
    assert [each.url for each in subscriptions(settings)] == ["https://a.example/feed"]
    found = subscriptions(settings, [dossier])
    assert [(each.url, each.title) for each in found][1:] == [
        ("https://fish.example/feed", "Fish of the north")
    ]
    folder = settings.data_dir / "dossiers"
    folder.mkdir(parents=True)
    (folder / "fishery.yaml").write_text(DOSSIER, "utf-8")
    assert subscriptions(settings) == found == subscriptions(settings, [dossier])
