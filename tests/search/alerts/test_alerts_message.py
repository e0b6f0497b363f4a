"""What a message says: every fact once, harmless, bounded, whatever stamps and strangers say."""

import string
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as markup

from search.alerts.message import STAGES, Message, message_of
from search.alerts.notice import Notice
from search.alerts.rendering import delay, digest_subject, html, subject, text
from tests.fakes.documents import DAY, shift
from wire import Alert
from wire.shift import Source

STAMPS = {name: DAY + timedelta(seconds=10**n) for n, name in enumerate(STAGES[:-1])}
SENT = DAY + timedelta(hours=4)


def notice(words: str = "No talks today", **changes: object) -> Notice:
    found = shift("x", after=words, why=words)
    sources = tuple(
        Source(article_id=f"a{n}", outlet=f"Outlet {n}", title=words, url=url, at=DAY, cluster="c1")
        for n, url in enumerate(("https://a.example/1", "javascript:alert(1)", None))
    )
    alert = Alert(
        id="2026-05-alert",
        watch_id="w",
        subject="shift",
        subject_id=found.id,
        headline=words,
        shift=msgspec.structs.replace(found, sources=sources),
        url="https://a.example/1",
        at=DAY,
        stamps=STAMPS,
    )
    given = {"says": "confirmed, 2 independent sources", "what": "confirmed"} | changes
    return Notice(alert=alert, watch="river", **given)  # type: ignore[arg-type]


def test_every_fact_is_in_the_text() -> None:
    said = message_of(notice(), SENT, "https://parley.example/")
    words = text(said)
    for each in (
        "What is new: confirmed, 2 independent sources",
        "Before: 04 May 2026 06:40 UTC",
        "We will talk to anybody",
        "“No talks today” — Rudolf Rassendyll — Highland Herald",
        "On behalf of: Ruritania",
        "About: talks, hardening, toward Syldavia",
        "Reported by: 1 independent source in 3 articles, confidence 0.70",
        "- Outlet 0 — No talks today — https://a.example/1",
        "Article: https://a.example/1",
        "Console: https://parley.example/shifts/2026-05-shift-x",
        "seen +9.0 s",
        "sent +",
        "Watch: river",
    ):
        assert each in words
    assert "javascript" not in words
    assert [each.name for each in said.stages] == list(STAGES)


def test_stages_that_go_backwards_or_are_missing_are_no_negative_delays() -> None:
    one = notice()
    mad = {"published": DAY + timedelta(days=400), "stored": DAY}
    alert = msgspec.structs.replace(one.alert, stamps=mad)
    said = message_of(msgspec.structs.replace(one, alert=alert), SENT)
    assert [each.name for each in said.stages] == ["published", "stored", "sent"]
    assert [each.seconds for each in said.stages][:2] == [None, 0.0]
    bare = msgspec.structs.replace(one.alert, stamps={})
    assert message_of(msgspec.structs.replace(one, alert=bare), SENT).stages == ()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.25, "+0.2 s"), (300, "+5 min"), (7200, "+2.0 h"), (864000, "+10 days")],
)
def test_a_delay_is_said_as_a_reader_takes_it_in(seconds: float, words: str) -> None:
    assert delay(seconds) == words


STRANGE = st.text(
    st.one_of(
        st.sampled_from("<>&\"'\r\n\x00\x1b\u202e\u2028🕊"),
        st.sampled_from(string.ascii_letters + " "),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=3000,
)


@settings(max_examples=60, deadline=None)
@given(STRANGE)
def test_no_words_of_strangers_break_out_or_grow(words: str) -> None:
    said = message_of(notice(f"{words}<script>x</script>"), SENT)
    assert "\n" not in subject(said)
    assert len(subject(said)) < 300
    assert len(text(said)) < 20_000
    page = markup.fromstring(html([said]))
    assert not page.xpath("//script | //img | //iframe | //@onclick")
    assert all(str(each).startswith("https://") for each in page.xpath("//a/@href"))
    for each in (subject(said), text(said)):
        assert not set(each) & set("\x00\x1b\u202e\r")
    assert msgspec.json.decode(msgspec.json.encode(said), type=Message) == said


def test_a_test_is_marked_wherever_it_goes() -> None:
    said = message_of(notice(test=True), SENT)
    assert subject(said).startswith("TEST: ")
    assert "This is a test and no news." in text(said)
    assert "This is a test and no news." in html([said])


def test_a_moment_without_a_date_is_left_out() -> None:
    one = notice()
    assert one.alert.shift is not None
    taken = msgspec.structs.replace(
        one.alert.shift.before, presupposed=True, at=None, quote="resumed talks"
    )
    changed = msgspec.structs.replace(one.alert.shift, before=taken)
    alert = msgspec.structs.replace(one.alert, shift=changed)
    said = message_of(
        msgspec.structs.replace(one, alert=alert), datetime(2026, 5, 2, tzinfo=DAY.tzinfo)
    )
    assert "Before: presupposed by the words “resumed talks”" in text(said)


def test_what_is_not_known_is_no_line() -> None:
    """A statement's alert has none of a shift's facts; copies are counted instead."""
    alert = Alert(
        id="2026-05-a",
        watch_id="w",
        subject="statement",
        subject_id="2026-05-s",
        headline="",
        body="",
        copies=3,
        at=DAY,
    )
    said = message_of(
        Notice(alert=alert, watch="river", what="new", says=""), DAY, "https://p.example"
    )
    words = text(said).split("\n")
    assert words == [
        "(no words are left of it)",
        "Copies: 3",
        "Console: https://p.example/alerts",
        "Watch: river",
    ]
    of_article = msgspec.structs.replace(alert, subject="article", copies=1, body="River news")
    said = message_of(
        Notice(alert=of_article, watch="river", what="new", says="new"), DAY, "https://p"
    )
    assert said.console == "https://p/articles/2026-05-s"
    assert "River news" in text(said)
    assert "Copies" not in text(said)


def test_a_side_that_is_presupposed_and_one_without_words() -> None:
    found = notice()
    shifted = found.alert.shift
    assert shifted is not None
    changed = msgspec.structs.replace(
        shifted,
        before=msgspec.structs.replace(shifted.before, presupposed=True, quote="resumed talks"),
        after=msgspec.structs.replace(shifted.after, quote=None, kind="act"),
        mixed_signals=True,
        negotiation="river",
        counterparties=(),
        why="",
        sources=(),
    )
    alert = msgspec.structs.replace(found.alert, shift=changed, url=None)
    words = text(message_of(msgspec.structs.replace(found, alert=alert), SENT))
    assert "Before: presupposed by the words “resumed talks”" in words
    assert "After: 04 May 2026 06:40 UTC — rejects" in words
    assert "About: talks, hardening, in river" in words
    assert "Mixed signals" in words
    for absent in ("Why:", "Sources:", "Article:", "Console:", "toward"):
        assert absent not in words


def test_a_digest_is_named_by_its_first() -> None:
    said = message_of(notice(), SENT)
    assert digest_subject([said, said]) == "2 alerts: No talks today"
    assert digest_subject([]) == "no alerts"
