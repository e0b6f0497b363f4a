"""What a store must do to show a new view."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from processors.shifts import difference
from processors.shifts.difference import Difference
from tests.fakes.facts import day
from tests.fakes.positions import shift
from wire import Shift


def reasons(found: Difference) -> list[tuple[str, str, int]]:
    return [(each.reason, each.status, each.version) for each in found.transitions]


def test_a_new_shift_is_stored_as_it_is() -> None:
    found = difference([], [shift(status="provisional")])
    assert found.upserts == (shift(status="provisional"),)
    assert reasons(found) == [("first report", "provisional", 1)]


def test_nothing_changed_nothing_to_do() -> None:
    stored = shift(version=4)
    assert difference([stored], [shift()]) == Difference((), ())


def test_further_evidence_confirms() -> None:
    found = difference([shift(status="provisional")], [shift(status="confirmed")])
    assert [(row.status, row.version) for row in found.upserts] == [("confirmed", 2)]
    assert reasons(found) == [("further evidence", "confirmed", 2)]


def test_other_evidence_amends_in_the_history_alone() -> None:
    found = difference([shift(version=2)], [shift(independent_sources=3)])
    assert [(row.status, row.version) for row in found.upserts] == [("confirmed", 3)]
    assert reasons(found) == [("evidence changed", "amended", 3)]


def test_a_shift_without_evidence_is_retracted_once() -> None:
    found = difference([shift()], [])
    (gone,) = found.upserts
    assert (gone.removed, gone.status, gone.version) == (True, "retracted", 2)
    assert reasons(found) == [("evidence gone", "retracted", 2)]
    assert difference([gone], []) == Difference((), ())


def test_a_retracted_shift_can_come_back_and_counts_on() -> None:
    (gone,) = difference([shift()], []).upserts
    found = difference([gone], [shift()])
    assert [(row.removed, row.version) for row in found.upserts] == [(False, 3)]
    assert reasons(found) == [("evidence is back", "confirmed", 3)]


def test_the_history_names_the_shift_that_took_its_place() -> None:
    heir = shift(id="2026-05-heir", at=day(9))
    old = shift(at=day(8))
    found = difference([old], [heir])
    replaced = {each.shift_id: each.replaced_by for each in found.transitions}
    assert replaced == {old.id: heir.id, heir.id: None}


def test_what_is_no_heir_is_not_named() -> None:
    old = shift(at=day(8))
    for other in (
        shift(id="2026-05-heir", at=day(12)),
        shift(id="2026-05-heir", at=day(8), direction="hardening"),
        shift(id="2026-05-heir", at=day(8), counterparties=("Borduria",)),
    ):
        found = difference([old], [other])
        assert {each.replaced_by for each in found.transitions} == {None}


def test_what_is_older_than_the_horizon_is_left_alone() -> None:
    assert difference([shift(at=day(1))], [], horizon=day(2)) == Difference((), ())


VIEWS = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), max_size=3), max_size=6)


@given(VIEWS)
def test_a_store_that_applies_every_difference_shows_the_last_view(
    views: list[dict[str, int]],
) -> None:
    stored: dict[str, Shift] = {}
    for view in views:
        rows = [shift(id=key, independent_sources=n) for key, n in view.items()]
        for row in difference(stored.values(), rows).upserts:
            assert row.id not in stored or row.version == stored[row.id].version + 1
            stored[row.id] = row
        shown = {row.id: row for row in stored.values() if not row.removed}
        assert {key: msgspec.structs.replace(row, version=1) for key, row in shown.items()} == {
            row.id: row for row in rows
        }
