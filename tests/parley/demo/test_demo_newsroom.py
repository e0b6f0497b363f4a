"""Reading a newsroom: the bundled ones are sound, and a faulty one says where and what."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from parley.demo.newsroom import BUNDLED, Newsroom, NewsroomError, bundled
from processors.dossiers import load
from tests.fakes.newsroom import line, written
from wire.vocabulary import ISSUES


def test_bundled_newsrooms_come_in_the_order_of_their_time() -> None:
    rooms = bundled()
    assert [room.name for room in rooms] == ["rebels", "trade"]
    assert [len(room.stories) for room in rooms] == [40, 39]
    for room in rooms:
        moments = [story.published_at for story in room.stories]
        assert moments == sorted(moments)
        assert all(moment.tzinfo is UTC for moment in moments)


@pytest.mark.parametrize("room", bundled(), ids=lambda room: room.name)
def test_bundled_dossiers_are_valid_and_name_who_shifts(room: Newsroom) -> None:
    assert room.dossier is not None
    dossier = load(room.dossier)
    parties = {party.name for party in dossier.parties}
    rows = (BUNDLED / room.name / "shifts.jsonl").read_text(encoding="utf-8").splitlines()
    shifts = [json.loads(row) for row in rows]
    assert len(shifts) == 12
    known = {story.id for story in room.stories}
    for shift in shifts:
        assert shift["party"] in parties
        assert shift["issue"] in ISSUES
        assert shift["to_id"] in known


def test_stories_are_sorted_and_times_made_utc(tmp_path: Path) -> None:
    written(
        tmp_path,
        line("late", published_at="2026-03-02T12:00:00+02:00"),
        "",
        line("early", published_at="2026-03-02T09:30:00Z"),
    )
    room = Newsroom.load(tmp_path)
    assert [story.id for story in room.stories] == ["early", "late"]
    assert room.stories[1].published_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert room.stories[1].published_at.tzinfo is UTC
    assert room.name == tmp_path.name
    assert room.dossier is None


def test_a_dossier_beside_the_articles_is_found(tmp_path: Path) -> None:
    written(tmp_path, line("one"))
    (tmp_path / "dossier.yaml").write_text("id: x\n", encoding="utf-8")
    assert Newsroom.load(tmp_path).dossier == tmp_path / "dossier.yaml"


def test_unknown_fields_do_no_harm(tmp_path: Path) -> None:
    assert Newsroom.load(written(tmp_path, line("one", notes="for the authors"))).stories


def test_optional_references_may_be_left_out(tmp_path: Path) -> None:
    room = Newsroom.load(written(tmp_path, line("one", revises=None, copy_of=None)))
    assert room.stories[0].revises is None


def test_a_revision_keeps_the_address(tmp_path: Path) -> None:
    address = "https://courant.example/news/one"
    written(
        tmp_path,
        line("one"),
        line("two", revises="one", url=address, published_at="2026-03-02T09:00:00Z"),
        line("three", revises="two", url=address, published_at="2026-03-02T10:00:00Z"),
    )
    assert len(Newsroom.load(tmp_path).stories) == 3


def test_an_editor_of_another_system_may_save_with_carriage_returns(tmp_path: Path) -> None:
    rows = "\r\n".join(json.dumps(line(name)) for name in ("one", "two"))
    (tmp_path / "articles.jsonl").write_bytes(rows.encode())
    assert len(Newsroom.load(tmp_path).stories) == 2


def test_line_separators_inside_a_text_do_not_end_the_line(tmp_path: Path) -> None:
    row = json.dumps(line("one", text="a\u2028b\u0085c"), ensure_ascii=False)
    assert Newsroom.load(written(tmp_path, row)).stories[0].text == "a\u2028b\u0085c"


LATER = "2026-03-02T09:00:00Z"
FAULTS = {
    "not JSON": (["{"], "articles.jsonl:1: "),
    "a field missing": ([line("one", title=None)], "missing required field `title`"),
    "a field of another type": ([line("one", title=5)], r"Expected `str`"),
    "no time zone": ([line("one", published_at="2026-03-02T08:00:00")], "no time zone"),
    "no time at all": ([line("one", published_at="soon")], "published_at"),
    "an empty text": ([line("one", text=" \n ")], ":1: text is empty"),
    "an address without scheme": ([line("one", url="courant.example/x")], "url must begin"),
    "a file as address": ([line("one", url="file:///etc/passwd")], "url must begin"),
    "an id twice": ([line("one"), line("one")], ":2: the id one is already taken"),
    "an address twice": (
        [line("one"), line("two", url="https://courant.example/news/one")],
        ":2: the address /news/one is already taken by one",
    ),
    "two names for a domain": (
        [line("one"), line("two", outlet="Another")],
        "courant.example belongs to The Courant above, here to Another",
    ),
    "a revision of nothing": ([line("one", revises="zero")], "revises names zero, which is not in"),
    "a copy of nothing": ([line("one", copy_of="zero")], "copy_of names zero, which is not in"),
    "a revision of a later story": (
        [line("one", published_at=LATER), line("two", revises="one")],
        ":2: revises names one, which is not earlier",
    ),
    "a revision of itself": ([line("one", revises="one")], "which is not earlier"),
    "revisions in a circle": (
        [line("one", revises="two", published_at=LATER), line("two", revises="one")],
        "which is not earlier",
    ),
    "a revision in another outlet": (
        [
            line("one"),
            line("two", revises="one", published_at=LATER, domain="b.example", outlet="B"),
        ],
        ":2: revises one, which is of another outlet",
    ),
    "nothing": ([""], "holds no article"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, fault: str) -> None:
    lines, message = FAULTS[fault]
    written(tmp_path, *lines)  # type: ignore[arg-type]
    with pytest.raises(NewsroomError, match=message):
        Newsroom.load(tmp_path)


def test_a_folder_that_is_none_says_what_a_newsroom_is(tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match=r"a newsroom is a folder with a file articles\.jsonl"):
        Newsroom.load(tmp_path / "absent")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes(b'{"id": "\xff\xfe"}')
    with pytest.raises(NewsroomError, match="not UTF-8"):
        Newsroom.load(tmp_path)
