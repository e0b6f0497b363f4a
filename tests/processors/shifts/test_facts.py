"""From statements to position facts."""

import msgspec
import pytest

from processors.shifts import facts_of
from runtime.signature import signature
from tests.fakes.facts import change, day, report, statement_in
from wire import Speaker

ARTICLE = report("one", when=2, version=3, url="https://courant.example/1")


def test_a_fact_carries_what_a_shift_must_show() -> None:
    statement = statement_in(
        ARTICLE,
        -2,
        "no talks",
        start=40,
        move="REJECT",
        modifiers=("demand",),
        conditional=True,
        condition="until the river opens",
        change=change(1, -2),
        negotiation="river",
        made_by="rules/1",
    )
    (fact,) = facts_of(ARTICLE, [statement])
    assert (fact.party, fact.issue, fact.counterparties) == ("Ruritania", "talks", ("Syldavia",))
    assert (fact.stance, fact.move, fact.modifiers) == (-2, "REJECT", ("demand",))
    assert (fact.conditional, fact.condition) == (True, "until the river opens")
    assert fact.change == change(1, -2)
    assert (fact.quote, fact.start, fact.speaker, fact.role) == (
        "no talks",
        40,
        "Ada Holm",
        "foreign minister",
    )
    assert (fact.at, fact.outlet, fact.title) == (day(2), "The Courant", "On the river")
    assert (fact.url, fact.version, fact.negotiation) == (ARTICLE.url, 3, "river")
    assert fact.signature == signature("no talks")
    assert fact.article_signature == ARTICLE.signature
    assert (fact.made_by, fact.confidence) == ("rules/1", 0.8)


def test_a_joint_statement_is_a_fact_of_each_party_towards_the_other() -> None:
    joint = statement_in(
        ARTICLE, 2, parties=("Syldavia", "Ruritania"), counterparties=("Borduria",)
    )
    facts = {fact.party: fact.counterparties for fact in facts_of(ARTICLE, [joint])}
    assert facts == {
        "Ruritania": ("Borduria", "Syldavia"),
        "Syldavia": ("Borduria", "Ruritania"),
    }


def test_of_what_several_say_together_only_the_first_is_the_speaker() -> None:
    joint = statement_in(ARTICLE, 2, parties=("Ruritania", "Syldavia"))
    speakers = {fact.party: fact.speaker for fact in facts_of(ARTICLE, [joint])}
    assert speakers == {"Ruritania": "Ada Holm", "Syldavia": None}
    together = msgspec.structs.replace(joint, kind="direct")
    assert {fact.speaker for fact in facts_of(ARTICLE, [together])} == {"Ada Holm"}


@pytest.mark.parametrize(
    ("text", "cue", "words", "quote"),
    [
        ("Norway rejected the plan.", "rejected", "the plan", "rejected the plan"),
        ("Norway agreed to a truce.", "agreed", "a truce", "agreed to a truce"),
        ("Norway said it rejects it.", "said", "it rejects it", "it rejects it"),
        ("Norway has told us it will.", "has told", "it will", "it will"),
        ("A truce, Norway insisted.", "insisted", "A truce", "A truce"),
    ],
)
def test_the_verb_is_quoted_with_its_object_where_it_tells_the_position(
    text: str, cue: str, words: str, quote: str
) -> None:
    article, at = report(text=text), text.index(words)
    statement = statement_in(
        article,
        -2,
        words,
        start=at,
        end=at + len(words),
        cue=cue,
        cue_start=text.index(cue),
        cue_end=text.index(cue) + len(cue),
    )
    assert [fact.quote for fact in facts_of(article, [statement])] == [quote]
    direct = msgspec.structs.replace(statement, kind="direct")
    assert [fact.quote for fact in facts_of(article, [direct])] == [words]


def test_a_sentence_on_two_issues_is_two_facts() -> None:
    statement = statement_in(ARTICLE, 2, issues=("talks", "trade"))
    assert {fact.issue for fact in facts_of(ARTICLE, [statement])} == {"talks", "trade"}


def test_what_holds_no_position_gives_no_fact() -> None:
    assert facts_of(ARTICLE, [statement_in(ARTICLE, None)]) == []
    assert facts_of(ARTICLE, [statement_in(ARTICLE, 1, party=None)]) == []
    assert facts_of(ARTICLE, [statement_in(ARTICLE, 1, issue=None)]) == []
    assert facts_of(ARTICLE, [statement_in(ARTICLE, 1, removed=True)]) == []


def test_a_party_is_never_its_own_counterparty() -> None:
    (fact,) = facts_of(ARTICLE, [statement_in(ARTICLE, 1, counterparties=("Ruritania",))])
    assert fact.counterparties == ()


def test_words_passed_on_by_another_are_not_ones_own() -> None:
    told = statement_in(ARTICLE, 1, speaker=Speaker(text="the envoy", via="Borduria"))
    (fact,) = facts_of(ARTICLE, [told])
    assert not fact.own_words
    assert fact.speaker == "the envoy"


def test_an_act_has_no_speaker_and_is_the_partys_own() -> None:
    (fact,) = facts_of(ARTICLE, [statement_in(ARTICLE, 1, speaker=None, kind="act")])
    assert fact.own_words
    assert (fact.speaker, fact.role, fact.anonymous) == (None, None, False)


def test_equal_statements_give_one_fact_in_a_fixed_order() -> None:
    one, two = statement_in(ARTICLE, 1, "yes"), statement_in(ARTICLE, -1, "no")
    facts = facts_of(ARTICLE, [one, two, one])
    assert facts == facts_of(ARTICLE, [two, one])
    assert [fact.id for fact in facts] == sorted(fact.id for fact in facts)
    assert len(facts) == 2


def test_the_time_of_a_fact_is_the_event_not_the_fetch() -> None:
    late = report("late", when=0, fetched_at=day(9), published_trusted=False)
    (fact,) = facts_of(late, [statement_in(late, 1)])
    assert fact.at == day(0)
