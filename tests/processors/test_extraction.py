"""From an article to its statements, all rooms of the core together."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.dossiers.dossier import Dossier, DossierParty, DossierPerson
from processors.extraction import Extractor
from tests.fakes.reports import report
from wire import Statement

FIVE = """\
KYIV — Ukraine will send its negotiators to Geneva next week, the presidential spokesman, \
Danylo Sereda, said on Monday. ‘We are ready to talk about a ceasefire, and we’ll stay as long \
as it takes,’ Sereda told reporters.

The deputy foreign minister, Oksana Hrytsenko, was more guarded. ‘There can be no truce while \
shells fall on our cities,’ she said.

In Moscow, a spokeswoman for the Russian foreign ministry said the proposal would be studied. \
‘We have seen the letter and we are reading it,’ the spokeswoman said.

An analyst in Vienna, who asked not to be named, said neither side was in a hurry. ‘They’re \
talking about talks,’ the analyst said.

In Kharkiv, Lidia Bondar, a retired teacher who lives near the station, had not heard the news. \
‘I’ll believe it when the windows stop shaking,’ she said.
"""


@cache
def extractor() -> Extractor:
    return Extractor("accurate")


@cache
def five() -> tuple[Statement, ...]:
    return tuple(extractor().extract(report(FIVE, "Kyiv to send negotiators to Geneva")))


def said(words: str) -> Statement:
    return next(s for s in five() if words in FIVE[s.start : s.end] and s.kind != "act")


@pytest.mark.parametrize(
    ("words", "speaker", "party"),
    [
        ("We are ready to talk", "Sereda", "Ukraine"),
        ("There can be no truce", "Hrytsenko", "Ukraine"),
        ("We have seen the letter", "spokeswoman", "Russia"),
        ("talking about talks", "analyst", None),
        ("windows stop shaking", "Bondar", None),
    ],
)
def test_each_of_five_speakers_has_their_words_and_party(
    words: str, speaker: str, party: str | None
) -> None:
    statement = said(words)
    assert statement.kind == "direct"
    assert statement.speaker is not None
    assert speaker in f"{statement.speaker.name} {statement.speaker.text}"
    assert statement.party == party


def test_the_position_of_the_spokesman_is_open_and_of_the_deputy_closed() -> None:
    ready, closed = said("We are ready to talk"), said("There can be no truce")
    assert ready.stance is not None
    assert closed.stance is not None
    assert ready.stance > 0 > closed.stance
    assert "ceasefire" in closed.issues
    assert closed.conditional


def test_statements_stand_in_the_text_and_name_their_source() -> None:
    article = report(FIVE)
    for statement in extractor().extract(article):
        assert 0 <= statement.start < statement.end <= len(FIVE)
        assert statement.start == statement.spans[0][0]
        assert statement.end == statement.spans[-1][1]
        assert statement.id[:7] == "2026-05"
        assert statement.outlet == "The Gazette"
        assert statement.url == article.url
        assert statement.at == article.published_at
        assert statement.made_by


def test_the_same_article_gives_the_same_statements() -> None:
    article = report(FIVE, "Kyiv to send negotiators to Geneva")
    assert tuple(Extractor("accurate").extract(article)) == five()


def test_equal_words_get_ids_of_their_own() -> None:
    text = "“No,” said Mr Brown.\n\n“No,” said Mrs Grey."
    statements = extractor().extract(report(text))
    assert len({s.id for s in statements}) == len(statements)


def test_a_word_inserted_above_leaves_the_ids_as_they_are() -> None:
    text = "The minister, Ana Costa, said: “We will sign the agreement on Friday.”"
    before = {s.id for s in extractor().extract(report(text)) if s.kind == "direct"}
    after = {
        s.id for s in extractor().extract(report("It rained.\n\n" + text)) if s.kind == "direct"
    }
    assert before
    assert before == after


def test_a_deed_is_an_act_with_what_it_presupposes() -> None:
    statements = extractor().extract(
        report("Norway resumed its talks with Iceland on Monday after a month of silence.")
    )
    act = next(s for s in statements if s.kind == "act")
    assert (act.party, act.issue, act.stance) == ("Norway", "talks", 2)
    assert act.counterparties == ("Iceland",)
    assert act.change is not None
    assert act.change.direction == "softening"


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Iceland agreed on a truce on Monday.",
        "Norway and Iceland signed a truce on Monday.",
        "The leaders of Norway and Iceland signed a ceasefire agreement.",
    ],
)
def test_two_who_agree_are_both_parties(text: str) -> None:
    statements = extractor().extract(report(text))
    assert set(statements[0].parties) == {"Norway", "Iceland"}
    assert statements[0].counterparties == ()
    assert (statements[0].issue, statements[0].stance) == ("ceasefire", 2)


@pytest.mark.parametrize(
    "text",
    [
        "Norway had suspended the talks with Iceland in 2019.",
        "Iceland demanded that Norway lift the ban.",
        "Norway publishes its annual list of banned Icelandic goods.",
        "Will Norway suspend the talks with Iceland?",
    ],
)
def test_background_demands_routine_and_questions_are_no_deeds_of_norway(text: str) -> None:
    acts = [s for s in extractor().extract(report(text)) if s.kind == "act"]
    assert not [s for s in acts if s.party == "Norway" and s.change is not None]


def test_a_party_reported_on_by_another_takes_no_position_by_that() -> None:
    text = "Icelandic foreign minister Jon Jonsson said Norway had accepted the plan."
    statements = extractor().extract(report(text))
    assert "Norway" not in {s.party for s in statements}
    assert not [s for s in statements if s.party == "Iceland" and (s.stance or 0) > 0]


def test_a_dossier_gives_people_parties_and_words() -> None:
    dossier = Dossier(
        id="lake",
        title="The lake",
        parties=(
            DossierParty("Lake League", ("League",), (DossierPerson("Una Moss", "chair"),)),
            DossierParty("Shore Union", ()),
        ),
        issues={"navigation": ("buoy line",)},
    )
    text = "Una Moss said the Lake League would accept the buoy line of the Shore Union."
    statement = Extractor("accurate", [dossier]).extract(report(text))[0]
    assert statement.party == "Lake League"
    assert statement.issue == "navigation"


def test_quotes_alone_take_no_position() -> None:
    rows = extractor().quotes(report(FIVE))
    assert {s.kind for s in rows} <= {"direct", "mixed", "indirect"}
    assert all(s.stance is None and s.party is None for s in rows)


def test_the_fast_profile_is_named_in_its_statements() -> None:
    rows = Extractor("fast").extract(report(FIVE))
    assert rows
    assert all("fast" in s.made_by for s in rows)


QUARREL = """\
The hills were white on Monday. Norway suspended the fishing talks with Iceland. Snow fell all day.

