"""Queries to trees, and what is wrong with the others."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    EVERYTHING,
    FIELDS,
    After,
    And,
    Before,
    Everything,
    Keyword,
    Mention,
    Not,
    Or,
    Query,
    QueryError,
    Stance,
    Words,
    parse,
    phrases,
)
from search.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_WORDS
from wire.alert import Subject

A, B, C, D = (Words((stem,)) for stem in ("a", "b", "c", "d"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("  \n\t ", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c d", Or((And((A, B)), And((C, D))))),
        ("a (b OR c) d", And((A, Or((B, C)), D))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("((a))", A),
        ("-a", Not(A)),
        ("--a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT -a", A),
        ("-(-a)", A),
        ("a NOT b", And((A, Not(B)))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ("NOT a OR b", Or((Not(A), B))),
        ("a - b -- c", And((A, B, C))),
        ('"a b"', Words(("a", "b"))),
        ('-"a b"', Not(Words(("a", "b")))),
        ("“a b” «c d»", And((Words(("a", "b")), Words(("c", "d"))))),
        ("cease-fire", Words(("ceas", "fire"))),
        ("or and not Or", And((Words(("or",)), Words(("and",)), Words(("not",)), Words(("or",))))),
        ('"OR"', Words(("or",))),
        ("ORDER", Words(("order",))),
        ("U.S.", Words(("us",))),
        ("12:30", Words(("12", "30"))),
        ("a — ! b", And((A, B))),
        ("-— a", A),
        ("* a", A),
        ("party:Russia", Keyword("party", "russia")),
        ("PARTY:Russia", Keyword("party", "russia")),
        ("party: Russia", Keyword("party", "russia")),
        ('party:"United States"', Keyword("party", "united_states")),
        ("party:“Côte d’Ivoire”", Keyword("party", "cote_divoire")),
        ("-party:Hamas", Not(Keyword("party", "hamas"))),
        ("issue:Ceasefire", Keyword("issue", "ceasefire")),
        ("move:reject", Keyword("move", "reject")),
        ("move:demand", Keyword("move", "demand")),
        ("kind:act", Keyword("kind", "act")),
        ("direction:hardening", Keyword("direction", "hardening")),
        ("status:confirmed", Keyword("status", "confirmed")),
        ("article:2026-05-0aF", Keyword("article", "2026-05-0af")),
        ("speaker:ministers", Mention("speaker", ("minist",))),
        ('outlet:"Le Monde"', Mention("outlet", ("le", "mond"))),
        ("stance:-2", Stance((-2,))),
        ("stance:+1", Stance((1,))),
        ("stance:=0", Stance((0,))),
        ("stance:<0", Stance((-2, -1))),
        ("stance:<=0", Stance((-2, -1, 0))),
        ("stance:>0", Stance((1, 2))),
        ("stance:>=2", Stance((2,))),
        ("stance:<9", Stance((-2, -1, 0, 1, 2))),
        ("after:2026-03-01", After(datetime(2026, 3, 1, tzinfo=UTC))),
        ("after:2026-3-1", After(datetime(2026, 3, 1, tzinfo=UTC))),
        ("before:2026-03", Before(datetime(2026, 3, 1, tzinfo=UTC))),
        ("before:2026", Before(datetime(2026, 1, 1, tzinfo=UTC))),
        ("after:2026-03-01T12:30", After(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))),
        ("after:2026-03-01T12:30+02:00", After(datetime(2026, 3, 1, 10, 30, tzinfo=UTC))),
        ("after:2026-03-01T12:30Z", After(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))),
    ],
)
def test_trees(query: str, expected: Query) -> None:
    assert parse(query) == expected


@pytest.mark.parametrize(
    ("query", "place", "problem", "advice"),
    [
        ("OR a", 0, "expected before 'OR'", "quotation marks"),
        ("a OR", 4, "ends where a word was expected", "add the word"),
        ("a OR AND b", 5, "expected before 'AND'", "quotation marks"),
        ("a NOT", 5, "ends where", "add"),
        ("a () b", 3, "expected before ')'", "between the parentheses"),
        ("(a", 0, "not closed", "add a )"),
        ("a (b (c)", 2, "not closed", "add a )"),
        ("a)", 1, "nothing opens", "take it away"),
        ('a "b c', 2, "no second one", 'add a "'),
        ("a “b", 2, "no second one", 'add a "'),
        ("party:", 6, "nothing stands after party:", "for example"),
        ('party:""', 6, "nothing stands after party:", "for example"),
        ('party:" "', 6, "nothing stands after party:", "for example"),
        ("party:-", 6, "no word in it", ""),
        ("speaker:!", 8, "no word in it", ""),
        ("partey:x", 0, "no field 'partey'", "did you mean party:?"),
        ("a https://x.example/", 2, "no field 'https'", "quotation marks"),
        ("zzz:x", 0, "no field 'zzz'", "fields are party"),
        ("a issue:ceasfire", 8, "no issue 'ceasfire'", "did you mean ceasefire?"),
        ("issue:weather", 6, "no issue 'weather'", "one of: talks"),
        ("move:agre", 5, "no move 'agre'", "did you mean AGREE?"),
        ("stance:soft", 7, "is no stance", "stance:-2"),
        ("stance:5", 7, "no stance is 5", "from -2 to 2"),
        ("stance:>2", 7, "no stance is >2", "from -2 to 2"),
        ("after:yesterday", 6, "is no date", "2026-03-01"),
        ("after:2026-13", 6, "is no date", "2026-03-01"),
        ("after:0000", 6, "is no date", "2026-03-01"),
        ("before:0001-01-01T00:00+05:00", 7, "is no date", "2026-03-01"),
        ("—", 0, "no word to search for", "at least one word"),
        ("(— OR ..)", 0, "no word to search for", "at least one word"),
    ],
)
def test_errors_mark_the_place_and_say_what_to_do(
    query: str, place: int, problem: str, advice: str
) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    assert problem in raised.value.problem
    assert advice in raised.value.advice
    assert raised.value.position == place
    assert f"(at character {place + 1})" in str(raised.value)


def test_the_caret_stands_under_the_place() -> None:
    with pytest.raises(QueryError) as raised:
        parse("ceasefire\tstance:soft talks")
    assert raised.value.marked().splitlines() == [
        "'soft' is no stance",
        "  ceasefire stance:soft talks",
        "                   ^",
        "write stance:-2, stance:<0 or stance:>=1",
    ]


def test_the_caret_stands_under_the_place_in_a_long_query() -> None:
    with pytest.raises(QueryError) as raised:
        parse("peace " * 60 + "stance:soft " + "talks " * 40)
    lines = raised.value.marked().splitlines()
    assert lines[1][lines[2].index("^") :].startswith("soft")
    assert max(len(line) for line in lines[:3]) <= 85


@pytest.mark.parametrize("kind", ["article", "statement", "shift"])
def test_a_field_that_the_kind_does_not_have_is_an_error(kind: Subject) -> None:
    for field in FIELDS:
        if kind in field.kinds:
            assert parse(field.example, kind) == parse(field.example)
        else:
            with pytest.raises(QueryError, match=f"{kind}s have no field '{field.name}'"):
                parse(f"a OR -({field.example})", kind)


def test_a_party_is_looked_up_under_the_name_it_is_kept_by() -> None:
    names = {"US": "United States"}
    query = 'party:US OR counterparty:"US" OR party:Fenwick OR speaker:US OR US'
    assert parse(query, party_name=lambda name: names.get(name, name)) == Or(
        (
            Keyword("party", "united_states"),
            Keyword("counterparty", "united_states"),
            Keyword("party", "fenwick"),
            Mention("speaker", ("us",)),
            Words(("us",)),
        )
    )


def test_limits() -> None:
    assert parse("a" * MAX_LENGTH)
    with pytest.raises(QueryError, match=f"longer than {MAX_LENGTH}"):
        parse("a" * (MAX_LENGTH + 1))
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A
    with pytest.raises(QueryError, match="parentheses deep"):
        parse("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))
    assert parse('"' + "(" * 100 + 'a"') == A
    assert parse("a " * MAX_WORDS)
    with pytest.raises(QueryError, match="words and fields"):
        parse("a " * (MAX_WORDS + 1))
    with pytest.raises(QueryError, match="words and fields"):
        parse('"' + "a " * (MAX_WORDS + 1) + '"')
    assert parse("NOT " * 240 + "a") == A


def test_the_longest_queries_are_read_in_no_time() -> None:
    alternating = "".join("(a OR (b " for _ in range(MAX_DEPTH // 2))
    started = time.process_time()
    for query in (
        alternating + "c" + ")" * MAX_DEPTH,
        "-" * (MAX_LENGTH - 1) + "a",
        "- " * 490,
        "a-" * 490,
        "NOT " * 249 + "a",
        '""' * 490,
        ":" * MAX_LENGTH,
    ):
        with suppress(QueryError):
            parse(query)
    assert time.process_time() - started < 1


PIECES = st.sampled_from(
    [
        "a",
        "b-c",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        '"',
        "“",
        " ",
        "party:",
        "stance:<0",
        "—",
        "after:2026",
        "x:y",
        "*",
        "\0",
        "é",
    ]
)


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(PIECES, max_size=14).map(" ".join),
        st.lists(PIECES, max_size=14).map("".join),
    )
)
def test_any_input_gives_a_tree_or_an_error_with_a_place(query: str) -> None:
    place: int | None = None
    try:
        tree = parse(query)
    except QueryError as error:
        place, marked = error.position, error.marked()
    if place is None:
        assert _sound(tree)
    else:
        assert 0 <= place <= len(query)
        assert "^" in marked


def _sound(query: Query) -> bool:
    match query:
        case And(parts) | Or(parts):
            return (
                len(parts) > 1
                and all(type(part) is not type(query) for part in parts)
                and all(_sound(part) for part in parts)
            )
        case Not(part):
            return not isinstance(part, Not) and _sound(part)
        case Words(stems) | Mention(_, stems):
            return bool(stems) and all(stem.isalnum() for stem in stems)
        case Everything():
            return True
        case _:
            return True


def test_phrases_are_the_words_asked_for() -> None:
    query = parse('a "b c" -d NOT (a -e) party:f a OR x')
    assert phrases(query) == (("a",), ("b", "c"), ("e",), ("x",))
    assert phrases(EVERYTHING) == ()


@pytest.mark.parametrize("value", ["0.55555", "high", "2", "1.5", ">0.5", "-0.3", "0.33"])
def test_what_is_no_confidence_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="confidence"):
        parse(f'confidence:"{value}"')


def test_each_field_has_a_value_of_its_own_shape() -> None:
    for field in FIELDS:
        assert isinstance(parse(field.example), Keyword | Mention | Stance | After | Before | Not)
