"""What a revision's words took the place of: a function of the revisions alone."""

import msgspec

from processors.shifts import corrected, shifts
from tests.fakes.facts import said
from wire import PositionFact
from wire.ids import shift_id

OLD = said(-2, 5, "no boat shall pass", article="a", counterparties=("Syldavia",))
NEW = said(-2, 5, "no big boat shall pass", article="a", counterparties=("Syldavia",))


def corrects(*revisions: list[PositionFact]) -> list[str | None]:
    return [fact.corrects for fact in corrected(revisions)]


def test_a_first_revision_corrects_nothing() -> None:
    assert corrected([]) == []
    assert corrected([[OLD]]) == [OLD]


def test_new_words_of_the_same_position_correct_the_old_ones() -> None:
    assert corrects([OLD], [NEW]) == [OLD.statement_id]


def test_another_position_or_issue_or_party_is_no_correction() -> None:
    for fields in ({"stance": 1}, {"issue": "trade"}, {"party": "Borduria"}, {"stance": 0}):
        assert corrects([OLD], [msgspec.structs.replace(NEW, **fields)]) == [None]


def test_words_that_stay_correct_nothing() -> None:
    assert corrects([OLD], [OLD]) == [None]
    assert sorted(map(str, corrects([OLD], [OLD, NEW]))) == ["None", "None"]


def test_of_several_the_nearest_in_the_text_is_corrected() -> None:
    far = said(-2, 5, "the locks stay shut", article="a", start=400)
    near = msgspec.structs.replace(NEW, start=390)
    assert corrects([OLD, far], [near]) == [far.statement_id]


def test_what_was_corrected_stays_so_while_the_words_stand() -> None:
    assert corrects([OLD], [NEW], [NEW]) == [OLD.statement_id]
    other = said(-2, 5, "no barge shall pass", article="a")
    assert corrects([OLD], [NEW], [other]) == [NEW.statement_id]


def test_a_retraction_of_a_retraction_corrects_the_words_between() -> None:
    assert corrects([OLD], [NEW], [OLD]) == [NEW.statement_id]
    assert corrects([OLD], [], [OLD]) == [None]


def test_the_shift_says_which_one_it_replaces() -> None:
    yes = said(2, 0, counterparties=("Syldavia",))
    (first,) = shifts([yes, OLD])
    (second,) = shifts([yes, *corrected([[OLD], [NEW]])])
    assert first.replaces is None
    assert (second.replaces, second.id != first.id) == (first.id, True)
    assert second.replaces == shift_id(
        "Ruritania", "talks", ("Syldavia",), "hardening", OLD.statement_id
    )
