"""Whom pronouns, surnames and descriptions mean, over a whole article."""

import pytest

from processors.quotes import find_quotations, people
from processors.quotes.names import name_mentions
from processors.quotes.speakers import likelihoods
from processors.syntax import Parser
from wire import Speaker


def speakers(parser: Parser, text: str) -> dict[str, Speaker]:
    """The speaker of each quotation, by its first two words."""
    found = find_quotations(parser.parse(text))
    return {
        " ".join(text[q.start : q.end].split()[:2]): q.speaker
        for q in found
        if q.speaker is not None
    }


REPORT = """\
Presidential spokesman Ivo Maran said the talks would resume in June. ‘We never left the table,’ \
he added.

The deputy foreign minister, Lena Adeyemi, told reporters that the border would stay closed. \
‘Trucks can wait,’ she said.

A spokesperson for the Defence Ministry said the army had not moved.

‘Nobody expects a treaty this year,’ said an analyst in the capital, who asked not to be named.

‘We only want the road back,’ said Tomas Reuel, a baker in the border town. ‘The rest is for \
others.’

Maran said he would speak again on Friday."""


def test_each_speaker_of_a_report(parser: Parser) -> None:
    found = speakers(parser, REPORT)
    assert {key: who.name for key, who in found.items()} == {
        "the talks": "Ivo Maran",
        "We never": "Ivo Maran",
        "the border": "Lena Adeyemi",
        "Trucks can": "Lena Adeyemi",
        "the army": None,
        "Nobody expects": None,
        "We only": "Tomas Reuel",
        "he would": "Ivo Maran",
    }


def test_roles_and_affiliations_of_a_report(parser: Parser) -> None:
    found = speakers(parser, REPORT)
    assert found["he would"].role == "Presidential spokesman"
    assert found["Trucks can"].role == "deputy foreign minister"
    assert found["the army"].affiliation == "Defence Ministry"
    assert found["We only"].role is not None
    assert "baker" in found["We only"].role


def test_who_hides_a_name(parser: Parser) -> None:
    found = speakers(parser, REPORT)
    assert found["Nobody expects"].anonymous
    assert found["the army"].anonymous
    assert not found["We only"].anonymous


def test_mentions_are_spans_of_the_text(parser: Parser) -> None:
    for who in speakers(parser, REPORT).values():
        assert who.start is not None
        assert who.end is not None
        assert REPORT[who.start : who.end] == who.text


def test_pronouns_follow_gender(parser: Parser) -> None:
    found = speakers(
        parser,
        "Maria Costa met Peter Lang in the hall. She said the list was long. "
        "He said the list was short.",
    )
    assert found["the list"].name == "Peter Lang"
    text = "Mrs Costa met Mr Lang in the hall. She said prices would fall. He said rents would not."
    assert {k: v.name for k, v in speakers(parser, text).items()} == {
        "prices would": "Costa",
        "rents would": "Lang",
    }


def test_she_is_never_a_spokesman(parser: Parser) -> None:
    text = "Ivo Maran, the government's spokesman, left early. She said it was late."
    assert speakers(parser, text)["it was"].name is None


def test_a_description_means_the_person_with_that_role(parser: Parser) -> None:
    text = (
        "Norway's trade minister, Kari Lund, arrived with her envoy, Jon Dahl. "
        "The minister said fish came first.\n\n“Fish is culture,” the envoy said."
    )
    found = speakers(parser, text)
    assert found["fish came"].name == "Kari Lund"
    assert found["Fish is"].name == "Jon Dahl"


def test_another_countrys_minister_is_another_person(parser: Parser) -> None:
    text = (
        "Brazilian Foreign Minister Ana Prado flew home. "
        "Norway's foreign minister said the door was open."
    )
    assert speakers(parser, text)["the door"].name != "Ana Prado"


def test_a_person_without_a_name_can_be_meant(parser: Parser) -> None:
    text = "In the market a baker was packing up. “I have flour for a week,” he said."
    who = speakers(parser, text)["I have"]
    assert who.name == "baker"
    assert who.anonymous


