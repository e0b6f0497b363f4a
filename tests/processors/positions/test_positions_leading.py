"""Which clause of a statement leads, and what is only commented on."""

import pytest

from processors.positions.clause import clause_of
from processors.positions.leading import leading_clause, roots
from processors.positions.reading import Judgement
from processors.positions.stance import read_position
from processors.positions.surroundings import Surroundings
from processors.positions.wording import Wording
from tests.fakes.parsed import doc_of, root_of, word_of


def leads(text: str, cue: str | None = None, *, deed: bool = False) -> tuple[Judgement, str]:
    found = leading_clause(list(doc_of(text)), word_of(text, cue) if cue else None, deed, None)
    assert found is not None
    return found[0], found[1].text


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("We will meet them and sign the truce.", ["meet", "sign"]),
        ("It is nice; we will sign the truce.", ["sign", "is"]),
        ("We sign, they pay and you wait.", ["sign", "pay", "wait"]),
        ("We hope that they come.", ["hope", "come"]),
        ("The man who left came.", ["came"]),
        ("Grapes and nuts.", ["Grapes"]),
        ("We saw the man who came and signed the truce.", ["saw"]),
    ],
)
def test_the_heads_of_the_clauses(text: str, heads: list[str]) -> None:
    assert [t.text for t in roots(list(doc_of(text)))] == heads


@pytest.mark.parametrize(
    ("text", "head", "value"),
    [
        ("It is nice; we will sign the truce.", "sign", 2),
        ("We will walk, and we reject the plan.", "reject", -2),
        ("We will talk, and they attack the port.", "attack", -1),
        ("They will sign the truce.", "sign", 1),
        ("You will sign the truce.", "sign", 1),
        ("You demanded an apology.", "demanded", -1),
        ("No way!", "No", -2),
        ("We sign the truce, sing songs and resume the talks.", "sign", 2),
    ],
)
def test_the_clause_that_tells_most(text: str, head: str, value: int) -> None:
    judgement, found = leads(text)
    assert (found, judgement.value) == (head, value)


def test_what_others_ask_for_stays_a_demand() -> None:
    assert leads("You demanded an apology.")[0].act == "demand"


def test_words_without_a_position_have_no_leading_clause() -> None:
    assert leading_clause(list(doc_of("Grapes and nuts.")), None, False, None) is None
    assert leading_clause([], None, False, None) is None
    many = "Grapes, " * 30 + "no nuts."
    assert leading_clause(list(doc_of(many)), None, False, None) is None


def test_a_cue_that_tells_the_position_goes_first() -> None:
    text = "Norland rejected the offer to sign the truce."
    assert leads(text, "rejected")[1] == "rejected"
    assert leads("Norland said it rejected the plan.", "said")[1] != "rejecting"
    said = "Norland said it would sign the truce."
    assert leads(said, "said", deed=True)[1] == "said"


def test_an_owner_tells_whose_deed_it_is() -> None:
    words = list(doc_of("Sudland attacked the port."))
    other = leading_clause(words, None, False, lambda subject: False)
    mine = leading_clause(words, None, False, lambda subject: True)
    assert other is not None
    assert mine is not None
    assert (other[0].value, other[0].act) == (-1, "criticise")
    assert (mine[0].value, mine[0].act) == (-2, "hostile")
    assert other[0].weight < mine[0].weight


@pytest.mark.parametrize(
    "text",
    [
        "They will sign the truce.",
        "You have agreed to the truce.",
        "Both sides agreed to a truce.",
        "The other party signed the truce.",
    ],
)
def test_what_is_not_the_speakers_own_is_no_yes(text: str) -> None:
    stance = read_position(Wording(list(doc_of(text)))).stance
    assert stance is None or stance <= 0


def test_a_question_is_trusted_less() -> None:
    asked = read_position(Wording(list(doc_of("Will we sign the truce?"))))
    told = read_position(Wording(list(doc_of("We will sign the truce."))))
    assert asked.confidence < told.confidence


def test_what_others_do_well_is_no_position_of_the_holder() -> None:
    words = list(doc_of("Sudland signed the truce."))
    root = root_of("Sudland signed the truce.")
    own = read_position(Wording(words, root, deed=True))
    assert own.stance == 2
    assert read_position(Wording(words, root, deed=True, owner=lambda s: False)).stance is None


def test_what_had_been_said_before_is_trusted_less() -> None:
    now, then = "Norland rejected the plan.", "Norland had rejected the plan."
    fresh = read_position(Wording(list(doc_of(now)), root_of(now), deed=True))
    old = read_position(Wording(list(doc_of(then)), root_of(then), deed=True))
    assert fresh.stance == old.stance == -2
    assert old.confidence < 0.7 * fresh.confidence


def test_words_that_no_rule_judges_need_more_to_tell_a_stance() -> None:
    assert read_position(Wording(list(doc_of("Nice weather today.")))).stance is None


def test_the_move_is_that_of_the_stance() -> None:
    reading = read_position(Wording(list(doc_of("We did not condemn the raid."))))
    assert (reading.stance, reading.move) == (1, "CONSULT")


def test_the_condition_is_that_of_the_leading_clause() -> None:
    text = "If it rains we sing, and we will sign the truce if the ban is lifted."
    reading = read_position(Wording(list(doc_of(text))))
    assert (reading.stance, reading.condition) == (1, "if the ban is lifted")


def test_a_silent_clause_takes_its_issue_from_the_article() -> None:
    words = list(doc_of("We say yes."))
    around = Surroundings(
        sentence=("we", "say", "yes"), paragraph=("hostage",), article={"captives": 1.0}
    )
    assert read_position(Wording(words, None, around)).issue == "captives"
    assert read_position(Wording(words)).issue != "captives"


@pytest.mark.parametrize(
    ("text", "stance", "issue"),
    [
        ("There will be no more talks with Sudland.", -2, "talks"),
        ("We are ready for talks.", 1, "talks"),
        ("We reject the tariffs and will never accept them.", -2, "trade"),
        ("We will release the prisoners.", 2, "captives"),
    ],
)
def test_readings(text: str, stance: int, issue: str) -> None:
    reading = read_position(Wording(list(doc_of(text))))
    assert (reading.stance, reading.issue) == (stance, issue)
    assert reading.confidence > 0.3


@pytest.mark.parametrize(
    ("text", "verb", "deed", "words"),
    [
        ("Norland signed a truce.", "signed", True, "Norland signed a truce."),
        ("The ban of Norland on timber fell.", "fell", True, "The ban of Norland on timber fell."),
        ("A great victory for Norland.", "victory", True, "A great victory for Norland."),
        ("Norland told them to sign.", None, False, "them to sign."),
        ("Norland said it would sign.", "said", False, "it would sign"),
        ("They said that Norland signed.", "signed", True, "that Norland signed"),
    ],
)
def test_the_clause_of_a_named_party(text: str, verb: str | None, deed: bool, words: str) -> None:
    start = text.index("Norland")
    clause = clause_of(doc_of(text), start, start + len("Norland"))
    assert (clause.verb.text if clause.verb else None, clause.deed) == (verb, deed)
    assert "".join(t.text_with_ws for t in clause.words).strip() == words
