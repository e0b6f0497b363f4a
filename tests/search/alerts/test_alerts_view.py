"""One alert for forty copies and for one shift; the same id through all that happens to it."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from search.alerts.difference import What, difference
from search.alerts.groups import NEAR, Group, groups, signature_for
from search.alerts.view import view
from search.alerts.wording import LONGEST, body, headline, shortened
from search.index import Document
from search.index.documents import kind_of, moment_of
from tests.fakes.documents import DAY, article, shift, statement
from wire import Alert, Hit, Shift
from wire.ids import hit_id

WORDS = "We will not return to the table before the blockade of the river is lifted, he said"


def hit(document: Document, watch: str = "w1") -> Hit:
    return Hit(
        id=hit_id(watch, document.id),
        watch_id=watch,
        subject=kind_of(document),
        subject_id=document.id,
        signature=signature_for(document),
        at=moment_of(document),
        first_seen_at=DAY,
    )


def alerts_of(
    *documents: Document, watches: tuple[str, ...] = ("w1",)
) -> dict[str, tuple[Alert, Group]]:
    hits = [hit(document, watch) for document in documents for watch in watches]
    return view("me", hits, {each.id: each for each in documents}, watches)


def copies(number: int) -> list[Document]:
    return [
        statement(f"{n:02}", f"{WORDS} {n}", at=DAY + timedelta(hours=n)) for n in range(number)
    ]


def test_forty_copies_are_one_alert() -> None:
    ((alert, group),) = alerts_of(*copies(40)).values()
    assert (alert.copies, alert.subject_id) == (40, "2026-05-statement-00")
    assert len(group.hits) == 40


def test_copies_after_three_days_are_news_again() -> None:
    late = statement("late", WORDS, at=DAY + NEAR + timedelta(hours=1))
    assert len(alerts_of(statement("early", WORDS), late)) == 2


def test_one_shift_is_one_alert_however_many_watches_it_meets() -> None:
    ((alert, _),) = alerts_of(shift("x"), watches=("w2", "w1")).values()
    assert (alert.watch_id, alert.watch_ids) == ("w2", ("w2", "w1"))
    assert alert.shift == shift("x")
    assert "No talks today" in alert.body


def test_different_words_and_texts_without_words_are_alerts_of_their_own() -> None:
    assert len(alerts_of(statement("a", "No"), statement("b", "Yes"), statement("c", "…"))) == 3


@given(st.permutations([*copies(8), shift("x"), statement("o", "Nothing of the kind")]))
def test_order_changes_nothing(documents: list[Document]) -> None:
    assert alerts_of(*documents).keys() == alerts_of(*reversed(documents)).keys()
    assert len(alerts_of(*documents)) == 3


def changed(old: dict[str, Alert], *documents: Document) -> list[tuple[What, Alert]]:
    return [(each.what, each.alert) for each in difference(old, alerts_of(*documents))]


def test_a_shift_keeps_its_alert_from_first_report_to_retraction() -> None:
    first = shift("x")
    told: list[What] = []
    kept: dict[str, Alert] = {}
    states = (
        [first],
        [msgspec.structs.replace(first, status="confirmed", independent_sources=2)],
        [msgspec.structs.replace(first, status="confirmed", counterparties=("Borduria",))],
        [],
        [first],
    )
    for documents in states:
        ((what, alert),) = changed(kept, *documents)
        told.append(what)
        kept[alert.id] = alert
    assert told == ["new", "confirmed", "amended", "retracted", "amended"]
    assert len(kept) == 1
    assert kept.popitem()[1].version == 5


def test_nobody_is_told_of_a_copy_or_of_a_number() -> None:
    first = shift("x")
    ((_, alert),) = changed({}, first)
    more = msgspec.structs.replace(first, version=9, confidence=0.9, independent_sources=3)
    ((what, _),) = changed({alert.id: alert}, more)
    assert what == "unchanged"
    assert changed({alert.id: alert}, first) == []


def test_an_earlier_copy_takes_the_alert_over_in_silence() -> None:
    late = statement("late", WORDS, at=DAY + timedelta(hours=3))
    ((_, alert),) = changed({}, late)
    found = changed({alert.id: alert}, late, statement("early", WORDS))
    assert [what for what, _ in found] == ["unchanged", "unchanged"]
    (standing,) = [each for _, each in found if not each.removed]
    assert standing.replaces == alert.id


def test_a_shift_that_moves_to_other_evidence_is_one_message() -> None:
    ((_, alert),) = changed({}, shift("x"))
    found = changed({alert.id: alert}, shift("y", at=DAY + timedelta(days=1)))
    assert sorted(what for what, _ in found) == ["amended", "unchanged"]
    far = changed({alert.id: alert}, shift("z", at=DAY + timedelta(days=9)))
    assert sorted(what for what, _ in far) == ["new", "retracted"]


def test_words_of_an_alert_are_on_one_line_and_bounded() -> None:
    assert headline(shift("x")) == "Ruritania hardens on talks (toward Syldavia)"
    assert headline(statement("s")) == "Ruritania on talks: “No talks today”"
    assert headline(article("a", title="A\nb")) == "A b"
    assert len(shortened("word " * 500)) <= LONGEST + 2
    presupposed = msgspec.structs.replace(
        shift("x"), before=msgspec.structs.replace(shift("x").before, presupposed=True)
    )
    assert "presupposed" in body(presupposed)
    assert isinstance(presupposed, Shift)


def test_removed_hits_are_in_no_group() -> None:
    gone = msgspec.structs.replace(hit(shift("x")), removed=True)
    assert groups([gone]) == ()