def test_the_ministry_is_the_one_named_before(parser: Parser) -> None:
    text = (
        "The Defence Ministry closed the river on Monday. "
        "The ministry said the order would stand.\n\nIt said boats could be searched."
    )
    found = speakers(parser, text)
    assert found["the order"].name == "Defence Ministry"
    assert found["boats could"].name == "Defence Ministry"


def test_an_organisations_whole_name(parser: Parser) -> None:
    text = "The International Committee of the Red Cross said it had seen the captives."
    assert speakers(parser, text)["it had"].name == "International Committee of the Red Cross"


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("The Free Front met. The group said it would wait.", "it would", "Free Front"),
        ("The Harbour Company met. The statement said tolls would rise.", "tolls would",
         "Harbour Company"),
        ("Rain fell. The statement said tolls would rise.", "tolls would", None),
        ("The Peruvian envoy, Ana Ruiz, left. The diplomat said it was late.", "it was",
         "Ana Ruiz"),
        ("Rain fell. The group said it would wait.", "it would", None),
    ],
)  # fmt: skip
def test_a_general_word_means_who_was_named_before(
    parser: Parser, text: str, said: str, name: str | None
) -> None:
    assert speakers(parser, text)[said].name == name


def test_who_means_its_antecedent(parser: Parser) -> None:
    text = "The crowd waited for Ada Brunner, who said the strike was over."
    assert speakers(parser, text)["the strike"].name == "Ada Brunner"


def test_a_country_before_a_name_is_no_part_of_it(parser: Parser) -> None:
    text = "First Minister of Norland Nicola Reuel said the bridge was shut. She said no more."
    assert speakers(parser, text)["the bridge"].name == "Nicola Reuel"


def test_who_is_named_after_what_they_are(parser: Parser) -> None:
    text = (
        "Mr Lang met the press. In the street below, a pastry seller named Zoltar said bread was"
        " dear. “They eat more in spring,” he said."
    )
    found = speakers(parser, text)
    assert found["bread was"].name == "Zoltar"
    assert found["They eat"].name == "Zoltar"


def test_a_firm_is_no_person_and_a_subject_may_be_one(parser: Parser) -> None:
    text = (
        "The wine house Casa Thwaite said it had 40 barrels at sea. In a shop by the harbour,"
        " Zanthe Obi had spent the morning changing labels. “I began with the cheap,” she said."
    )
    found = speakers(parser, text)
    assert found["I began"].name == "Zanthe Obi"


def test_words_in_marks_that_go_on_are_the_same_speakers(parser: Parser) -> None:
    text = (
        "“We have waited for years,” said Ada Brunner. “For years.\n\n"
        "“And now we are told to wait again.”\n\nRain fell on the square."
    )
    found = find_quotations(parser.parse(text))
    assert [q.speaker.name for q in found if q.speaker] == ["Ada Brunner", "Ada Brunner"]
    assert len({q.utterance for q in found}) == 1
    assert len({q.paragraph for q in found}) == 2


def test_two_quotations_are_two_utterances(parser: Parser) -> None:
    text = "Norway said it would wait.\n\nSweden said it would go."
    assert [q.utterance for q in find_quotations(parser.parse(text))] == [0, 1]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "Norwegian special envoy Kari Lund spoke.",
            "Kari Lund",
            "Norwegian special envoy",
            "Norwegian",
        ),
        ("Kari Lund, Norway's special envoy, spoke.", "Kari Lund", "special envoy", "Norway"),
        ("The mayor of Bergen, Kari Lund, spoke.", "Kari Lund", "mayor of Bergen", "Bergen"),
        (
            "Kari Lund, 46, a nurse at the town hospital, spoke.",
            "Kari Lund",
            "nurse at the town hospital",
            "town hospital",
        ),
        ("Norway's Foreign Minister Kari Lund spoke.", "Kari Lund", "Foreign Minister", "Norway"),
        ("UN envoy Kari Lund spoke.", "Kari Lund", "UN envoy", "UN"),
        ("Kari Lund, envoy for the coast, spoke.", "Kari Lund", "envoy for the coast", "coast"),
        ("The envoy (of Norway), Kari Lund, spoke.", "Kari Lund", "envoy", None),
        ("Secretary of State Kari Lund spoke.", "Kari Lund", "Secretary of State", None),
    ],
)
def test_roles(parser: Parser, text: str, name: str, role: str, affiliation: str | None) -> None:
    (person,) = people(parser.parse(text))
    assert (person.name, person.role, person.affiliation) == (name, role, affiliation)


