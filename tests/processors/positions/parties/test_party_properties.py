"""Whatever the text: offsets hold, mentions do not overlap, the same text gives the same."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.positions.parties import Parties
from wire import Speaker

PARTIES = Parties()
NEWS = """
the The of , . ' ’s ( ) - – “ ” U.S. Iran Iran's IRAN Norwegian Cairo in government army Front
Union union rebels group Commission Calder Ports (FBF) Minister President Ana Ruiz said of for
spokesman chief executive Governor Premier company M23 EU- $ 12 é İ ß ﬁ 🇳🇴 a\u0301 his its its
association lobby beverages Command Eastern who leads Mercosur state-run pilots workers
"""
WORDS = st.sampled_from([*NEWS.split(), "\n\n"])


class Text(NamedTuple):
    text: str


def check(text: str) -> None:
    mentions = PARTIES.mentions(Text(text), text[:50])
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.party
        end = mention.end
    for mention in mentions[:3]:
        speaker = Speaker(text=mention.text, start=mention.start, end=mention.end, name="Ana Ruiz")
        PARTIES.party_of(speaker, mentions, [], Text(text), mention.start)
        others = PARTIES.counterparties(Text(text), mention.start, mention.end, mention.party)
        assert mention.party not in others
    assert Parties().mentions(Text(text), text[:50]) == mentions


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_news_like_texts(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    check(text)


def test_a_title_of_another_article_does_not_stick() -> None:
    text = "The foreign ministry will answer."
    parties = Parties()
    with_title = parties.mentions(Text(text), "Peru waits")
    assert [m.party for m in with_title] == ["Peru"]
    assert parties.mentions(Text(text)) == []
