"""Words for values, and text from strangers made harmless."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.render.words import (
    LONGEST_QUOTE,
    STANCE_WORDS,
    count,
    day,
    gauge,
    linked,
    marked,
    one_line,
    person,
    quoted,
    spoken_by,
    stance,
)
from runtime.harmless import REORDERING, clean
from wire import Speaker
from wire.vocabulary import STANCES


@given(st.text(st.characters()))
def test_clean_keeps_length_and_lets_no_control_through(text: str) -> None:
    made = clean(text)
    assert len(made) == len(text)
    assert not REORDERING & set(made)
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in made)
    made.encode("utf-8")


def test_clean_leaves_languages_alone() -> None:
    text = "“Año” — מלה 日本 👩‍👩‍👧 é\ttab\nline"
    assert clean(text) == text


def test_an_escape_sequence_is_disarmed() -> None:
    assert "\x1b" not in clean("\x1b]0;owned\x07 \x9b31m")


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("We will.", "direct", "“We will.”"),
        ("“We will.”", "direct", "“We will.”"),
        ("'We will.'", "direct", "'We will.'"),
        ("would “never” sign", "mixed", "would “never” sign"),
        ("that it would", "indirect", "that it would"),
        ("a\n  b", None, "a b"),
        ("", "direct", "“”"),
    ],
)
def test_own_words_have_marks_and_reported_ones_none(text: str, kind: str, shown: str) -> None:
    assert quoted(text, kind) == shown  # type: ignore[arg-type]


def test_a_long_quotation_is_cut_and_says_so() -> None:
    made = quoted("word " * 200, "indirect")
    assert len(made) <= LONGEST_QUOTE
    assert made.endswith("word…")
    exact = "x" * LONGEST_QUOTE
    assert quoted(exact, "indirect") == exact


def test_a_day_is_told_in_utc() -> None:
    late = datetime(2026, 5, 12, 23, 0, tzinfo=timezone(timedelta(hours=-3)))
    assert day(late) == "13 May 2026"
    assert day(late, year=False) == "13 May"
    assert day(datetime(2026, 5, 2, tzinfo=UTC)) == "2 May 2026"
    assert day(None) == "undated"


def test_every_stance_has_a_word_and_a_place() -> None:
    assert STANCE_WORDS.keys() == STANCES.keys()
    shown = {value: (stance(value).plain, gauge(value).plain) for value in STANCES}
    assert shown == {
        2: ("+2 accepts", "····●"),
        1: ("+1 open", "···●·"),
        0: (" 0 undecided", "··●··"),
        -1: ("-1 demands", "·●···"),
        -2: ("-2 rejects", "●····"),
    }
    assert stance(None).plain == "no stance"
    assert gauge(None).plain == "·····"


def test_a_stance_from_a_newer_version_is_shown_as_a_number() -> None:
    assert stance(5).plain == "+5 "
    assert gauge(5).plain == "·····"


def test_people_in_words() -> None:
    assert person("Ada Holm", "envoy") == "Ada Holm, envoy"
    assert person("the envoy", "Envoy") == "the envoy"
    assert person(None, "envoy") == "envoy"
    assert person("Ada Holm", None) == "Ada Holm"
    assert person(None, None) == ""
    assert spoken_by(None) == ""
    assert spoken_by(Speaker(text="she", name="Ada Holm")) == "Ada Holm"
    assert spoken_by(Speaker(text="an official", anonymous=True)) == "an official"
    assert spoken_by(Speaker(anonymous=True)) == "unnamed source"
    assert spoken_by(Speaker(anonymous=True, role="diplomat")) == "unnamed source, diplomat"


def test_only_web_addresses_become_links() -> None:
    def link(url: str | None) -> list[str | None]:
        return [span.style.link for span in linked("x", url).spans]  # type: ignore[union-attr]

    assert link("https://courant.example/a") == ["https://courant.example/a"]
    assert link("javascript:alert(1)") == []
    assert link("file:///etc/passwd") == []
    assert link("https://a.example/\x1b\\") == []
    assert link(None) == []


def test_marks_stand_at_their_offsets_whatever_stands_before() -> None:
    made = marked("a\x1bb word c", [(4, 8)])
    assert [made.plain[span.start : span.end] for span in made.spans] == ["word"]


def test_counts_and_lines() -> None:
    assert (count(1, "shift"), count(0, "shift"), count(2, "shift")) == (
        "1 shift",
        "0 shifts",
        "2 shifts",
    )
    assert one_line(" a\n\t b\x07 ") == "a b\N{REPLACEMENT CHARACTER}"