def test_people_join_their_mentions(parser: Parser) -> None:
    text = (
        "Opposition leader Kari Lund lost. Ms. Lund thanked Jon Dahl, the mayor.\n\n"
        "Dahl said Lund had fought well."
    )
    found = {p.name: [m.text for m in p.mentions] for p in people(parser.parse(text))}
    assert found == {"Kari Lund": ["Kari Lund", "Lund", "Lund"], "Jon Dahl": ["Jon Dahl", "Dahl"]}


def test_gender_is_a_hint_from_titles_nouns_and_pronouns(parser: Parser) -> None:
    text = (
        "Mr. Quillfeather spoke. The chairwoman, Zanthe Obi, left. "
        "Robin Thwaite, a lawyer, said she would appeal."
    )
    assert {p.name: p.gender for p in people(parser.parse(text))} == {
        "Quillfeather": "male",
        "Zanthe Obi": "female",
        "Robin Thwaite": "female",
    }


def test_places_and_organisations_are_no_people(parser: Parser) -> None:
    text = (
        "In Costa Blanca the Workers Party met. The European Commission said nothing. "
        "Talks in Costa Blanca went on until Sunday."
    )
    assert people(parser.parse(text)) == []


def test_no_guess_where_several_may_be_meant(parser: Parser) -> None:
    text = (
        "A list named Mr Lang, Mr Dahl, Mr Moss, Mr Okafor and Mr Reuel. "
        "It rained. He said the list was short."
    )
    who = speakers(parser, text)["the list"]
    assert who.name is None
    assert who.text == "He"
    assert len(who.candidates) == 3
    assert sum(c.probability for c in who.candidates) < 1
    assert {c.name for c in who.candidates} <= {"Lang", "Dahl", "Moss", "Okafor", "Reuel"}
    likely = [c.probability for c in who.candidates]
    assert likely == sorted(likely, reverse=True)


def test_a_sure_pronoun_has_no_other_candidates(parser: Parser) -> None:
    who = speakers(parser, "Mr Lang met the press. He said the list was short.")["the list"]
    assert who.name == "Lang"
    assert who.candidates == ()


@pytest.mark.parametrize("scores", [{1: 0.0}, {1: -3.0, 2: 4.0}, {1: 800.0, 2: -800.0, 3: 800.0}])
def test_likelihoods_sum_to_one_and_keep_the_order(scores: dict[int, float]) -> None:
    shares = likelihoods(scores)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=lambda n: shares[n]) == max(scores, key=lambda n: scores[n])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It is late,” said Lowick County Sheriff Bill Brown. Brown left, Brown said.",
         ["Bill Brown", "Bill Brown"]),
        ("Prime Minister Theresa May said it was late. “No,” said May.",
         ["Theresa May", "Theresa May"]),
        ("Kate West said it was late.", ["Kate West"]),
        ("The Bill of Rights says nobody may be heard.", ["Bill of Rights"]),
        ("The Farm Bill said it was late.", ["Farm Bill"]),
    ],
)  # fmt: skip
def test_words_of_organisations_that_are_names_of_people(
    parser: Parser, text: str, names: list[str]
) -> None:
    found = find_quotations(parser.parse(text))
    assert [q.speaker.name for q in found if q.speaker] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Lowick Ilse Brandt, the guild's deputy speaker, said it was late.", "Ilse Brandt"),
        ("In Lowick Harbour, the old town, said Ann Moor, it rained.", "Ann Moor"),
    ],
)
def test_a_place_before_a_name_with_an_office(parser: Parser, text: str, name: str) -> None:
    names = {m.text for m in name_mentions(parser.parse(text))}
    assert name in names
    assert not any(n.startswith("Lowick I") or n == "Harbour" for n in names)
