"""Messages to chats, by Apprise's real plugins to a receiver on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.alerts.addressing import shown
from search.alerts.chat import quiet
from search.alerts.targets import in_words
from tests.fakes.clock import ManualClock
from tests.fakes.office import Office, Receiver, until

SECONDS = 2.0


@pytest.fixture
async def chatting(
    tmp_path: Path, receivers: tuple[int, dict[str, Receiver]]
) -> AsyncIterator[Office]:
    """An office whose desk is reached by Apprise's plugin `json`."""
    port = receivers[0]
    office = Office(tmp_path, port, ManualClock(datetime.now(UTC)), http_total_seconds=SECONDS)
    office.target("desk", f"json://somebody:s3cr3tword@127.0.0.1:{port}/desk?rto=60")
    office.watch("desk", name="river")
    yield office
    await office.close()


async def test_a_chat_gets_the_words_of_an_alert(chatting: Office, desk: Receiver) -> None:
    chatting.take(chatting.now("x", after="<b>No</b> talks @everyone"))
    await chatting.deliver()
    assert chatting.states() == ["delivered"], chatting.desk().last_error
    ((_, body),) = desk.got
    sent = json.loads(body)
    assert sent["title"] == "Ruritania hardens on talks (toward Syldavia) (provisional)"
    for words in ("We will talk to anybody", "<b>No</b> talks", "On behalf of: Ruritania"):
        assert words in sent["message"]
    assert "@everyone" not in sent["message"]


async def test_no_secret_is_listed_or_logged(
    chatting: Office, desk: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    desk.status = 500
    chatting.take(chatting.now("x"))
    await chatting.deliver()
    assert chatting.states() == ["waiting"]
    listed = f"{chatting.desk().shown} {in_words(chatting.desk(), chatting.clock.now())}"
    assert "error=500" in listed
    for text in (listed, caplog.text):
        assert "s3cr3tword" not in text


@pytest.mark.parametrize("status", [302, 500])
async def test_redirects_are_not_followed_and_refusals_are_tried_again(
    chatting: Office, desk: Receiver, status: int
) -> None:
    desk.status = status
    chatting.take(chatting.now("x"))
    await chatting.deliver()
    assert len(desk.got) == 1
    assert f"error={status}" in chatting.desk().last_error


async def test_a_plugin_that_hangs_ends_in_time_and_delays_no_other(
    chatting: Office, desk: Receiver, other: Receiver
) -> None:
    chatting.target("other", f"json://127.0.0.1:{chatting.port}/other")
    chatting.watch("other", name="second")
    desk.hangs.clear()
    chatting.take(chatting.now("x"))
    chatting.courier.look()
    await until(lambda: desk.got and other.got)
    await until(lambda: "delivered" in chatting.states())
    assert chatting.states() == ["waiting", "delivered"]
    await until(lambda: "timeout" in chatting.desk().last_error)
    desk.hangs.set()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("json://127.0.0.1:PORT/desk", "refused_address"),
        ("json://localhost:PORT/desk", "refused_address"),
        ("syslog://", "it would stay on this machine"),
        ("nosuchservice://token", "Apprise can't use this address"),
    ],
)
async def test_what_lies_inside_is_refused(
    tmp_path: Path,
    receivers: tuple[int, dict[str, Receiver]],
    address: str,
    words: str,
) -> None:
    port, found = receivers
    office = Office(
        tmp_path, port, ManualClock(datetime.now(UTC)), allowed_private_hosts=("127.0.0.1:9",)
    )
    office.target("desk", address.replace("PORT", str(port)))
    office.watch("desk")
    office.take(office.now("x"))
    await office.deliver()
    assert words in office.desk().last_error
    assert found["desk"].got == []
    await office.close()


async def test_a_sender_that_was_killed_is_started_again(chatting: Office, desk: Receiver) -> None:
    chatting.take(chatting.now("x"))
    await chatting.deliver()
    process = chatting.carriers.chats.process
    assert process is not None
    process.kill()
    await process.wait()
    await asyncio.sleep(0)
    chatting.take(chatting.now("y", party="Borduria"))
    await chatting.deliver()
    assert chatting.states() == ["delivered", "delivered"]
    assert len(desk.got) == 2


def test_nobody_is_called_by_a_strangers_words() -> None:
    for words in ("@everyone", "@HERE now", "<!channel>", "<@U123>"):
        assert words not in quiet(words)
        assert len(quiet(words)) == len(words) + 1
    assert quiet("mail@example.org a < b") == "mail@example.org a < b"


@pytest.mark.parametrize(
    "address",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
        "tgram://123456789:abcdefghijkl/12315544",
        "json://me:TIiajkdnlazkc@desk.example/TIiajkdnlazkc",
        "https://desk.example/hooks/TIiajkdnlazkcOXrIdevi7FQ?key=TIiajkdnlazkc",
        "https://desk.example/hooks/T1JJ3T3L2/A1BRTD4JD",
        "smtps://me:TIiajkdnlazkc@mail.example/desk@example.org",
        "smtps://me:TIiajkdnlazkc@[bad/desk@example.org",
    ],
)
def test_what_is_shown_of_an_address_holds_no_secret(address: str) -> None:
    for secret in ("T1JJ3T3L2", "A1BRTD4JD", "TIiajkdnlazkc", "123456789", "abcdefghijkl"):
        assert secret not in shown(address)
