"""Dossiers: what a good one gives, and how each fault is named with its line and remedy."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from processors import dossiers
from processors.dossiers import DossierError, DossierPerson, Example, load, read
from tests.fakes.facts import report, statement_in
from wire.vocabulary import ISSUES

GOOD = """\
id: river-talks
title: Talks on the river
parties:
  - name: Northland
    aliases: [the Northern government, Northern delegation]
    people:
      - name: Ada Berg
        role: foreign minister
      - Jon Vik
    counterparties: [River Front]
  - name: River Front
    aliases: [RF]
  - Observers
issues:
  navigation: [river, ferry]
  captives:
    - detainees
feeds:
  - https://wire.example/feed
examples:
  - Ada Berg spoke.
  - text: The River Front closed the ferry.
    party: River Front
    issue: navigation
    position: unwilling
"""
SCHEMA = json.loads((Path(dossiers.__file__).parent / "schema.json").read_text("utf-8"))


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(DossierError) as caught:
        read(text, "x.yaml")
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_a_good_dossier_is_read_whole() -> None:
    dossier = read(GOOD)
    assert (dossier.id, dossier.title) == ("river-talks", "Talks on the river")
    assert [party.name for party in dossier.parties] == ["Northland", "River Front", "Observers"]
    assert dossier.parties[0].people == (
        DossierPerson("Ada Berg", "foreign minister"),
        DossierPerson("Jon Vik"),
    )
    assert dossier.issues == {"navigation": ("river", "ferry"), "captives": ("detainees",)}
    assert dossier.feeds == ("https://wire.example/feed",)
    assert dossier.examples == (
        Example("Ada Berg spoke."),
        Example("The River Front closed the ferry.", "River Front", "navigation", "unwilling"),
    )


def test_counterparties_are_those_named_else_all_others() -> None:
    dossier = read(GOOD)
    assert dossier.counterparties_of("Northland") == ("River Front",)
    assert dossier.counterparties_of("Observers") == ("Northland", "River Front")
    assert dossier.counterparties_of("Nobody") == ()


def test_the_good_dossier_meets_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(yaml.safe_load(GOOD), SCHEMA)
    assert SCHEMA["properties"]["issues"]["propertyNames"]["enum"] == list(ISSUES)


PARTIES = "id: a\ntitle: t\nparties:\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "empty"),
        ("just words", 1, "the dossier is no mapping"),
        ("id: a\ntitle: [\n", 3, "no YAML"),
        ("id: a\ntitle: t\n", 1, "parties is missing"),
        ("title: t\nparties: [A, B]\n", 1, "id is missing"),
        ("id: A b\ntitle: t\nparties: [A, B]\n", 1, "no identifier"),
        ("id: a\ntitle: t\nparties: [A]\n", 0, "fewer than two parties"),
        ("id: a\ntitle: t\nparties: A\n", 3, "parties is no list"),
        ("id: a\ntitle: t\nparties: [A, B]\nnote: x\n", 4, "no key 'note'"),
        ("id: a\ntitle: t\nparties: [A, B]\nissues: {tradee: [x]}\n", 4, "unknown issue 'tradee'"),
        ("id: a\nid: b\ntitle: t\nparties: [A, B]\n", 2, "stands twice"),
        ("id: a\ntitle: t\nparties: [A, B]\nissues: [trade]\n", 4, "issues is no mapping"),
        ("id: a\ntitle: t\nparties: [A, B]\nissues: {[x]: y}\n", 4, "key that is no word"),
        ("id: a\ntitle: {}\nparties: [A, B]\n", 2, "title is no text"),
        ("id: a\ntitle: t\nparties: [A, '']\n", 3, "name is empty"),
        (
            "id: a\ntitle: t\nparties: [A, B]\nfeeds: &x [u]\nissues: {trade: *x}\n",
            5,
            "refers to *x",
        ),
        (PARTIES + "  - name: A\n  - name: B\n  - name: the a\n", 6, "'the a' stands twice"),
        (
            PARTIES + "  - {name: A, aliases: [Z]}\n  - {name: B,\n     aliases: [z]}\n",
            6,
            "alias of both",
        ),
        (PARTIES + "  - {name: A, aliases: [B]}\n  - B\n", 4, "a party of its own"),
        (
            PARTIES + "  - {name: A, aliases: [B]}\n  - {name: B, aliases: [A]}\n",
            4,
            "aliases of each other",
        ),
        (
            PARTIES + "  - {name: A, people: [X Y]}\n  - {name: B, people: [{name: X Y}]}\n",
            5,
            "speaks for both",
        ),
        (PARTIES + "  - {name: A, people: [{nam: X}]}\n  - B\n", 4, "no key 'nam'"),
        (PARTIES + "  - {name: A, counterparties: [C]}\n  - B\n", 4, "no party of this dossier"),
        (PARTIES + "  - {name: A, counterparties: [A]}\n  - B\n", 4, "its own counterparty"),
        (PARTIES + "  - A\n  - B\nfeeds:\n  - wire.example\n", 7, "no address of the web"),
        (
            PARTIES + "  - A\n  - B\nexamples:\n  - {text: x, party: C}\n",
            7,
            "example about 'C', which is no party",
        ),
        (PARTIES + "  - A\n  - B\nexamples: [{text: x, issue: y}]\n", 6, "unknown issue 'y'"),
        (PARTIES + "  - A\n  - B\nexamples: [{party: A}]\n", 6, "text is missing"),
        (
            PARTIES
            + "  - {name: A, aliases: [B]}\n  - {name: B, aliases: [C]}\n"
            + "  - {name: C, aliases: [A]}\n",
            4,
            "'B' is an alias of 'A' and a party of its own",
        ),
    ],
)
def test_each_fault_names_its_line(text: str, line: int, words: str) -> None:
    found = problems(text)
    assert any(at == line and words in message for at, message in found), found


def test_the_nearest_word_is_offered() -> None:
    with pytest.raises(DossierError, match=r"line 4: unknown issue 'sanction'.*'sanctions'"):
        read("id: a\ntitle: t\nparties: [A, B]\nissues: {sanction: [ban]}\n")


def test_all_faults_are_told_at_once() -> None:
    text = "id: a\ntitle: t\nparties: [A, B]\nissues: {x: [a], y: [b]}\nother: 1\n"
    assert len(problems(text)) == 3


def test_empty_sections_are_no_fault() -> None:
    dossier = read("id: a\ntitle: t\nparties: [A, B]\nissues:\nfeeds:\n")
    assert dossier.issues == {}
    assert dossier.feeds == ()


def test_a_huge_or_deep_text_is_refused() -> None:
    assert problems("#" * (2 << 20)) == [(0, "is larger than one mebibyte")]
    assert problems("[" * 100_000) == [(1, "is nested too deep")]


def test_load_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    path.write_text(GOOD, "utf-8")
    assert load(path) == read(GOOD)
    path.write_bytes(b"id: a\ntitle: \xff\n")
    with pytest.raises(DossierError, match=r"river\.yaml: line 2: is not UTF-8"):
        load(path)
    with pytest.raises(DossierError, match="cannot be read"):
        load(tmp_path / "missing.yaml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except DossierError as error:
        if not error.problems:
            raise


def test_an_example_is_met_by_a_statement_that_has_all_it_names() -> None:
    article = report()
    no = statement_in(article, -2)
    neutral = statement_in(article, 0)
    whole = Example("x", "Ruritania", "talks", "unwilling")
    assert whole.is_met_by([neutral, no])
    assert not whole.is_met_by([neutral])
    assert not whole.is_met_by([statement_in(article, 2)])
    assert not whole.is_met_by([statement_in(article, -2, party="Borduria")])
    assert not whole.is_met_by([statement_in(article, -2, issue="trade")])
    assert Example("x").is_met_by([neutral])
    assert not Example("x").is_met_by([])