Icelandic foreign minister Jon Jonsson came late. “We reject the quota, and we will not sign,” he \
said. The road was long and the bus was cold.

A baker in the harbour said the talks were a waste of time.
"""


def test_the_fast_profile_takes_the_same_positions_and_only_those_of_parties() -> None:
    fast, accurate = (
        reader.extract(report(QUARREL)) for reader in (Extractor("fast"), extractor())
    )
    assert [(s.start, s.end, s.kind, s.party) for s in fast] == [
        (s.start, s.end, s.kind, s.party) for s in accurate
    ]
    assert {s.party for s in fast} == {"Norway", "Iceland", None}
    for one, other in zip(fast, accurate, strict=True):
        if one.party:
            assert (one.issue, one.stance, one.move) == (other.issue, other.stance, other.move)
        else:
            assert one.issue is one.stance is one.move is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“",
        "””””‘‘‘",
        "\u202e“אבג” said \u200f",
        "😀 “e\u0301e\u0301” said Ann.",
        "a" * 5000,
    ],
)
def test_odd_texts_are_read_without_error(text: str) -> None:
    for statement in extractor().extract(report(text)):
        assert 0 <= statement.start <= statement.end <= len(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(FIVE.split()), max_size=40))
def test_any_order_of_words_gives_statements_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for statement in extractor().extract(report(text)):
        assert 0 <= statement.start <= statement.end <= len(text)
        assert statement.stance in {None, -2, -1, 0, 1, 2}
