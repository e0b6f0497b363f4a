"""The drawing of a party's positions."""

from datetime import timedelta

from search.console.timeline import SIDE, line
from tests.fakes.documents import day, shift, statement


def test_time_goes_to_the_right_and_what_is_forthcoming_stands_above() -> None:
    said = [
        statement("a", stance=-2, at=day(0)),
        statement("b", stance=None, at=day(1)),
        statement("c", stance=0, at=day(5)),
        statement("d", stance=2, at=day(10)),
    ]
    drawn = line(said, [], 10)
    assert drawn is not None
    assert [(point.x, point.y) for point in drawn.lanes[0].points] == [
        (SIDE, 90),
        (50, 50),
        (98, 10),
    ]
    assert drawn.lanes[0].path == "M2 90H50V50H98V10"
    assert (drawn.first, drawn.last) == (day(0), day(10))


def test_a_shift_is_a_point_that_the_step_line_does_not_pass() -> None:
    said, turned = statement("a", stance=1, at=day(0)), shift("s", at=day(2))
    drawn = line([turned, said], [turned, said], 10)
    assert drawn is not None
    assert [point.row for point in drawn.lanes[0].points] == [2, 1]
    assert drawn.lanes[0].points[1].document is turned
    assert drawn.lanes[0].path == "M2 30"


def test_only_listed_documents_lead_to_a_row() -> None:
    said = [statement(str(n), at=day(n)) for n in range(4)]
    drawn = line(said, said[:1:-1], 3)
    assert drawn is not None
    assert [(point.document.id, point.row) for point in drawn.lanes[0].points] == [
        (said[1].id, None),
        (said[2].id, 2),
        (said[3].id, 1),
    ]


def test_one_moment_stands_in_the_middle_and_nothing_is_no_drawing() -> None:
    drawn = line([statement("a"), shift("s")], [], 10)
    assert drawn is not None
    assert {point.x for point in drawn.lanes[0].points} == {50}
    assert line([statement("b", stance=None, at=day(1) + timedelta(hours=1))], [], 10) is None


def test_each_side_has_a_lane_and_the_rest_one_without_a_line() -> None:
    said = [
        statement("a", stance=2, counterparties=("Syldavia",), at=day(0)),
        statement("b", stance=-2, counterparties=("Borduria",), at=day(1)),
        statement("c", stance=1, counterparties=("Syldavia", "Borduria"), at=day(2)),
        statement("d", stance=-1, counterparties=("Syldavia",), at=day(3)),
        statement("e", stance=0, counterparties=(), at=day(4)),
        statement("f", stance=0, counterparties=("Zubrowka",), at=day(4)),
    ]
    drawn = line(said, said, 10, apart=2)
    assert drawn is not None
    assert [
        (lane.towards, lane.others, "".join(p.document.id[-1] for p in lane.points))
        for lane in drawn.lanes
    ] == [("Syldavia", False, "acd"), ("Borduria", False, "bc"), ("", True, "ef")]
    assert drawn.lanes[1].path == "M26 90H50V30"
    assert drawn.lanes[2].path == ""
    assert (drawn.first, drawn.last) == (day(0), day(4))


def test_what_names_nobody_is_meant_for_the_only_side() -> None:
    said = [
        statement("a", stance=2, counterparties=("Syldavia",)),
        statement("b", stance=1, counterparties=(), at=day(1)),
    ]
    drawn = line(said, [], 10, apart=2)
    assert drawn is not None
    assert [(lane.towards, len(lane.points)) for lane in drawn.lanes] == [("", 2)]
