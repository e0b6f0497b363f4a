"""Who reports a shift, how many of them are independent, and what confirms it."""

from processors.shifts import shifts
from runtime.signature import signature
from tests.fakes.facts import day, said
from wire import PositionFact, Shift

TEXT = signature("a long report about boats and a river that nobody may pass before the summer")
YES = said(2, 0, "we shall come to the table", counterparties=("Syldavia",))


def no(when: float = 5, quote: str = "we shall not come", **fields: object) -> PositionFact:
    return said(-2, when, quote, **{"counterparties": ("Syldavia",), **fields})


def the(*timeline: PositionFact) -> Shift:
    (shift,) = shifts(timeline)
    return shift


def test_one_report_is_provisional() -> None:
    shift = the(YES, no())
    assert (shift.status, shift.independent_sources) == ("provisional", 1)
    (source,) = shift.sources
    assert (source.outlet, source.at, source.article_id) == (
        "The Courant",
        day(5),
        no().article_id,
    )
    assert source.cluster == source.article_id


def test_another_outlet_with_its_own_text_confirms() -> None:
    shift = the(YES, no(), no(5.5, "they stay at home", outlet="The Herald"))
    assert (shift.status, shift.independent_sources) == ("confirmed", 2)
    assert [source.outlet for source in shift.sources] == ["The Courant", "The Herald"]


def test_a_wire_copy_confirms_nothing() -> None:
    shift = the(
        YES,
        no(article_signature=TEXT),
        no(6, outlet="The Herald", article_signature=TEXT),
    )
    assert (shift.status, shift.independent_sources) == ("provisional", 1)
    assert len(shift.sources) == 2
    assert len({source.cluster for source in shift.sources}) == 1


def test_a_report_of_the_same_morning_is_a_source_of_a_deed_at_noon() -> None:
    deed = no(5.1, "it sent its boats home", kind="act", outlet="The Herald")
    shift = the(YES, no(), deed)
    assert shift.after.quote == "it sent its boats home"
    assert [source.outlet for source in shift.sources] == ["The Courant", "The Herald"]
    assert shift.independent_sources == 2


def test_the_same_outlet_twice_confirms_nothing() -> None:
    shift = the(YES, no(), no(6, "they stay at home"))
    assert (shift.status, shift.independent_sources) == ("provisional", 1)


def test_an_article_is_listed_once() -> None:
    shift = the(YES, no(article="a"), no(5, "not at all", article="a", start=90))
    assert len(shift.sources) == 1


def test_the_partys_own_words_on_record_confirm() -> None:
    assert the(YES, no(kind="direct")).status == "confirmed"


def test_words_off_the_record_confirm_nothing() -> None:
    for fields in (
        {"anonymous": True},
        {"speaker": None},
        {"own_words": False},
        {"attribution": "thought"},
    ):
        assert the(YES, no(kind="direct", **fields)).status == "provisional"


def test_what_another_side_is_told_confirms_nothing() -> None:
    other = no(5.5, "stay at home", outlet="The Herald", counterparties=("Borduria",))
    assert the(YES, no(), other).independent_sources == 1


def test_what_nobody_in_particular_is_told_confirms() -> None:
    other = no(5.5, "stay at home", outlet="The Herald", counterparties=())
    assert the(YES, no(), other).independent_sources == 2


def test_a_yes_in_between_is_no_source_of_a_no() -> None:
    doubt = said(
        1, 7, "who knows", outlet="The Herald", counterparties=("Syldavia",), confidence=0.1
    )
    assert [source.outlet for source in the(YES, no(), doubt).sources] == ["The Courant"]


def test_reports_after_three_days_are_other_news() -> None:
    late = no(9, "they stay at home", outlet="The Herald")
    assert the(YES, no(), late).independent_sources == 1


def test_the_list_of_sources_is_capped() -> None:
    many = [no(5 + n / 100, f"no{n} way{n} ever{n}", outlet=f"Outlet {n}") for n in range(30)]
    shift = the(YES, *many)
    assert len(shift.sources) == 20
    assert shift.independent_sources == 30
    assert shift.sources[0].outlet == "Outlet 0"
