"""Whose words stand in marks: what goes on behind an attribution, and who is only asked."""

from collections.abc import Sequence

import pytest

from processors.quotes import Quotation, find_quotations
from processors.quotes.people import shown
from processors.syntax import Parser

Said = tuple[str, str | None]
"""The pieces of a quotation with " … " between them, and its speaker's mention."""


def said(text: str, found: Sequence[Quotation]) -> list[Said]:
    return [
        (" … ".join(text[a:b] for a, b in q.spans), q.speaker.text if q.speaker else None)
        for q in found
    ]


CASES: dict[str, tuple[str, list[Said]]] = {
    "an aside in the attribution does not take the next sentence": (
        '"Speak up now," she said, adding that the guild will work hard to win over voters in'
        ' November. "I think they are waiting to be asked."',
        [
            ("Speak up now … I think they are waiting to be asked", "she"),
            ("the guild will work hard to win over voters in November", "she"),
        ],
    ),
    "nor does one of somebody else": (
        '"And I am not being paid!" Lavelle declared, a point he likes to make after a talk'
        ' during which callers asked how much money he was getting. "I make my own money."',
        [
            ("And I am not being paid! … I make my own money", "Lavelle"),
            ("how much money he was getting", "callers"),
        ],
    ),
    "a report of its own takes it": (
        'Lena Hoyt said the bridge would close. "It is not safe."',
        [("the bridge would close … It is not safe", "Lena Hoyt")],
    ),
    "a verb of saying inside the marks reports nothing": (
        '"The figures don\'t add up," said Moor, who leads the guild but is not working for her.',
        [("The figures don't add up", "Moor, who leads the guild but is not working for her")],
    ),
    "an attribution is no part of the clause of the next": (
        '"His mood is grumpy," she said, but despite the tone, "I think he will do it," said Kunz.',
        [("His mood is grumpy", "she"), ("I think he will do it", "Kunz")],
    ),
    "a term in marks inside the attribution": (
        '"We have had better meetings than this one," guild delegate Bill Eastman, wearing a'
        ' hat and "Vote Hoyt" pins, said as the band played.',
        [("We have had better meetings than this one", "guild delegate Bill Eastman")],
    ),
    "a title in the speaker's name": (
        '"If we want them to help us, we have to engage them," wrote the authors of the "Growth'
        ' and Hope Project," giving an example. "They will close their ears."',
        [
            (
                "If we want them to help us, we have to engage them … They will close their ears",
                'the authors of the "Growth and Hope Project',
            )
        ],
    ),
    "a sentence that begins anew behind a question": (
        'Blum was asked, "If you had known, would you have told her?" He answered, "I have no'
        ' idea."',
        [("If you had known, would you have told her?", None), ("I have no idea", "He")],
    ),
    "the attribution before a question counts, not the next one": (
        'Lind asked, "Will it hold?" Moor answered, "It will."',
        [("Will it hold?", "Lind"), ("It will", "Moor")],
    ),
    "a new sentence behind a question does not say who asked": (
        'She looked up. "Will it hold for the winter?" He answered that it would.',
        [("Will it hold for the winter?", None), ("it would", "He")],
    ),
    "any verb calls out, where its subject follows": (
        '"This is fantastic!" beamed Don Hartl of Lowick.',
        [("This is fantastic!", "Don Hartl of Lowick")],
    ),
    "what follows a call is not always who called": (
        '"This is fantastic!" rang through the hall.',
        [],
    ),
    "the speaker behind the verb is no object": (
        "“We came at dawn,” said Dina Farouk. “Nobody,” repeated her brother Sami.",
        [("We came at dawn", "Dina Farouk"), ("Nobody", "her brother Sami")],
    ),
    "who signs stands in the marks": (
        "The so-called “peace plan” was signed by the “president” of the “republic”.",
        [],
    ),
    "who was asked did not say it": (
        "Asked whether he would resign, Mr Okoro said: “No.”",
        [("whether he would resign", None), ("No", "Mr Okoro")],
    ),
    "who was told did not say it": (
        "Brandt, who had been told that Quint would resign, said he was glad.",
        [
            ("Quint would resign", None),
            ("he was glad", "Brandt, who had been told that Quint would resign"),
        ],
    ),
    "who told is named": (
        "She was told by Brandt that the road was shut.",
        [("the road was shut", "Brandt")],
    ),
    "a headline's circumstances": (
        "'We won't pay,' says minister as strike looms",
        [("We won't pay", "minister")],
    ),
    "a title behind words of the sentence": (
        'At the panel "Breaking Into Stone," speakers shared their insights.',
        [],
    ),
    "a name behind a colon that the sentence goes on with": (
        'The harbour had a new illness: "HARF-19" is to replace the older name.',
        [],
    ),
    "characters without width": (
        "\u200b“\u200eWe agree,\u200f” \u200bsaid Ben\u00a0Adeyemi.\ufeff \u202a“We sign.”\u202c",
        [("We agree … We sign", "Ben\u00a0Adeyemi")],
    ),
    "who is named with a later paragraph alone": (
        "“We came at dawn to the mill.\n\n“There was nobody there,” Dina Farouk told the court.",
        [
            ("We came at dawn to the mill", "Dina Farouk"),
            ("There was nobody there", "Dina Farouk"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_words_stand_in_marks(parser: Parser, case: str) -> None:
    text, expected = CASES[case]
    assert said(text, find_quotations(parser.parse(text))) == expected


def test_paragraphs_opened_anew_are_one_utterance_of_the_speaker_named_late(
    parser: Parser,
) -> None:
    text = CASES["who is named with a later paragraph alone"][0]
    assert {q.utterance for q in find_quotations(parser.parse(text))} == {0}


def test_after_a_passive_nobody_goes_on_speaking(parser: Parser) -> None:
    text = "“It is late,” Ann Moor said. Blum was asked, “Will you go?”"
    assert said(text, find_quotations(parser.parse(text)))[1] == ("Will you go?", None)


def test_a_source_that_is_not_named_has_its_role_without_the_relative_clause(
    parser: Parser,
) -> None:
    text = "One Lowick-based analyst, who asked not to be named, said the army was split."
    (found,) = find_quotations(parser.parse(text))
    assert found.speaker is not None
    assert (found.speaker.role, found.speaker.affiliation) == ("Lowick-based analyst", None)
    assert found.speaker.anonymous


def test_a_name_is_shown_without_what_is_not_seen() -> None:
    assert shown("Ben\u00a0 Ade\u00adyemi\u2069") == "Ben Adeyemi"
